"""Each closing measure, taken away, lets something through: none stands there for nothing."""

from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from wagtail import hooks
from wagtail.models import PageViewRestriction

from cooperatives.access import door, references
from cooperatives.access import hooks as measures
from cooperatives.access.standing import Standing
from ocop.documents.wagtail_hooks import refuse_unpublished_document
from tests.access.world import PDF, make_world
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.once


def without_hook(name, function):
    """Return a context in which Wagtail does not call one hook."""
    kept = [entry for entry in hooks._hooks[name] if entry[0] is not function]
    return mock.patch.dict(hooks._hooks, {name: kept})


def without_door():
    """Return a context in which the door takes everybody for one of the house."""
    return mock.patch.object(door, "standing", return_value=Standing(None, False))


class MeasureTestCase(TestCase):
    """Member A and what B has."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.a, cls.b = cls.world.a, cls.world.b

    def setUp(self):
        self.client.force_login(self.a.user)

    def shows(self, address, **data):
        """Whether an address shows the member anything of B."""
        return self.b.mark in self.client.get(address, data).content.decode()


class DoorTests(MeasureTestCase):
    """The door in front of the whole admin."""

    def test_without_it_many_addresses_speak_of_others(self):
        from tests.access.test_every_address import addresses, arguments, text_of

        client = Client(raise_request_exception=False)
        client.force_login(self.a.user)
        reports = [name for name in addresses() if name.startswith(("wagtailadmin_", "wagtailimages", "wagtaildocs"))]
        places = [arguments(addresses()[name][0], name, self.b) for name in reports if "logout" not in name]
        places.append("/quan-tri/bulk/wagtailcore/page/delete/?id=all&next=/")

        def speaking():
            return [place for place in places if self.b.mark in text_of(client.get(place))]

        assert speaking() == []
        with without_door():
            assert len(speaking()) >= 5

    def test_each_question_keeps_something(self):
        """With a right given by hand, every question about ids is what stands between A and B."""
        from cooperatives.rights import grant_files

        grant_files(self.a.group, self.b.collection)
        image, document = self.b.image.pk, self.b.document.pk
        for name, address in {
            "wagtailimages_chooser:chosen": reverse("wagtailimages_chooser:chosen", args=[image]),
            "wagtaildocs_chooser:chosen": reverse("wagtaildocs_chooser:chosen", args=[document]),
            "wagtailimages_chooser:chosen_multiple": f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={image}",
            "wagtaildocs_chooser:chosen_multiple": f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={document}",
            "wagtailimages_chooser:select_format": reverse("wagtailimages_chooser:select_format", args=[image]),
            "wagtailimages:edit": reverse("wagtailimages:edit", args=[image]),
            "wagtaildocs:edit": reverse("wagtaildocs:edit", args=[document]),
            "wagtailadmin_choose_page_chosen_multiple": (
                f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={self.b.draft.pk}"
            ),
        }.items():
            with self.subTest(name):
                assert not self.shows(address)
                with mock.patch.dict(door.ALLOWED, {name: lambda *args: True}):
                    assert self.shows(address)


class ChooserTests(MeasureTestCase):
    """The choosers' lists."""

    def test_pages(self):
        # A draft title that Wagtail prints even of a page that is public.
        address = reverse("wagtailadmin_choose_page_search")
        hidden = ArticlePageFactory(title="Vườn zqxBprivate")
        PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
        self.leaks_without("construct_page_chooser_queryset", address, page_type="wagtailcore.page", q="zqxBprivate")

    def test_pictures(self):
        self.leaks_without("construct_image_chooser_queryset", reverse("wagtailimages_chooser:choose_results"))

    def test_documents(self):
        self.leaks_without("construct_document_chooser_queryset", reverse("wagtaildocs_chooser:choose_results"))

    def leaks_without(self, name, address, **data):
        """Wagtail limits pictures and documents by collection too: there the hook is the second lock, seen by B's right."""
        from cooperatives.rights import grant_files

        grant_files(self.a.group, self.b.collection)  # somebody gave the group a right by hand
        self.b.draft.title = "Vườn zqxBprivate"
        self.b.draft.save()
        assert not self.shows(address, **data)
        ours = [function for function, __ in hooks._hooks[name] if "limited_to" in function.__qualname__]
        assert len(ours) == 1
        with without_hook(name, ours[0]):
            assert self.shows(address, **data)


