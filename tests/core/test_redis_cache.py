"""The site without Redis: what stands for the cache while it does not answer, and that it is asked again."""

import logging
import socket
import time
from unittest import mock

import pytest
from django.core.cache import cache, caches
from django.test import Client, override_settings
from django.utils import timezone
from redis.exceptions import ConnectionError as NoConnectionError

from home.visits.redis_store import RedisStore
from home.visits.stores import View, redis_store, visit_store
from ocop.core import redis_cache
from ocop.core.redis_cache import Outage
from ocop.core.throttle import Limit
from tests.factories import UserFactory

LIMIT = Limit("test", times=3, seconds=600)


def nowhere():
    """Return the address of a Redis that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


@pytest.fixture
def away(monkeypatch):
    """The caches of production, with no Redis; yields what this process knows of it."""
    location = nowhere()
    backends = {"default": "CacheOrNothing", "tries": "CacheOrMemory"}
    outage = Outage()
    monkeypatch.setattr(redis_cache, "outage", outage)
    monkeypatch.setattr("home.visits.redis_store.outage", outage)
    chosen = {
        alias: {"BACKEND": f"ocop.core.redis_cache.{name}", "LOCATION": location} for alias, name in backends.items()
    }
    with override_settings(CACHES=chosen):
        yield outage
        caches["tries"].without.clear()
    redis_store.cache_clear()


@pytest.mark.usefixtures("away")
class TestWithoutRedis:
    def test_nothing_is_kept_and_nothing_breaks(self):
        cache.set("a", 1)
        cache.set_many({"b": 2})
        assert (cache.get("a"), cache.get("a", "none"), cache.get_many(["a", "b"]), "a" in cache) == (
            None,
            "none",
            {},
            False,
        )
        assert cache.get_or_set("a", lambda: 5) == 5
        assert (cache.add("a", 1), cache.touch("a"), cache.delete("a")) == (False, False, False)
        cache.delete_many(["a"])
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")

    def test_tries_are_counted_all_the_same(self):
        assert [LIMIT.take("a") for _ in range(4)] == [0, 0, 0, 600]
        assert LIMIT.take("b") == 0
        LIMIT.clear("a")
        assert LIMIT.take("a") == 0

    def test_views_are_not_counted_and_the_script_of_a_page_hears_nothing_of_it(self, db):
        store = visit_store()
        assert isinstance(store, RedisStore)
        assert store.record(View(timezone.localdate(), timezone.now(), "visitor", "address", None))
        browser = Client(
            headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        )
        assert browser.post("/luot-xem/", "", content_type="text/plain").status_code == 204
        assert browser.get("/luot-xem/").json() == {"online": 0, "today": 0, "week": 0, "month": 0, "all": 0}

    def test_a_wrong_password_is_counted_and_a_right_one_opens(self, client, db):
        user = UserFactory(username="htx@example.vn")
        user.set_password("mot-mat-khau-dai")
        user.save()
        for _ in range(6):
            answer = client.post("/dang-nhap/", {"username": "htx@example.vn", "password": "sai"})
        assert answer.status_code == 429
        caches["tries"].without.clear()
        assert (
            client.post("/dang-nhap/", {"username": "htx@example.vn", "password": "mot-mat-khau-dai"}).status_code
            == 302
        )

    def test_whoever_watches_is_told(self, client, db):
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"cache\n")


class TestOutage:
    def test_redis_is_left_alone_for_a_while_then_asked_again(self, away, caplog, monkeypatch):
        clock = mock.Mock(return_value=100.0)
        monkeypatch.setattr(redis_cache.time, "monotonic", clock)
        question = mock.Mock(side_effect=[NoConnectionError("gone"), NoConnectionError("gone"), "there"])
        with caplog.at_level(logging.WARNING, logger="ocop.core.redis_cache"):
            answers = []
            for now in (100, 105, 111, 122):
                clock.return_value = now
                answers.append(away.ask(question, lambda: "instead"))
        assert answers == ["instead", "instead", "instead", "there"]
        assert question.call_count == 3
        assert [record.getMessage() for record in caplog.records] == [
            "Redis does not answer, so pages are slower and visits are not counted: gone",
            "Redis answers again",
        ]

    def test_a_fault_of_ours_is_no_outage(self, away):
        with pytest.raises(ValueError, match="ours"):
            away.ask(mock.Mock(side_effect=ValueError("ours")), lambda: "instead")
        assert time.monotonic() > away.until
