"""What became of a text sent for review, told on the members' home until each has read it."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse
from wagtail.models import TaskState

from cooperatives.models import ProducerPage, PutAwayNote
from cooperatives.stall import frame
from cooperatives.stall.frame import Note
from home.foundation.groups import EDITORS, prepare_groups
from products.models import ProductPage
from tests.factories import MemberFactory, ProducerPageFactory, ProductPageFactory, UserFactory, site_tree
from tests.reading import query_count, soup, words

HOME = "/gian-hang/"


class NotesTestCase(TestCase):
    """One co-op with two members and a product, a stranger of another one, and an editor."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.product = ProductPageFactory(title="Dâu tây Đồi Nắng", slug="dau-tay", parent=cls.producer)
        cls.member = MemberFactory(member_of=cls.producer, username="hoa@example.vn")
        cls.colleague = MemberFactory(member_of=cls.producer, username="lan@example.vn", first_name="Lan")
        cls.stranger = MemberFactory(username="khac@example.vn")
        cls.editor = UserFactory(username="bientap@example.vn")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))

    def setUp(self):
        self.client.force_login(self.member)

    def send(self, product=None, **values):
        """Send a change of the product for review; return the task that waits."""
        page = ProductPage.objects.get(pk=(product or self.product).pk).get_latest_revision_as_object()
        page.summary = "Hái lúc năm giờ sáng."
        page.save_revision(user=self.member)
        page.get_workflow().start(page, self.member)
        return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)

    def decide(self, state, decision, comment=""):
        state.task.specific.on_action(state, self.editor, decision, comment=comment)

    def notes(self, user=None):
        """Return the notes on a member's home as parsed nodes."""
        if user:
            self.client.force_login(user)
        return soup(self.client.get(HOME)).select(".stall-news")

    def put_away(self, key, **more):
        return self.client.post(reverse("stall:put_away"), {"key": key, **more}, follow=True)


@pytest.mark.once
class WhatIsToldTests(NotesTestCase):
    """Sent, returned, approved: each member reads where the text stands."""

    def test_sent_says_by_whom_and_that_nothing_public_changed(self):
        self.send()
        for user in (self.member, self.colleague):
            [note] = self.notes(user)
            assert words(note.h3) == "“Dâu tây Đồi Nắng” đang chờ biên tập viên"
            assert "Hoạ đã gửi. Người mua vẫn thấy bản cũ" in words(note)

    def test_what_was_never_public_has_no_old_version(self):
        ProductPage.objects.filter(pk=self.product.pk).update(live=False)
        self.send()
        [note] = self.notes()
        assert "Hoạ đã gửi. Duyệt xong là người mua thấy." in words(note)

    def test_approved_under_a_hidden_stall_it_does_not_say_that_buyers_see_it(self):
        self.decide(self.send(), "approve")
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        [note] = self.notes()
        assert "Khi trang gian hàng cũng được duyệt, người mua sẽ tìm thấy." in words(note)

    def test_returned_it_is_a_task_and_no_note(self):
        self.decide(self.send(), "reject", "Xin thêm ảnh vườn.")
        assert self.notes() == []
        assert "Xin thêm ảnh vườn." in words(soup(self.client.get(HOME)).select_one(".stall-task"))

    def test_approved_says_so_with_the_editors_words_and_leads_to_the_page(self):
        self.decide(self.send(), "approve", "Ảnh <b>đẹp</b> lắm.")
        for user in (self.member, self.colleague):
            [note] = self.notes(user)
            assert words(note.h3) == "“Dâu tây Đồi Nắng” đã được duyệt"
            assert words(note.blockquote) == "Ảnh <b>đẹp</b> lắm."
            assert note.a["href"] == "/hop-tac-xa/doi-nang/dau-tay/"

    def test_of_one_page_only_the_newest_approval_is_told(self):
        for words_of_editor in ("Lần một.", "Lần hai."):
            self.decide(self.send(), "approve", words_of_editor)
        [note] = self.notes()
        assert words(note.blockquote) == "Lần hai."
        self.put_away(note["id"])
        assert self.notes() == []

    def test_after_a_month_or_off_the_site_it_is_told_no_more(self):
        state = self.send()
        self.decide(state, "approve")
        task = TaskState.objects.filter(pk=state.pk)
        task.update(finished_at=task.get().finished_at - datetime.timedelta(days=29))
        assert len(self.notes()) == 1
        task.update(finished_at=task.get().finished_at - datetime.timedelta(days=2))
        assert self.notes() == []
        task.update(finished_at=task.get().finished_at + datetime.timedelta(days=31))
        ProductPage.objects.get(pk=self.product.pk).unpublish()
        assert self.notes() == []

    def test_nothing_of_another_producer_is_told(self):
        self.decide(self.send(), "approve", "Ảnh đẹp lắm.")
        assert self.notes(self.stranger) == []

    def test_an_app_brings_its_own_and_the_newest_stands_first(self):
        self.addCleanup(frame.NOTE_SOURCES.__setitem__, slice(None), list(frame.NOTE_SOURCES))
        self.decide(self.send(), "approve")
        day = datetime.datetime(2026, 1, 2, 3, tzinfo=datetime.UTC)
        frame.register_notes(lambda producer: [Note("figures-2025", "Đã nhận số liệu 2025", day)])
        assert [note["id"].split("-")[0] for note in self.notes()] == ["approved", "figures"]


