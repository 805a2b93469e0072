"""What a visitor does on the pages: by thumb, by keyboard, and with scripts switched off."""

import base64
import re

import pytest
from playwright.sync_api import expect

from home.management.commands.page_addresses import page_addresses
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import accessibility_violations

NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def addresses(site_url):
    return page_addresses()


@pytest.fixture(scope="module")
def many_pictures(site_url):
    """The address of the demo's product with most pictures."""
    from django.db.models import Count

    from products.models import ProductPage

    product = ProductPage.objects.live().annotate(number=Count("gallery")).order_by("-number").first()
    return product.url


class TestMenuOnAPhone:
    def test_it_opens_and_closes_by_keyboard(self, phone):
        summary = phone.locator("details.menu > summary")
        panel = phone.locator(".menu__panel")
        expect(panel).to_be_hidden()
        summary.focus()
        phone.keyboard.press("Enter")
        expect(panel).to_be_visible()
        phone.keyboard.press("Tab")
        expect(panel.locator("a").first).to_be_focused()
        summary.focus()
        phone.keyboard.press("Enter")
        expect(panel).to_be_hidden()

    def test_a_tap_leads_to_the_catalogue(self, phone):
        phone.locator("details.menu > summary").tap()
        phone.locator(".menu__panel").get_by_role("link", name="Sản phẩm", exact=True).tap()
        phone.wait_for_url("**/san-pham/")
        assert phone.locator("article.card").count() == 24

    def test_it_opens_without_scripts(self, open_page):
        page = open_page("/", java_script_enabled=False)
        page.locator("details.menu > summary").click()
        expect(page.locator(".menu__panel")).to_be_visible()

    def test_the_wide_screen_has_the_menu_in_sight(self, desktop):
        expect(desktop.locator(".site-nav")).to_be_visible()
        expect(desktop.locator("details.menu")).to_be_hidden()


class TestKeyboard:
    def test_the_skip_link_leads_past_the_menu(self, desktop):
        desktop.keyboard.press("Tab")
        link = desktop.locator(":focus")
        assert link.get_attribute("class") == "skip-link"
        expect(link).to_be_in_viewport()
        desktop.keyboard.press("Enter")
        desktop.keyboard.press("Tab")
        assert desktop.evaluate("document.activeElement.closest('main') !== null")

    def test_whatever_has_the_focus_shows_it(self, open_page):
        page = open_page("/san-pham/", viewport=DESKTOP)
        unseen = []
        for _step in range(25):
            page.keyboard.press("Tab")
            unseen += page.evaluate(
                """() => {
                    const element = document.activeElement;
                    const rings = [element, element.closest("label"), element.closest("form"), element.parentElement]
                        .filter(Boolean).flatMap((item) => [null, "::after", "::before"].map((part) => {
                            const style = getComputedStyle(item, part);
                            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1
                                || style.boxShadow !== "none";
                        }));
                    return rings.some(Boolean) ? [] : [element.outerHTML.slice(0, 120)];
                }"""
            )
        assert unseen == []


class TestSuggestions:
    def test_arrow_keys_choose_and_enter_opens(self, desktop):
        field = desktop.locator("#tim")
        field.focus()
        desktop.keyboard.type("ca ph", delay=20)
        options = desktop.get_by_role("option")
        expect(options.first).to_be_visible()
        assert field.get_attribute("aria-expanded") == "true"
        desktop.keyboard.press("ArrowDown")
        desktop.keyboard.press("ArrowDown")
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        expect(options.nth(0)).to_have_attribute("aria-selected", "false")
        assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
        title = options.nth(1).locator("span").first.inner_text()
        desktop.keyboard.press("Enter")
        desktop.wait_for_url(re.compile(r"/(hop-tac-xa|tin-tuc)/."))
        assert desktop.locator("h1").inner_text() == title

    def test_escape_closes_them_and_enter_then_searches(self, desktop):
        field = desktop.locator("#tim")
        field.focus()
        desktop.keyboard.type("ca phe", delay=20)
        expect(desktop.get_by_role("listbox")).to_be_visible()
        desktop.keyboard.press("Escape")
        expect(desktop.get_by_role("listbox")).to_be_hidden()
        assert field.input_value() == "ca phe"
        desktop.keyboard.press("Enter")
        desktop.wait_for_url("**/tim-kiem/?q=ca+phe")
        assert "Cà phê" in desktop.locator(".results").inner_text()


