"""What the first view of a page costs on a phone, served compressed as production serves it."""

import importlib.util
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import PHONE
from tests.repository import ROOT

MOST_BYTES = 120 * 1024
MOST_REQUESTS = 15
PAGES = [
    "home.HomePage",
    "news.LegalDocumentPage",
    "news.ArticleIndexPage",
    "news.LibraryPage",
    "products.ProductIndexPage",
    "products.ProductPage",
    "news.StoryIndexPage",
    "news.StoryPage",
    "news.VideoIndexPage",
    "news.VideoPage",
    "trade.EventIndexPage",
    "trade.EventPage",
]


@pytest.fixture(scope="module")
def preview():
    """The address of the demo site under gunicorn with compressed static files, and its pages by name."""
    spec = importlib.util.spec_from_file_location("preview", ROOT / "scripts" / "preview.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with module.served() as url:
        yield url, module.page_addresses()


class Meter:
    """Adds up what comes over the wire, headers included, as Chromium's network log counts it."""

    def __init__(self, page):
        self.addresses, self.bytes = {}, {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, event):
        if not event["request"]["url"].startswith("data:"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event):
        self.bytes[event["requestId"]] = event["encodedDataLength"]

    @property
    def lines(self):
        """One line per request, the heaviest first."""
        rows = [(self.bytes.get(key, 0), address) for key, address in self.addresses.items()]
        return [f"{size:7.0f} {address}" for size, address in sorted(rows, reverse=True)]

    @property
    def hosts(self):
        return {urlsplit(address).netloc for address in self.addresses.values()}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_view_on_a_phone_is_light(name, preview, browser):
    url, addresses = preview
    # The first visit makes whatever is made once (picture sizes, warm caches): another visitor's time, not this one's.
    browser.new_page().goto(url + addresses[name], wait_until="networkidle")
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, locale="vi-VN")
    page = context.new_page()
    meter = Meter(page)
    page.goto(url + addresses[name], wait_until="networkidle")
    context.close()
    report = "\n".join([f"{sum(meter.bytes.values()):.0f} bytes, {len(meter.addresses)} requests", *meter.lines])
    assert meter.hosts == {urlsplit(url).netloc}, report
    assert len(meter.addresses) <= MOST_REQUESTS, report
    assert sum(meter.bytes.values()) <= MOST_BYTES, report
