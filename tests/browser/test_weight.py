"""What the first view of a page costs on a phone, served compressed as production serves it."""

import importlib.util
import shutil
from urllib.parse import urlsplit

import pytest

from home.management.commands.page_addresses import page_addresses
from tests.browser.conftest import PHONE
from tests.database import demo_site
from tests.repository import ROOT

MOST_BYTES = 120 * 1024
MOST_REQUESTS = 15


def script():
    """Returns the module that serves the demo for the tools which measure pages."""
    spec = importlib.util.spec_from_file_location("preview", ROOT / "scripts" / "preview.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PREVIEW = script()


@pytest.fixture(scope="module")
def preview(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of the demo site under gunicorn with compressed static files, and its pages by name."""
    folder = shutil.copytree(demo_site(), tmp_path_factory.mktemp("preview"), dirs_exist_ok=True)
    PREVIEW.collect_static_files()
    with django_db_blocker.unblock():
        addresses = page_addresses()
    settings = {"DJANGO_SETTINGS_MODULE": "tests.browser.preview_settings", "PREVIEW_FOLDER": str(folder)}
    with PREVIEW.serving(**settings) as url:
        yield url, addresses


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


@pytest.mark.parametrize("name", PREVIEW.LANDING_PAGES)
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
