"""The visit counter: what counts, as whose, in both stores alike, and what is never kept."""

import csv
import datetime
import io
import json
import uuid
from unittest import mock
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import redis
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cooperatives.rights import permission
from home.foundation.groups import EDITORS, OFFICERS, prepare_groups
from home.models import PageVisits, SiteVisits, VisitSalt, VisitSighting
from home.models.visits import Span
from home.visits import counting, stores
from home.visits.counting import is_robot, page_mark, page_of
from home.visits.numbers import counted_numbers
from home.visits.redis_store import RedisStore
from home.visits.roll_up import roll_months, settle
from tests.factories import (
    ArticlePageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardPageFactory,
    UserFactory,
)
from tests.factories.site import site_tree
from tests.reading import query_count, soup

ADDRESS = "/luot-xem/"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
REDIS = "redis://127.0.0.1:6379/9"
# A Wednesday in the future: Redis ends a key by the true clock, and must not do so while a test runs.
DAY = datetime.date(2031, 3, 12)


def at(hour, minute=0, day=DAY, second=0):
    """Travels to an hour of a Vietnamese day."""
    moment = datetime.datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HANOI)
    return time_machine.travel(moment, tick=False)


def send(page=None, agent=PHONE, address="203.0.113.7", client=None, **headers):
    """Sends what a page's script sends; returns the answer's status."""
    return (
        (client or Client())
        .post(
            ADDRESS,
            page_mark(page) if page else "",
            content_type="text/plain;charset=UTF-8",
            HTTP_USER_AGENT=agent,
            REMOTE_ADDR=address,
            **{**OURS, **headers},
        )
        .status_code
    )


def views_of(page):
    settle()
    return sum(PageVisits.objects.filter(page=page).values_list("views", flat=True))


def redis_answers():
    try:
        return redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


