"""An editor's review: old beside new, a decision, and e-mails to everyone concerned."""

import datetime
import json

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState, Workflow

from cooperatives.models import ProducerPage
from cooperatives.onboarding import add_member, end_membership
from home.foundation.groups import EDITORS, prepare_groups
from home.foundation.workflows import prepare_workflows
from products.models import ProductPage
from tests.factories import (
    ArticlePageFactory,
    ImageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
    UserFactory,
    site_tree,
)
from tests.reading import soup, vi, words


class ReviewTestCase(TestCase):
    """A member's changed product, sent for review."""

    @classmethod
    def setUpTestData(cls):
        tree = site_tree()
        prepare_groups(tree.home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.product = ProductPageFactory(
            title="Dâu tây Đồi Nắng", slug="dau-tay", parent=cls.producer, summary="Hái sáng, đóng hộp trong ngày."
        )
        cls.member = MemberFactory(member_of=cls.producer, username="hoa@example.vn")
        cls.colleague = MemberFactory(member_of=cls.producer, username="lan@example.vn")
        cls.stranger = MemberFactory(username="khac@example.vn")
        cls.editor = UserFactory(username="bientap@example.vn", first_name="Tập", last_name="Biên")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        cls.second_editor = UserFactory(username="bientap2@example.vn")
        cls.second_editor.groups.add(Group.objects.get(name=EDITORS))

    def send(self, **values):
        """Write `values` into a draft of the product and send it; return the task state that waits."""
        page = ProductPage.objects.get(pk=self.product.pk).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(page, name, value)
        page.save_revision(user=self.member, clean=False)
        workflow = page.get_workflow()
        assert isinstance(workflow, Workflow)
        with self.captureOnCommitCallbacks(execute=True):
            workflow.start(page, self.member)
        return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)

    def url(self, state):
        return reverse("review:decide", args=[state.pk])

    def decide(self, state, decision, comment="", revision=None):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(
                self.url(state),
                {"decision": decision, "comment": comment, "revision": revision or state.revision_id},
                follow=True,
            )

    def public_summary(self):
        return ProductPage.objects.get(pk=self.product.pk).summary


