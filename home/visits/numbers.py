"""The numbers that everybody may see: "Đang xem 3 · Hôm nay 120 · …", a minute old at most."""

import datetime

from django.core.cache import cache
from django.db.models import Q, Sum
from django.utils import timezone

from home.models.visits import SiteVisits, Span
from home.visits.roll_up import settle_now_and_then
from home.visits.stores import visit_store

NUMBERS_SECONDS = 60
NUMBERS_KEY = "visits:numbers"


def public_numbers():
    """Return visitors online, today, this week (from Monday), this month and all in all, from the cache if it has them."""
    return cache.get_or_set(NUMBERS_KEY, counted_numbers, NUMBERS_SECONDS)


def counted_numbers():
    """Return the same, counted now."""
    settle_now_and_then()
    now = timezone.now()
    today = timezone.localdate(now, timezone.get_default_timezone())
    starts = {
        "today": today,
        "week": today - datetime.timedelta(days=today.weekday()),
        "month": today.replace(day=1),
    }
    sums = {
        name: Sum("visitors", filter=Q(span=Span.DAY, start__gte=start), default=0) for name, start in starts.items()
    }
    found = SiteVisits.objects.aggregate(**sums, all=Sum("visitors", default=0))
    return {"online": visit_store().online(today, now), **found}