class CountingLaws:
    """The laws of counting; each store is held to them below."""

    def setUp(self):
        cache.clear()
        self.page = StandardPageFactory()

    def test_a_visitor_counts_once_a_day_and_each_view_counts(self):
        with at(9):
            assert [send(self.page), send(self.page), send()] == [204, 204, 204]
            assert counted_numbers() == {"online": 1, "today": 1, "week": 1, "month": 1, "all": 1}
        assert views_of(self.page) == 2
        assert SiteVisits.objects.get().views == 3

    def test_another_address_or_another_browser_is_another_visitor(self):
        with at(9):
            send(self.page)
            send(self.page, agent=DESK)
            send(self.page, address="203.0.113.8")
            assert counted_numbers()["today"] == 3
        assert views_of(self.page) == 3

    def test_midnight_in_vietnam_begins_another_day(self):
        with at(23, 59, second=59):
            send(self.page)
        with at(0, 0, day=DAY + datetime.timedelta(days=1)):
            send(self.page)
            numbers = counted_numbers()
            settle()
        assert (numbers["today"], numbers["week"], numbers["all"]) == (1, 2, 2)
        rows = PageVisits.objects.filter(page=self.page).order_by("start").values_list("start", "views")
        assert list(rows) == [(DAY, 1), (DAY + datetime.timedelta(days=1), 1)]

    def test_a_week_begins_on_monday_and_a_month_on_its_first(self):
        sunday, monday = datetime.date(2031, 3, 9), datetime.date(2031, 3, 10)
        for day in (datetime.date(2031, 2, 28), datetime.date(2031, 3, 1), sunday, monday, DAY):
            with at(10, day=day):
                send(self.page)
                settle()
        with at(11):
            numbers = counted_numbers()
        assert (numbers["today"], numbers["week"], numbers["month"], numbers["all"]) == (1, 2, 4, 5)

    def test_online_is_five_minutes(self):
        with at(9):
            send(self.page)
        with at(9, 4):
            send(self.page, agent=DESK)
            assert counted_numbers()["online"] == 2
        with at(9, 6):
            assert counted_numbers()["online"] == 1
        with at(9, 10):
            assert counted_numbers()["online"] == 0

    def test_one_person_has_another_name_tomorrow(self):
        request = RequestFactory().post(ADDRESS, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="203.0.113.7")
        store, tomorrow = stores.visit_store(), DAY + datetime.timedelta(days=1)
        names = [counting.visitor_of(request, store, day)[0] for day in (DAY, DAY, tomorrow)]
        assert names[0] == names[1] != names[2]

    def test_one_address_is_no_crowd_and_those_who_are_known_go_on(self):
        with at(9):
            answers = [send(self.page, agent=f"Firefox {number}") for number in range(305)]
            assert answers == [204] * 300 + [429] * 5
            assert send(self.page, agent="Firefox 3") == 204
            assert send(self.page, address="203.0.113.8") == 204
            settle()
            assert 295 <= counted_numbers()["today"] <= 307  # Redis counts visitors a hundredth more or less
        assert views_of(self.page) == 302

    def test_an_origin_that_is_no_address_is_refused(self):
        headers = {"HTTP_SEC_FETCH_SITE": None, "HTTP_ORIGIN": "http://[::1"}
        assert send(self.page, **headers) == 403

    def test_robots_are_not_counted(self):
        for agent in ("", "Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8.5.0", "HeadlessChrome/131.0"):
            assert send(self.page, agent=agent) == 204
        settle()
        assert not SiteVisits.objects.exists()

    def test_what_no_page_of_ours_sends_changes_nothing(self):
        forged = [b"1", b"999999:x", b"\x00", b"\xff" * 40, page_mark(self.page).encode() + b"x", b"a" * 5000]
        for body in forged:
            answer = Client().post(ADDRESS, body, content_type="text/plain", HTTP_USER_AGENT=PHONE, **OURS)
            assert answer.status_code == 400
        assert send(self.page, HTTP_SEC_FETCH_SITE="cross-site") == 403
        assert send(self.page, HTTP_SEC_FETCH_SITE="none") == 403
        settle()
        assert not SiteVisits.objects.exists()
        assert not PageVisits.objects.exists()

    def test_a_flood_of_one_visitor_stops_after_four_a_second(self):
        with at(9):
            answers = [send(self.page) for _number in range(245)]
            assert answers == [204] * 240 + [429] * 5
            assert send(self.page, agent=DESK) == 204
        assert views_of(self.page) == 241

    def test_behind_a_proxy_that_does_not_say_for_whom_it_asks_nothing_is_lost(self):
        for address in ("127.0.0.1", "::1", ""):
            with at(9):
                assert {send(self.page, address=address) for _number in range(245)} == {204}
        assert views_of(self.page) == 735

    def test_a_page_that_is_gone_takes_its_number_with_it(self):
        mark = page_mark(self.page)
        self.page.delete()
        answer = Client().post(ADDRESS, mark, content_type="text/plain", HTTP_USER_AGENT=PHONE, **OURS)
        assert answer.status_code == 204
        settle()
        assert SiteVisits.objects.get().views == 1
        assert not PageVisits.objects.exists()

    def test_settling_twice_changes_nothing(self):
        with at(9):
            send(self.page)
            for _time in range(2):
                settle()
                assert list(SiteVisits.objects.values_list("visitors", "views")) == [(1, 1)]
            send(self.page, agent=DESK)
        with at(1, day=DAY + datetime.timedelta(days=3)):
            for _time in range(3):
                settle()
        assert list(SiteVisits.objects.values_list("start", "visitors", "views")) == [(DAY, 2, 2)]
        assert views_of(self.page) == 2

    def test_the_salt_and_all_digests_are_gone_the_next_day(self):
        with at(23):
            send(self.page)
            salt = stores.visit_store().salt(DAY)
            assert len(salt) == 32
            assert self.kept_of_visitors() != []
        with at(0, 1, day=DAY + datetime.timedelta(days=1)):
            send(self.page, agent=DESK)
            kept = self.kept_of_visitors()
            assert all(str(DAY) not in text for text in kept)
            assert salt not in self.everything()

    def test_nothing_that_is_kept_holds_an_address_or_a_browser(self):
        with at(9):
            send(self.page, agent=PHONE, address="203.0.113.77")
        everything = self.everything()
        assert b"203.0.113.77" not in everything
        assert b"SM-A155F" not in everything


class DatabaseStoreTests(CountingLaws, TestCase):
    """Without Redis."""

    def kept_of_visitors(self):
        return [str(row.day) for model in (VisitSalt, VisitSighting) for row in model.objects.all()]

    def everything(self):
        rows = [list(model.objects.values()) for model in (VisitSalt, VisitSighting, SiteVisits, PageVisits)]
        salts = b"".join(bytes(row.salt) for row in VisitSalt.objects.all())
        return salts + repr(rows).encode()


