"""Writes what the store holds into rows by day, and old days into months. Doing it twice changes nothing."""

import datetime
from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from home.models.visits import PageVisits, SiteVisits, Span
from home.visits.stores import visit_store

SETTLED_KEY = "visits:settled"
SETTLED_SECONDS = 60
BATCH = 500


def settle_now_and_then():
    """Bring the rows up to date, at most once a minute: whoever looks at numbers calls this first."""
    if cache.add(SETTLED_KEY, "yes", SETTLED_SECONDS):
        settle()


def settle(today=None):
    """Write what the store holds into the days' rows, then let it forget; return how many days were held."""
    today = today or timezone.localdate(timezone=timezone.get_default_timezone())
    store = visit_store()
    held = store.held()
    for day, counts in held.items():
        write_day(day, counts)
    store.forget(today)
    return len(held)


@transaction.atomic
def write_day(day, held):
    """Write one day's counts. Rows never shrink: should Redis have lost its memory, what was written before stands."""
    known = SiteVisits.objects.filter(start=day, span=Span.DAY).first() or SiteVisits(start=day)
    known.visitors, known.views = max(known.visitors, held.visitors), max(known.views, held.views)
    write([known], ["visitors", "views"], ["start", "span"])
    rows = PageVisits.objects.filter(start=day, span=Span.DAY)
    written = dict(rows.values_list("page_id", "views"))
    more = {page: views for page, views in held.pages.items() if views > written.get(page, 0)}
    real = Page.objects.filter(pk__in=more).values_list("pk", flat=True)  # a deleted page takes its numbers with it
    fresh = [PageVisits(page_id=page, start=day, views=more[page]) for page in real]
    write(fresh, ["views"], ["page", "start", "span"])


def write(rows, fields, key):
    """Insert rows, or update `fields` of those whose `key` stands already."""
    for row in rows:
        row.pk = None
    type_of = SiteVisits if rows and isinstance(rows[0], SiteVisits) else PageVisits
    type_of.objects.bulk_create(rows, batch_size=BATCH, update_conflicts=True, update_fields=fields, unique_fields=key)


def roll_months(today=None):
    """Add the days of whole months that lie OCOP_VISIT_DAYS back to the months' rows; return how many rows went."""
    today = today or timezone.localdate(timezone=timezone.get_default_timezone())
    # The month in which the oldest kept day lies stays as days, whole.
    oldest = (today - datetime.timedelta(days=max(settings.OCOP_VISIT_DAYS, 31))).replace(day=1)
    return roll(SiteVisits, oldest, [], ["visitors", "views"]) + roll(PageVisits, oldest, ["page_id"], ["views"])


@transaction.atomic
def roll(model, before, names, numbers):
    """Roll the day rows of `model` before a day up into months, which `names` tell apart; return how many rows went."""
    # Locked, so that a second process finds none of them left.
    days = list(model.objects.select_for_update().filter(span=Span.DAY, start__lt=before))
    sums = {}
    for row in days:
        key = (row.start.replace(day=1), *(getattr(row, name) for name in names))
        sums.setdefault(key, Counter()).update({number: getattr(row, number) for number in numbers})
    starts = {key[0] for key in sums}
    for row in model.objects.filter(span=Span.MONTH, start__in=starts):
        key = (row.start, *(getattr(row, name) for name in names))
        if key in sums:
            sums[key].update({number: getattr(row, number) for number in numbers})
    months = [
        model(start=key[0], span=Span.MONTH, **dict(zip(names, key[1:], strict=True)), **counts)
        for key, counts in sums.items()
    ]
    write(months, numbers, [*("page" for _name in names), "start", "span"])
    model.objects.filter(pk__in=[row.pk for row in days]).delete()
    return len(days)
