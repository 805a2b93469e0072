"""A page's draft on the stall's own screens: sent, withdrawn, dropped, brought back."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from cooperatives.stall.same import forget_empty_draft, lost_with_draft
from products.models import ProductPage
from tests.cooperatives.stall.case import HOME, StallTestCase
from tests.factories import ProductPageFactory, UserFactory
from tests.reading import form_values, soup, words

pytestmark = pytest.mark.once


class PageDraftTestCase(StallTestCase):
    """A public product of the co-op with a changed sentence."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        product = ProductPageFactory(title="Na dai", parent=cls.producer, summary="Câu cũ.")
        cls.product = ProductPage.objects.get(pk=product.pk)
        cls.product.summary = "Câu mới."
        cls.draft = cls.product.save_revision(user=cls.member)
        cls.screen = reverse("stall_products:product", args=[product.pk])

    def act(self, name, **values):
        address = reverse(f"stall:{name}", args=[self.product.pk])
        return self.client.post(address, {"next": self.screen, **values}, follow=True)

    def standing(self):
        """Returns the words and the buttons that tell where the page stands."""
        node = soup(self.client.get(self.screen)).select_one(".stall-standing")
        acts = node.select(".button, .stall-textbutton")
        return words(node.select_one(".stall-state")), [words(act) for act in acts]

    def page(self):
        return ProductPage.objects.get(pk=self.product.pk)