@pytest.mark.skipif(not redis_answers(), reason="no Redis on 127.0.0.1:6379")
class RedisStoreTests(CountingLaws, TestCase):
    """With a Redis, under keys of this test's own."""

    def setUp(self):
        super().setUp()
        self.prefix = f"test-{uuid.uuid4()}"
        self.redis = stores.redis_store(REDIS, self.prefix, 3).redis
        # The cache itself stays in memory.
        chosen = {"BACKEND": stores.REDIS_CACHE, "LOCATION": REDIS, "KEY_PREFIX": self.prefix}
        patched = mock.patch.dict(settings.CACHES["default"], chosen)
        patched.start()
        self.addCleanup(patched.stop)
        assert isinstance(stores.visit_store(), RedisStore)
        self.addCleanup(self.clean)

    def clean(self):
        for key in self.redis.scan_iter(f"{self.prefix}:*"):
            self.redis.delete(key)

    def keys(self):
        found = sorted(key.decode() for key in self.redis.scan_iter(f"{self.prefix}:*"))
        return [key for key in found if ":tries:" not in key]  # these end by the true clock, after a minute or an hour

    def kept_of_visitors(self):
        return [key for key in self.keys() if any(kind in key for kind in (":salt:", ":online:", ":seen:"))]

    def everything(self):
        return b"".join(self.redis.dump(key) or b"" for key in self.keys())

    def test_salt_and_digests_end_by_themselves(self):
        with at(9):
            send(self.page)
        for key in self.kept_of_visitors():
            assert self.redis.ttl(key) > 0
        assert self.redis.expiretime(f"{self.prefix}:visits:salt:{DAY}") == int(
            datetime.datetime(2031, 3, 13, tzinfo=HANOI).timestamp()
        )

    def test_counts_are_let_go_once_written_and_two_days_old(self):
        with at(9):
            send(self.page)
        with at(9, day=DAY + datetime.timedelta(days=2)):
            settle()
        assert self.keys() == []
        assert views_of(self.page) == 1

    def test_rows_do_not_shrink_when_redis_loses_its_memory(self):
        with at(9):
            send(self.page)
            send(self.page)
            settle()
            self.clean()
            send(self.page)
            settle()
        assert list(SiteVisits.objects.values_list("visitors", "views")) == [(1, 2)]


class MonthsTests(TestCase):
    """Old days become months."""

    def setUp(self):
        self.page, self.other = StandardPageFactory(), StandardPageFactory()

    def rows(self, model=PageVisits):
        return sorted(model.objects.values_list("span", "start", "views"))

    def test_whole_months_beyond_the_kept_days_are_added_up_and_sums_stay(self):
        days = [datetime.date(2030, 11, 1), datetime.date(2030, 11, 30), datetime.date(2030, 12, 2), DAY]
        for day in days:
            SiteVisits.objects.create(start=day, visitors=3, views=5)
            PageVisits.objects.create(page=self.page, start=day, views=4)
        PageVisits.objects.create(page=self.other, start=days[0], views=1)
        # 100 days before 12/3/2031 is 2/12/2030: December stays as days, whole.
        assert roll_months(DAY) == 5
        assert self.rows(SiteVisits) == [
            (Span.DAY, datetime.date(2030, 12, 2), 5),
            (Span.DAY, DAY, 5),
            (Span.MONTH, datetime.date(2030, 11, 1), 10),
        ]
        assert self.rows() == [
            (Span.DAY, datetime.date(2030, 12, 2), 4),
            (Span.DAY, DAY, 4),
            (Span.MONTH, datetime.date(2030, 11, 1), 1),
            (Span.MONTH, datetime.date(2030, 11, 1), 8),
        ]
        assert sum(SiteVisits.objects.values_list("visitors", flat=True)) == 12
        before = self.rows(), self.rows(SiteVisits)
        assert roll_months(DAY) == 0
        assert (self.rows(), self.rows(SiteVisits)) == before

    def test_a_day_that_comes_late_joins_its_month(self):
        first = datetime.date(2030, 5, 1)
        for day in (first, first + datetime.timedelta(days=20)):
            PageVisits.objects.create(page=self.page, start=day, views=2)
            roll_months(DAY)
        assert self.rows() == [(Span.MONTH, first, 4)]

    @override_settings(OCOP_VISIT_DAYS=1)
    def test_a_month_is_never_rolled_up_while_thirty_days_are_shown(self):
        day = DAY - datetime.timedelta(days=30)
        PageVisits.objects.create(page=self.page, start=day, views=2)
        assert roll_months(DAY) == 0

    def test_the_command_says_what_it_did(self):
        SiteVisits.objects.create(start=datetime.date(2020, 1, 5), visitors=3, views=5)
        call_command("roll_up_visits", verbosity=0)
        assert self.rows(SiteVisits) == [(Span.MONTH, datetime.date(2020, 1, 1), 5)]


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


