"""Laws that hold for every page type, in a real browser; a new page type is met by them without a line here."""

import pytest
from django.db.models.functions import Length
from wagtail.models import Page, get_page_models

from home.management.commands.page_addresses import QUERIES, page_addresses
from products.models import Certificate, PriceTier, ProductPage
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.watch import assert_accessible, assert_no_sideways_scroll

PAGE_TYPES = sorted(model._meta.label for model in get_page_models() if model is not Page)
NAMES = [*PAGE_TYPES, *QUERIES, "search", "search-empty", "english", "not-found"]
NARROW = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def addresses(site_url):
    return page_addresses()


def test_the_list_covers_every_page(addresses):
    assert sorted(addresses) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["375", "1280"])
def test_axe_finds_nothing_and_nothing_sticks_out(name, viewport, addresses, open_page):
    page = open_page(viewport=viewport, path=None)
    if name == "not-found":
        page.watch.forgive("404")
    page.goto(addresses[name])
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_phone_shows_the_whole_width_and_targets_for_a_thumb(name, addresses, open_page):
    page = open_page(viewport=NARROW, path=None)
    page.watch.forgive("404" if name == "not-found" else "nothing at all")
    page.goto(addresses[name])
    assert_no_sideways_scroll(page)
    small = page.evaluate(
        """() => {
            const said = (element) => element?.textContent.trim();
            const isInSentence = (element) => getComputedStyle(element).display === "inline"
                && said(element.closest("p, li, dd, td, th, figcaption, blockquote")) !== said(element);
            return [...document.querySelectorAll(
                "button, input:not([type=hidden]), select, summary, nav a, .button, .site-footer__link, main a"
            )]
            .filter((element) => element.checkVisibility() && !element.closest("label, .skip-link, .visually-hidden, svg"))
            // A link within a sentence, and one that its whole card answers for.
            .filter((element) => !element.matches("main .card__link") && !(element.matches("main a") && isInSentence(element)))
            .map((element) => [element, element.getBoundingClientRect(), element.closest(".journey-nav") ? 39.5 : 43.5])
            .filter(([, box, narrow]) => box.width > 1 && (box.height < 43.5 || box.width < narrow))
            .map(([element, box]) => `${[box.width, box.height].map(Math.round)}: ${element.outerHTML.slice(0, 100)}`);
        }"""
    )
    assert small == []


def test_the_longest_words_stay_within_a_small_phone(site_url, open_page):
    page = open_page(viewport=NARROW, path=None)
    longest = Certificate.objects.filter(product__live=True).order_by(Length("legal_basis").desc())
    named = ProductPage.objects.live().order_by(Length("title").desc())
    sold = PriceTier.objects.exclude(wholesale=None).order_by(Length("pack").desc())
    for product in (longest.first().product, named.first(), sold.first().offer.product):
        for address in (product.get_url(), f"/en{product.get_url()}"):
            page.goto(address)
            assert_no_sideways_scroll(page)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_the_page_stands_without_scripts(name, addresses, open_page):
    page = open_page(addresses[name], java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").is_visible()


def test_the_first_stop_of_the_keyboard_is_the_skip_link(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.get_attribute("href") == "#noi-dung"
    assert link.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#noi-dung"
