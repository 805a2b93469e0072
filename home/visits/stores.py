"""Where visits are counted: in Redis where the cache is one, else in the database. Both do what `Store` says."""

import datetime
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils import timezone

from ocop.core.throttle import Limit

ONLINE_SECONDS = 5 * 60
REDIS_CACHE = "ocop.core.redis_cache.CacheOrNothing"


# Phones of one kind behind one carrier's address, or at one fair, are one visitor here; their views all count.
PER_VISITOR = Limit("views", times=240, seconds=60)
PER_ADDRESS = Limit("views-address", times=3000, seconds=60)
# Whoever sends another browser's name each time is a crowd of visitors: more do not come from one address.
NEW_PER_ADDRESS = Limit("visitors-address", times=300, seconds=60 * 60)


@dataclass(frozen=True)
class View:
    """One view: the day's digests of visitor and address ("" where nobody can tell, and no limit holds), page id or None."""

    day: datetime.date
    moment: datetime.datetime
    visitor: str
    address: str
    page: int | None


@dataclass(frozen=True)
class Held:
    """What a store has counted on one day and no row says yet. `pages`: {page id: views}."""

    visitors: int
    views: int
    pages: dict = field(default_factory=dict)


class Store(Protocol):
    """Counts for any number of processes at the same time; days are Vietnamese dates, moments aware datetimes."""

    def salt(self, day: datetime.date) -> bytes:
        """Return the salt of `day`, the same for all processes; making it throws away those of other days."""

    def record(self, view: View) -> bool:
        """Count one view; False, and nothing counted, where visitor or address has had its share of this minute, or the
        address its share of new visitors of this hour."""

    def online(self, day: datetime.date, moment: datetime.datetime) -> int:
        """Return how many of the day's visitors were seen in the five minutes before `moment`."""

    def held(self) -> dict[datetime.date, Held]:
        """Return what waits to be written into rows, by day."""

    def forget(self, today: datetime.date) -> None:
        """Drop salts and visitors of days before `today`, and the counts of days before yesterday."""


def new_salt():
    """Return a salt that nobody can guess."""
    return secrets.token_bytes(32)


def midnight_after(day):
    """Return when a Vietnamese day ends, in seconds since 1970."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
    return int(timezone.make_aware(end, timezone.get_default_timezone()).timestamp())


def visit_store():
    """Return the store that the settings choose."""
    cache = settings.CACHES["default"]
    if cache["BACKEND"] != REDIS_CACHE:
        from home.visits.database_store import DatabaseStore

        return DatabaseStore()
    location = cache["LOCATION"]
    first = location if isinstance(location, str) else location[0]
    return redis_store(first, cache.get("KEY_PREFIX", "ocop"), cache.get("OPTIONS", {}).get("socket_timeout", 3))


@lru_cache
def redis_store(address, prefix, timeout):
    """Return the one store, with its pool of connections, of this process."""
    import redis

    from home.visits.redis_store import RedisStore

    client = redis.Redis.from_url(address, socket_timeout=timeout, socket_connect_timeout=timeout)
    return RedisStore(client, f"{prefix}:visits")
