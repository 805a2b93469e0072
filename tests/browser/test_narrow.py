"""What has to fit on a narrow phone: names of figures, days of events, numbers to call."""

from playwright.sync_api import expect

from products.models import ProductPage
from tests.browser.conftest import PHONE


class TestFiguresOnAPhone:
    def test_what_is_counted_has_more_than_half_of_the_width(self, open_page):
        page = open_page("/so-lieu/", viewport=PHONE)
        frame = page.locator("#huyen-mai-son-cu .table-frame").bounding_box()
        assert page.locator("#huyen-mai-son-cu tbody th").first.bounding_box()["width"] > frame["width"] / 2

    def test_a_communes_name_stays_in_sight_while_its_numbers_scroll(self, open_page):
        page = open_page("/so-lieu/", viewport=PHONE)
        frame = page.locator("#chu-the-theo-xa .table-frame")
        frame.evaluate("(frame) => frame.scrollTo({ left: 500, behavior: 'instant' })")
        name = page.locator("#chu-the-theo-xa tbody th").first
        assert name.bounding_box()["x"] == frame.bounding_box()["x"]
        expect(name).to_have_css("background-color", "rgb(255, 253, 248)")


def test_days_in_english_fit_their_calendar_leaf(open_page):
    page = open_page("/en/xuc-tien-thuong-mai/", viewport=PHONE)
    outside = page.evaluate("""() => [...document.querySelectorAll('.date-block')].flatMap((leaf) => {
      const [range, box] = [document.createRange(), leaf.getBoundingClientRect()];
      return [...leaf.children].filter((line) => {
        range.selectNodeContents(line);
        const words = range.getBoundingClientRect();
        return words.width > 0 && (words.left < box.left + 4 || words.right > box.right - 4);
      }).map((line) => line.textContent);
    })""")
    assert outside == []


def test_a_number_to_call_is_on_one_line(open_page):
    page = open_page("/lien-he/", viewport=PHONE)
    assert page.locator(".rich-text a[href^='tel:']").first.evaluate("(link) => link.getClientRects().length") == 1


def test_a_pictures_name_has_room_in_a_members_form(signed_in, site_url):
    product = ProductPage.objects.get(slug="dau-tay-doi-nang")
    page = signed_in("htx1")
    page.goto(f"{site_url}/quan-tri/pages/{product.pk}/edit/")
    name = page.locator("#page-edit-form .chosen .chooser__title").first
    expect(name).to_be_visible()
    assert name.bounding_box()["width"] >= 112


def test_a_suggestion_is_read_to_its_end(open_page):
    page = open_page("/tim-kiem/", viewport=PHONE)
    page.locator("main input[type=search]").press_sequentially("ca phe")
    name = page.locator(".suggestions__option > :first-child", has_text="Cà phê rang xay Nương Cao")
    expect(name).to_be_visible()
    assert name.evaluate("(name) => name.scrollWidth <= name.clientWidth && name.scrollHeight <= name.clientHeight")