class ReviewScreenTests(ReviewTestCase):
    """What the editor sees."""

    def test_the_list_names_what_waits_and_who_sent_it(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        page = soup(self.client.get(reverse("review:index")))
        link = page.select_one(".review-list__link")
        assert (link["href"], words(link)) == (self.url(state), "Dâu tây Đồi Nắng")
        assert "Lò Thị" in words(page.select_one(".review-list__facts"))
        home = soup(self.client.get("/quan-tri/"))
        assert home.select_one(f'a[href="{self.url(state)}"]')

    def test_a_product_of_a_hidden_stall_says_so_to_the_editor_and_in_the_mail(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        warning = "Trang “HTX Đồi Nắng” chưa được đăng"
        assert warning not in words(self.client.get(self.url(state)))
        ProducerPage.objects.filter(pk=self.producer.pk).update(live=False)
        page = soup(self.client.get(self.url(state)))
        assert warning in words(page)
        assert page.select_one(f'.help-warning a[href$="/pages/{self.producer.pk}/edit/"]')
        mail.outbox.clear()
        self.decide(state, "approve")
        assert "Khi trang gian hàng cũng được duyệt, người mua sẽ tìm thấy:" in mail.outbox[0].body

    def test_what_was_never_public_comes_back_without_talk_of_what_is_public(self):
        for is_live in (True, False):
            ProductPage.objects.filter(pk=self.product.pk).update(live=is_live)
            state = self.send(summary="Hái lúc năm giờ sáng.")
            self.client.force_login(self.editor)
            mail.outbox.clear()
            self.decide(state, "reject", "Xin thêm ảnh.")
            assert "Bài của bạn vẫn còn nguyên" in mail.outbox[0].body
            assert ("bản đang hiển thị không đổi" in mail.outbox[0].body) is is_live
            state.workflow_state.cancel(user=self.editor)

    def test_old_stands_beside_new(self):
        state = self.send(summary="Hái lúc năm giờ sáng.", shelf_life="3 ngày")
        self.client.force_login(self.editor)
        page = soup(self.client.get(self.url(state)))
        rows = {words(row.th): row for row in page.select(".review tr") if row.th and row.th.get("scope") == "row"}
        assert len(rows) == 2
        summary = next(row for row in rows.values() if "năm giờ" in words(row))
        assert "đóng hộp" in words(summary.select_one(".review__old .deletion"))
        assert "năm giờ" in words(summary.select_one(".review__new"))
        shelf = next(row for row in rows.values() if "3 ngày" in words(row))
        assert words(shelf.select_one(".review__old")) == vi("nothing")
        frames = [frame["src"] for frame in page.select("iframe")]
        assert frames[0].endswith("/hop-tac-xa/doi-nang/dau-tay/")
        assert self.client.get(frames[1]).status_code == 200
        assert "năm giờ" in self.client.get(frames[1]).content.decode()
        assert "năm giờ" not in self.client.get(frames[0]).content.decode()

    def test_paragraphs_stay_apart(self):
        text = {"type": "text", "id": "a", "value": "<p>Một.</p><p>Hai.</p><ul><li>Ba</li><li>Bốn</li></ul>"}
        page = ProductPage.objects.get(pk=self.product.pk)
        page.body = json.dumps([text])
        page.save_revision().publish()
        state = self.send(body=json.dumps([{**text, "value": text["value"].replace("Hai", "Hai rưỡi")}]))
        self.client.force_login(self.editor)
        story = soup(self.client.get(self.url(state))).select_one(".review__new .comparison__child-object")
        shown = 'Một.<br/><br/>Hai<span class="addition"> rưỡi</span>.<br/><br/>Ba<br/>Bốn'
        assert story.decode_contents() == shown

    def test_the_names_that_the_editor_gives_to_paragraphs_are_no_change(self):
        text = {"type": "text", "id": "a", "value": "<p>Một.</p><p>Hai.</p>"}
        page = ProductPage.objects.get(pk=self.product.pk)
        page.body = json.dumps([text])
        page.save_revision().publish()
        keyed = text["value"].replace("<p>", '<p data-block-key="ab1cd">')
        state = self.send(body=json.dumps([{**text, "id": "b", "value": keyed}]), summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        page = soup(self.client.get(self.url(state)))
        assert [words(row) for row in page.select('.review th[scope="row"]')] == ["Giới thiệu ngắn"]

    def test_another_address_behind_a_link_shows_and_bold_letters_are_told_of(self):
        text = {"type": "text", "id": "a", "value": '<p>Gọi <a href="https://htx.example/">chúng tôi</a>.</p>'}
        page = ProductPage.objects.get(pk=self.product.pk)
        page.body = json.dumps([text])
        page.save_revision().publish()
        self.client.force_login(self.editor)
        led_away = {**text, "value": text["value"].replace("htx.example", "khac.example")}
        state = self.send(body=json.dumps([led_away]))
        row = soup(self.client.get(self.url(state))).select_one(".review tbody tr")
        assert words(row.select_one(".review__new .addition")) == "khac"
        assert row.small is None
        state.workflow_state.cancel(user=self.editor)
        bold = {**text, "value": text["value"].replace("Gọi", "<b>Gọi</b>")}
        row = soup(self.client.get(self.url(self.send(body=json.dumps([bold]))))).select_one(".review tbody tr")
        assert words(row.small).startswith("Chữ giữ nguyên")

    def test_no_bar_of_the_house_covers_a_preview(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        preview = reverse("wagtailadmin_pages:workflow_preview", args=[self.product.pk, state.task_id])
        draft, public = self.client.get(preview), self.client.get(self.product.url)
        framed = self.client.get(self.product.url, headers={"sec-fetch-dest": "iframe"})
        beside_form = self.product.make_preview_request(
            public.wsgi_request, extra_request_attrs={"in_preview_panel": True}
        )
        assert "Hái lúc năm giờ sáng." in draft.content.decode()
        has_bar = ["wagtail-userbar" in page.content.decode() for page in (draft, framed, public, beside_form)]
        assert has_bar == [False, False, True, True]

    def test_pictures_added_and_moved_show_as_such(self):
        page = ProductPage.objects.get(pk=self.product.pk)
        first, second = ImageFactory(title="Vườn dâu"), ImageFactory(title="Hộp dâu")
        page.gallery.create(image=first, sort_order=0)
        page.save_revision().publish()
        draft = ProductPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        draft.gallery.add(draft.gallery.model(image=second, caption="Đóng hộp", sort_order=1))
        draft.save_revision(user=self.member)
        state = self.send()
        self.client.force_login(self.editor)
        group = soup(self.client.get(self.url(state))).select_one(".review__group")
        assert words(group.select_one("th")).endswith(vi("added"))
        assert group.select_one(".review__new img")
        assert [words(cell) for cell in group.select(".review__new")] == ["", "Đóng hộp"]
        assert [words(cell) for cell in group.select(".review__old")] == [vi("nothing"), vi("nothing")]

    def test_how_long_a_page_waits_is_said_in_words_with_the_exact_time_behind_them(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        sent = timezone.localtime(state.started_at)
        for days, told in ((0, "vừa xong"), (1, "1 ngày trước"), (3, "3 ngày trước"), (9, "1 tuần trước")):
            with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
                self.client.force_login(self.editor)
                button = soup(self.client.get(reverse("review:index"))).select_one(
                    ".review-list .w-human-readable-date"
                )
            assert words(button).lower() == told
            assert button["data-w-tooltip-content-value"] == f"{sent:%H:%M} {sent.day}/{sent.month}/{sent.year}"

    def test_the_same_number_of_queries_however_much_waits(self):
        self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        self.client.get(reverse("review:index"))
        with self.assertNumQueries(self.count_index()):
            self.client.get(reverse("review:index"))
        before = self.count_index()
        for number in range(3):
            page = ProductPageFactory(title=f"Mận {number}", parent=self.producer)
            page.save_revision(user=self.member)
            page.get_workflow().start(page, self.member)
        assert self.count_index() == before

    def count_index(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert self.client.get(reverse("review:index")).status_code == 200
        return len(captured)

    def test_members_and_strangers_see_none_of_it(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        for user in (self.stranger, self.colleague, self.member):
            self.client.force_login(user)
            for address in (self.url(state), reverse("review:index")):
                response = self.client.get(address, follow=True)
                assert "năm giờ" not in response.content.decode()
            self.decide(state, "approve")
            assert self.public_summary() == "Hái sáng, đóng hộp trong ngày."
        self.client.logout()
        assert self.client.get(self.url(state)).status_code == 302


class DecisionTests(ReviewTestCase):
    """The public page changes on approval, and only then."""

    def test_sending_changes_nothing_public_and_tells_the_editors(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        assert self.public_summary() == "Hái sáng, đóng hộp trong ngày."
        assert sorted(message.to[0] for message in mail.outbox) == ["bientap2@example.vn", "bientap@example.vn"]
        assert self.url(state) in mail.outbox[0].body
        assert "Dâu tây Đồi Nắng" in mail.outbox[0].subject

    def test_what_an_editor_left_empty_while_mending_is_not_approved(self):
        state = self.send(summary="")
        self.client.force_login(self.editor)
        answer = self.decide(state, "approve")
        assert "Chưa đăng được. Cần điền hoặc sửa trước: giới thiệu ngắn." in words(answer)
        state.refresh_from_db()
        assert state.status == TaskState.STATUS_IN_PROGRESS

    def test_approval_publishes_and_tells_the_producer(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        mail.outbox.clear()
        self.client.force_login(self.editor)
        self.decide(state, "approve", "Ảnh đẹp lắm.")
        assert self.public_summary() == "Hái lúc năm giờ sáng."
        assert sorted(message.to[0] for message in mail.outbox) == ["hoa@example.vn", "lan@example.vn"]
        assert "Ảnh đẹp lắm." in mail.outbox[0].body
        assert "/hop-tac-xa/doi-nang/dau-tay/" in mail.outbox[0].body

    def test_who_sent_it_and_writes_for_another_producer_by_now_hears_of_it_no_more(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        end_membership(self.member.memberships.get())
        self.member.is_active = True
        self.member.save()
        add_member(self.member, ProducerPageFactory(title="HTX Na Đá Xanh", slug="na-da-xanh"))
        mail.outbox.clear()
        self.client.force_login(self.editor)
        self.decide(state, "reject", "Xin thêm ảnh vườn.")
        assert [message.to[0] for message in mail.outbox] == ["lan@example.vn"]

    def test_a_return_needs_words_and_keeps_what_was_public(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        mail.outbox.clear()
        self.client.force_login(self.editor)
        response = self.decide(state, "reject", "   ")
        assert response.context["form"].errors["comment"]
        state.refresh_from_db()
        assert state.status == TaskState.STATUS_IN_PROGRESS
        assert mail.outbox == []
        self.decide(state, "reject", "Xin thêm ảnh vườn.")
        state.refresh_from_db()
        assert (state.status, state.comment) == (TaskState.STATUS_REJECTED, "Xin thêm ảnh vườn.")
        assert self.public_summary() == "Hái sáng, đóng hộp trong ngày."
        assert sorted(message.to[0] for message in mail.outbox) == ["hoa@example.vn", "lan@example.vn"]
        assert "Xin thêm ảnh vườn." in mail.outbox[0].body
        assert "nhận xét" not in mail.outbox[0].body

    def test_the_mail_tells_of_remarks_beside_the_text(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        page = ProductPage.objects.get(pk=self.product.pk)
        for author in (self.editor, self.colleague):
            Comment.objects.create(page=page, user=author, text="Mấy giờ?", contentpath="summary")
        mail.outbox.clear()
        self.client.force_login(self.editor)
        self.decide(state, "reject", "Xin xem nhận xét.")
        assert "Trong trang có 1 nhận xét, đặt ngay cạnh chỗ cần xem." in mail.outbox[0].body

    def test_sent_again_the_earlier_words_stand_above(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        self.decide(state, "reject", "Xin thêm ảnh vườn.")
        page = ProductPage.objects.get(pk=self.product.pk).get_latest_revision_as_object()
        page.summary = "Hái lúc năm giờ, có ảnh."
        page.save_revision(user=self.member)
        page.current_workflow_state.resume(self.member)
        again = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        screen = soup(self.client.get(self.url(again)))
        assert "Xin thêm ảnh vườn." in words(screen.select_one(".review__earlier"))
        since, all_of_it = (
            screen.select_one(f'section[aria-labelledby="{part}"]') for part in ("changes-since", "changes")
        )
        assert words(since.select_one(".review__old .deletion")) == "sáng"
        assert words(all_of_it.select_one(".review__old .deletion")).startswith("sáng")
        self.decide(again, "approve")
        assert self.public_summary() == "Hái lúc năm giờ, có ảnh."

    def test_the_members_read_the_words_above_the_form_and_nobody_else_does(self):
        form = reverse("wagtailadmin_pages:edit", args=[self.product.pk])

        def told(user):
            self.client.force_login(user)
            return [words(line) for line in soup(self.client.get(form)).select(".returned blockquote")]

        state = self.send(summary="Hái lúc năm giờ sáng.")
        assert told(self.colleague) == []
        self.client.force_login(self.editor)
        self.decide(state, "reject", "Xin thêm <b>ảnh</b> vườn.")
        assert told(self.colleague) == ["Xin thêm <b>ảnh</b> vườn."]
        assert told(self.editor) == told(self.stranger) == []
        self.product.current_workflow_state.resume(self.member)
        assert told(self.member) == []

    def test_what_changed_meanwhile_must_be_read_first(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        read = state.revision_id
        page = ProductPage.objects.get(pk=self.product.pk).get_latest_revision_as_object()
        page.summary = "Đổi lần nữa."
        TaskState.objects.filter(pk=state.pk).update(revision=page.save_revision(user=self.second_editor))
        state.refresh_from_db()
        self.client.force_login(self.editor)
        response = self.decide(state, "approve", "Tốt", revision=read)
        assert response.context["form"].non_field_errors()
        assert self.public_summary() == "Hái sáng, đóng hộp trong ngày."
        assert "Tốt" in response.content.decode()
        hidden = soup(response).find("input", {"name": "revision"})
        assert int(hidden["value"]) == state.revision_id

    def test_a_second_decision_says_so(self):
        state = self.send(summary="Hái lúc năm giờ sáng.")
        self.client.force_login(self.editor)
        self.decide(state, "approve")
        response = self.decide(state, "reject", "Muộn rồi")
        assert vi("“%(title)s” was decided already.") % {"title": "Dâu tây Đồi Nắng"} in words(response)
        assert self.public_summary() == "Hái lúc năm giờ sáng."


@pytest.mark.once
class OwnTextTests(ReviewTestCase):
    """An article that an editor wrote goes to a colleague: no producer is spoken of."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.article = ArticlePageFactory(title="Mùa na")
        prepare_workflows()

    def setUp(self):
        self.article.summary = "Na chín."
        self.article.save_revision(user=self.editor)
        self.article.get_workflow().start(self.article, self.editor)
        self.state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
        self.client.force_login(self.second_editor)

    def test_the_words_go_to_its_writer(self):
        form = soup(self.client.get(self.url(self.state))).select_one(".review__decision")
        assert words(form.label) == vi("To the writer")
        assert [words(button) for button in form.select("button")] == [
            vi("Approve and publish"),
            vi("Return to the writer"),
        ]
        assert "chủ thể" not in words(form)

    def test_it_goes_back_to_its_writer(self):
        assert "chủ thể" not in words(soup(self.decide(self.state, "reject")).select_one(".review__decision"))
        answer = self.decide(self.state, "reject", "Thêm ảnh nhé.")
        assert vi("“%(title)s” went back to its writer with your words.") % {"title": "Mùa na"} in words(answer)

    def test_the_words_stand_above_the_writers_form_until_it_is_sent_again(self):
        def told():
            form = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk])))
            return [words(line) for line in form.select(".returned blockquote")]

        assert told() == []
        self.decide(self.state, "reject", "Thêm ảnh nhé.")
        self.client.force_login(self.editor)
        assert told() == ["Thêm ảnh nhé."]
        self.article.current_workflow_state.resume(self.editor)
        assert told() == []

    def test_a_producers_page_is_still_the_producers(self):
        form = soup(self.client.get(self.url(self.send_product()))).select_one(".review__decision")
        assert words(form.label) == vi("To the producer")

    def send_product(self):
        self.state.workflow_state.cancel(user=self.editor)
        return self.send(summary="Hái lúc năm giờ sáng.")


@pytest.mark.once
class DoubtfulWordsTests(ReviewTestCase):
    """Who approves sees the words that seem to have lost letters."""

    def found(self, state):
        self.client.force_login(self.editor)
        line = soup(self.client.get(self.url(state))).select_one(".review__words")
        return line and [mark.text for mark in line.select("mark")]

    def test_they_stand_above_the_comparison(self):
        state = self.send(summary="Hướng dn khách, đời sng khá.")
        assert self.found(state) == ["dn", "sng"]
        line = soup(self.client.get(self.url(state))).select_one(".review__words")
        assert "Có 2 chỗ nên xem lại" in words(line)
        assert line.a["href"] == reverse("wagtailadmin_pages:edit", args=[self.product.pk])

    def test_each_stands_with_its_field_and_what_it_surely_was(self):
        state = self.send(summary="Khách ngườimua quen.", usage="Món dưi ngon.")
        assert self.found(state) == ["ngườimua", "dưi"]
        section = soup(self.client.get(self.url(state))).select_one(".review__words")
        assert [words(row) for row in section.select("dl > div")] == [
            "Giới thiệu ngắn ngườimua → người mua",
            "Cách dùng dưi",
        ]
        assert vi("These words seem to have lost something on the way. You may approve all the same.") in words(section)
        self.decide(state, "approve")
        assert self.public_summary() == "Khách ngườimua quen."

    def test_a_tidy_text_shows_nothing(self):
        assert self.found(self.send(summary="Hái lúc năm giờ sáng.")) is None

    def test_they_are_those_of_the_version_that_was_sent(self):
        state = self.send(summary="Hướng dn khách.")
        ProductPage.objects.get(pk=self.product.pk).save_revision()  # a newer one, without the word
        assert self.found(state) == ["dn"]


@pytest.mark.parametrize("decision", ["", "publish", "\x01"])
def test_nonsense_is_no_decision(decision):
    from cooperatives.review.forms import DecisionForm

    assert not DecisionForm({"decision": decision, "revision": 1}, current=1).is_valid()


class ScheduledTests(ReviewTestCase):
    """A draft that is approved for a day to come: nobody is told that it waits for review, or that it is public."""

    def setUp(self):
        self.product.save_revision().publish()
        self.state = self.send(
            summary="Hái lúc năm giờ sáng.", go_live_at=datetime.datetime(2126, 12, 5, 8, tzinfo=datetime.UTC)
        )
        self.client.force_login(self.editor)

    def approve(self):
        answer = self.decide(self.state, "approve", "Đẹp rồi.")
        self.client.force_login(self.member)
        return answer

    def test_the_editor_reads_the_day_on_the_button_and_in_the_answer(self):
        button = soup(self.client.get(self.url(self.state))).select_one("button[value=approve]")
        assert words(button) == "Duyệt, lên trang ngày 5/12/2126"
        answer = self.approve()
        assert "“Dâu tây Đồi Nắng” đã được duyệt, sẽ lên trang ngày 5/12/2126." in words(soup(answer).body)
        assert self.public_summary() == "Hái sáng, đóng hộp trong ngày."

    def test_a_day_gone_by_is_published_at_once(self):
        state = self.state
        state.workflow_state.cancel(user=self.member)
        state = self.send(go_live_at=datetime.datetime(2020, 12, 5, 8, tzinfo=datetime.UTC))
        assert words(soup(self.client.get(self.url(state))).select_one("button[value=approve]")) == "Duyệt và đăng"

    def test_its_members_read_the_day_in_the_mail(self):
        mail.outbox.clear()
        self.approve()
        assert mail.outbox[0].subject == "Đã duyệt, lên trang ngày 5/12/2126: Dâu tây Đồi Nắng"
        assert "“Dâu tây Đồi Nắng” đã được duyệt. Bản mới sẽ lên trang ngày 5/12/2126:" in mail.outbox[0].body

    def test_its_members_read_the_day_on_their_screens_and_are_asked_for_nothing(self):
        self.approve()
        home = soup(self.client.get(reverse("stall:home")))
        assert words(home.select_one(f"#sp-{self.product.pk} .stall-state")) == "Đang đăng; thay đổi lên ngày 5/12/2126"
        assert [words(title) for title in home.select(".stall-news h3")] == ["“Dâu tây Đồi Nắng” đã được duyệt"]
        assert "Bản mới sẽ lên trang ngày 5/12/2126." in words(home.select_one(".stall-news"))
        assert "chưa gửi duyệt" not in words(home)
        assert "chờ duyệt" not in words(home).lower()

    def test_a_page_that_was_never_public_is_no_draft_any_more(self):
        ProductPage.objects.filter(pk=self.product.pk).update(live=False)
        self.approve()
        home = soup(self.client.get(reverse("stall:home")))
        assert words(home.select_one(f"#sp-{self.product.pk} .stall-state")) == "Sẽ lên trang ngày 5/12/2126"
        assert not home.select_one(".stall-news a.button[href*=dau-tay]")

    def test_a_picture_for_it_is_kept_and_told_to_wait(self):
        self.approve()
        photo = ImageFactory(collection=self.producer.stall.collection, description="Rổ dâu.")
        address = reverse("stall:photo", args=[photo.pk])
        answer = self.client.post(address, {"description": "Rổ dâu.", "page": self.product.pk, "role": "bo-anh"})
        assert "“Dâu tây Đồi Nắng” đã được duyệt, sẽ lên trang ngày 5/12/2126." in words(answer)

    def test_the_script_of_the_form_hears_why_it_is_locked(self):
        address = reverse("stall:draft_state")
        self.client.force_login(self.member)
        locked = self.client.get(address, {"page": self.product.pk}).json()["lock"]
        assert locked == "Trang đang chờ duyệt nên đã khoá."
        self.client.force_login(self.editor)
        assert self.client.get(address, {"page": self.product.pk}).json()["lock"] == ""
        self.approve()
        locked = self.client.get(address, {"page": self.product.pk}).json()["lock"]
        assert locked == "Trang đã được duyệt, sẽ lên ngày 5/12/2126; từ nay đến lúc ấy trang được khoá."
