"""What editors meet in the admin: the address made of a Vietnamese title, and a listing on a phone."""

from news.models import ArticleIndexPage
from tests.browser.conftest import DESKTOP, PHONE


def test_a_title_keeps_every_letter_in_its_address(open_page, sign_in, site_url):
    page = sign_in(open_page(None, viewport=DESKTOP), "bientap")
    page.watch.forgive("axe.run results")  # Wagtail's own look at what is being written, said on the console
    page.goto(f"{site_url}/quan-tri/pages/add/news/articlepage/{ArticleIndexPage.objects.get().pk}/")
    page.wait_for_selector("[data-draft-keeper]", state="attached")
    page.route("**/pages/add/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.watch.forgive("ERR_FAILED", "Failed to fetch", "Failed to load resource")  # nothing is saved by itself here
    page.locator("#id_title").press_sequentially("Thử đặt hàng Tết gửi duyệt")
    page.wait_for_timeout(500)
    assert page.locator("#id_slug").input_value() == "thu-dat-hang-tet-gui-duyet"


def test_on_a_phone_a_title_has_the_whole_row_of_a_listing(open_page, sign_in, site_url):
    page = sign_in(open_page(None, viewport=PHONE), "bientap")
    page.goto(f"{site_url}/quan-tri/articles/")
    title = page.locator("table.listing td.title").first.bounding_box()
    assert title["width"] >= 300
    assert title["x"] + title["width"] <= 375
