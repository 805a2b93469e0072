"""Counting tries in the shared cache, and where a request comes from."""

import os
import threading

import pytest
import redis
import time_machine
from django.core.cache import cache
from django.test import RequestFactory, override_settings

from ocop.core.throttle import Limit, client_address, waiting_time

LIMIT = Limit("test", times=3, seconds=600)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


class TestLimit:
    def test_so_many_and_no_more_and_the_wait_grows_shorter(self):
        with time_machine.travel("2026-07-01 08:00", tick=False) as clock:
            assert [LIMIT.take("a") for _ in range(4)] == [0, 0, 0, 600]
            clock.shift(450)
            assert LIMIT.take("a") == 150
            clock.shift(151)
            assert LIMIT.take("a") == 0

    def test_subjects_and_limits_are_counted_apart(self):
        other = Limit("other", times=3, seconds=600)
        for _ in range(4):
            LIMIT.take("a")
        assert (LIMIT.take("b"), other.take("a")) == (0, 0)

    def test_a_good_try_is_given_back_and_a_subject_forgotten(self):
        for _ in range(10):
            assert LIMIT.take("a") == 0
            LIMIT.give_back("a")
        for _ in range(4):
            LIMIT.take("a")
        LIMIT.clear("a")
        assert LIMIT.take("a") == 0

    def test_without_a_subject_nothing_is_counted(self):
        assert [LIMIT.take("") for _ in range(9)] == [0] * 9
        LIMIT.give_back("never seen")

    def test_many_at_once_are_no_way_around(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(LIMIT.take("a"))) for _ in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers.count(0) == 3

    def test_no_subject_stands_in_the_cache(self):
        LIMIT.take("hoa@example.vn")
        assert [key for key in cache._cache if "hoa" in key] == []


class TestClientAddress:
    def address(self, **meta):
        return client_address(RequestFactory().get("/", **meta))

    def test_without_a_proxy_the_connection_says_it(self):
        assert self.address(REMOTE_ADDR="203.0.113.7", HTTP_X_REAL_IP="198.51.100.1") == "203.0.113.7"

    @override_settings(OCOP_ADDRESS_HEADER="X-Real-IP")
    def test_behind_a_proxy_its_header_says_it(self):
        assert self.address(REMOTE_ADDR="127.0.0.1", HTTP_X_REAL_IP=" 198.51.100.1") == "198.51.100.1"

    @override_settings(OCOP_ADDRESS_HEADER="X-Real-IP")
    def test_where_nobody_can_tell_nobody_is_counted(self):
        for said in ("", "unknown", "198.51.100.1, 10.0.0.1", "<script>"):
            assert self.address(REMOTE_ADDR="127.0.0.1", HTTP_X_REAL_IP=said) == ""

    def test_a_household_of_the_new_internet_is_one_address(self):
        first, second = (self.address(REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in ("1", "ffff"))
        assert first == second == "2001:db8:1:2::/64"
        assert self.address(REMOTE_ADDR="::ffff:203.0.113.7") == "203.0.113.7"


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 phút"), (60, "1 phút"), (61, "2 phút"), (900, "15 phút"), (24 * 3600, "24 giờ")]
)
def test_a_wait_in_words(seconds, words):
    assert waiting_time(seconds) == words


class TestOnRedis:
    """Production counts in Redis; a counter must end there as it does here."""

    @pytest.fixture(autouse=True)
    def _redis(self):
        url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
        try:
            redis.Redis.from_url(url, socket_connect_timeout=3).ping()
        except redis.ConnectionError:
            pytest.skip(f"no Redis answers at {url}")
        backend = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
        with override_settings(CACHES={"default": {**backend, "KEY_PREFIX": f"test-{os.getpid()}"}}):
            yield
            LIMIT.clear("a")

    def test_counter_and_wait_end_by_themselves(self):
        assert [LIMIT.take("a") for _ in range(3)] == [0, 0, 0]
        assert 595 <= LIMIT.take("a") <= 600
        client = cache._cache.get_client()
        kept = [client.ttl(cache.make_and_validate_key(key)) for key in LIMIT.keys("a")]
        assert all(590 <= seconds <= 600 for seconds in kept)
        LIMIT.give_back("a")
        LIMIT.clear("a")
        assert LIMIT.take("a") == 0
