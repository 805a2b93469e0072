"""What is found in pages: when it is looked for, where it stands, who is told."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.foundation.groups import EDITORS, OFFICERS, prepare_groups
from news.models import ArticlePage
from ocop.textcheck import checking
from ocop.textcheck.models import PageCheck, TaughtWord
from ocop.textcheck.walking import plain, texts
from tests.factories import (
    ArticlePageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
    UserFactory,
    site_tree,
)
from tests.reading import query_count, soup

LOSING = "Đề án tái cơ cu nông nghiệp, hướng dn bà con."


def block(kind, value, pk):
    return {"type": kind, "value": value, "id": pk}


BODY = [
    block("text", "<p>Đời sng khá hơn.</p><p>của</p><p>của &amp; bà con</p>", "a1"),
    block("quote", {"text": "Sản xut cả năm.", "by": "Chị Hoa"}, "b2"),
    block(
        "figures",
        {
            "title": "Nông sn", "total_label": "", "total": None, "source": "Xã",
            "parts": [block("item", {"label": "Hp tác xã", "value": "3", "unit": "kg"}, "d4")],
        },
        "c3",
    ),
    block(
        "table",
        {
            "caption": "Hướng dn",
            "table": {"columns": [{"type": "text", "heading": "Cột"}], "rows": [{"values": ["kthuật"]}], "caption": ""},
        },
        "e5",
    ),
]  # fmt: skip


@pytest.mark.once
class TestWalk(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = ArticlePageFactory(title="Tin", summary=LOSING, body=json.dumps(BODY), main_image_caption="Vườn na")

    def test_every_text_has_its_place_in_the_editor(self):
        places = {place.path: place.text for place in texts(ArticlePage.objects.get(pk=self.page.pk))}
        assert places == {
            "title": "Tin",
            "summary": LOSING,
            "byline": "Ban biên tập",
            "main_image_caption": "Vườn na",
            "body.a1": "\n\nĐời sng khá hơn.\n\n\n\ncủa\n\n\n\ncủa & bà con\n\n",
            "body.b2.text": "Sản xut cả năm.",
            "body.b2.by": "Chị Hoa",
            "body.c3.title": "Nông sn",
            "body.c3.parts.d4.label": "Hp tác xã",
            "body.c3.parts.d4.unit": "kg",
            "body.c3.source": "Xã",
            "body.e5.caption": "Hướng dn",
            "body.e5.table": "Cột\n\nkthuật",
        }

    def test_findings_know_their_place_and_their_paragraph(self):
        found = {item["path"]: item for item in checking.findings_in(self.page, frozenset())}
        assert sorted(found) == [
            "body.a1", "body.b2.text", "body.c3.parts.d4.label", "body.c3.title", "body.e5.caption", "body.e5.table", "summary",
        ]  # fmt: skip
        life = found["body.a1"]
        assert (life["before"], life["word"], life["after"]) == ("Đời ", "sng", " khá hơn.")
        assert (life["suggestions"], life["cut_before"], life["cut_after"]) == (["sống"], False, False)

    def test_html_reads_as_words(self):
        assert plain("<p>Cà<b> phê</b> &amp; trà<br/>Na</p>") == "\n\nCà phê & trà\n\n\n\nNa\n\n"


class TextCheckTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = site_tree()
        prepare_groups(cls.tree.home)
        cls.editor = UserFactory(username="bientap@example.vn")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        cls.article = ArticlePageFactory(title="Tin xã")

    def save(self, page, **values):
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision()
        return PageCheck.objects.filter(page_id=page.pk).first()


class TestStored(TextCheckTestCase):
    def test_saving_a_version_checks_it_and_the_next_replaces_what_was_found(self):
        row = self.save(self.article, summary=LOSING)
        assert (row.count, [item["word"] for item in row.findings]) == (2, ["cu", "dn"])
        assert row.revision == self.article.latest_revision
        row = self.save(self.article, summary="Đề án tái cơ cấu nông nghiệp.")
        assert (row.count, row.findings) == (0, [])
        assert PageCheck.objects.count() == 1

    def test_a_fault_of_the_check_never_keeps_a_page_from_being_saved(self):
        with pytest.MonkeyPatch.context() as patch, self.assertLogs("ocop.textcheck.checking", "ERROR"):
            patch.setattr(checking, "check", lambda *args: 1 / 0)
            assert self.save(self.article, summary=LOSING) is None
        self.article.refresh_from_db()
        assert self.article.get_latest_revision_as_object().summary == LOSING

    def test_a_taught_word_leaves_all_pages_and_is_not_found_again(self):
        other = ArticlePageFactory(title="Tin khác")
        self.save(self.article, summary="Món nặmpịa ngon")
        self.save(other, summary="Nặmpịa và đời sng")
        checking.teach("Nặmpịa", self.editor)
        assert list(TaughtWord.objects.values_list("text", "taught_by")) == [("nặmpịa", self.editor.pk)]
        assert [row.count for row in PageCheck.objects.order_by("page")] == [0, 1]
        assert self.save(self.article, summary="Lại nặmpịa").count == 0

    def test_what_is_ignored_on_a_page_stays_ignored_there_alone(self):
        other = ArticlePageFactory(title="Tin khác")
        self.save(self.article, summary=LOSING)
        checking.ignore(self.article, "lost_letters", "dn")
        assert [item["word"] for item in self.save(self.article, summary=LOSING).findings] == ["cu"]
        assert self.save(other, summary=LOSING).count == 2

    def test_the_command_checks_pages_that_were_never_saved_in_the_admin(self):
        producer = ProducerPageFactory(title="HTX Na", summary="Hướng dn khách hái na")
        ProductPageFactory(title="Na dai", parent=producer, summary="Quả to")
        call_command("check_pages", verbosity=0)
        assert PageCheck.objects.count() == Page.objects.filter(depth__gt=1).count()
        assert [row.page_id for row in checking.pages_with_findings()] == [producer.pk]

    def test_pages_are_listed_in_one_query_whoever_asks(self):
        for number in range(4):
            page = ArticlePageFactory(title=f"Tin {number}")
            self.save(page, summary=LOSING)
        with self.assertNumQueries(1):
            rows = list(checking.pages_with_findings(3))
            assert [row.page.title for row in rows] == ["Tin 3", "Tin 2", "Tin 1"]
        member = MemberFactory()
        assert list(checking.pages_with_findings(user=member)) == []
        assert len(checking.pages_with_findings(user=self.editor)) == 4

    def test_an_older_site_gets_the_editors_rights_and_keeps_what_people_chose(self):
        editors = Group.objects.get(name=EDITORS)
        rights = editors.permissions.filter(content_type__app_label="textcheck")
        assert rights.count() == 5
        rights.get(codename="view_taughtword")
        editors.permissions.remove(*rights.exclude(codename="view_pagecheck"))
        prepare_groups(self.tree.home)
        assert [right.codename for right in rights.all()] == ["view_pagecheck"]


class TestScreens(TextCheckTestCase):
    def address(self, name, page):
        return reverse(f"textcheck:{name}", args=[page.pk])

    def test_the_editor_shows_what_was_found_with_its_answers(self):
        self.save(self.article, summary=LOSING, body=json.dumps(BODY))
        self.client.force_login(self.editor)
        page = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk])))
        boxes = {box["data-place"]: box for box in page.select("[data-text-check] .text-check__place")}
        assert len(boxes) == 7
        assert [mark.text for mark in boxes["summary"].select("mark")] == ["cu", "dn"]
        assert [button.text for button in boxes["summary"].select("li:first-child button")] == [
            "Thay bằng “cấu”", "Đúng rồi, nhớ từ này", "Bỏ qua ở trang này",
        ]  # fmt: skip
        assert "8 chỗ cần xem" in page.select_one("[data-summary]").text

    def test_one_more_query_however_much_was_found(self):
        self.client.force_login(self.editor)
        self.save(self.article, summary="Tin")
        address = self.address("page", self.article)
        self.client.get(address)
        with self.assertNumQueries(10) as few:
            self.client.get(address)
        self.save(self.article, summary=LOSING * 5)
        with self.assertNumQueries(len(few)):
            self.client.get(address)

    def test_teaching_and_ignoring_answer_with_what_is_left(self):
        self.save(self.article, summary="Món nặmpịa, đời sng, hướng dn")
        self.client.force_login(self.editor)
        left = soup(self.client.post(self.address("teach", self.article), {"word": "nặmpịa"}))
        assert [mark.text for mark in left.select("mark")] == ["sng", "dn"]
        answer = self.client.post(self.address("ignore", self.article), {"word": "dn", "reason": "lost_letters"})
        assert [mark.text for mark in soup(answer).select("mark")] == ["sng"]

    def test_a_taught_word_can_be_taken_back_and_is_found_again(self):
        other = ArticlePageFactory(title="Tin khác")
        self.save(self.article, summary="Món nặmpịa ngon")
        self.save(other, summary="Nặmpịa nữa")
        self.client.force_login(self.editor)
        note = soup(self.client.post(self.address("teach", self.article), {"word": "nặmpịa"})).select_one(
            "[data-taught]"
        )
        assert " ".join(note.text.split()) == "Đã nhớ “nặmpịa” · Hoàn tác"
        assert [row.count for row in PageCheck.objects.order_by("page")] == [0, 0]
        back = soup(self.client.post(self.address("unteach", self.article), {"taught": note["data-taught"]}))
        assert [mark.text for mark in back.select("mark")] == ["nặmpịa"]
        assert back.select("[data-taught]") == []
        assert TaughtWord.objects.count() == 0
        assert [row.count for row in PageCheck.objects.order_by("page")] == [1, 1]

    def test_a_word_that_somebody_taught_before_is_not_offered_to_be_taken_back(self):
        checking.teach("nặmpịa", UserFactory())
        self.client.force_login(self.editor)
        assert (
            soup(self.client.post(self.address("teach", self.article), {"word": "nặmpịa"})).select("[data-taught]")
            == []
        )

    def test_who_taught_a_word_just_now_takes_it_back_and_nobody_else(self):
        group = Group.objects.get(name=EDITORS)
        group.permissions.remove(*group.permissions.filter(codename="delete_taughtword"))
        own, __ = checking.teach("nặmpịa", self.editor)
        others, __ = checking.teach("pỉnh", UserFactory())
        self.client.force_login(self.editor)
        address = self.address("unteach", self.article)
        assert (
            self.client.post(address, {"taught": others.pk}).status_code == 302
        )  # to the admin's home, which says why
        TaughtWord.objects.filter(pk=own.pk).update(taught_at=timezone.now() - checking.UNDO_WITHIN)
        assert self.client.post(address, {"taught": own.pk}).status_code == 302
        assert TaughtWord.objects.count() == 2
        TaughtWord.objects.filter(pk=own.pk).update(taught_at=timezone.now())
        assert self.client.post(address, {"taught": own.pk}).status_code == 200
        assert list(TaughtWord.objects.all()) == [others]
        for nonsense in ("", "0", "x", "9" * 30, "d\x00n", own.pk):
            assert self.client.post(address, {"taught": nonsense}).status_code == 200
        assert list(TaughtWord.objects.all()) == [others]

    def test_what_is_no_word_is_refused_in_words(self):
        self.save(self.article, summary=LOSING)
        self.client.force_login(self.editor)
        for word in ("", "123", "a" * 61, " ", "d\x00n"):
            answer = self.client.post(self.address("teach", self.article), {"word": word})
            assert (answer.status_code, answer.content.decode()) == (400, "Không nhớ được đoạn này như một từ.")
        for word in ("x" * 10_000, "d\x00n", "khác"):
            answer = self.client.post(self.address("ignore", self.article), {"word": word, "reason": "lost_letters"})
            assert answer.status_code == 200
        assert PageCheck.objects.get().ignored == []
        assert self.client.get(reverse("textcheck:report") + "?p=zzz").status_code == 200
        assert TaughtWord.objects.count() == 0

    def test_a_member_sees_its_own_pages_findings_and_teaches_nobody(self):
        producer, other = ProducerPageFactory(title="HTX A"), ProducerPageFactory(title="HTX B")
        member = MemberFactory(member_of=producer)
        self.save(producer, summary="Hướng dn khách")
        self.save(other, summary="Đời sng bản")
        self.client.force_login(member)
        own = soup(self.client.get(self.address("page", producer)))
        assert [mark.text for mark in own.select("mark")] == ["dn"]
        assert own.select("[data-do=teach]") == []
        assert self.client.get(self.address("page", other)).status_code == 403
        assert (
            self.client.post(self.address("ignore", other), {"word": "sng", "reason": "lost_letters"}).status_code
            == 403
        )
        assert self.client.post(self.address("teach", producer), {"word": "dn"}).status_code == 403
        word, __ = checking.teach("pỉnh", self.editor)
        assert self.client.post(self.address("unteach", producer), {"taught": word.pk}).status_code == 403
        word.delete()
        assert self.client.get(reverse("textcheck:report")).status_code == 403
        assert self.client.get(reverse("taught_words:index")).status_code == 403
        assert PageCheck.objects.get(page=other).count == 1
        assert TaughtWord.objects.count() == 0

    def test_an_officer_without_the_right_does_not_teach(self):
        officer = UserFactory(username="canbo@example.vn")
        officer.groups.add(Group.objects.get(name=OFFICERS))
        self.client.force_login(officer)
        assert self.client.post(self.address("teach", self.article), {"word": "sng"}).status_code in (302, 403)
        assert TaughtWord.objects.count() == 0

    @pytest.mark.once
    def test_the_report_lists_pages_in_a_constant_number_of_queries(self):
        self.client.force_login(self.editor)
        self.save(self.article, summary=LOSING)
        address = reverse("textcheck:report")
        self.client.get(address)
        few = query_count(self.client, address)
        for number in range(20):
            self.save(ArticlePageFactory(title=f"Tin {number}"), summary=LOSING)
        assert query_count(self.client, address) == few
        assert len(soup(self.client.get(address)).select("tbody tr")) == 21

    def test_taught_words_are_searched_added_and_deleted(self):
        self.client.force_login(self.editor)
        answer = self.client.post(reverse("taught_words:add"), {"text": "  Nặmpịa "}, follow=True)
        word = TaughtWord.objects.get()
        assert word.text == "nặmpịa"
        assert "nặmpịa" in answer.content.decode()
        found = soup(self.client.get(reverse("taught_words:index") + "?q=nặm"))
        assert "nặmpịa" in found.text
        self.client.post(reverse("taught_words:delete", args=[word.pk]))
        assert TaughtWord.objects.count() == 0
