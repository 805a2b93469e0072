"""Saving a page: what was pasted into it, who saved meanwhile, and what the editor's script asks."""

import json
import unicodedata

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import TestCase
from django.urls import reverse

from cooperatives.models import ProducerPage
from cooperatives.onboarding import end_membership
from home.foundation.groups import EDITORS, prepare_groups
from products.models import ProductPage
from tests.factories import MemberFactory, ProducerPageFactory, ProductPageFactory, UserFactory, site_tree
from tests.reading import form_values, soup, soup_of, vi, words

THAI = "ꪶꪮꪉ ꪼꪕ"


class EditorTestCase(TestCase):
    """A producer's page and two people who write it: a member and an editor."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang", summary="Dâu tây trên đồi.")
        cls.product = ProductPageFactory(title="Dâu tây", slug="dau-tay", parent=cls.producer)
        cls.member = MemberFactory(
            member_of=cls.producer, username="hoa@example.vn", first_name="Hoạ", last_name="Lò Thị"
        )
        cls.stranger = MemberFactory(username="khac@example.vn")
        cls.editor = UserFactory(username="bientap@example.vn", first_name="Tập", last_name="Biên")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))

    def setUp(self):
        self.url = reverse("wagtailadmin_pages:edit", args=[self.producer.pk])
        self.client.force_login(self.member)

    def loaded(self, user=None):
        """Return the form as a browser of `user` holds it after opening the page."""
        if user:
            self.client.force_login(user)
        return form_values(self.client, self.url, "page-edit-form")

    def save(self, values, user=None, **changes):
        if user:
            self.client.force_login(user)
        return self.client.post(self.url, {**values, **changes})

    def autosave(self, values, **changes):
        return self.client.post(self.url, {**values, **changes}, headers={"accept": "application/json"}).json()

    def newest(self):
        return ProducerPage.objects.get(pk=self.producer.pk).get_latest_revision_as_object()


class TwoWritersTests(EditorTestCase):
    """A version that the writer has not seen is never replaced unasked."""

    def refused(self, response, name="Lò Thị Hoạ"):
        assert response.status_code == 200
        page = soup(response)
        notice = page.select_one("[data-newer-version]")
        assert vi("Two people are writing this page") in words(notice)
        assert name in words(notice)
        return page

    def test_the_later_of_two_is_asked_and_keeps_what_was_typed(self):
        first, second = self.loaded(self.member), self.loaded(self.editor)
        assert self.save(first, self.member, summary="Hái lúc sáng sớm.").status_code == 302
        page = self.refused(self.save(second, self.editor, summary="Chữ của biên tập viên."))
        assert page.find("textarea", {"name": "summary"}) or page.find("input", {"name": "summary"})
        assert "Chữ của biên tập viên." in str(page)
        assert self.newest().summary == "Hái lúc sáng sớm."
        assert self.producer.revisions.count() == 1

    def test_a_yes_saves_it_and_the_other_stays_in_the_history(self):
        first, second = self.loaded(self.member), self.loaded(self.editor)
        self.save(first, self.member, summary="Hái lúc sáng sớm.")
        page = self.refused(self.save(second, self.editor, summary="Chữ của biên tập viên."))
        button = page.select_one('[data-newer-version] button[name="typed_over"]')
        assert self.save(second, summary="Chữ của biên tập viên.", typed_over=button["value"]).status_code == 302
        assert self.newest().summary == "Chữ của biên tập viên."
        texts = [revision.as_object().summary for revision in self.producer.revisions.order_by("pk")]
        assert texts == ["Hái lúc sáng sớm.", "Chữ của biên tập viên."]

    def test_a_yes_to_one_version_is_no_yes_to_the_next(self):
        second = self.loaded(self.editor)
        self.save(self.loaded(self.member), summary="Bản một.")
        agreed = str(self.newest().latest_revision_id)
        self.save(self.loaded(self.member), summary="Bản hai.")
        self.refused(self.save(second, self.editor, summary="Khác.", typed_over=agreed))
        assert self.newest().summary == "Bản hai."

    def test_a_refused_form_does_not_save_itself_a_moment_later(self):
        second = self.loaded(self.editor)
        self.save(self.loaded(self.member), summary="Hái lúc sáng sớm.")
        response = self.save(second, self.editor, summary="Khác.")
        fields = soup(response).select('#page-edit-form input[name^="loaded_revision"]')
        last = {field["name"]: field["value"] for field in fields}
        answer = self.autosave(second, summary="Khác.", **last)
        assert (answer["success"], answer["error_code"]) == (False, "invalid_revision")
        assert self.newest().summary == "Hái lúc sáng sớm."

    def test_sending_for_review_asks_too(self):
        first = self.loaded(self.member)
        self.save(self.loaded(self.editor), self.editor, summary="Biên tập viên đã sửa.")
        response = self.save(first, self.member, summary="Khác.", **{"action-submit": "action-submit"})
        self.refused(response, vi("An editor"))
        assert self.newest().summary == "Biên tập viên đã sửa."
        assert not self.newest().workflow_in_progress

    def test_what_an_autosave_wrote_anew_counts_as_newer(self):
        self.save(self.loaded(self.member), summary="Bản một.")
        values = self.loaded(self.member)
        revision = self.autosave(values, summary="Bản hai.")["revision_id"]
        second = self.loaded(self.editor)
        self.client.force_login(self.member)
        self.autosave(values, summary="Bản ba.", overwrite_revision_id=revision)
        self.refused(self.save(second, self.editor, summary="Khác."))
        assert self.newest().summary == "Bản ba."

    def test_alone_nobody_is_asked(self):
        for text in ("Bản một.", "Bản hai."):
            assert self.save(self.loaded(), summary=text).status_code == 302
            assert self.newest().summary == text

    def test_a_preview_of_an_old_form_is_still_a_preview(self):
        second = self.loaded(self.editor)
        self.save(self.loaded(self.member), summary="Hái lúc sáng sớm.")
        self.client.force_login(self.editor)
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[self.producer.pk])
        assert self.client.post(url, second).json()["is_valid"] is True


@pytest.mark.once
class OwnSavesTests(EditorTestCase):
    """A form whose answer is late or lost is not told that somebody else was faster."""

    token = "0123456789abcdef0123456789abcdef"

    def setUp(self):
        super().setUp()
        cache.clear()
        self.values = self.loaded()
        self.autosave(self.values, summary="Bản một.", draft_token=self.token)

    def ask(self, token):
        answer = self.client.get(reverse("stall:draft_state"), {"page": self.producer.pk, "draft": token})
        return answer.json()["newest"]

    def test_a_button_pressed_before_the_answer_came_saves(self):
        assert self.save(self.values, summary="Bản hai.", draft_token=self.token).status_code == 302
        assert self.newest().summary == "Bản hai."

    def test_another_form_of_the_same_person_is_asked(self):
        for token in ("", "f" * 32, '"><script>'):
            with self.subTest(token):
                assert self.save(self.values, summary="Bản hai.", draft_token=token).status_code == 200
        assert self.newest().summary == "Bản một."
        warning = soup(self.save(self.values, summary="Bản hai.")).select_one("[data-newer-version]")
        assert words(warning.h2) == "Trang này đang mở ở hai thẻ"
        assert "Bạn đã lưu trang này ở một thẻ khác lúc" in words(warning)
        assert self.ask("f" * 32)["is_yours"] is True

    def test_somebody_else_under_the_same_token_is_asked(self):
        values = {**self.loaded(self.editor), **{key: self.values[key] for key in self.values if "loaded" in key}}
        response = self.save(values, self.editor, summary="Bản hai.", draft_token=self.token)
        assert response.context["form"].newer_version
        assert self.newest().summary == "Bản một."

    def test_what_a_stranger_saved_since_is_asked_about(self):
        self.save(self.loaded(self.editor), self.editor, summary="Biên tập viên đã sửa.")
        assert self.save(self.values, self.member, summary="Bản hai.", draft_token=self.token).status_code == 200
        assert self.newest().summary == "Biên tập viên đã sửa."

    def test_the_script_hears_that_the_newest_is_its_own(self):
        newest = self.ask(self.token)
        latest = self.newest().latest_revision
        assert (newest["is_own"], newest["id"], newest["created_at"]) == (
            True,
            latest.pk,
            latest.created_at.isoformat(),
        )
        assert [self.ask(token)["is_own"] for token in ("f" * 32, "", "x", "\x00")] == [False] * 4

    def test_without_what_the_cache_kept_the_writer_is_asked(self):
        cache.clear()
        assert self.save(self.values, summary="Bản hai.", draft_token=self.token).status_code == 200


class NewPageTests(EditorTestCase):
    """A new page whose first save was never answered."""

    def setUp(self):
        super().setUp()
        self.url = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.producer.pk])
        written = {"title": "Mận hậu", "product_set": self.product.product_set_id, "draft_token": "0123456789abcdef"}
        self.values = self.loaded() | written

    def titles(self):
        return sorted(self.producer.get_children().values_list("title", flat=True))

    def test_the_same_form_makes_it_once(self):
        first = self.autosave(self.values)["pk"]
        second = self.autosave(self.values, title="Mận hậu Chiềng Sung")["pk"]
        assert self.titles() == ["Dâu tây", "Mận hậu Chiềng Sung"]
        assert first != second

    def test_another_form_makes_another(self):
        self.autosave(self.values)
        self.autosave(self.values, draft_token="fedcba9876543210")
        assert self.titles() == ["Dâu tây", "Mận hậu", "Mận hậu"]

    def test_what_was_written_further_stays(self):
        page = ProductPage.objects.get(pk=self.autosave(self.values)["pk"])
        page.save_revision(user=self.member, clean=False)
        self.autosave(self.values)
        assert self.titles() == ["Dâu tây", "Mận hậu", "Mận hậu"]

    def test_what_is_public_by_now_stays(self):
        page = ProductPage.objects.get(pk=self.autosave(self.values)["pk"])
        ProductPage.objects.filter(pk=page.pk).update(live=True)
        self.autosave(self.values)
        assert self.titles() == ["Dâu tây", "Mận hậu", "Mận hậu"]


class PastedTextTests(EditorTestCase):
    """What is pasted into the real form, as it is stored."""

    @staticmethod
    def story(text, **values):
        block = {
            "key": "a1b2c",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
            "text": text,
        }
        return json.dumps({"blocks": [{**block, **values}], "entityMap": {}})

    def test_names_keep_every_letter(self):
        typed = f"{unicodedata.normalize('NFD', 'Lò Thị Hoạ')} {THAI} 👩🏽‍🌾"
        assert self.save(self.loaded(), representative=typed).status_code == 302
        assert self.newest().representative == f"Lò Thị Hoạ {THAI} 👩🏽‍🌾"

    def test_a_title_in_thai_letters_and_emoji_gets_its_page(self):
        assert self.save(self.loaded(), title=f"HTX {THAI} 🍓").status_code == 302
        assert self.newest().title == f"HTX {THAI} 🍓"
        assert self.client.get(self.url).status_code == 200

    def test_control_characters_go_and_the_rest_stays(self):
        body = "&".join(f"{name}={value}" for name, value in self.encoded(village="Bản\x07 Noong\x0bHoa").items())
        response = self.client.post(self.url, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 302
        assert self.newest().village == "Bản Noong Hoa"

    def encoded(self, **changes):
        from urllib.parse import quote

        values = {**self.loaded(), **changes}
        flat = {name: value[-1] if isinstance(value, list) else value for name, value in values.items()}
        return {quote(name): quote(str(value)) for name, value in flat.items()}

    def test_a_nul_byte_costs_nobody_the_text(self):
        for content_type in ("urlencoded", "multipart"):
            with self.subTest(content_type):
                text = f"Hái\x00 sáng {content_type}."
                if content_type == "multipart":
                    response = self.save(self.loaded(), summary=text)
                else:
                    body = "&".join(f"{name}={value}" for name, value in self.encoded(summary=text).items())
                    response = self.client.post(self.url, body, content_type="application/x-www-form-urlencoded")
                assert response.status_code == 302
                assert self.newest().summary == f"Hái sáng {content_type}."

    def test_a_story_with_a_nul_byte_half_an_emoji_and_word_headings_is_stored(self):
        text = "Dâu\\u0000 \\ud83c\\udf53 chín \\ud83c"
        posted = self.story("@").replace("@", text).replace("unstyled", "header-one")
        blocks = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": ""}
        assert self.save(self.loaded(), **blocks, **{"body-0-value": posted}).status_code == 302
        (block,) = self.newest().body
        assert block.value.source == '<p data-block-key="a1b2c">Dâu 🍓 chín </p>'

    def test_styles_of_word_and_facebook_are_words_only(self):
        html = '<p class="MsoNormal" style="color:red">Na <o:p></o:p></p>'
        blocks = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": ""}
        assert self.save(self.loaded(), **blocks, **{"body-0-value": self.story(html)}).status_code == 302
        (block,) = self.newest().body
        assert "<o:p>" not in block.value.source
        assert "&lt;p class=" in block.value.source  # typed as words, shown as words
        self.client.logout()
        self.newest().save_revision().publish()
        assert "MsoNormal" not in [
            name for tag in soup(self.client.get(self.producer.url)).find_all(class_=True) for name in tag["class"]
        ]


@pytest.mark.once
class TitleTests(EditorTestCase):
    """A member's form has no slug; the title's script looks for one only where there is one."""

    def test_the_title_fills_in_a_slug_where_there_is_one(self):
        for user, target in ((self.member, None), (self.editor, "#id_slug")):
            self.client.force_login(user)
            title = soup(self.client.get(self.url)).find(id="id_title")
            assert title.get("data-w-sync-target-value") == target
            assert ("w-sync" in title.get("data-controller", "")) is (target is not None)


@pytest.mark.once
class HeadTests(EditorTestCase):
    """What stands around the form."""

    def test_a_member_finds_the_way_back_to_the_stall(self):
        back = soup(self.client.get(self.url)).select_one(".w-slim-header .way-back a")
        assert (back["href"], words(back)) == (reverse("stall:home"), "Gian hàng")
        assert "way-back" in self.autosave(self.loaded(), title="HTX Đồi Nắng Mai Sơn")["html"]
        new = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.producer.pk])
        assert soup(self.client.get(new)).select_one(".w-slim-header .way-back a")["href"] == reverse("stall:home")

    def test_an_editor_finds_the_pages_above(self):
        self.client.force_login(self.editor)
        head = soup(self.client.get(self.url)).select_one(".w-slim-header")
        assert head.select(".way-back") == []
        assert head.select_one(f'.w-breadcrumbs a[href="{reverse("wagtailadmin_explore", args=[self.producer.pk])}"]')

    def test_a_panel_is_closed_by_a_word(self):
        assert words(soup(self.client.get(self.url)).select_one("[data-form-side-close-button]")) == "Đóng"

    def test_of_a_failed_save_wagtail_tells_no_more_than_mistakes_in_the_form(self):
        page = soup_of(self.client.get(self.url).content)
        told = page.select_one(".footer").find_all(attrs={"data-w-messages-target": "template"})
        assert [(template.get("data-type"), words(template)) for template in told] == [
            (None, ""),
            ("validation_error", "Chưa lưu"),
        ]


class WrongFieldTests(EditorTestCase):
    """A page that could not save itself names the fields that it is about, each once, and who writes it reads their labels."""

    def test_its_own_fields_and_those_of_its_rows(self):
        for user in (self.member, self.editor):
            values = self.loaded(user)
            row = {"gallery-0-image": "", "gallery-0-caption": "Đồi dâu", "gallery-TOTAL_FORMS": "1"}
            answer = self.autosave(values, **row, email="ocop.vn", latitude="200")
            assert answer["error_code"] == "validation_error"
            assert answer["error_message"] == (
                "Có ô chưa điền đúng: “Email”, “Vĩ độ”, “Ảnh”. Điền xong, trang lại tự lưu."
            )
            assert self.producer.revisions.count() == 0

    def test_a_new_page(self):
        url = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.producer.pk])
        values = form_values(self.client, url, "page-edit-form")
        answer = self.client.post(url, {**values, "title": ""}, headers={"accept": "application/json"}).json()
        assert answer["error_message"] == "Có ô chưa điền đúng: “Tiêu đề”. Điền xong, trang lại tự lưu."
        assert list(self.producer.get_children()) == [self.product.page_ptr]


class EmptiedCommuneTests(EditorTestCase):
    """A producer's draft without a commune keeps the one it had; what is sent or published names one."""

    def test_the_draft_is_saved_with_the_commune_it_had(self):
        for user in (self.member, self.editor):
            values = self.loaded(user)
            answer = self.autosave(values, commune="", summary=f"Viết dở của {user.pk}.")
            assert answer.get("success"), answer
            assert self.newest().summary == f"Viết dở của {user.pk}."
            assert self.newest().commune == self.producer.commune

    def test_so_is_that_of_a_page_that_was_never_public(self):
        self.producer.unpublish()
        assert self.autosave(self.loaded(), commune="", summary="Viết dở.").get("success")
        self.producer.refresh_from_db()
        assert (self.producer.summary, self.producer.commune_id) == ("Viết dở.", self.newest().commune_id)

    def test_it_is_asked_for_on_sending_and_on_publishing(self):
        for user, press in ((self.member, "action-submit"), (self.editor, "action-publish")):
            answer = self.save(self.loaded(user), user, commune="", summary="Viết xong.", **{press: press})
            assert list(answer.context["form"].errors) == ["commune"]
            assert self.producer.revisions.count() == 0

    def test_a_new_page_without_one_says_so_at_the_field(self):
        self.client.force_login(self.editor)
        url = reverse("wagtailadmin_pages:add", args=["cooperatives", "producerpage", self.producer.get_parent().pk])
        values = {**form_values(self.client, url, "page-edit-form"), "title": "HTX Mới", "slug": "htx-moi"}
        answer = self.client.post(url, {**values, "commune": ""}, headers={"accept": "application/json"}).json()
        assert answer["error_message"] == "Có ô chưa điền đúng: “Xã/phường hiện nay”. Điền xong, trang lại tự lưu."


