"""The sites kept in the cache."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from wagtail.models import Page, Site

from home.models import HomePage
from home.sites import KEPT_KEY, KeptSiteMiddleware, kept_sites
from tests.factories.site import site_tree

pytestmark = pytest.mark.django_db

SITES = [
    [("ocop.example", 80, True)],
    [("ocop.example", 80, False)],
    [("ocop.example", 80, True), ("en.example", 80, False)],
    [("ocop.example", 80, False), ("en.example", 80, False)],
    [("ocop.example", 80, True), ("en.example", 80, False), ("en.example", 8000, False)],
    [("ocop.example", 80, False), ("en.example", 80, False), ("en.example", 8000, True)],
    [("en.example", 80, False), ("en.example", 8000, False)],
    [],
]
HOSTS = ["ocop.example", "en.example", "en.example:8000", "EN.example", "other.example", "other.example:8000"]


@pytest.mark.parametrize("rows", SITES)
def test_a_host_has_the_site_that_wagtail_gives_it(rows):
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for hostname, port, is_default in rows:
        Site.objects.create(hostname=hostname, port=port, is_default_site=is_default, root_page=root)
    for host in HOSTS:
        ours = RequestFactory(HTTP_HOST=host, SERVER_PORT=host.partition(":")[2] or "80").get("/")
        theirs = RequestFactory(HTTP_HOST=host, SERVER_PORT=host.partition(":")[2] or "80").get("/")
        KeptSiteMiddleware(lambda request: None)(ours)
        found, wanted = Site.find_for_request(ours), Site.find_for_request(theirs)
        assert (found.pk if found else None) == (wanted.pk if wanted else None), (rows, host)


@pytest.fixture
def home():
    return site_tree().home


def test_a_request_finds_its_site_without_a_query(client, home, django_assert_num_queries):
    kept_sites()
    client.get("/tim-kiem/")
    with django_assert_num_queries(0):
        client.get("/tim-kiem/")
        assert kept_sites()[0].root_page == home


def test_what_changes_is_not_kept(home):
    site = Site.objects.get()
    for change in (
        site.save,
        home.save,
        lambda: home.save_revision().publish(),
        home.unpublish,
        lambda: Site.objects.create(hostname="en.example", root_page=home),
        lambda: Site.objects.exclude(pk=site.pk).get().delete(),
    ):
        kept_sites()
        assert cache.get(KEPT_KEY)
        change()
        assert cache.get(KEPT_KEY) is None, change


def test_the_front_page_is_drawn_as_stored_while_an_older_one_is_kept(client, home):
    kept_sites()
    HomePage.objects.update(seo_title="Tiêu đề vừa đổi")
    assert cache.get(KEPT_KEY)
    assert "<title>Tiêu đề vừa đổi" in client.get("/").content.decode()