class TestFilters:
    def test_a_tick_narrows_the_list_in_place(self, open_page):
        page = open_page("/san-pham/", viewport=DESKTOP)
        all_of_them = page.locator("#result-count").inner_text()
        page.evaluate("window.stays = true")
        page.locator("input[name=stars][value='4']").check()
        page.wait_for_url("**/san-pham/?*stars=4*")
        expect(page.locator("#result-count")).not_to_have_text(all_of_them)
        assert page.evaluate("window.stays") is True
        expect(page.locator(".chip--chosen")).to_have_count(1)
        page.go_back()
        expect(page.locator("#result-count")).to_have_text(all_of_them)
        expect(page.locator("input[name=stars][value='4']")).not_to_be_checked()

    def test_on_a_phone_they_open_as_a_sheet(self, open_page):
        page = open_page("/san-pham/", viewport=PHONE)
        box = page.locator("input[name=stars][value='4']")
        expect(box).to_be_hidden()
        page.locator("[data-filters-open]").first.tap()
        sheet = page.locator("dialog.sheet")
        expect(sheet).to_be_visible()
        sheet.locator("input[name=stars][value='4']").check()
        page.wait_for_url("**/san-pham/?*stars=4*")
        sheet.locator("[data-filters-show]").tap()
        expect(sheet).to_be_hidden()
        expect(page.locator(".chip--chosen")).to_have_count(1)
        assert page.locator("article.card").count() == page.locator("article.card .stars").count()

    def test_escape_closes_the_sheet_and_the_focus_stays_in_it_before(self, open_page):
        page = open_page("/san-pham/", viewport=PHONE)
        page.locator("[data-filters-open]").first.tap()
        sheet = page.locator("dialog.sheet")
        expect(sheet).to_be_visible()
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()

    def test_a_chip_takes_its_filter_back(self, open_page):
        page = open_page("/san-pham/?stars=4&month=8", viewport=DESKTOP)
        page.get_by_role("link", name="4 sao").click()
        page.wait_for_url(re.compile(r"/san-pham/\?month=8$"))
        expect(page.locator(".chip--chosen")).to_have_count(1)

    @pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["375", "1280"])
    def test_search_and_filters_work_without_scripts(self, viewport, open_page):
        page = open_page("/san-pham/", viewport=viewport, java_script_enabled=False)
        page.fill("#listing-q", "dau tay")
        page.keyboard.press("Enter")
        page.wait_for_url("**/san-pham/?*q=dau+tay*")
        assert "Dâu tây" in page.locator("article.card").first.inner_text()
        if viewport is PHONE:
            page.locator("[data-filters-open]").first.click()
        page.locator("input[name=sector][value='1']").check()
        page.locator("[data-filters-show]").click()
        page.wait_for_url("**/san-pham/?*sector=1*")
        assert "q=dau+tay" in page.url
        assert page.locator(".chip--chosen").count() == 1

    def test_the_sites_search_works_without_scripts(self, open_page):
        page = open_page("/", java_script_enabled=False)
        page.fill("#tim", "CA PHE")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim-kiem/?q=CA+PHE")
        assert "Cà phê" in page.locator(".results").inner_text()


class TestCards:
    @pytest.mark.parametrize("viewport", [NARROW, DESKTOP])
    def test_the_longest_name_stands_whole(self, viewport, open_page):
        page = open_page("/san-pham/?q=hop+qua", viewport=viewport)
        title = page.locator(".card__title", has_text="mỗi thứ một túi từ một hợp tác xã trong vùng")
        assert title.evaluate("node => node.scrollHeight - node.clientHeight") <= 0

    def test_the_english_front_page_fits_the_narrowest_screen(self, open_page):
        page = open_page("/en/", viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320


class TestGallery:
    def test_small_pictures_lead_to_the_large_ones(self, open_page, many_pictures):
        page = open_page(many_pictures, viewport=DESKTOP)
        items = page.locator(".gallery__item")
        assert items.count() == 10
        expect(page.locator("[data-gallery-counter]")).to_have_text("1 / 10")
        page.emulate_media(reduced_motion="reduce")
        page.locator("[data-gallery-thumb]").nth(3).click()
        expect(page.locator("[data-gallery-counter]")).to_have_text("4 / 10")
        expect(items.nth(3)).to_be_in_viewport(ratio=0.5)
        expect(page.locator("[data-gallery-thumb]").nth(3)).to_have_attribute("aria-current", "true")

    def test_it_scrolls_by_keyboard(self, open_page, many_pictures):
        page = open_page(many_pictures, viewport=DESKTOP)
        page.locator("[data-gallery-track]").focus()
        for _step in range(12):
            page.keyboard.press("ArrowRight")
        expect(page.locator("[data-gallery-counter]")).not_to_have_text("1 / 10")

    def test_a_picture_opens_as_large_as_the_screen(self, open_page, many_pictures):
        page = open_page(many_pictures, viewport=PHONE)
        button = page.locator("[data-enlarge]").first
        button.click()
        viewer = page.locator("dialog.viewer")
        expect(viewer.locator("[data-viewer-counter]")).to_have_text("1 / 10")
        first = viewer.locator("img").get_attribute("src")
        page.keyboard.press("ArrowLeft")
        expect(viewer.locator("[data-viewer-counter]")).to_have_text("10 / 10")
        assert viewer.locator("img").get_attribute("src") != first
        expect(viewer.locator("img")).to_have_js_property("complete", value=True)
        assert viewer.locator("img").evaluate("image => image.naturalWidth") == 1120  # all that the file holds
        assert accessibility_violations(page) == []
        page.keyboard.press("Escape")
        expect(viewer).to_have_count(0)
        expect(button).to_be_focused()

    def test_every_picture_is_told_in_words(self, open_page, many_pictures):
        page = open_page(many_pictures)
        silent = page.locator(".gallery__item img").evaluate_all(
            "images => images.filter((item) => item.alt.length < 10).length"
        )
        assert silent == 0

    def test_without_scripts_a_small_picture_is_a_link(self, open_page, many_pictures):
        page = open_page(many_pictures, viewport=DESKTOP, java_script_enabled=False)
        page.locator("[data-gallery-thumb]").nth(2).click()
        assert page.url.endswith("#anh-3")
        expect(page.locator("#anh-3")).to_be_in_viewport()


class TestProductPage:
    def test_the_address_can_be_copied(self, open_page, addresses):
        page = open_page(addresses["products.ProductPage"], permissions=["clipboard-read", "clipboard-write"])
        button = page.locator("[data-share-copy]")
        expect(button).to_be_visible()
        button.click()
        expect(page.locator("[data-share-done]")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()").endswith(addresses["products.ProductPage"])

    def test_the_contact_is_under_the_thumb(self, open_page, addresses):
        page = open_page(addresses["products.ProductPage"], viewport=NARROW)
        expect(page.locator(".action-bar a[href^='tel:']")).to_be_in_viewport()


class TestProducerPage:
    def test_the_map_names_a_long_village_whole_on_a_narrow_phone(self, open_page):
        page = open_page("/hop-tac-xa/dau-suong-som/", viewport=NARROW)
        frame, name = page.locator(".map").bounding_box(), page.locator(".map__name")
        assert name.text_content() == "Tiểu khu Bình Nguyên"
        box = name.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]


@pytest.fixture
def tiles(settings):
    """A tile server is set, at our own host; `serve(page)` lets it answer."""
    settings.OCOP_MAP_TILE_URL = "/tiles/{z}/{x}/{y}.png"
    picture = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )

    def serve(page):
        page.route("**/tiles/**", lambda route: route.fulfill(body=picture, content_type="image/png"))

    return serve


