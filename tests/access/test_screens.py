"""Wagtail's screens as members meet them: what ours leave out, and that without ours it would be there."""

import json
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.models import EditingSession
from wagtail.admin.views import editing_sessions
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index
from wagtail.test.utils.form_data import querydict_from_html

from cooperatives.access import allowed, door, screens
from ocop import urls_preview
from products.models import ProductPage
from tests.access.test_measures import MeasureTestCase, without_hook
from tests.factories import ImageFactory
from tests.reading import soup, vi
from tests.repository import ROOT


class PingTests(MeasureTestCase):
    """Who else has the page open."""

    def setUp(self):
        super().setUp()
        get_user_model().objects.filter(pk=self.world.editor.pk).update(first_name="Tập", last_name="Người")
        self.session = self.open_by(self.a.user)

    def open_by(self, user):
        """Let a person have A's draft open, and be typing."""
        return EditingSession.objects.create(
            user=user, content_type=ContentType.objects.get_for_model(Page), object_id=str(self.a.draft.pk),
            last_seen_at=timezone.now(), is_editing=True,
        )  # fmt: skip

    def ping(self, **data):
        address = reverse(
            "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", self.a.draft.pk, self.session.pk]
        )
        response = self.client.post(address, data)
        assert response.status_code == 200
        return response

    def test_a_colleague_has_a_name_and_the_house_has_none(self):
        self.open_by(self.world.editor)
        self.open_by(self.a.colleague)
        answer = self.ping().json()
        assert {item["user"] for item in answer["other_sessions"]} == {self.a.colleague.get_full_name(), vi("Editor")}
        assert vi("Editor") in answer["html"]
        assert "Người" not in answer["html"]
        with mock.patch.object(screens, "standing", return_value=mock.Mock(is_member=False)):
            assert "Người" in self.ping().json()["html"]

    def test_a_newer_version_by_the_house_has_no_name_either(self):
        page = ProductPage.objects.get(pk=self.a.draft.pk)
        first = page.save_revision(user=self.a.user)
        page.save_revision(user=self.world.editor)
        answer = self.ping(revision_id=first.pk).json()
        assert [item["user"] for item in answer["other_sessions"]] == [vi("Editor")]
        assert "Người" not in answer["html"]
        assert answer["other_sessions"][0]["revision_id"] == page.latest_revision_id

    def test_nobody_else_is_nobody(self):
        answer = self.ping().json()
        assert answer["other_sessions"] == []
        assert set(answer) == set(self.wagtails_answer())

    def wagtails_answer(self):
        """Return Wagtail's own answer to the same question, whose keys the browser's script needs."""
        request = RequestFactory().post("/")
        request.user = self.a.user
        return json.loads(
            editing_sessions.ping(request, "wagtailcore", "page", str(self.a.draft.pk), self.session.pk).content
        )

    def test_an_id_that_is_none_is_refused(self):
        address = reverse(
            "wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", self.a.draft.pk, self.session.pk]
        )
        for data in ({"revision_id": "abc"}, {"revision_id": "1\x00"}, {"revision_id": ""}):
            with self.subTest(data):
                assert self.client.post(address, data).status_code == 400
        nobody = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", "abc", 1])
        assert self.client.post(nobody).status_code in {400, 403, 404}

    def test_an_editor_reads_the_names(self):
        self.client.force_login(self.world.editor)
        assert self.a.user.get_full_name() in self.ping().json()["html"]


@pytest.mark.once
class AccountTests(MeasureTestCase):
    """Name, language, password; no portrait, whose file Wagtail would keep as it came."""

    def test_there_is_no_portrait(self):
        for user in (self.a.user, self.world.editor):
            self.client.force_login(user)
            response = self.client.get(reverse("wagtailadmin_account"))
            panels = {panel.name for panels in response.context["panels_by_tab"].values() for panel in panels}
            assert "avatar" not in panels
            assert panels >= {"name_email", "locale"}

    def test_a_name_is_changed(self):
        form = querydict_from_html(self.client.get(reverse("wagtailadmin_account")).content.decode()).dict()
        data = {**form, "name_email-first_name": "Hoa", "name_email-last_name": "Lò"}
        assert self.client.post(reverse("wagtailadmin_account"), data).status_code == 302
        self.a.user.refresh_from_db()
        assert self.a.user.get_full_name() == "Lò Hoa"


@pytest.mark.once
class HintsTests(MeasureTestCase):
    """What somebody has closed and will not see again."""

    def close(self, content):
        address = reverse("wagtailadmin_dismissibles")
        return self.client.patch(address, json.dumps(content), content_type="application/json").status_code

    def test_a_few_short_names_are_noted_and_nothing_else(self):
        assert self.close({"whats-new-in-wagtail-version-8.0": True}) == 200
        many = {f"hint-{number}": True for number in range(101)}
        for content in (["a"], "a", 1, None, {"a" * 101: True}, {"a b": True}, {"a": "b" * 9000}, {"a": [1]}, many):
            with self.subTest(str(content)[:30]):
                assert self.close(content) == 400
        assert self.client.patch(reverse("wagtailadmin_dismissibles"), b"\xff{").status_code == 400
        assert self.client.get(reverse("wagtailadmin_dismissibles")).json() == {
            "whats-new-in-wagtail-version-8.0": True
        }


