"""What a member writes survives a lost line, an expired session and a second writer; and leaves a shared computer."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from cooperatives.models import Membership, ProducerPage
from cooperatives.people import full_name
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import accessibility_violations

LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "Failed to fetch", "answer 40")
TEXT = "Sương xuống là hái, nắng lên là nghỉ."

# What Word puts on the clipboard, and Facebook.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color: red}</style></head><body>
<!--StartFragment--><h1 style="mso-style-link:Heading">Cam Văn Yên</h1><p class=MsoNormal style="margin:0cm;color:red"><b><span
style='font-size:14.0pt;font-family:"Times New Roman"'>Vườn cam</span></b><o:p></o:p> có 🍊 và <i>suối</i></p>
<script>alert(1)</script><p class=MsoListParagraph><![if !supportLists]>·<![endif]>Nhà sàn</p><!--EndFragment--></body></html>"""
FACEBOOK = """<div dir="auto" style="text-align:start"><span class="x1lliihq">Sáng nay <img alt="🍓" src="https://khac.example/a.png"
width="16">hái dâu <a href="https://l.khac.example/?u=1" role="link" onclick="x()">ở đây</a></span></div>"""


@pytest.fixture
def producer(site_url):
    """The producer that htx1 writes for; what a test changes is put back."""
    page = ProducerPage.objects.get(memberships__user__username="htx1", memberships__ended_at=None)
    before = set(page.revisions.values_list("pk", flat=True))
    latest = page.latest_revision_id
    yield page
    page.refresh_from_db()
    ProducerPage.objects.filter(pk=page.pk).update(latest_revision=latest, has_unpublished_changes=False)
    page.revisions.exclude(pk__in=before).delete()


@pytest.fixture
def editor(signed_in, producer, site_url):
    """Returns `editor(username, viewport)`: the producer's page in the admin, ready to write."""

    def editor(username="htx1", viewport=PHONE):
        page = signed_in(username, viewport)
        page.watch.forgive("axe.run results")  # Wagtail's own look at what is being written, said on the console
        page.goto(f"{site_url}/quan-tri/pages/{producer.pk}/edit/")
        page.wait_for_selector("[data-draft-keeper]", state="attached")
        page.wait_for_timeout(2500)  # Wagtail takes what stands in the form after two seconds for what is saved
        return page

    return editor


def notice(page):
    return page.locator("[data-draft-keeper]")


def kept(page):
    """Returns the texts that the device holds."""
    found = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('ocop-draft:'))")
    return {key: json.loads(value) for key, value in found}


def wait_until_nothing_is_kept(page):
    for _attempt in range(60):
        if kept(page) == {}:
            return
        page.wait_for_timeout(250)
    assert kept(page) == {}


def write(page, text=TEXT):
    page.locator("#id_summary").fill(text)


def save_by_hand(page):
    """Presses "Lưu nháp", which stands behind the arrow: for a member sending comes first."""
    page.locator("footer").get_by_role("button", name="Thao tác khác").click()
    page.get_by_role("button", name="Lưu nháp").click()


def saved(producer):
    """Returns the summary of the newest version."""
    return ProducerPage.objects.get(pk=producer.pk).get_latest_revision_as_object().summary


def wait_until_saved(page, producer, text=TEXT):
    for _attempt in range(60):
        if saved(producer) == text:
            return
        page.wait_for_timeout(250)
    assert saved(producer) == text


