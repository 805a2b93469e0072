"""The way through a story: links that lead to the stages, and a mark that follows the reader."""

from tests.browser.conftest import DESKTOP, PHONE

ADDRESS = "/chuoi-gia-tri/ca-phe-muong-chanh/"
CURRENT = ".journey-nav__link[aria-current=step]"


def test_the_strip_follows_the_reader_and_stays_in_sight_on_a_phone(open_page):
    page = open_page(viewport=PHONE, path=None)
    page.goto(ADDRESS, timeout=120_000)  # the first visit makes the sizes of the story's pictures
    assert page.locator("[data-journey-now]").inner_text() == "6 chặng"
    page.locator(".journey-nav__link").nth(2).click()
    page.wait_for_selector(f"{CURRENT}[href='#chang-3']")
    assert page.locator("[data-journey-now]").inner_text() == "Chặng 3/6: Thả nước, lên giàn"
    strip, heading = page.locator(".journey-nav").bounding_box(), page.locator("#chang-3 h2").bounding_box()
    assert abs(strip["y"]) < 1
    assert heading["y"] >= strip["height"]
    page.locator("#chang-2 h2").evaluate("(node) => scrollTo(0, node.getBoundingClientRect().top + scrollY - 120)")
    page.wait_for_selector(f"{CURRENT}[href='#chang-2']")
    assert page.locator(CURRENT).count() == 1


def test_the_rail_stays_beside_the_text_on_a_desk(open_page):
    page = open_page(ADDRESS, viewport=DESKTOP)
    page.locator(".journey-nav__link").nth(4).click()
    page.wait_for_selector(f"{CURRENT}[href='#chang-5']")
    rail, stage = page.locator(".journey-nav").bounding_box(), page.locator("#chang-5").bounding_box()
    assert rail["x"] + rail["width"] <= stage["x"]
    assert 0 <= rail["y"] < 100


def test_without_scripts_the_links_lead_to_the_stages(open_page):
    page = open_page(ADDRESS, viewport=PHONE, java_script_enabled=False)
    page.locator(".journey-nav__link").nth(3).click()
    assert page.url.endswith("#chang-4")
    assert page.locator("#chang-4 h2").is_visible()
