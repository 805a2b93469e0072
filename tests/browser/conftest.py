"""A real Chromium against the demo site, served by a live server for the whole session."""

import os
import shutil

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.watch import Watch
from tests.database import demo_site
from tests.load_demo import DEMO_PASSWORD, load

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A machine with other work to do is slow, and nothing is wrong with the page.
expect.set_options(timeout=20_000)

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LONGEST = {"test_drafts.py", "test_weight.py"}
PHONE = {"width": 375, "height": 812}
DESKTOP = {"width": 1280, "height": 900}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Marks these tests, and leaves them out of a run with others: their demo site would stand in the others' database.

    The files that take longest come first, so that no worker is left alone with one at the end.
    """
    ours = [item for item in items if "tests/browser/" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if len(ours) < len(items):
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if item not in ours]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker, tmp_path_factory):
    """The demo site for the session; SQLite goes to a file, so that each of the server's threads has a connection."""
    default = settings.DATABASES["default"]
    is_file = default["ENGINE"].endswith("sqlite3")
    if is_file:
        made = demo_site()
        file = tmp_path_factory.mktemp("database") / "browser.sqlite3"
        default["TEST"]["NAME"] = str(shutil.copy(made / "db.sqlite3", file))
        default.setdefault("OPTIONS", {}).update(timeout=20, transaction_mode="IMMEDIATE")  # as in ocop.settings.dev
        shutil.copytree(made / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=is_file)
        if not is_file:
            load()
        yield
        teardown_databases(databases, verbosity=0, keepdb=is_file)


@pytest.fixture(scope="session")
def site_url(django_db_setup, django_db_blocker):
    """The address of the demo site. Nothing rolls back between browser tests: a test that writes cleans up after itself."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Without windows it is the same engine, and takes a third less.
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if executable is None:
        pytest.fail("chromium is missing; as root: apt-get install -y chromium")
    return {**browser_type_launch_args, "executable_path": executable, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def open_page(browser, site_url):
    """Returns `open_page(path, viewport=PHONE, **context)`: a watched page. At its end nothing may have gone amiss."""
    opened = []

    def open_page(path="/", viewport=PHONE, **context):
        options = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "base_url": site_url, **context}
        page = browser.new_context(viewport=viewport, has_touch=viewport is PHONE, **options).new_page()
        page.watch = Watch(page, site_url)
        opened.append(page)
        if path is not None:
            page.goto(path)
        return page

    yield open_page
    complaints = [line for page in opened for line in page.watch.open_complaints()]
    for page in opened:
        page.context.close()
    assert complaints == []


@pytest.fixture
def phone(open_page):
    """The home page on a phone, 375 px wide."""
    return open_page("/", viewport=PHONE)


@pytest.fixture
def desktop(open_page):
    """The home page on a desktop, 1280 px wide."""
    return open_page("/", viewport=DESKTOP)


@pytest.fixture
def signed_in(open_page, site_url):
    """Returns `signed_in(username, viewport=PHONE, **context)`: a watched page, still blank, for a demo account."""

    def signed_in(username, viewport=PHONE, **context):
        page = open_page(None, viewport=viewport, **context)
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site_url, "httpOnly": True}])
        return page

    return signed_in


@pytest.fixture
def sign_in(site_url):
    """Returns `sign_in(page, username)`: signs a demo account in on the site's own form, as a person does."""

    def sign_in(page, username):
        page.goto(site_url + "/dang-nhap/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_load_state()
        return page

    return sign_in