class FormTests(MeasureTestCase):
    """Posted references, and fields that are not a member's."""

    def preview(self):
        """Post B's picture into A's form with an error, as the redrawn form would show it."""
        from tests.access.test_references import FormTestCase

        data = FormTestCase.data(self, main_image=self.b.image.pk, title="")
        address = reverse("wagtailadmin_pages:edit", args=[self.a.draft.pk])
        return self.client.post(address, data).content.decode()

    def test_without_the_check_the_redrawn_form_shows_b_s_picture(self):
        assert self.b.mark not in self.preview()
        with mock.patch.object(references, "check"):
            assert self.b.mark in self.preview()

    def test_without_the_list_of_editors_fields_a_member_makes_tags(self):
        from taggit.models import Tag

        from tests.access.test_references import FormTestCase

        address = reverse("wagtailadmin_pages:edit", args=[self.a.draft.pk])
        data = {**FormTestCase.data(self), "tags": "nhan-moi", "slug": "khac"}
        self.client.post(address, data)
        assert not Tag.objects.filter(name="nhan-moi").exists()
        with mock.patch.object(references.MembersFormMixin, "editors_fields", ()):
            self.client.post(address, data)
            assert Tag.objects.filter(name="nhan-moi").exists()


class DocumentTests(MeasureTestCase):
    """Files that no public page points to."""

    def setUp(self):
        super().setUp()
        self.b.document.file.save("zqxBfile.pdf", ContentFile(PDF))  # the files of a test go with it

    def test_without_the_hook_anybody_gets_a_file_that_was_never_published(self):
        address = self.b.document.url
        for __ in range(2):
            assert self.client.get(address).status_code == 404
            self.client.logout()
        with without_hook("before_serve_document", refuse_unpublished_document):
            assert self.client.get(address).status_code == 200

    def test_its_own_members_and_editors_get_it(self):
        for user in (self.b.user, self.world.editor):
            self.client.force_login(user)
            assert self.client.get(self.b.document.url).status_code == 200

    def test_everybody_gets_it_once_a_public_page_points_to_it(self):
        import json

        from wagtail.models import ReferenceIndex

        html = f'<p><a linktype="document" id="{self.b.document.pk}">Bảng giá</a></p>'
        article = ArticlePageFactory(title="Bảng giá", body=json.dumps([{"type": "text", "value": html}]))
        ReferenceIndex.create_or_update_for_object(article)
        self.client.logout()
        assert self.client.get(self.b.document.url).status_code == 200
        article.unpublish()
        assert self.client.get(self.b.document.url).status_code == 404


class SecondLockTests(MeasureTestCase):
    """Behind the door, the tree is asked once more."""

    def test_without_it_a_right_given_by_hand_opens_b_s_page(self):
        from cooperatives.rights import grant_pages

        grant_pages(self.a.group, self.b.producer, ["change_page"])
        address = reverse("wagtailadmin_pages:edit", args=[self.b.draft.pk])
        with without_door():
            assert not self.shows(address)
            with without_hook("before_edit_page", measures.stay_within_own_pages):
                assert self.shows(address)


class AccountTests(MeasureTestCase):
    """The account's e-mail address is its owner's way back in."""

    def test_without_the_setting_it_changes_without_a_password(self):
        address = reverse("wagtailadmin_account")
        assert "email" not in str(self.client.get(address).context["panels_by_tab"])
        data = {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "ke@example.vn"}
        self.client.post(address, data)
        self.a.user.refresh_from_db()
        assert self.a.user.email != "ke@example.vn"
        with override_settings(WAGTAIL_EMAIL_MANAGEMENT_ENABLED=True):
            assert b"name_email-email" in self.client.get(address).content