@pytest.mark.once
class NamesTests(MeasureTestCase):
    """Who decided about one's own page signs it; nobody's e-mail address is shown, and no name of who did nothing there."""

    def setUp(self):
        super().setUp()
        get_user_model().objects.filter(pk=self.world.editor.pk).update(first_name="Hương", last_name="Nguyễn Thu")
        get_user_model().objects.filter(pk=self.world.admin.pk).update(first_name="Dũng", last_name="Hà Văn")
        self.world.editor.refresh_from_db()
        task = self.a.task_state
        task.task.specific.on_action(task, self.world.editor, "reject", comment="Xin thêm ảnh vườn.")
        page = ProductPage.objects.get(pk=self.a.product.pk)
        self.a.comment.replies.create(user=self.world.editor, text="Đã xem.")
        self.addresses = [
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            reverse("wagtailadmin_pages:history", args=[page.pk]),
            reverse("wagtailadmin_pages:workflow_history_detail", args=[page.pk, self.a.workflow_state.pk]),
        ]

    def test_the_editor_signs_and_the_house_s_addresses_stay_out(self):
        for address in self.addresses:
            with self.subTest(address):
                text = self.client.get(address).content.decode()
                assert "Nguyễn Thu Hương" in text or "Nguy\\u1ec5n Thu H\\u01b0\\u01a1ng" in text
                assert "bientap@" not in text
                assert "quantri@" not in text
                assert "Hà Văn" not in text

    def test_who_has_no_name_is_called_by_what_stands_before_the_at(self):
        get_user_model().objects.filter(pk=self.world.editor.pk).update(first_name="", last_name="")
        for address in self.addresses:
            with self.subTest(address):
                assert "bientap@" not in self.client.get(address).content.decode()


class ChooserTests(MeasureTestCase):
    """What stands around a chooser's list."""

    def test_a_search_among_pictures_finds_what_can_be_read_aloud(self):
        traits = {"title": "Đồi mận", "collection": self.a.producer.stall.collection}
        described, silent = ImageFactory(**traits, description="Mận nở trắng"), ImageFactory(**traits, description="")
        for image in (described, silent):
            index.insert_or_update_object(image)
        for name in ("choose", "choose_results"):
            response = self.client.get(reverse(f"wagtailimages_chooser:{name}"), {"q": "mận"})
            assert response.status_code == 200
            found = [image.pk for image in response.context["results"]]
            assert silent.pk not in found
            assert described.pk in found

    def test_no_tag_of_another_s_picture(self):
        address = reverse("wagtailimages_chooser:choose")
        assert not self.shows(address)
        with self.settings(TEMPLATES=[{**settings.TEMPLATES[0], "DIRS": []}]):
            assert self.shows(address)

    def test_one_kind_of_page_does_not_lead_to_whoever_alone_has_it(self):
        """Where one producer alone has products, Wagtail starts at its page and prints its draft title."""
        for product in ProductPage.objects.filter(producer=self.a.producer):
            product.certificates.all().delete()
            Page.objects.get(pk=product.pk).delete()
        own = self.b.producer.get_latest_revision_as_object()
        own.title = self.b.secret("title")
        own.save_revision()
        address = reverse("wagtailadmin_choose_page")
        for kind in ("products.productpage", "products.ProductPage", "wagtailcore.page,products.productpage"):
            assert not self.shows(address, page_type=kind)
        assert self.client.get(address, {"page_type": "wagtailcore.page"}).status_code == 200
        with mock.patch.dict(door.ALLOWED, {"access:choose_page": allowed.anyone}):
            assert not self.shows(address, page_type="products.productpage")  # it has a flat list
            assert self.shows(address, page_type="products.productpage,products.productpage")

    def test_a_flat_list_holds_ones_own_alone(self):
        kind = {"page_type": "products.productpage"}
        own = reverse("wagtailadmin_choose_page_child", args=[self.a.producer.pk])
        search = reverse("wagtailadmin_choose_page_search")
        for address, asked in ((own, kind), (search, {**kind, "q": self.b.mark})):
            assert not self.shows(address, **asked)
        assert self.a.product.title in self.client.get(own, kind).json()["html"]
        [ours] = [
            hook for hook, __ in hooks._hooks["construct_page_chooser_queryset"] if "limited_to" in hook.__qualname__
        ]
        with without_hook("construct_page_chooser_queryset", ours):
            assert self.shows(own, **kind)


