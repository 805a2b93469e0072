"""What page tests share: reading an answer as a visitor does, counting its queries, filling in an admin form."""

import json

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.search import index
from wagtail.test.utils.form_data import querydict_from_html


def vi(msgid, **values):
    """Returns an interface text as a Vietnamese reader sees it; that each one is translated is another test's matter."""
    with translation.override("vi"):
        text = str(translation.gettext(msgid))
    return text % values if values else text


def soup(response):
    """Returns the parsed page of an answer, its templates emptied: no visitor sees them, and not every selector spares them."""
    page = BeautifulSoup(response.content, "html.parser")
    for template in page.find_all("template"):
        template.clear()
    return page


def soup_of(html):
    """Returns a piece of HTML, parsed."""
    return BeautifulSoup(html, "html.parser")


def words(node):
    """Returns the text of an answer's `main`, or of a parsed node, with single spaces."""
    if isinstance(node, HttpResponseBase):
        node = soup(node).find("main")
    return " ".join(node.get_text(" ").split())


def typed(page, name):
    """Returns what stands in a field of a parsed page, be it one of one line or one that grows."""
    field = page.find(attrs={"name": name})
    return field["value"] if field.name == "input" else field.get_text().removeprefix("\n")


def structured_data(response):
    """Returns the JSON-LD objects of a page by their type."""
    objects = [json.loads(tag.string) for tag in soup(response).find_all("script", type="application/ld+json")]
    return {item["@type"]: item for item in objects}


def card_titles(response):
    """Returns the titles of the product cards of a page, in order."""
    return [tag.get_text(strip=True) for tag in soup(response).select("main .card__title")]


def query_count(client, url):
    """Returns how many queries a page takes once menus and the site's address are known; the page must answer 200."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as context:
        assert client.get(url).status_code == 200
    return len(context)


def indexed(*pages):
    """Puts pages in the search index; inside a test's transaction the signal waits for a commit that never comes."""
    for page in pages:
        index.insert_or_update_object(page)


def administrator():
    """Returns an account that may do everything."""
    return get_user_model().objects.create_superuser("quantri", "quantri@mai-son.example", "mua-na-chin-2026")


def form_values(client, url, form_id):
    """Returns what a browser would send back from a form of the admin, untouched; streams count as empty."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    values = dict(querydict_from_html(response.content.decode(), form_id=form_id).lists())
    return {"body-count": "0", **values}


def edit_page(client, page, **changes):
    """Opens the page's form in the admin, changes some fields and publishes; returns the answer."""
    url = f"/quan-tri/pages/{page.pk}/edit/"
    values = form_values(client, url, "page-edit-form")
    return client.post(url, {**values, **changes, "action-publish": "action-publish"})