class TestMap:
    """The producers' map where a tile server is set: Leaflet over the sketch, or the sketch alone."""

    def test_each_producer_stands_on_the_map_and_leads_to_its_page(self, open_page, tiles):
        page = open_page(None, viewport=DESKTOP)
        tiles(page)
        page.goto("/hop-tac-xa/")
        expect(page.locator(".leaflet-marker-icon")).to_have_count(24)
        mark = page.get_by_role("button", name="HTX Na Đá Xanh")
        mark.focus()
        page.keyboard.press("Enter")
        popup = page.locator(".leaflet-popup")
        expect(popup.get_by_role("link")).to_have_attribute("href", "/hop-tac-xa/na-da-xanh/")
        expect(popup.get_by_label("Đóng")).to_be_visible()
        expect(page.get_by_role("button", name="Phóng to bản đồ")).to_be_visible()
        assert accessibility_violations(page, ".map") == []

    def test_a_filter_brings_the_map_of_what_is_left(self, open_page, tiles):
        page = open_page(None, viewport=DESKTOP)
        tiles(page)
        page.goto("/hop-tac-xa/")
        expect(page.locator(".leaflet-marker-icon")).to_have_count(24)
        page.get_by_label("Tổ hợp tác").check()
        expect(page.locator(".leaflet-marker-icon")).to_have_count(4)

    def test_without_tiles_the_sketch_stays(self, open_page, tiles):
        page = open_page(None, viewport=DESKTOP)
        page.watch.forgive("/tiles/", "Failed to load resource")
        page.goto("/hop-tac-xa/")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".map__live")).to_have_count(0)
        expect(page.locator(".map__sketch")).to_be_visible()


class TestMedia:
    @pytest.mark.parametrize("name", ["home.HomePage", "products.ProductIndexPage", "products.ProductPage"])
    def test_every_picture_loads(self, name, open_page, addresses):
        page = open_page(addresses[name], viewport=DESKTOP)
        page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
        page.wait_for_load_state("networkidle")
        broken = page.evaluate(
            "[...document.images].filter((image) => !image.naturalWidth).map((image) => image.currentSrc)"
        )
        assert broken == []

    def test_dark_and_light_follow_the_system(self, open_page):
        colours = []
        for scheme in ("light", "dark"):
            page = open_page("/", color_scheme=scheme)
            colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert len(set(colours)) == 2

    def test_print_leaves_menus_out(self, open_page, addresses):
        page = open_page(addresses["products.ProductPage"], viewport=DESKTOP)
        page.emulate_media(media="print")
        expect(page.locator(".site-nav")).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()


class TestAdmin:
    def test_the_login_and_the_first_page_load_nothing_foreign(self, open_page, sign_in):
        page = sign_in(open_page(None, viewport=DESKTOP), "bientap")
        assert page.url.endswith("/quan-tri/")
        expect(page.locator("h1").first).to_be_visible()
