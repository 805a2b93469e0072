"""What the pages carry for the visit counter, and what is answered to them."""

import json

import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.visits.counting import page_of
from tests.factories import ArticlePageFactory, ProductPageFactory, StandardPageFactory
from tests.factories.site import site_tree
from tests.home.visits.beacons import ADDRESS, OURS, PHONE, send
from tests.reading import query_count, soup


class PagesTests(TestCase):
    """What the pages carry."""

    def setUp(self):
        cache.clear()

    def mark(self, address):
        return soup(self.client.get(address)).select_one("[data-views]")

    def test_a_page_says_which_it_is_and_a_screen_that_is_none_says_nothing(self):
        page = ArticlePageFactory()
        assert page_of(self.mark(page.get_url())["data-page"]) == page.pk
        assert page_of(self.mark(site_tree().home.get_url())["data-page"]) == site_tree().home.pk
        assert self.mark("/tim-kiem/")["data-page"] == ""

    def test_what_is_not_there_is_no_visit(self):
        assert self.mark("/khong-co/") is None

    def test_without_a_script_no_number_shows(self):
        page = ArticlePageFactory()
        box = self.mark(page.get_url())
        assert box.has_attr("hidden")
        assert box["data-views"] == ADDRESS

    def test_counting_adds_no_query_to_rendering_a_page(self):
        pages = [ArticlePageFactory(), ProductPageFactory(), StandardPageFactory()]
        for page in pages:
            address = page.get_url()
            before = query_count(self.client, address)
            for number in range(20):
                assert send(page, address=f"203.0.113.{number}") == 204
            with CaptureQueriesContext(connection) as captured:
                assert self.client.get(address).status_code == 200
            assert len(captured) == before
            assert [query["sql"] for query in captured if "visit" in query["sql"]] == []

    def test_the_public_numbers_are_a_minute_old_at_most(self):
        page = StandardPageFactory()
        with time_machine.travel(timezone.now(), tick=False) as clock:
            first = self.client.get(ADDRESS)
            assert json.loads(first.content) == {"online": 0, "today": 0, "week": 0, "month": 0, "all": 0}
            assert first["Cache-Control"] == "public, max-age=60"
            send(page)
            with CaptureQueriesContext(connection) as captured:
                assert json.loads(self.client.get(ADDRESS).content)["today"] == 0
            assert len(captured) == 0
            clock.shift(61)
            assert json.loads(self.client.get(ADDRESS).content)["today"] == 1

    def test_a_beacon_gets_no_cookie_and_reads_no_session(self):
        answer = self.client.post(ADDRESS, "", content_type="text/plain", HTTP_USER_AGENT=PHONE, **OURS)
        assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
        assert "Cookie" not in answer.get("Vary", "")

    def test_browsers_that_do_not_say_where_from_are_known_by_their_origin(self):
        for origin, status in [("http://testserver", 204), ("https://khac.example", 403), ("null", 403), ("", 403)]:
            answer = self.client.post(ADDRESS, "", content_type="text/plain", HTTP_USER_AGENT=PHONE, HTTP_ORIGIN=origin)
            assert (origin, answer.status_code) == (origin, status)

    def test_other_methods_are_refused(self):
        assert self.client.put(ADDRESS).status_code == 405
