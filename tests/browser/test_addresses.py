"""The address that the admin makes of a Vietnamese title while it is typed."""

from news.models import ArticleIndexPage
from tests.browser.conftest import DESKTOP


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
