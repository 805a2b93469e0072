"""Every screen that a member, an editor, an officer or an administrator can reach speaks Vietnamese."""

import json
import re

import pytest
from bs4 import BeautifulSoup, Comment
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse

from cooperatives.access.belongings import own_images
from products.models import ProductPage

START = "/quan-tri/"
MOST = 140
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
# Words that an English interface cannot do without, and that Vietnamese without diacritics does not have.
ENGLISH = re.compile(
    r"\b(the|of|this|that|with|your|pages?|images?|documents?|save|delete|edit|add|choose|search|is|are|not|yes|by|from|"
    r"more|view|filters?|status|title|users?|groups?|order|name|type|move|copy|publish(ed)?|drafts?|changes?|created?|"
    r"select|upload|actions?|history|reports?|settings|help|account|remove|close|open|next|previous|show|hide|all|any)\b",
    re.IGNORECASE,
)
# Proper names, and the rights' names that Django keeps in the database (the group form, administrators only).
ALLOWED = re.compile(
    r"^(Can (add|change|delete|view|choose|access|publish|lock|unlock|bulk delete) .*|Editors|Officers|.*@.*|https?://.*)$"
)
VIETNAMESE = re.compile(r"[^\x00-\x7f–—…“”‘’·×€©→←]")


def texts(page):
    """Yield every text a person meets: nodes, spoken and floating attributes, buttons, the sidebar's labels.

    What stands in a field is somebody's own, be it English.
    """
    silent = ("script", "style", "template", "code", "pre", "textarea")
    for node in page.find_all(string=True):
        if not isinstance(node, Comment) and node.parent.name not in silent:
            yield node
    for tag in page.find_all(True):
        yield from (tag[name] for name in ATTRIBUTES if tag.get(name))
        if tag.name == "input" and tag.get("type") in ("submit", "button"):
            yield tag.get("value", "")
    props = page.find("script", id="wagtail-sidebar-props")
    if props:
        yield from labels(json.loads(props.string))


def labels(value):
    """Yield the strings under "label" anywhere in the sidebar's JSON."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "label" and isinstance(item, str):
                yield item
            else:
                yield from labels(item)
    elif isinstance(value, list):
        for item in value:
            yield from labels(item)


def is_english(text):
    """Whether a text is an English phrase of an interface."""
    text = " ".join(text.split())
    return bool(text and not VIETNAMESE.search(text) and ENGLISH.search(text) and not ALLOWED.match(text))


def crawl(client):
    """Yield (address, page) of the admin screens that links lead to, each kind of address at most three times."""
    waiting, seen, kinds, opened = [START], {START}, {}, 0
    while waiting and opened < MOST:
        address = waiting.pop(0)
        response = client.get(address, HTTP_ACCEPT_LANGUAGE="vi")
        opened += 1
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        page = BeautifulSoup(response.content, "html.parser")
        yield address, page
        for link in page.select("a[href]"):
            target = link["href"].split("#")[0]
            kind = re.sub(r"\d+", "0", target.split("?")[0])
            if not target.startswith(START) or "logout" in target or "export=" in target or target in seen:
                continue
            if kinds.get(kind, 0) < 3:
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(target)
                waiting.append(target)


def members_screens(producer):
    """Yield the addresses of a member's screens: forms of its pages in every state, their history, windows, pictures."""
    admin, pages = "wagtailadmin_pages", [producer, *ProductPage.objects.filter(producer=producer)]
    for page in pages:
        for name in ("edit", "history", "workflow_history", "usage"):
            yield reverse(f"{admin}:{name}", args=[page.pk])
        for state in page.workflow_states.all():
            yield reverse(f"{admin}:workflow_history_detail", args=[page.pk, state.pk])
        for revision in page.revisions.all()[:1]:
            yield reverse(f"{admin}:revisions_revert", args=[page.pk, revision.pk])
            yield reverse(f"{admin}:revisions_compare", args=[page.pk, "live", revision.pk])
    draft = ProductPage.objects.get(slug="dau-tay-say-lanh")
    yield reverse(f"{admin}:delete", args=[draft.pk])
    yield reverse(f"{admin}:add", args=["products", "productpage", producer.pk])
    # The windows that open over a form: links in a text, pictures, documents.
    choosers = ("", "_search", "_external_link", "_email_link", "_phone_link", "_anchor_link")
    yield from (reverse(f"wagtailadmin_choose_page{name}") for name in choosers)
    yield reverse("wagtailadmin_choose_page_child", args=[producer.pk])
    for family in ("wagtailimages_chooser", "wagtaildocs_chooser"):
        yield from (reverse(f"{family}:{name}") for name in ("choose", "choose_results"))
    photo = own_images(producer).first()
    yield reverse("wagtailimages_chooser:select_format", args=[photo.pk])
    yield from (reverse(f"wagtailimages:{name}", args=[photo.pk]) for name in ("edit", "image_usage"))
    yield from (reverse(name) for name in ("wagtailimages:add", "wagtailimages:add_multiple", "wagtaildocs:add"))
    # Its own place, and its account.
    own = ("home", "photos", "contact", "history")
    yield from (
        reverse(name) for name in ("wagtailadmin_account", "password_change", *(f"stall:{name}" for name in own))
    )
    yield reverse("stall:photo", args=[photo.pk])
    yield reverse("members:people")
    for product in pages[1:]:
        yield from (reverse(f"stall_products:{name}", args=[product.pk]) for name in ("product", "price", "months"))


@pytest.mark.once
class AdminLanguageTests(TestCase):
    """The admin of the demo site, role by role."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_demo", renditions=False, verbosity=0)

    def screens(self, name):
        """Return {English text: the first address that shows it} over the screens of one account."""
        self.client.force_login(get_user_model().objects.get(username=name))
        found, opened = {}, 0
        for address, page in crawl(self.client):
            opened += 1
            assert page.html["lang"] == "vi"
            for text in texts(page):
                if is_english(text):
                    found.setdefault(" ".join(text.split())[:120], address)
        assert opened > 25
        return found

    def test_editor(self):
        assert self.screens("bientap") == {}

    def test_officer(self):
        assert self.screens("canbo") == {}

    def test_member(self):
        """A member's screens have no list that links to them all: each is opened by its address."""
        user = get_user_model().objects.get(username="htx1")
        self.client.force_login(user)
        found, opened = {}, 0
        for address in members_screens(user.memberships.get().producer):
            for text in texts(self.opened(address)):
                if is_english(text):
                    found.setdefault(" ".join(text.split())[:120], address)
            opened += 1
        # Written into Wagtail's template, on a button that nobody needs and admin-listing.css takes from everybody.
        assert set(found) == {"Search"}
        assert opened > 40

    def opened(self, address):
        """Return a screen as a member meets it: a page, or what a window over the page is filled with."""
        response = self.client.get(address, HTTP_ACCEPT_LANGUAGE="vi")
        assert response.status_code == 200, address
        is_window = response["Content-Type"].startswith("application/json")
        return BeautifulSoup(response.json()["html"] if is_window else response.content, "html.parser")

    def test_administrator(self):
        # Two column names that Wagtail writes in English, on a screen of administrators alone.
        assert set(self.screens("quantri")) == {"Root page", "Site name"}


def test_the_check_itself_knows_english():
    for text in ("Save draft", "Choose an image", "No changes", "This page is locked", "Delete"):
        assert is_english(text)
    for text in ("Lưu nháp", "Trang", "HTX", "bientap", "Slug", "URL", "12/3/2026", "a@example.vn"):
        assert not is_english(text)
