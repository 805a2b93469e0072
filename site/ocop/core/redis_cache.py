"""Redis as the cache for as long as it answers, and the site without one while it does not. See ADR 85."""

import logging
import time

from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnectionError
from redis.exceptions import TimeoutError as TooSlowError

PAUSE_SECONDS = 10  # so long Redis is left alone after it did not answer: waiting for it anew would slow every page
QUESTIONS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip

logger = logging.getLogger(__name__)


class Outage:
    """What this process knows of Redis: whether it answered last, and when to ask again."""

    def __init__(self):
        self.is_known, self.until = False, 0

    def ask(self, question, otherwise):
        """Return what `question` gives, or what `otherwise` does while Redis does not answer. Both take no arguments."""
        if time.monotonic() < self.until:
            return otherwise()
        try:
            answer = question()
        except (NoConnectionError, TooSlowError) as error:
            self.begin(error)
            return otherwise()
        self.end()
        return answer

    def begin(self, error):
        """Leave Redis alone for a while; say so once."""
        self.until = time.monotonic() + PAUSE_SECONDS
        if not self.is_known:
            logger.error("Redis does not answer, so pages are slower and visits are not counted: %s", error)
        self.is_known = True

    def end(self):
        """Redis answered."""
        if self.is_known:
            logger.warning("Redis answers again")
        self.is_known = False


outage = Outage()


class Nothing(DummyCache):
    """Keeps nothing, and admits it: what is done once a minute by whoever is first to `add` is not done at all."""

    def add(self, *args, **kwargs):
        super().add(*args, **kwargs)
        return False


class CacheOrNothing(RedisCache):
    """Redis; while it does not answer, nothing is found in the cache and nothing is kept."""

    instead = Nothing

    def __init__(self, server, params):
        super().__init__(server, params)
        self.without = self.instead("while Redis is away", {**params, "OPTIONS": {}})


class CacheOrMemory(CacheOrNothing):
    """Redis; while it does not answer, each process counts in its own memory."""

    instead = LocMemCache


def guarded(name):
    """Return a method of the cache that asks Redis, or what stands for it."""

    def method(self, *args, **kwargs):
        redis, without = getattr(RedisCache, name), getattr(self.without, name)
        return outage.ask(lambda: redis(self, *args, **kwargs), lambda: without(*args, **kwargs))

    return method


for question in QUESTIONS:
    setattr(CacheOrNothing, question, guarded(question))