def test_robots_are_known_by_their_names_and_people_are_people():
    robots = [
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; moto g power) Chrome/131.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse",
        "python-requests/2.32", "Wget/1.24", "GPTBot/1.2", " ",
    ]  # fmt: skip
    people = [
        PHONE, DESK,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 coc_coc_browser/131.0.0 Chrome/125.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; CUBOT KINGKONG 7) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Zalo iOS/610",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0;FBDV/iPhone14,5]",
        "Opera/9.80 (Android; Opera Mini/36.2/191.249; U; vi) Presto/2.12.423 Version/12.16",
    ]  # fmt: skip
    assert [agent for agent in robots if not is_robot(agent)] == []
    assert [agent for agent in people if is_robot(agent)] == []


class StallTests(TestCase):
    """A producer reads its own pages' numbers, and nobody else's."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer, cls.other = ProducerPageFactory(title="HTX Đồi Nắng"), ProducerPageFactory(title="HTX Suối Lạnh")
        cls.product = ProductPageFactory(parent=cls.producer, title="Dâu tây")
        cls.strange = ProductPageFactory(parent=cls.other, title="Mận hậu")
        cls.member = MemberFactory(member_of=cls.producer)

    def setUp(self):
        cache.clear()
        self.client.force_login(self.member)

    def count(self, page, days_ago, views):
        day = timezone.localdate() - datetime.timedelta(days=days_ago)
        PageVisits.objects.create(page=page, start=day, views=views)

    def table(self, address="/gian-hang/luot-xem/"):
        rows = soup(self.client.get(address)).select(".views-table")[0].select("tbody tr")
        return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]

    def test_seven_and_thirty_days_of_the_own_pages_the_most_read_first(self):
        for page, days_ago, views in [
            (self.producer, 0, 2), (self.producer, 7, 1200), (self.product, 6, 5), (self.product, 29, 3000),
            (self.product, 30, 999), (self.strange, 0, 77),
        ]:  # fmt: skip
            self.count(page, days_ago, views)
        expected = [["Dâu tây", "5", "3.005"], ["HTX Đồi Nắng", "2", "1.202"]]
        assert self.table() == expected
        assert self.table("/gian-hang/") == expected
        page = self.client.get("/gian-hang/luot-xem/")
        assert [tag.get_text() for tag in soup(page).select(".views-sums dd")] == ["7", "4.207"]
        assert "77" not in soup(page).find("main").get_text()

    def test_a_draft_has_no_line(self):
        self.product.unpublish()
        self.count(self.product, 0, 9)
        assert self.table() == [["HTX Đồi Nắng", "0", "0"]]

    def test_thirty_bars_the_highest_as_high_as_the_strip(self):
        self.count(self.product, 1, 10)
        self.count(self.product, 0, 5)
        bars = soup(self.client.get("/gian-hang/luot-xem/")).select(".views-strip rect")
        assert [(bar["x"], bar["y"], bar["height"]) for bar in bars[-3:]] == [
            ("270", "47", "1"), ("280", "0", "48"), ("290", "24", "24"),
        ]  # fmt: skip
        assert len(bars) == 30

    def test_what_was_just_counted_shows_within_the_minute(self):
        assert send(self.product) == 204
        assert self.table()[0] == ["Dâu tây", "1", "1"]

    def test_queries_do_not_grow_with_products(self):
        self.count(self.product, 0, 1)
        before = query_count(self.client, "/gian-hang/luot-xem/")
        for _number in range(20):
            self.count(ProductPageFactory(parent=self.producer), 1, 3)
        assert query_count(self.client, "/gian-hang/luot-xem/") == before

    def test_who_is_no_member_reads_nothing(self):
        self.client.force_login(UserFactory())
        assert self.client.get("/gian-hang/luot-xem/").status_code == 403
        self.client.logout()
        assert self.client.get("/gian-hang/luot-xem/").status_code == 302


class ReportTests(TestCase):
    """The editors' report."""

    ADDRESS = "/quan-tri/luot-xem/"

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.editor = UserFactory()
        cls.editor.groups.add(Group.objects.get(name=EDITORS))
        cls.article = ArticlePageFactory(title="=HYPERLINK(1)")
        cls.product = ProductPageFactory(title="Mận hậu")

    def setUp(self):
        cache.clear()
        self.client.force_login(self.editor)

    def count(self, page, start, views, span=Span.DAY):
        PageVisits.objects.create(page=page, start=start, views=views, span=span)
        SiteVisits.objects.get_or_create(start=start, span=span, defaults={"visitors": 10, "views": 1000})

    def lines(self, **query):
        answer = self.client.get(self.ADDRESS, query)
        assert answer.status_code == 200
        return [(page.title, page.views) for page in answer.context["object_list"]]

    def test_the_time_decides_what_is_added_up(self):
        with at(9):
            self.client.force_login(self.editor)
            for page, start, views in [
                (self.product, DAY, 1), (self.product, DAY - datetime.timedelta(days=6), 2),
                (self.article, DAY - datetime.timedelta(days=7), 50), (self.product, datetime.date(2031, 2, 12), 7),
            ]:  # fmt: skip
                self.count(page, start, views)
            self.count(self.article, datetime.date(2030, 4, 1), 100, Span.MONTH)
            self.count(self.article, datetime.date(2030, 3, 1), 1000, Span.MONTH)
            title = self.article.title
            assert self.lines(period="7") == [("Mận hậu", 3)]
            assert self.lines() == self.lines(period="30") == [(title, 50), ("Mận hậu", 10)]
            assert self.lines(period="month") == [(title, 50), ("Mận hậu", 3)]
            assert self.lines(period="year") == [(title, 150), ("Mận hậu", 10)]
            assert self.lines(period="all") == [(title, 1150), ("Mận hậu", 10)]
            assert self.lines(period="all", ordering="views") == [("Mận hậu", 10), (title, 1150)]

    def test_one_kind_alone(self):
        self.count(self.product, timezone.localdate(), 1)
        self.count(self.article, timezone.localdate(), 2)
        kind = self.product.content_type_id
        assert self.lines(content_type=kind) == [("Mận hậu", 1)]

    def test_rubbish_in_the_address_is_no_error(self):
        self.count(self.product, timezone.localdate(), 1)
        for query in (
            {"period": "zzz"},
            {"content_type": "x"},
            {"p": "zzz"},
            {"ordering": "x"},
            {"period": "9" * 5000},
        ):
            assert self.client.get(self.ADDRESS, query).status_code == 200

    def test_the_csv_opens_in_excel_and_computes_nothing(self):
        self.count(self.article, timezone.localdate(), 1234)
        answer = self.client.get(self.ADDRESS, {"export": "csv"})
        text = b"".join(answer.streaming_content).decode()
        assert text.startswith("\ufeff")
        head, line = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert head == ["Trang", "Loại", "Địa chỉ", "Lượt xem"]
        assert (line[0], line[3]) == ("'=HYPERLINK(1)", "1234")

    def test_the_xlsx_holds_texts_and_numbers(self):
        self.count(self.article, timezone.localdate(), 1234)
        answer = self.client.get(self.ADDRESS, {"export": "xlsx"})
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        cells = [(cell.value, cell.data_type) for cell in sheet[2]]
        assert (cells[0], cells[3]) == (("=HYPERLINK(1)", "s"), (1234, "n"))

    def test_members_and_officers_do_not_see_it(self):
        for user in (MemberFactory(), officer()):
            self.client.force_login(user)
            assert self.client.get(self.ADDRESS).status_code in (302, 403)
            assert self.ADDRESS not in self.client.get("/quan-tri/", follow=True).content.decode()

    def test_the_right_reaches_a_site_that_is_older(self):
        editors = Group.objects.get(name=EDITORS)
        editors.permissions.remove(permission("home.view_pagevisits"))
        prepare_groups(site_tree().home)
        assert editors.permissions.filter(codename="view_pagevisits").exists()


def officer():
    user = UserFactory()
    user.groups.add(Group.objects.get(name=OFFICERS))
    return user