class StateTests(EditorTestCase):
    """What the script hears when a save failed."""

    def ask(self, **query):
        return self.client.get(reverse("stall:draft_state"), query).json()

    def test_a_member_may_go_on_with_its_own_page(self):
        answer = self.ask(page=self.producer.pk)
        assert (answer["user"], answer["may_edit"], answer["newest"]) == (self.member.pk, True, None)
        assert len(answer["csrf"]) == 64

    def test_it_names_who_saved_last(self):
        self.save(self.loaded(self.editor), self.editor, summary="Khác.")
        self.client.force_login(self.member)
        newest = self.ask(page=self.producer.pk)["newest"]
        assert (newest["id"], newest["name"]) == (self.newest().latest_revision_id, vi("An editor"))

    def test_it_names_a_colleague_and_tells_an_editor_every_name(self):
        colleague = MemberFactory(member_of=self.producer, first_name="Lan", last_name="Hà")
        self.save(self.loaded(colleague), colleague, summary="Khác.")
        for user in (self.member, self.editor):
            self.client.force_login(user)
            assert self.ask(page=self.producer.pk)["newest"]["name"] == "Hà Lan"

    def test_it_says_when_the_page_waits_for_review(self):
        assert self.ask(page=self.producer.pk)["is_locked"] is False
        self.save(self.loaded(), summary="Hái sáng.", **{"action-submit": "action-submit"})
        assert self.ask(page=self.producer.pk)["is_locked"] is True
        self.client.force_login(self.editor)
        assert self.ask(page=self.producer.pk)["is_locked"] is False

    def test_below_its_own_page_a_member_may_write_a_new_one(self):
        assert self.ask(parent=self.producer.pk)["may_edit"] is True

    def test_of_others_pages_it_says_no_more_than_of_none(self):
        self.client.force_login(self.editor)
        self.save(self.loaded(), summary="Bí mật.")
        self.client.force_login(self.stranger)
        answers = [self.ask(page=pk) for pk in (self.producer.pk, self.product.pk, 999_999)]
        answers += [self.ask(parent=pk) for pk in (self.producer.pk, 999_999)]
        assert [(answer["may_edit"], answer["newest"]) for answer in answers] == [(False, None)] * 5

    def test_signed_out_it_says_so(self):
        self.client.logout()
        answer = self.ask(page=self.producer.pk)
        assert (answer["user"], answer["may_edit"], answer["is_closed"]) == (None, False, False)

    def test_a_closed_account_hears_that_it_is_closed(self):
        end_membership(self.member.memberships.get())
        answer = self.ask(page=self.producer.pk)
        assert (answer["user"], answer["may_edit"], answer["is_closed"]) == (None, False, True)

    def test_nonsense_is_answered(self):
        for value in ("abc", "-1", "9" * 40, "\x00", ""):
            with self.subTest(value):
                assert self.ask(page=value)["may_edit"] is False