class SendingTests(PageDraftTestCase):
    """What was written is sent where its writer looks for it, and withdrawn there."""

    def test_a_changed_page_is_sent_from_its_own_screen(self):
        assert self.standing() == ("Đang đăng; có thay đổi chưa gửi duyệt", ["Gửi duyệt", "Bỏ thay đổi"])
        response = self.act("send_page")
        assert "Đã gửi “Na dai” đi duyệt." in words(response)
        assert self.page().current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    def test_one_that_waits_says_so_and_is_withdrawn_instead_of_opened(self):
        self.act("send_page")
        assert self.standing() == ("Đang đăng; thay đổi chờ duyệt", ["Rút lại"])
        page = soup(self.client.get(self.screen))
        assert "trang chưa sửa được" in words(page.select_one(".stall-standing"))
        links = [link["href"] for link in page.select("main .stall-ways a")]
        assert reverse("wagtailadmin_pages:edit", args=[self.product.pk]) not in links
        assert reverse("wagtailadmin_pages:view_draft", args=[self.product.pk]) in links
        self.act("take_page_back")
        assert self.standing() == ("Đang đăng; có thay đổi chưa gửi duyệt", ["Gửi duyệt", "Bỏ thay đổi"])

    def test_sent_from_its_form_it_is_told_at_home_with_the_way_back(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.product.pk])
        values = form_values(self.client, edit, "page-edit-form")
        page = soup(self.client.post(edit, {**values, "action-submit": "Gửi"}, follow=True))
        [told] = page.select(".stall-note:not([hidden])")
        assert words(told.p) == "Đã gửi “Na dai” đi duyệt. Duyệt xong bạn sẽ nhận được email."
        assert [words(act) for act in told.select(".button, a")] == ["Rút lại", "Xem bản đã gửi"]
        self.client.post(told["action"], {"next": self.screen})
        assert "Đã gửi “Na dai” đi duyệt." not in words(self.client.get(HOME, {"sent": self.product.pk}))

    def test_one_that_came_back_is_changed_or_sent_again(self):
        self.act("send_page")
        task = self.page().current_workflow_task_state
        task.task.specific.on_action(task, UserFactory(is_superuser=True), "reject", comment="Xin thêm ảnh.")
        chip, buttons = self.standing()
        assert (chip, buttons) == ("Đang đăng; thay đổi cần sửa lại", ["Sửa lại", "Gửi duyệt lại", "Bỏ thay đổi"])
        assert "Xin thêm ảnh." in words(self.client.get(self.screen))
        self.act("send_page")
        assert self.page().current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    def test_what_an_editor_asked_for_stays_until_it_is_approved_also_when_the_page_is_taken_back(self):
        self.give_back("Xin thêm ảnh.")
        self.act("send_page")
        assert self.asked() == ([], [], [])
        self.act("take_page_back")
        assert self.asked() == (["Xin thêm ảnh."],) * 3
        assert "chưa gửi lại. Biên tập viên đã nhắn:" in words(self.task("“Na dai” chưa gửi duyệt"))
        self.give_back("Ảnh mờ quá.")
        assert self.asked() == (["Ảnh mờ quá."],) * 3
        self.act("send_page")
        self.decide("approve")
        self.page().save_revision(user=self.member)
        assert self.asked() == ([], [], [])

    def test_what_was_asked_for_is_read_although_the_page_is_as_buyers_see_it(self):
        self.give_back("Xin thêm ảnh.")
        Page.objects.filter(pk=self.product.pk).update(has_unpublished_changes=False)
        assert self.asked() == (["Xin thêm ảnh."],) * 3

    def test_an_editor_reads_what_was_asked_for_before_the_page_was_taken_back(self):
        self.give_back("Xin thêm ảnh.")
        self.act("send_page")
        self.act("take_page_back")
        self.act("send_page")
        self.client.force_login(UserFactory(is_superuser=True))
        decide = reverse("review:decide", args=[self.page().current_workflow_task_state.pk])
        screen = soup(self.client.get(decide))
        assert [words(line.p) for line in screen.select(".review__earlier")] == ["Xin thêm ảnh."]
        assert screen.select_one('section[aria-labelledby="changes-since"]')

    def give_back(self, comment):
        self.act("send_page")
        self.decide("reject", comment)

    def decide(self, decision, comment=""):
        task = self.page().current_workflow_task_state
        task.task.specific.on_action(task, UserFactory(is_superuser=True), decision, comment=comment)

    def asked(self):
        """Returns the editor's words on the home, on the product's screen and above the form."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.product.pk])
        places = (HOME, ".stall-task__words"), (self.screen, ".stall-task__words"), (edit, ".returned blockquote")
        found = [soup(self.client.get(url)).select(selector) for url, selector in places]
        home, screen, form = ([words(quote) for quote in quotes] for quotes in found)
        return home[:1], screen, form

    def test_the_stalls_own_page_is_sent_and_withdrawn_on_the_home(self):
        self.producer.save_revision(user=self.member)
        task = self.task("“HTX Đồi Nắng” chưa gửi duyệt")
        assert [words(act) for act in task.select("button, a")] == ["Gửi duyệt", "Mở ra xem", "Bỏ thay đổi"]
        self.client.post(task.form["action"])
        form = soup(self.home()).select_one(".stall-head__act")
        assert form["action"] == reverse("stall:take_page_back", args=[self.producer.pk])
        self.client.post(form["action"])
        assert not soup(self.home()).select(".stall-head__act")

    def test_the_menu_offers_no_editing_of_a_page_that_waits_but_says_so_and_withdraws_it(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.producer.pk])
        assert edit in self.menu_links()
        self.producer.save_revision(user=self.member)
        self.client.post(reverse("stall:send_page", args=[self.producer.pk]))
        told = self.menu().select_one(".stall-menu__told")
        assert words(told) == "Trang gian hàng Đang đăng; thay đổi chờ duyệt Xem bản đã gửi Rút lại để viết tiếp"
        assert edit not in self.menu_links()
        assert reverse("wagtailadmin_pages:view_draft", args=[self.producer.pk]) in self.menu_links()
        values = {field["name"]: field["value"] for field in told.select("input")}
        assert self.client.post(told.form["action"], values)["Location"] == self.screen
        assert edit in self.menu_links()

    def test_the_menu_of_a_page_approved_for_a_day_to_come_withdraws_nothing(self):
        self.producer.go_live_at = timezone.now() + datetime.timedelta(days=3)
        self.producer.save_revision(user=self.member).publish()
        told = self.menu().select_one(".stall-menu__told")
        assert told.select_one(".stall-state--scheduled")
        assert [words(act) for act in told.select("a, button")] == ["Xem bản đã gửi"]

    def menu(self):
        return soup(self.client.get(self.screen)).select_one(".stall-menu")

    def menu_links(self):
        return [link["href"] for link in self.menu().select("a")]

    def test_a_live_page_without_a_draft_offers_nothing(self):
        Page.objects.filter(pk=self.product.pk).update(has_unpublished_changes=False)
        assert self.standing() == ("Đang đăng", [])


class DroppingTests(PageDraftTestCase):
    """The public page becomes the newest version again; nothing is lost for good."""

    def drop(self):
        return self.act("drop_draft")

    def test_what_would_be_lost_is_shown_first(self):
        address = reverse("stall:drop_draft", args=[self.product.pk])
        page = soup(self.client.get(address, {"next": self.screen}))
        assert words(page.h1) == "Bỏ thay đổi, giữ bản đang đăng?"
        [lost] = page.select("dl.stall-lost > div")
        assert [words(part) for part in lost.select(".deletion, .addition")] == ["cũ", "mới"]
        legend = page.select("p.stall-lost span")
        assert [words(part) for part in legend] == ["Gạch ngang", "Nền xanh"]
        assert self.page().latest_revision_id == self.draft.pk

    def test_dropped_the_draft_is_gone_and_the_older_version_stays_in_the_history(self):
        response = self.drop()
        page = self.page()
        assert (page.has_unpublished_changes, page.summary, page.live) == (False, "Câu cũ.", True)
        assert page.get_latest_revision_as_object().summary == "Câu cũ."
        assert (page.latest_revision.user, page.revisions.filter(pk=self.draft.pk).exists()) == (self.member, True)
        assert "Đã bỏ thay đổi ở “Na dai”." in words(soup(response).select_one(".stall-note"))
        assert self.standing() == ("Đang đăng", [])
        assert not any("chưa gửi duyệt" in title for title in self.task_titles())

    def test_it_can_be_brought_back(self):
        form = soup(self.drop()).select_one("form.stall-note")
        values = {field["name"]: field["value"] for field in form.select("input")}
        response = self.client.post(form["action"], values, follow=True)
        assert "Đã lấy lại bản nháp." in words(response)
        assert self.page().get_latest_revision_as_object().summary == "Câu mới."
        assert self.standing()[0] == "Đang đăng; có thay đổi chưa gửi duyệt"

    def test_a_newer_draft_is_not_overwritten_by_an_older(self):
        self.drop()
        page = self.page()
        page.summary = "Câu mới nữa."
        page.save_revision(user=self.colleague)
        response = self.act("bring_draft_back", revision=self.draft.pk)
        assert "đã được sửa tiếp" in words(response)
        assert self.page().get_latest_revision_as_object().summary == "Câu mới nữa."

    def test_what_waits_for_an_editor_or_is_not_public_is_not_dropped(self):
        self.act("send_page")
        assert "không có thay đổi nào bỏ được lúc này" in words(self.drop())
        self.act("take_page_back")
        Page.objects.filter(pk=self.product.pk).update(live=False)
        assert "không có thay đổi nào bỏ được lúc này" in words(self.drop())
        assert self.page().latest_revision_id == self.draft.pk

    def test_one_that_came_back_is_dropped_with_its_review(self):
        self.act("send_page")
        task = self.page().current_workflow_task_state
        task.task.specific.on_action(task, UserFactory(is_superuser=True), "reject", comment="Xin thêm ảnh.")
        self.drop()
        assert self.page().current_workflow_state is None
        assert self.standing() == ("Đang đăng", [])

    def test_another_producers_page_is_not_there(self):
        self.client.force_login(self.stranger)
        for name in ("send_page", "take_page_back", "drop_draft", "bring_draft_back"):
            assert self.act(name, revision=self.draft.pk).status_code == 404, name
        assert self.client.get(reverse("stall:drop_draft", args=[self.product.pk])).status_code == 404
        assert not soup(self.client.get(f"{HOME}?dropped={self.draft.pk}")).select("form.stall-note")
        assert self.page().latest_revision_id == self.draft.pk

    def test_bad_addresses_are_no_errors(self):
        for query in ("?dropped=abc", "?dropped=-1", "?dropped=99999999999999999999", "?dropped=²", "?dropped=%00"):
            assert self.client.get(HOME + query).status_code == 200, query
        assert "đã được sửa tiếp" in words(self.act("bring_draft_back", revision="x"))


class EmptyDraftTests(PageDraftTestCase):
    """A draft that says what the public page says is none."""

    def save(self, summary):
        address = reverse("wagtailadmin_pages:edit", args=[self.product.pk])
        values = form_values(self.client, address, "page-edit-form")
        return self.client.post(address, {**values, "summary": summary})

    def test_written_back_to_what_is_public_it_asks_for_nothing(self):
        self.save("Câu cũ.")
        assert self.page().has_unpublished_changes is False
        assert self.standing() == ("Đang đăng", [])
        assert not any("Na dai" in title for title in self.task_titles())
        self.save("Câu mới nữa.")
        assert self.page().has_unpublished_changes is True
        assert "“Na dai” chưa gửi duyệt" in self.task_titles()

    def test_sent_as_it_is_and_withdrawn_it_asks_for_nothing(self):
        page = self.page()
        page.save_revision(user=self.member)
        self.act("send_page")
        assert self.page().has_unpublished_changes is True
        self.act("take_page_back")
        assert self.page().has_unpublished_changes is False
        assert self.standing() == ("Đang đăng", [])


class UnfinishedBlockTests(PageDraftTestCase):
    """A block that its writer has not filled in yet stays a draft, and troubles nobody."""

    EMPTY = (("picture", {"image": None, "caption": ""}), ("gallery", {"pictures": [{"image": None}]}))

    def with_empty_blocks(self):
        block = ProductPage._meta.get_field("body").stream_block
        return block.to_python([{"type": kind, "value": value} for kind, value in self.EMPTY])

    def write(self):
        page = self.page()
        page.body = self.with_empty_blocks()
        page.save_revision(user=self.member)

    def test_it_is_not_sent_but_named(self):
        self.write()
        response = self.act("send_page")
        assert "còn thiếu" in words(response)
        assert "câu chuyện" in words(response).lower()
        assert self.page().current_workflow_state is None

    def test_it_is_saved_beside_the_public_page_and_compared(self):
        self.write()
        page = self.page()
        forget_empty_draft(None, page)
        assert page.has_unpublished_changes
        labels = {row.label.lower() for row in lost_with_draft(page, None).own}
        assert "câu chuyện" in labels


class LockedTests(PageDraftTestCase):
    """What an editor has locked stays as it is."""

    def test_no_old_draft_comes_back(self):
        self.act("drop_draft")
        ProductPage.objects.filter(pk=self.product.pk).update(
            locked=True, locked_by=UserFactory(), locked_at=timezone.now()
        )
        latest = self.page().latest_revision_id
        self.act("bring_draft_back", revision=self.draft.pk)
        assert self.page().latest_revision_id == latest


class HistoryTests(PageDraftTestCase):
    """A page's history, as Wagtail shows it."""

    def marks(self):
        page = soup(self.client.get(reverse("wagtailadmin_pages:history", args=[self.product.pk])))
        return [words(mark) for mark in page.select("td .w-status")]

    def test_what_is_published_is_no_draft_any_more(self):
        page = self.page()
        page.summary = "Câu mới nữa."
        newest = page.save_revision(user=self.member, log_action=True)
        assert self.marks() == ["Bản nháp hiện tại"]
        newest.publish(user=self.member, skip_permission_checks=True)
        assert self.marks() == ["Bản đang đăng"]


class FormTests(PageDraftTestCase):
    """The form in which a member writes a page."""

    def test_what_is_not_chosen_says_so_in_words(self):
        page = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.product.pk])))
        blanks = {words(option) for option in page.select("select option[value='']")}
        assert blanks == {"Chưa chọn"}
        assert "---------" not in str(page)