def expire_session(page):
    """What happens overnight: the session is gone, the browser does not know."""
    keys = {cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"}
    assert Session.objects.filter(pk__in=keys).delete()[0] == 1


class TestWhileTheLineHolds:
    def test_what_is_typed_is_saved_by_itself_and_nothing_stays_on_the_device(self, editor, producer):
        page = editor()
        write(page)
        wait_until_saved(page, producer)
        expect(notice(page)).to_be_hidden()
        page.wait_for_timeout(1500)
        assert kept(page) == {}

    def test_saving_by_hand_after_saving_by_itself_is_no_conflict(self, editor, producer):
        page = editor(viewport=DESKTOP)
        write(page)
        wait_until_saved(page, producer)
        save_by_hand(page)
        page.wait_for_load_state()
        assert page.locator("[data-newer-version]").count() == 0
        write(page, TEXT + " Thế thôi.")
        save_by_hand(page)
        page.wait_for_load_state()
        assert saved(producer) == TEXT + " Thế thôi."
        assert kept(page) == {}


class TestSentences:
    def test_a_long_one_is_seen_whole_and_stays_one_line(self, editor, producer):
        page = editor()
        field = page.locator("#id_summary")
        long = "Hái buổi sớm, xếp một lớp, tới tay người mua trong ngày. " * 3
        field.fill(long)
        field.press("End")
        field.press("Enter")
        field.press_sequentially("Hết.")
        wait_until_saved(page, producer, long + "Hết.")
        assert field.input_value() == long + "Hết."
        assert field.evaluate("field => field.scrollHeight - field.clientHeight") == 0
        assert field.evaluate("field => field.clientHeight / parseFloat(getComputedStyle(field).lineHeight)") > 5


class TestLostLine:
    def test_it_says_so_keeps_the_text_and_saves_when_the_line_is_back(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        page.context.set_offline(True)
        write(page)
        expect(notice(page)).to_contain_text("Mất mạng")
        page.wait_for_timeout(1200)
        (draft,) = kept(page).values()
        assert ["summary", TEXT] in draft["fields"]
        assert accessibility_violations(page, "[data-draft-keeper]") == []
        expect(page.locator("#w-autosave-indicator")).to_have_text(re.compile("Chưa lưu"), use_inner_text=True)
        assert page.locator(".footer__save-warning").inner_text() == ""  # the same in Wagtail's words
        page.locator("#page-edit-form .w-panel:visible").last.evaluate("panel => panel.scrollIntoView()")
        head = page.locator(".w-slim-header").bounding_box()
        assert (head["y"], head["height"]) == (0, 99)
        assert notice(page).bounding_box()["y"] == 107
        page.context.set_offline(False)
        wait_until_saved(page, producer)
        expect(notice(page)).to_be_hidden()
        assert kept(page) == {}

    def test_a_button_does_not_lead_away_into_nothing(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        address = page.url
        page.context.set_offline(True)
        write(page)
        send = page.locator("footer button[type=submit]").first
        send.click()
        expect(notice(page)).to_contain_text("Mất mạng")
        outcome = notice(page).locator("[data-outcome]")
        expect(outcome).to_contain_text("chưa được")
        outcome.evaluate("words => { words.dataset.isOld = true }")
        send.click()
        expect(notice(page).locator("[data-outcome]:not([data-is-old])")).to_contain_text("chưa được")
        assert page.url == address
        expect(page.locator("#id_summary")).to_have_value(TEXT)

    def test_a_text_left_behind_is_offered_and_comes_back(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        before = saved(producer)
        page.context.set_offline(True)
        write(page)
        page.wait_for_timeout(1500)
        address = page.url
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(address)
        assert saved(producer) == before
        expect(notice(page)).to_contain_text("chưa gửi được")
        notice(page).get_by_role("button", name="Xem lại").click()
        assert TEXT in notice(page).locator("textarea").input_value()
        notice(page).get_by_role("button", name="Lấy lại").click()
        page.wait_for_load_state()
        expect(page.locator("#id_summary")).to_have_value(TEXT)
        assert saved(producer) == TEXT
        expect(notice(page)).to_be_hidden()
        assert kept(page) == {}

    def test_a_text_thrown_away_is_not_offered_again(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        page.context.set_offline(True)
        write(page)
        page.wait_for_timeout(1500)
        address = page.url
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(address)
        notice(page).get_by_role("button", name="Bỏ").click()
        expect(notice(page)).to_be_hidden()
        page.evaluate("localStorage.setItem('wagtail:side-panel-open', 'status')")
        page.reload()
        page.wait_for_timeout(500)
        expect(notice(page)).to_be_hidden()
        assert kept(page) == {}
        expect(page.locator(".form-side--open")).to_have_count(0)  # on a phone it would cover the form

    def test_a_text_older_than_what_was_saved_since_is_called_old_and_goes_at_once(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        page.on("dialog", lambda dialog: dialog.accept())
        address = page.url
        for text in (TEXT, TEXT + " Hai."):
            page.context.set_offline(True)
            write(page, text)
            page.wait_for_timeout(1500)
            page.goto("about:blank")
            page.context.set_offline(False)
            page.goto(address)
            page.wait_for_timeout(2500)
        expect(notice(page)).to_contain_text("chưa gửi được")
        page.goto("about:blank")
        newer = ProducerPage.objects.get(pk=producer.pk)
        newer.summary = "Bản mới hơn."
        newer.save_revision(user=get_user_model().objects.get(username="htx1"))
        page.goto(address)
        expect(notice(page)).to_contain_text("bản viết dở đã cũ")
        expect(notice(page).get_by_role("button", name="Lấy lại")).to_have_count(0)
        notice(page).get_by_role("button", name="Xem bản cũ").click()
        assert TEXT + " Hai." in notice(page).locator("textarea").input_value()
        notice(page).get_by_role("button", name="Bỏ bản cũ").click()
        expect(notice(page)).to_be_hidden()
        assert kept(page) == {}
        page.reload()
        page.wait_for_timeout(500)
        expect(notice(page)).to_be_hidden()
        expect(page.locator("#id_summary")).to_have_value("Bản mới hơn.")

    def test_a_story_comes_back_with_its_blocks(self, editor, producer):
        page = editor(viewport=DESKTOP)
        page.watch.forgive(*LOST)
        page.context.set_offline(True)
        paste(editor_of_story(page), "<p>Luống dâu <b>thứ bảy</b> 🍓</p>")
        expect(notice(page)).to_contain_text("Mất mạng")
        page.wait_for_timeout(1500)
        address = page.url
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(address)
        assert "thứ bảy" not in story_html(producer)
        notice(page).get_by_role("button", name="Lấy lại").click()
        page.wait_for_load_state()
        assert "Luống dâu <b>thứ bảy</b> 🍓" in story_html(producer)


class TestLostAnswer:
    def test_what_was_saved_without_the_device_hearing_of_it_is_no_second_writer(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST, "ERR_FAILED")
        lost = []

        def lose_the_first_answer(route):
            if lost or route.request.method != "POST":
                return route.continue_()
            lost.append(route.fetch())  # the server has it, the phone never hears
            return route.abort()

        page.route("**/edit/", lose_the_first_answer)
        write(page)
        wait_until_saved(page, producer)
        write(page, TEXT + " Rồi lại hái.")
        wait_until_saved(page, producer, TEXT + " Rồi lại hái.")
        expect(notice(page)).to_be_hidden()
        assert len(lost) == 1


class TestExpiredSession:
    def test_signing_in_elsewhere_and_saving_again_loses_nothing(self, editor, producer, sign_in):
        page = editor()
        page.watch.forgive(*LOST, "answer 500")
        expire_session(page)
        write(page)
        expect(notice(page)).to_contain_text("Phiên đăng nhập đã hết")
        assert saved(producer) != TEXT
        with page.expect_popup() as opened:
            notice(page).get_by_role("link", name="Đăng nhập lại").click()
        sign_in(opened.value, "htx1")
        opened.value.close()
        notice(page).get_by_role("button", name="Thử lưu lại").click()
        wait_until_saved(page, producer)
        expect(notice(page)).to_be_hidden()

    def test_who_comes_back_later_finds_the_text(self, editor, producer, sign_in):
        page = editor()
        page.watch.forgive(*LOST)
        address = page.url
        expire_session(page)
        write(page)
        expect(notice(page)).to_contain_text("Phiên đăng nhập đã hết")
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        sign_in(page, "htx1")
        page.goto(address)
        notice(page).get_by_role("button", name="Lấy lại").click()
        page.wait_for_load_state()
        assert saved(producer) == TEXT

    def test_another_account_on_the_same_device_is_not_offered_it(self, editor, producer, sign_in, site_url):
        page = editor()
        page.watch.forgive(*LOST)
        address = page.url
        expire_session(page)
        write(page)
        expect(notice(page)).to_contain_text("Phiên đăng nhập đã hết")
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        sign_in(page, "bientap")
        page.goto(address)
        page.wait_for_timeout(500)
        expect(notice(page)).to_be_hidden()

    def test_signing_out_takes_kept_texts_along(self, editor, producer):
        page = editor(viewport=DESKTOP)
        page.evaluate("localStorage.setItem('ocop-draft:1:ab', '{}')")
        page.evaluate(
            "fetch('/quan-tri/logout/', {method: 'POST', headers: {'X-CSRFToken': wagtailConfig.CSRF_TOKEN}})"
        )
        page.wait_for_timeout(1000)
        assert kept(page) == {}


class TestAccountThatIsClosed:
    def test_it_says_so_and_whom_to_ask_and_the_text_stays(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        account = get_user_model().objects.filter(username="htx1")
        account.update(is_active=False)
        try:
            write(page)
            expect(notice(page)).to_contain_text("Tài khoản của bạn đã đóng")
            expect(notice(page)).to_contain_text("hỏi người phụ trách gian hàng hoặc cán bộ")
            expect(notice(page)).not_to_contain_text("Phiên đăng nhập")
            notice(page).get_by_role("button", name="Chép chữ của tôi").click()
            assert TEXT in notice(page).locator("[data-text]").input_value()
            assert TEXT in json.dumps(kept(page), ensure_ascii=False)
        finally:
            account.update(is_active=True)
        notice(page).get_by_role("button", name="Thử lưu lại").click()
        wait_until_saved(page, producer)
        expect(notice(page)).to_be_hidden()


class TestMembershipThatEnds:
    def test_the_text_can_be_copied(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        membership = Membership.objects.active().get(user__username="htx1")
        groups = list(membership.user.groups.all())
        membership.user.groups.clear()
        Membership.objects.filter(pk=membership.pk).update(ended_at="2026-11-24T00:00:00Z")
        try:
            write(page)
            expect(notice(page)).to_contain_text("không còn quyền")
            notice(page).get_by_role("button", name="Chép chữ").click()
            assert TEXT in notice(page).locator("textarea").input_value()
        finally:
            Membership.objects.filter(pk=membership.pk).update(ended_at=None)
            membership.user.groups.set(groups)


class TestReviewThatBegins:
    def test_who_writes_while_a_colleague_sends_the_page_is_told(self, editor, producer):
        page = editor()
        page.watch.forgive(*LOST)
        user = get_user_model().objects.get(username="htx1")
        draft = ProducerPage.objects.get(pk=producer.pk).get_latest_revision_as_object()
        draft.save_revision(user=user)
        workflow = draft.get_workflow()
        state = workflow.start(draft, user)
        try:
            write(page)
            expect(notice(page)).to_contain_text("đang chờ duyệt")
            assert saved(producer) != TEXT
            page.wait_for_timeout(1200)
            assert len(kept(page)) == 1
        finally:
            state.cancel(user=user)
            state.delete()


class TestTwoWriters:
    def test_the_second_is_told_and_nothing_is_overwritten_unasked(self, editor, producer):
        first, second = editor("htx1"), editor("bientap", viewport=DESKTOP)
        second.watch.forgive(*LOST)
        write(first)
        wait_until_saved(first, producer)
        write(second, "Chữ của người thứ hai.")
        name = full_name(get_user_model().objects.get(username="htx1"))
        expect(notice(second)).to_contain_text(f"{name} đã lưu bản mới hơn")
        assert saved(producer) == TEXT
        assert accessibility_violations(second, "[data-draft-keeper]") == []
        notice(second).get_by_role("button", name="Lưu bản của tôi").click()
        second.wait_for_load_state()
        assert saved(producer) == "Chữ của người thứ hai."
        assert TEXT in [revision.as_object().summary for revision in producer.revisions.all()]

    def test_a_button_pressed_before_anybody_was_told_asks_first(self, editor, producer):
        first, second = editor("htx1"), editor("bientap", viewport=DESKTOP)
        second.watch.forgive(*LOST)
        second.evaluate(
            "document.querySelector('#page-edit-form').setAttribute('data-w-autosave-active-value', 'false')"
        )
        write(second, "Chữ của người thứ hai.")
        write(first)
        wait_until_saved(first, producer)
        second.evaluate("document.querySelector('#page-edit-form').requestSubmit()")
        second.wait_for_selector("[data-newer-version]")
        expect(second.locator("#id_summary")).to_have_value("Chữ của người thứ hai.")
        second.wait_for_timeout(4000)  # its own autosave must not do what was refused
        assert saved(producer) == TEXT
        assert accessibility_violations(second, "[data-newer-version]") == []
        second.get_by_role("button", name="Lưu bản của tôi").click()
        second.wait_for_load_state()
        assert saved(producer) == "Chữ của người thứ hai."


def editor_of_story(page):
    """Returns the first rich text of the page's story, with the cursor in it."""
    story = page.locator(".public-DraftEditor-content").first
    story.scroll_into_view_if_needed()
    story.click()
    return story


def paste(story, html):
    story.evaluate(
        """(element, html) => {
            const clipboard = new DataTransfer();
            clipboard.setData("text/html", html);
            clipboard.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
            element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
        }""",
        html,
    )


def story_html(producer):
    """Returns the rich texts of the newest version's story."""
    body = ProducerPage.objects.get(pk=producer.pk).get_latest_revision_as_object().body
    return "".join(block.value.source for block in body if block.block_type == "text")


class TestPaste:
    def test_words_letters_arrive_and_its_styles_do_not(self, editor, producer):
        page = editor(viewport=DESKTOP)
        story = editor_of_story(page)
        for html in (WORD, FACEBOOK, "<h2>Mùa tới</h2><p>Hết bài.</p>"):
            paste(story, html)
        page.wait_for_timeout(500)
        for _attempt in range(40):
            if "Hết bài." in story_html(producer):
                break
            page.wait_for_timeout(250)
        found = story_html(producer)
        for words in ("Cam Văn Yên", "<b>Vườn cam</b>", "có 🍊 và <i>suối</i>", "Nhà sàn", "Sáng nay", "hái dâu"):
            assert words in found
        assert ">Mùa tới</h2>" in found  # a heading is not run into the words before it
        for leftover in (
            "\x90",
            "mso",
            "Mso",
            "style",
            "class",
            "span",
            "<o:p",
            "<img",
            "script",
            "onclick",
            "khac.example/a.png",
            "<h1",
        ):
            assert leftover not in found
        page.reload()
        page.wait_for_timeout(2500)
        write(page)
        wait_until_saved(page, producer)
        assert "có 🍊 và <i>suối</i>" in story_html(producer)  # there and back again the marks stay on their words


class TestNewPage:
    def test_a_product_begun_without_a_line_is_not_lost(self, signed_in, producer, site_url):
        page = signed_in("htx1")
        page.watch.forgive("axe.run results", *LOST)
        page.goto(f"{site_url}/quan-tri/pages/add/products/productpage/{producer.pk}/")
        page.wait_for_timeout(2500)
        page.context.set_offline(True)
        page.locator("#id_title").fill("Mận hậu ruột đỏ")
        page.locator("#id_summary").fill(TEXT)
        expect(notice(page)).to_contain_text("Mất mạng")
        page.wait_for_timeout(1500)
        address = page.url
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(address)
        notice(page).get_by_role("button", name="Lấy lại").click()
        page.wait_for_load_state()
        expect(page.locator("#id_title")).to_have_value("Mận hậu ruột đỏ")
        expect(page.locator("#id_summary")).to_have_value(TEXT)
        expect(notice(page)).to_be_hidden()
        page.wait_for_timeout(2500)
        page.locator("#id_product_set").select_option(index=1)
        page.wait_for_url("**/edit/")
        wait_until_nothing_is_kept(page)
        for draft in producer.get_children().filter(title="Mận hậu ruột đỏ"):
            assert draft.live is False
            draft.delete()
