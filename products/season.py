"""Months of supply: what a strip of twelve months says today, and the season calendar."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core.templatetags.ocop import month_in_sentence
from ocop.images.sizes import CROP, sizes
from products import catalogue
from products.choices import Availability
from products.models import CatalogueEntry, Crop


def months_until(supply, month):
    """Return in how many months (0–11) there is some again, counted from `month` (1–12); None when there never is.

    `supply`: twelve digits or ints, January first, as `CatalogueEntry.supply`.
    """
    return next((step for step in range(12) if int(supply[(month - 1 + step) % 12])), None)


def is_all_year(supply):
    """Whether every month has something."""
    return all(int(level) for level in supply)


def season_text(supply, month):
    """Return when there is some, for a reader in `month`: "Có hàng quanh năm", "Đang vào vụ", "Vào vụ tháng 8"."""
    wait = months_until(supply, month)
    if wait is None:
        return _("Ask the producer about the season")
    if is_all_year(supply):
        return _("Available all year round")
    if wait:
        return _("Season starts in %(month)s") % {"month": month_in_sentence((month - 1 + wait) % 12 + 1)}
    if not int(supply[month % 12]):
        return _("In season, until the end of this month")
    if int(supply[month - 1]) == Availability.PARTIAL:
        before = int(supply[(month - 2) % 12])
        return _("Last of the season") if before else _("Season is beginning")
    return _("In season now")


def days_until(supply, today):
    """Return in how many days the next season's first month begins; None in season, or when there is none."""
    wait = months_until(supply, today.month)
    if not wait:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + wait, 12)
    return (datetime.date(year, month + 1, 1) - today).days


@dataclass
class Bar:
    """One month of a product's supply, as the bars on its page draw it."""

    month: int
    year: int
    level: int
    capacity: object
    height: int  # percent of the fullest month
    is_now: bool
    shows_year: bool


def supply_bars(offer, today):
    """Return twelve `Bar`s from this month on; without capacities the level alone gives the height."""
    months = offer.months
    fullest = max((month.capacity or 0 for month in months), default=0)
    by_level = {Availability.NONE: 0, Availability.PARTIAL: 45, Availability.MAIN: 100, Availability.STEADY: 70}
    bars = []
    for step in range(12):
        number = (today.month - 1 + step) % 12 + 1
        year = today.year + (today.month - 1 + step) // 12
        month = months[number - 1]
        if not month.availability:
            height = 0
        elif fullest:
            height = max(round(float(month.capacity or 0) * 100 / float(fullest)), 4)
        else:
            height = by_level[month.availability]
        # In December the two years would stand on top of each other on a phone; January's says enough.
        shows_year = number == 1 or (step == 0 and number != 12)
        bars.append(Bar(number, year, month.availability, month.capacity, height, step == 0, shows_year))
    return bars


@dataclass
class CalendarRow:
    """One crop of the season calendar with the products that make it up."""

    crop: Crop
    url: str
    entries: list = field(default_factory=list)

    @property
    def display_name(self):
        return self.crop.display_name

    @property
    def season(self):
        return self.crop.display_season

    @property
    def image(self):
        return self.crop.image

    @property
    def cells(self):
        """For each month the best level that any of its products has."""
        return [max(int(entry.supply[month]) for entry in self.entries) for month in range(12)]

    @property
    def is_all_year(self):
        return is_all_year(self.cells)

    @property
    def makers(self):
        """How many producers make it."""
        return len({entry.producer_id for entry in self.entries})


@dataclass
class NextUp:
    """The crop that comes into season next."""

    crop: Crop
    month: int
    days: int | None  # None where the season begins in the middle of a month
    makers: int
    url: str


def calendar_context(request):
    """Return what the season calendar's template draws; six queries whatever the number of products."""
    catalogue.refresh_due()
    today = timezone.localdate()
    listing = request.path.removesuffix("lich-mua-vu/")
    by_crop = defaultdict(list)
    entries = CatalogueEntry.objects.filter(crop__isnull=False).with_pages().order_by("sort_title")
    for entry in entries:
        by_crop[entry.crop_id].append(entry)
    rows = [
        CalendarRow(crop, f"{listing}?crop={crop.slug}", by_crop[crop.pk])
        for crop in Crop.objects.select_related("image").prefetch_related(sizes("image", CROP))
        if by_crop[crop.pk]
    ]
    return {
        "rows": rows,
        "months": range(1, 13),
        "month_now": today.month,
        "next_up": next_up(rows, today),
    }


def next_up(rows, today):
    """Return the `NextUp` among calendar rows, or None when everything is in season or nothing is known."""
    waiting = [(days, row) for row in rows if (days := days_until(row.cells, today)) is not None]
    if not waiting:
        return None
    days, row = min(waiting, key=lambda pair: (pair[0], -pair[1].makers))
    month = (today.month - 1 + months_until(row.cells, today.month)) % 12 + 1
    # "giữa tháng 12 – 4": months know no days, and the words know better than a countdown to the first.
    begins_on_the_first = not row.crop.season.lower().startswith(("giữa", "cuối"))
    return NextUp(row.crop, month, days if begins_on_the_first else None, row.makers, row.url)
