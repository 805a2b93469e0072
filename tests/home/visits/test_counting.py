"""The visit counter: what counts, as whose, in both stores alike, and what is never kept."""

import datetime
import os
import uuid
from unittest import mock

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import Client, RequestFactory, TestCase

from home.models import PageVisits, SiteVisits, VisitSalt, VisitSighting
from home.visits import counting, stores
from home.visits.counting import is_robot, page_mark
from home.visits.numbers import counted_numbers
from home.visits.redis_store import RedisStore
from home.visits.roll_up import settle
from tests.factories import StandardPageFactory
from tests.home.visits.beacons import ADDRESS, DAY, DESK, HANOI, OURS, PHONE, at, send, views_of

REDIS = "redis://127.0.0.1:6379/9"


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


@pytest.mark.skipif(os.environ.get("CI") != "true" and not redis_answers(), reason="no Redis on 127.0.0.1:6379")
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
        kept = self.kept_of_visitors()
        assert {kind for kind in ("salt", "online", "seen") if any(f":{kind}:" in key for key in kept)} == {
            "salt", "online", "seen"
        }  # fmt: skip
        assert [key for key in kept if self.redis.ttl(key) <= 0] == []
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