@pytest.mark.once
class FurnitureTests(MeasureTestCase):
    """What stands around every screen of the admin leads nowhere that is closed."""

    def modules(self, user):
        """Return the sidebar's search address and the names in its menu."""
        self.client.force_login(user)
        page = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.a.draft.pk])))
        modules = json.loads(page.find(id="wagtail-sidebar-props").string)["modules"]
        found = {module["_type"].rsplit(".", 1)[-1]: module["_args"] for module in modules}
        menu = [item["_args"][0]["name"] for item in found["MainMenuModule"][0]]
        return found["SearchModule"][0], menu

    def test_the_search_field_asks_the_public_site(self):
        search, menu = self.modules(self.a.user)
        assert search == reverse("search")
        assert menu[:2] == ["stall", "sign-out"]
        assert set(menu) <= {"stall", "sign-out", "help"}

    def test_an_editor_s_asks_the_admin(self):
        search, menu = self.modules(self.world.editor)
        assert search == reverse("wagtailadmin_pages:search")
        assert not {"stall", "sign-out"} & set(menu)

    def test_the_bar_of_the_house_covers_no_public_page_for_members(self):
        page = ProductPage.objects.get(pk=self.a.product.pk)
        for address in (page.url, reverse("guides")):
            text = self.client.get(address).content.decode()
            assert "wagtail-userbar" not in text
        self.client.force_login(self.world.editor)
        text = self.client.get(page.url).content.decode()
        assert reverse("wagtailadmin_explore", args=[self.a.producer.pk]) in text
        assert "checker-trigger" in text

    def test_the_preview_beside_a_member_s_form_keeps_the_bar_that_checks_it(self):
        page = ProductPage.objects.get(pk=self.a.product.pk)
        request = self.client.get(page.url).wsgi_request
        preview = page.make_preview_request(request, extra_request_attrs={"in_preview_panel": True})
        assert "wagtail-userbar" in preview.content.decode()

    def test_usage_does_not_name_another_s_page(self):
        a, draft = self.a, self.b.draft
        draft.main_image = a.image
        links = f'<a linktype="page" id="{a.product.pk}">x</a><a linktype="document" id="{a.document.pk}">x</a>'
        draft.body = [("text", f"<p>{links}</p>")]
        draft.save()
        ReferenceIndex.create_or_update_for_object(draft)
        for name, thing in (
            ("wagtailadmin_pages:usage", a.product),
            ("wagtailimages:image_usage", a.image),
            ("wagtaildocs:document_usage", a.document),
        ):
            with self.subTest(name):
                address = reverse(name, args=[thing.pk])
                assert not self.shows(address)
                self.client.force_login(self.world.admin)
                assert self.shows(address)
                self.client.force_login(a.user)


@pytest.mark.once
class RefusalTests(MeasureTestCase):
    """How a refusal reads."""

    def test_a_person_gets_a_page_with_the_way_home(self):
        response = self.client.get(reverse("wagtailadmin_reports:site_history"))
        assert response.status_code == 403
        assert soup(response).select_one(f'main a[href="{reverse("stall:home")}"]')

    def test_a_script_gets_json(self):
        for headers in ({"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"HTTP_ACCEPT": "application/json"}):
            response = self.client.get(reverse("wagtailadmin_api:pages:listing"), **headers)
            assert (response.status_code, set(response.json())) == (403, {"error"})

    def test_an_address_that_does_not_exist_is_refused_like_one_that_does(self):
        assert self.client.get("/quan-tri/khong-co/").status_code == 403

    def test_the_front_of_the_admin_leads_to_the_stall(self):
        response = self.client.get(reverse("wagtailadmin_home"))
        assert response["Location"] == reverse("stall:home")


@pytest.mark.once
class MediaTests(MeasureTestCase):
    """Only the sizes made for pages are public: an original may belong to a draft, a document is asked for by number."""

    def test_no_way_leads_from_the_sizes_to_the_originals(self):
        folder = Path(settings.MEDIA_ROOT)
        for name in ("images", "original_images"):
            (folder / name).mkdir(exist_ok=True)
            (folder / name / "thu.txt").write_text("x", encoding="utf-8")
        request = RequestFactory().get("/media/")
        assert urls_preview.media(request, "thu.txt").status_code == 200
        for path in ("../original_images/thu.txt", "../../original_images/thu.txt", "..%2foriginal_images/thu.txt"):
            with self.subTest(path), pytest.raises((Http404, SuspiciousFileOperation)):
                urls_preview.media(request, path)

    def test_the_proxy_and_the_bucket_are_described_so(self):
        text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
        assert "location /media/images/ {" in text
        assert "Anonymous reading is for `images/*` only" in text

    def test_an_address_without_the_file_s_own_name_serves_nothing(self):
        address = reverse("wagtaildocs_serve", args=[self.b.document.pk, "doan.pdf"])
        assert self.client.get(address).status_code == 404
