"""How often a producer's own pages are read: a part of its home, and a screen with every page."""

import datetime
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cooperatives.stall import frame
from cooperatives.stall.guard import member_view
from home.models.visits import PageVisits, Span
from home.visits.roll_up import settle_now_and_then
from ocop.core.sorting import Alphabetical
from ocop.core.templatetags.ocop import day as written_day

WEEK, MONTH = 7, 30
STRIP_HEIGHT = 48


@dataclass(frozen=True)
class DayBar:
    """One day of the strip; `x`, `y` and `height` are whole pixels of a drawing 10 pixels a day wide."""

    day: datetime.date
    views: int
    x: int
    height: int

    @property
    def y(self):
        return STRIP_HEIGHT - self.height


def register():
    """Put the part on a member's home."""
    frame.register_section(frame.Section("visits", "home/visits/section.html", views_of, order=60, aside=True))


def views_of(producer, today=None):
    """Return the views of a producer's public pages over thirty days: by day, by page, and their sums."""
    settle_now_and_then()
    today = today or timezone.localdate(timezone=timezone.get_default_timezone())
    pages = list(own_pages(producer, today))
    days = bars(producer, today)
    return {
        "pages": pages,
        "days": days,
        "week": sum(bar.views for bar in days[-WEEK:]),
        "month": sum(bar.views for bar in days),
        "in_words": in_words(days),
        "strip_height": STRIP_HEIGHT,
        "strip_width": MONTH * 10,
    }


def own_pages(producer, today):
    """Return the producer's public page and its products' with `week` and `month`, the most read first."""

    def views(days):
        since = today - datetime.timedelta(days=days)
        counted = Q(visit_rows__span=Span.DAY, visit_rows__start__gt=since)
        return Sum("visit_rows__views", filter=counted, default=0)

    own = Page.objects.descendant_of(producer, inclusive=True).live()
    return own.annotate(week=views(WEEK), month=views(MONTH)).order_by("-month", Alphabetical("title"))


def bars(producer, today):
    """Return a `DayBar` for each of thirty days, today last."""
    first = today - datetime.timedelta(days=MONTH - 1)
    rows = PageVisits.objects.filter(
        span=Span.DAY, start__range=(first, today), page__path__startswith=producer.path, page__live=True
    )
    views = dict(rows.values_list("start").annotate(number=Sum("views")).order_by())
    highest = max(views.values(), default=0)
    found = []
    for number in range(MONTH):
        day = first + datetime.timedelta(days=number)
        count = views.get(day, 0)
        found.append(DayBar(day, count, number * 10, max(2, STRIP_HEIGHT * count // highest) if count else 1))
    return found


def in_words(days):
    """Return what the strip shows, for whoever hears it."""
    best = max(days, key=lambda bar: bar.views)
    if not best.views:
        return _("No views in 30 days.")
    words = {"most": best.views, "day": written_day(best.day), "today": days[-1].views}
    return _("30 days: most on %(day)s with %(most)s views; %(today)s today.") % words


@require_safe
@member_view
def views_screen(request, producer):
    """Every page of the producer, and every day."""
    return render(request, "home/visits/stall.html", {"producer": producer, "section": views_of(producer)})