@pytest.mark.once
class ArrivalTests(EditorTestCase):
    """The browser hears which of its texts have arrived, and forgets the rest when somebody signs out."""

    token = "0123456789abcdef0123456789abcdef"

    def arrived(self):
        return soup(self.client.get(self.url)).select_one("[data-draft-keeper]")["data-arrived"].split()

    def test_a_saved_text_is_acknowledged(self):
        assert self.arrived() == []
        self.save(self.loaded(), summary="Hái sáng.", draft_token=self.token)
        assert self.arrived() == [self.token]

    def test_a_refused_one_is_not_and_its_form_goes_on_under_the_same_token(self):
        response = self.save(self.loaded(), title="", slug="", phone="abc", draft_token=self.token)
        assert response.status_code == 200
        assert soup(response).select_one("[data-draft-keeper]")["data-token"] == self.token
        assert self.arrived() == []

    def test_a_token_that_is_none_is_not_remembered(self):
        self.save(self.loaded(), summary="Hái sáng.", draft_token='"><script>')
        assert self.arrived() == []

    def test_signing_out_empties_the_devices_store_and_nothing_else_does(self):
        assert "Clear-Site-Data" not in self.client.get(self.url)
        response = self.client.post(reverse("wagtailadmin_logout"))
        assert response["Clear-Site-Data"] == '"storage"'
        assert "Clear-Site-Data" not in self.client.get("/")
