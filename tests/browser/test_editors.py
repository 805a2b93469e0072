"""What editors meet in the admin, and officers: addresses of Vietnamese titles, phones, locked pages, tables from Word."""

import datetime
import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import Page, WorkflowState

from cooperatives.models import ProducerPage
from home.models import Banner
from news.models import ArticleIndexPage, ArticlePage, StoryIndexPage, StoryPage
from products.models import Certificate
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_drafts import paste
from tests.browser.watch import accessibility_violations
from trade.models import EventIndexPage

EVERYTHING = """[...document.querySelectorAll("#page-edit-form :is(input, select, textarea, button, [contenteditable=true])")]
    .filter((one) => !one.readOnly && !one.closest("[inert], footer") && one.type !== "hidden")
    .filter((one) => !one.matches(".w-panel__toggle, .w-dialog__close-button"))
    .map((one) => one.outerHTML.slice(0, 200))"""


def test_a_title_keeps_every_letter_in_its_address(signed_in, site_url):
    page = signed_in("bientap", DESKTOP)
    page.watch.forgive("axe.run results")  # Wagtail's own look at what is being written, said on the console
    page.goto(f"{site_url}/quan-tri/pages/add/news/articlepage/{ArticleIndexPage.objects.get().pk}/")
    page.wait_for_selector("[data-draft-keeper]", state="attached")
    page.route("**/pages/add/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.watch.forgive("ERR_FAILED", "Failed to fetch", "Failed to load resource")  # nothing is saved by itself here
    page.locator("#id_title").press_sequentially("Thử đặt hàng Tết gửi duyệt")
    page.wait_for_timeout(500)
    assert page.locator("#id_slug").input_value() == "thu-dat-hang-tet-gui-duyet"


def test_on_a_phone_a_title_has_the_whole_row_of_a_listing(signed_in, site_url):
    page = signed_in("bientap")
    page.goto(f"{site_url}/quan-tri/articles/")
    title = page.locator("table.listing td.title").first.bounding_box()
    assert title["width"] >= 300
    assert title["x"] + title["width"] <= 375


def test_on_a_phone_the_names_of_columns_end_above_the_first_page_of_a_section(open_page, sign_in, site_url):
    page = sign_in(open_page(None, viewport=PHONE), "bientap")
    page.goto(f"{site_url}/quan-tri/pages/{EventIndexPage.objects.get().pk}/")
    headings = [heading.bounding_box() for heading in page.locator("table.listing thead :is(th, td)").all()]
    lowest = max(box["y"] + box["height"] for box in headings if box)
    assert lowest <= page.locator("table.listing tbody tr").first.bounding_box()["y"]


def test_on_a_phone_a_listing_says_in_full_what_it_lists(open_page, sign_in, site_url):
    page = sign_in(open_page(None, viewport=PHONE), "canbo")
    for screen in ("certificates", "offers", "library_documents"):
        page.goto(f"{site_url}/quan-tri/{screen}/")
        title, button = page.locator("[data-w-breadcrumbs] li:last-child a"), page.locator(".w-header-button.button")
        assert right_of(title) <= page.locator("[data-w-breadcrumbs]").evaluate("e => e.getBoundingClientRect().right")
        assert right_of(button) <= PHONE["width"]


@pytest.mark.parametrize("screen", ["certificates/new/", "certificates/edit/{}/", "statistics/new/"])
def test_an_officers_form_keeps_its_button_and_its_fields_on_a_phone(signed_in, site_url, screen):
    page = signed_in("canbo")
    page.goto(f"{site_url}/quan-tri/{screen.format(Certificate.objects.first().pk)}")
    button = page.locator("#w-editor-form .footer button[type=submit]").bounding_box()
    assert PHONE["height"] - 80 <= button["y"] <= PHONE["height"] - button["height"]
    assert button["width"] >= 300
    fields = page.locator("#w-editor-form :is(input, select, textarea):visible").all()
    assert [field.get_attribute("name") for field in fields if right_of(field) > PHONE["width"]] == []


def right_of(field):
    """Return where a field ends."""
    box = field.bounding_box()
    return box["x"] + box["width"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_a_long_name_of_a_collection_stays_within_the_place_for_new_files(open_page, sign_in, site_url, viewport):
    page = sign_in(open_page(None, viewport=viewport), "bientap")
    for screen in ("images", "documents"):
        page.goto(f"{site_url}/quan-tri/{screen}/multiple/add/")
        zone, field = page.locator(".drop-zone").bounding_box(), page.locator(".drop-zone select").bounding_box()
        assert zone["x"] < field["x"]
        assert field["x"] + field["width"] < zone["x"] + zone["width"]


def test_among_several_pictures_one_that_is_refused_says_why_and_nothing_else(signed_in, site_url):
    page = signed_in("bientap", DESKTOP)
    page.goto(f"{site_url}/quan-tri/images/multiple/add/")
    page.locator("#fileupload").set_input_files(
        {"name": "chu.jpg", "mimeType": "image/jpeg", "buffer": "không phải ảnh".encode()}
    )
    refused = page.locator("#upload-list .upload-failure .right")
    expect(refused).to_have_text(re.compile("không phải ảnh"), use_inner_text=True)
    assert refused.inner_text().split("\n\n") == [
        "Không tải lên được.",
        "Hãy tải lên một ảnh. Tệp vừa gửi không phải ảnh hoặc đã hỏng.",
    ]


@pytest.fixture
def article(site_url):
    """An article of one text and one table that nobody has published."""
    body = [
        {"type": "text", "value": "<p>Tin từ bản.</p>", "id": "6f7c3c1e-55f1-4f0e-8f0b-0a86b0f3c222"},
        {
            "type": "table",
            "value": {"caption": "Giá na", "table": {"columns": [], "rows": [], "caption": ""}, "pasted": ""},
            "id": "6f7c3c1e-55f1-4f0e-8f0b-0a86b0f3c333",
        },
    ]
    page = ArticleIndexPage.objects.get().add_child(
        instance=ArticlePage(title="Tin thử", slug="tin-thu-ban-bien-tap", summary="Tin", body=body, live=False)
    )
    page.save_revision(user=get_user_model().objects.get(username="bientap"))
    yield page
    ArticlePage.objects.get(pk=page.pk).delete()


@pytest.fixture
def story(site_url):
    """A story without stages, which is a draft and can be nothing else."""
    page = StoryIndexPage.objects.get().add_child(
        instance=StoryPage(title="Chuyện thử", slug="chuyen-thu", summary="Chuyện", live=False)
    )
    page.save_revision(user=get_user_model().objects.get(username="bientap"))
    yield page
    StoryPage.objects.get(pk=page.pk).delete()


@pytest.fixture
def form_of(signed_in, site_url):
    """Returns `form_of(page, username, viewport)`: the page's form in the admin, ready."""

    def form_of(page, username="bientap", viewport=DESKTOP):
        screen = signed_in(username, viewport)
        screen.watch.forgive("axe.run results")
        screen.goto(f"{site_url}/quan-tri/pages/{page.pk}/edit/")
        screen.wait_for_selector("[data-draft-keeper]", state="attached")
        screen.wait_for_timeout(2500)
        return screen

    return form_of


def type_everywhere(screen):
    """Types into a field by the keyboard, and into a rich text."""
    screen.locator("#id_title, #id_summary").first.focus()
    screen.keyboard.type("MẤT")
    screen.locator("#id_summary").focus()
    screen.keyboard.type("MẤT")
    screen.evaluate("document.querySelector('.public-DraftEditor-content')?.focus()")
    screen.keyboard.type("MẤT")


# What Word puts on the clipboard for a table between two paragraphs.
WORD_TABLE = """<html><body><!--StartFragment--><p class=MsoNormal>Giá hôm nay:</p>
<table class=MsoTableGrid border=1>
<tr><td><p class=MsoNormal><b>Loại na</b><o:p></o:p></p></td><td><p class=MsoNormal>Giá</p></td></tr>
<tr><td><p class=MsoNormal>Na dai 🍏</p><p class=MsoNormal>loại I</p></td><td><p>45.000
đ</p></td></tr><tr><td></td><td></td></tr>
<tr><td>Na bở <a href="https://example.vn/na">xem</a></td><td><table><tr><td>40.000</td><td>đ</td></tr></table></td></tr></table>
<p class=MsoNormal>Hết bảng.</p><!--EndFragment--></body></html>"""


class TestPastedTables:
    def test_rows_stay_rows_with_their_cells_apart(self, form_of, article):
        screen = form_of(article)
        story = screen.locator(".public-DraftEditor-content").first
        story.click()
        screen.keyboard.press("Control+End")
        screen.keyboard.press("Enter")
        paste(story, WORD_TABLE)
        expect(story).to_contain_text("Hết bảng.")
        lines = [
            "Tin từ bản.",
            "Giá hôm nay:",
            "Loại na | Giá",
            "Na dai 🍏 loại I | 45.000 đ",
            "Na bở xem | 40.000 | đ",
            "Hết bảng.",
        ]
        assert [text for text in story.locator("[data-block]").all_inner_texts() if text.strip()] == lines
        hint = screen.locator(".paste-hint")
        expect(hint).to_contain_text("thêm khối “Bảng”", use_inner_text=True)
        assert accessibility_violations(screen, ".paste-hint") == []
        for _attempt in range(40):
            saved = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().body[0].value.source
            if "Hết bảng" in saved:
                break
            screen.wait_for_timeout(250)
        assert "<b>Loại na</b> | Giá" in saved
        assert 'Na bở <a href="https://example.vn/na">xem</a> | 40.000 | đ' in saved
        hint.get_by_role("button").click()
        expect(hint).to_have_count(0)

    def test_without_a_block_for_tables_the_hint_names_none(self, form_of):
        screen = form_of(ProducerPage.objects.get(memberships__user__username="htx1", memberships__ended_at=None))
        screen.route("**/edit/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        screen.watch.forgive("ERR_FAILED", "Failed to fetch", "Failed to load resource")  # nothing is saved here
        story = screen.locator(".public-DraftEditor-content").first
        story.click()
        paste(story, WORD_TABLE)
        hint = screen.locator(".paste-hint")
        expect(hint).to_contain_text("thành từng dòng")
        expect(hint).not_to_contain_text("thêm khối", use_inner_text=True)


class TestLockedPages:
    @pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
    def test_a_scheduled_page_takes_no_typing_and_has_the_way_out_at_hand(self, form_of, article, viewport):
        article.go_live_at = timezone.now() + datetime.timedelta(days=3)
        article.save_revision(user=get_user_model().objects.get(username="bientap")).publish()
        screen = form_of(article, viewport=viewport)
        assert screen.evaluate(EVERYTHING) == []
        type_everywhere(screen)
        assert "MẤT" not in screen.locator("#page-edit-form").inner_html()
        assert screen.locator("#id_summary").input_value() == "Tin"
        screen.locator("#id_date").focus()
        screen.wait_for_timeout(500)  # a calendar takes its time
        expect(screen.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
        assert accessibility_violations(screen, "footer") == []

        with screen.expect_navigation():
            screen.locator("footer").get_by_role("button", name="Huỷ hẹn giờ đăng").click()
        assert screen.url.endswith(f"/pages/{article.pk}/edit/")
        screen.wait_for_selector("[data-draft-keeper]", state="attached")
        screen.locator("#id_summary").fill("Tin mới")
        expect(screen.locator("#id_summary")).to_have_value("Tin mới")
        assert ArticlePage.objects.get(pk=article.pk).scheduled_revision is None

        screen.locator("#id_date").fill("31/02/2026")
        screen.locator("#id_summary").click()
        expect(screen.locator("#id_date")).to_have_value("31/02/2026")

    def test_a_page_in_review_takes_no_typing_and_can_be_withdrawn_whole(self, form_of):
        producer = ProducerPage.objects.get(memberships__user__username="htx1", memberships__ended_at=None)
        before = producer.latest_revision_id
        user = get_user_model().objects.get(username="htx1")
        draft = producer.get_latest_revision_as_object()
        draft.save_revision(user=user)
        draft.get_workflow().start(draft, user)
        try:
            screen = form_of(producer, "htx1", PHONE)
            assert screen.evaluate(EVERYTHING) == []
            summary = screen.locator("#id_summary").input_value()
            type_everywhere(screen)
            assert screen.locator("#id_summary").input_value() == summary
            assert screen.evaluate("[...new FormData(document.querySelector('#page-edit-form'))].length") > 20
        finally:
            for state in WorkflowState.objects.filter(object_id=str(producer.pk), status="in_progress"):
                state.cancel(user=user)
                state.delete()
            Page.objects.filter(pk=producer.pk).update(latest_revision=before, has_unpublished_changes=False)
            producer.revisions.filter(pk__gt=before or 0).delete()


def test_a_table_has_one_caption(form_of, article):
    screen = form_of(article)
    labels = screen.locator("#page-edit-form label:visible").filter(has_text="Chú thích").all_inner_texts()
    assert [label.strip(" *") for label in labels if "ảnh" not in label] == ["Chú thích"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_plus_behind_a_text_says_what_it_does(form_of, article, viewport):
    screen = form_of(article, viewport=viewport)
    adding = "[data-contentpath=body] .c-sf-add-button"
    words = "(button) => getComputedStyle(button, '::after').content"
    assert screen.locator(adding).last.evaluate(words) == '"Thêm khối"'
    assert screen.locator(adding).first.evaluate(words) == "none"


def test_a_new_table_is_ready_to_type_into_and_a_plus_adds_a_column_at_once(form_of, article):
    screen = form_of(article)
    screen.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    screen.get_by_role("option", name="Bảng").click()
    table = screen.locator(".typed-table-block").last
    expect(table.get_by_text("Gõ thẳng vào ô")).to_be_visible()
    expect(table.locator(".column-heading")).to_have_count(2)
    table.get_by_title("Thêm cột").click()
    expect(table.locator(".column-heading")).to_have_count(3)
    expect(table.locator(".add-column-menu")).to_be_hidden()
    table.get_by_title("Chèn cột").first.click()
    expect(table.locator(".column-heading")).to_have_count(4)


class TestRefusedSaves:
    """Above the form and beside it stands the same: saved, or not."""

    def test_a_draft_that_saves_itself_after_all_is_no_longer_called_unsaved(self, form_of, article):
        screen = form_of(article)
        screen.watch.forgive("400")
        screen.locator("#id_title").fill("")
        with screen.expect_navigation():
            screen.get_by_role("button", name="Lưu nháp").click()
        message, state = screen.locator(".messages"), screen.locator("#w-autosave-indicator")
        expect(state).to_contain_text("Chưa lưu", use_inner_text=True)
        expect(message).to_contain_text("Chưa lưu được trang")
        expect(screen.locator(".w-minimap")).to_contain_text("1")

        screen.locator("#id_title").fill("Tin thử")
        expect(state).to_contain_text("Đã lưu", use_inner_text=True)
        expect(message).not_to_contain_text("Chưa lưu")
        expect(screen.locator(".error-message, .w-field--error, [aria-invalid=true]")).to_have_count(0)
        expect(screen.locator(".w-tabs__errors:visible")).to_have_count(0)
        expect(screen.locator(".w-minimap")).not_to_contain_text("1")

    def test_what_keeps_a_saved_draft_from_being_published_is_said_as_that(self, form_of, story):
        screen = form_of(story)
        screen.locator("footer [data-w-dropdown-target=toggle]").first.click()
        with screen.expect_navigation():
            screen.get_by_role("button", name="Đăng", exact=True).click()
        expect(screen.locator("#w-autosave-indicator")).to_contain_text("Đã lưu", use_inner_text=True)
        message = screen.locator(".messages li")
        expect(message).to_contain_text("sửa xong mới đăng hay gửi duyệt được")
        expect(message).not_to_contain_text("Chưa lưu")
        expect(screen.get_by_text("Cần ít nhất hai chặng")).to_be_visible()
        assert accessibility_violations(screen, ".messages") == []


def test_a_rows_menu_stands_beside_its_name_and_opens_in_full(signed_in, site_url):
    page = signed_in("canbo", DESKTOP)
    page.goto(f"{site_url}/quan-tri/certificates/")
    below = page.evaluate("""() => [...document.querySelectorAll('td.title')].filter((cell) =>
      cell.querySelector('ul.actions').getBoundingClientRect().top >= cell.querySelector('a').getBoundingClientRect().bottom
    ).map((cell) => cell.innerText)""")
    assert below == []
    page.locator("td.title ul.actions button").first.click()
    assert page.locator("td.title .w-dropdown__content").first.bounding_box()["width"] > 90


def test_a_banners_words_are_read_to_their_end_in_its_form(signed_in, site_url):
    page = signed_in("bientap", DESKTOP)
    for banner in Banner.objects.all():
        page.goto(f"{site_url}/quan-tri/banners/edit/{banner.pk}/")
        cut = page.locator("#id_words, #id_words_en").evaluate_all(
            "(all) => all.map((one) => one.scrollWidth > one.clientWidth)"
        )
        assert cut == [False, False], banner.words


def test_fields_in_a_row_stand_on_one_line(signed_in, site_url):
    page = signed_in("canbo", DESKTOP)
    page.goto(f"{site_url}/quan-tri/certificates/edit/{Certificate.objects.first().pk}/")
    tops = [page.locator(f"#id_{name}").bounding_box()["y"] for name in ("issued_on", "expires_on")]
    assert tops[0] == tops[1]
