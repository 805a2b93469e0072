"""What every answer must keep: a strict policy on public pages, nothing from elsewhere, no byte that breaks the site."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model

from home.management.commands.page_addresses import page_addresses
from tests.reading import soup

pytestmark = pytest.mark.once

LOADING = {
    "script": ["src"],
    "link": ["href"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "iframe": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "use": ["href", "xlink:href"],
    "input": ["src"],
    "form": ["action"],
}
# Links that say something about the page and load nothing.
TALK = {"canonical", "alternate"}
ADMIN_PAGES = [
    "", "pages/", "images/", "images/add/", "documents/", "documents/add/", "users/", "reports/site-history/", "account/",
    "certificates/", "certificates/new/", "offers/", "offers/new/", "settings/home/sitesettings/", "sites/", "collections/",
]  # fmt: skip


@pytest.fixture
def addresses(demo_site, db):
    """One address of each page type, the faces a plain address does not show, and the machines' addresses."""
    return page_addresses() | {"english-search": "/en/tim-kiem/?q=na", "no-way": "/san-pham/?stars=5&month=2&price=0"}


def directives(response):
    """Returns the answer's content security policy as {directive: set of sources}."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def loaded_from_elsewhere(page):
    """Returns every address of another host that a browser would fetch, or send a form to, by itself."""
    found = []
    for name, attributes in LOADING.items():
        for tag in page.find_all(name):
            if name == "link" and TALK & set(tag.get("rel", [])):
                continue
            for attribute in attributes:
                for address in re.split(r",?\s+", str(tag.get(attribute) or "")):
                    if urlsplit(address).netloc not in {"", "testserver"}:
                        found.append(f"{name}: {address}")
    return found


def test_public_pages_run_and_load_nothing_foreign(addresses, client):
    for name, address in addresses.items():
        response = client.get(address)
        assert response.status_code == (404 if name == "not-found" else 200), name
        policy = directives(response)
        assert policy["default-src"] == policy["script-src"] == policy["style-src"] == {"'self'"}, name
        assert policy["object-src"] == {"'none'"}, name
        assert "unsafe" not in response["Content-Security-Policy"], name
        frames = policy.pop("frame-src", set())  # only a page with a video at YouTube may frame it
        assert frames <= {"'self'", "'none'", "https://www.youtube-nocookie.com"}, name
        assert ("https://www.youtube-nocookie.com" in frames) == bool(soup(response).select("[data-player]")), name
        assert {source for sources in policy.values() for source in sources} == {"'self'", "'none'", "data:"}, name
        page = soup(response)
        data_only = {"application/ld+json", "application/json"}
        inline = [tag for tag in page.find_all("script") if not tag.get("src") and tag.get("type") not in data_only]
        assert inline == [], name
        assert page.find_all("style") == [], name
        marked = [
            f"{tag.name} {attribute}"
            for tag in page.find_all(True)
            for attribute, value in tag.attrs.items()
            if attribute == "style"
            or attribute.startswith("on")
            or str(value).strip().lower().startswith("javascript:")
        ]
        assert marked == [], name
        assert loaded_from_elsewhere(page) == [], name


def test_answers_say_how_they_may_be_used(addresses, client):
    for name, address in addresses.items():
        response = client.get(address)
        assert response["X-Content-Type-Options"] == "nosniff", name
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", name
        assert response["X-Frame-Options"] == "SAMEORIGIN", name
        assert not response.cookies, name


def test_admin_pages_load_nothing_foreign_under_a_policy_of_their_own(demo_site, db, client):
    client.force_login(get_user_model().objects.get(username="quantri"))
    for name in ADMIN_PAGES:
        response = client.get(f"/quan-tri/{name}", follow=True)
        assert response.status_code == 200, name
        policy = directives(response)
        assert policy["script-src"] == policy["style-src"] == {"'self'", "'unsafe-inline'"}, name
        assert policy["img-src"] == {"'self'", "data:", "blob:"}, name
        assert policy["default-src"] == {"'self'"}, name
        assert loaded_from_elsewhere(soup(response)) == [], name