@pytest.mark.once
class UnsentTests(NotesTestCase):
    """What was written and never sent is a task: nobody reads it until it is."""

    def titles(self):
        return [words(task.h3) for task in soup(self.client.get(HOME)).select(".stall-task")]

    def draft(self, user):
        page = ProductPage.objects.get(pk=self.product.pk)
        page.summary = "Hái lúc năm giờ sáng."
        page.save_revision(user=user)

    def test_a_draft_of_a_member_asks_to_be_sent(self):
        self.draft(self.member)
        unsent = "“Dâu tây Đồi Nắng” chưa gửi duyệt"
        assert unsent in self.titles()
        self.client.force_login(self.stranger)
        assert unsent not in self.titles()

    def test_sent_returned_or_written_by_an_editor_it_does_not(self):
        before = self.titles()
        self.draft(self.editor)
        assert self.titles() == before
        state = self.send()
        assert self.titles() == before
        self.decide(state, "reject", "Xin thêm ảnh vườn.")
        assert self.titles() == ["“Dâu tây Đồi Nắng” được trả lại để sửa", *before]

    def test_of_many_the_three_newest(self):
        for number in range(5):
            ProductPageFactory(title=f"Mận {number}", parent=self.producer).save_revision(user=self.member)
        found = [title for title in self.titles() if "chưa gửi duyệt" in title]
        assert found == [f"“Mận {number}” chưa gửi duyệt" for number in (4, 3, 2)]


class PutAwayTests(NotesTestCase):
    """Read, it goes: for this person, and for good."""

    def setUp(self):
        super().setUp()
        self.decide(self.send(), "approve")
        [note] = self.notes()
        self.key = note["id"]

    def test_one_tap_takes_it_away_for_this_member_alone(self):
        response = self.put_away(self.key)
        assert response.redirect_chain == [(HOME, 302)]
        assert self.notes() == []
        assert len(self.notes(self.colleague)) == 1

    def test_a_second_tap_is_no_error(self):
        for _tap in range(2):
            assert self.put_away(self.key).status_code == 200
        assert PutAwayNote.objects.get().user == self.member

    def test_a_strangers_tap_and_invented_keys_write_nothing(self):
        for key in ("", "approved-0", "x" * 5000, "<b>"):
            assert self.put_away(key).status_code == 200
        self.client.force_login(self.stranger)
        self.put_away(self.key)
        self.client.logout()
        self.client.post(reverse("stall:put_away"), {"key": self.key})
        assert not PutAwayNote.objects.exists()

    @pytest.mark.once
    def test_the_number_of_queries_does_not_grow_with_notes(self):
        few = query_count(self.client, HOME)
        for number in range(20):
            product = ProductPageFactory(title=f"Mận {number}", parent=self.producer)
            self.decide(self.send(product), "approve")
        assert len(self.notes()) == 21
        assert query_count(self.client, HOME) == few
