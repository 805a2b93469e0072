"""How often somebody may try: counters in the shared cache, under digests, so that no address or name stands there."""

import ipaddress
import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext


def counters():
    """Return the cache that counts: the shared one, or one that also counts, in each process, while Redis is away."""
    return caches["tries" if "tries" in settings.CACHES else "default"]


@dataclass(frozen=True)
class Limit:
    """At most `times` tries of one subject within `seconds`, counted from its first."""

    name: str
    times: int
    seconds: int

    def take(self, subject):
        """Count one try of `subject` (any text); return how many seconds it must wait, 0 if it may go on.

        Counted before the try is made, so that many at once are no way around. Without a subject nothing is counted.
        """
        if not subject:
            return 0
        cache, (count_key, until_key) = counters(), self.keys(subject)
        cache.add(until_key, time.time() + self.seconds, self.seconds)
        cache.add(count_key, 0, self.seconds)
        try:
            count = cache.incr(count_key)
        except ValueError:  # it ran out this very moment
            cache.set(count_key, count := 1, self.seconds)
        if count <= self.times:
            return 0
        return max(1, math.ceil(cache.get(until_key, time.time() + self.seconds) - time.time()))

    def give_back(self, subject):
        """Take one counted try back: it was a good one."""
        if subject:
            try:
                counters().decr(self.keys(subject)[0])
            except ValueError:
                return

    def clear(self, subject):
        """Forget all tries of `subject`."""
        if subject:
            counters().delete_many(self.keys(subject))

    def keys(self, subject):
        """Return the cache's keys for count and end of the wait."""
        digest = salted_hmac(f"throttle {self.name}", subject).hexdigest()
        return f"throttle:{self.name}:{digest}", f"throttle:{self.name}:{digest}:until"


def client_address(request):
    """Return where a request comes from, such as "203.0.113.7", or "" where nobody can tell.

    Of an IPv6 address the first 64 bits: a household changes the others at will. Behind a proxy the address stands in the
    header that OCOP_ADDRESS_HEADER names, which the proxy sets anew on every request.
    """
    header = settings.OCOP_ADDRESS_HEADER
    said = request.headers.get(header, "") if header else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(said.strip())
    except ValueError:
        return ""
    if address.version == 6 and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def waiting_time(seconds):
    """Return a wait in words: "3 minutes"."""
    minutes = math.ceil(seconds / 60)
    if minutes < 90:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
