"""The list of events: search, filters with counts, what is coming before what has been."""

from dataclasses import dataclass, field
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from ocop.core.facets import Link, address, chosen, correction
from ocop.core.forms import clean_query, is_exact
from ocop.core.languages import marked
from ocop.core.search.engine import search_ids
from ocop.core.search.ids import pk_in_array
from trade import filters
from trade.models import EventPage

PER_PAGE = 12
FILTERS = (filters.KindFilter, filters.PlaceFilter, filters.ProducerFilter, filters.YearFilter)


@dataclass
class Group:
    """Events under one heading; `year` is None for those that are not over."""

    heading: str
    year: int | None
    events: list = field(default_factory=list)


class EventQuery:
    """What an address asks of the list, such as /xuc-tien-thuong-mai/?q=hoi+cho&kind=fair&commune=04105&year=2026.

    Nothing in it can be wrong: unknown values are ignored.
    """

    def __init__(self, get, path, today=None, *, with_search=True):
        self.get, self.path = get, path
        self.today = today or timezone.localdate()
        self.typed = clean_query(get.get("q")) if with_search else ""
        self.exact = is_exact(get, self.typed)
        self.hits = search_ids(EventPage, self.typed, correct=not self.exact) if self.typed else None
        self.filters = [cls(chosen(get, cls.param)) for cls in FILTERS]

    @property
    def active(self):
        """The filters with a choice."""
        return [item for item in self.filters if item.values]

    def narrowed(self, without=None):
        """Return the events under search and filters, but for the filter `without`."""
        events = EventPage.objects.browsable()
        if self.hits is not None:
            events = events.filter(pk_in_array("pk", self.hits.ids))
        for item in self.active:
            if item is not without:
                events = events.filter(item.condition())
        return events

    @cached_property
    def counted(self):
        """Counts of every facet, in one query: {facet number: {value: count}}."""
        parts = []
        for number, item in enumerate(self.filters):
            for place, rows in enumerate(item.count_rows(self.narrowed(without=item))):
                parts.append(filters.tagged_rows(number * 10 + place, rows))
        counts = {}
        first, *rest = parts
        for facet, value, number in first.union(*rest, all=True):
            if value is not None:
                counts.setdefault(facet, {})[value] = number
        return counts

    @cached_property
    def facets(self):
        """The facets to show, counted."""
        shown = []
        for number, item in enumerate(self.filters):
            facet = item.facet([self.counted.get(number * 10 + place, {}) for place in range(2)])
            if facet.leads_on:
                shown.append(facet)
        return shown

    @property
    def total(self):
        """How many events are listed: each is of one kind, and kinds are counted."""
        kinds = self.filters[0]
        counts = self.counted.get(0, {})
        return sum(number for kind, number in counts.items() if not kinds.values or kind in kinds.values)

    @property
    def chips(self):
        """One link per chosen option that takes it back."""
        return [
            Link(option.label, address(self.get, self.path, drop=[(facet.param, option.value)]))
            for facet in self.facets
            for option in facet.selected
        ]

    @property
    def clear_url(self):
        """The address without filters; the search stays."""
        return address(self.get, self.path, keep=["q", "exact"])

    def ordered(self):
        """Return what is not over, soonest first, and then what has been, newest first."""
        is_past = Case(When(last_day__lt=self.today, then=Value(1)), default=Value(0), output_field=IntegerField())
        return (
            self.narrowed()
            .annotate(is_past=is_past, soon=Case(When(last_day__gte=self.today, then=F("start_date"))))
            .order_by("is_past", "soon", "-start_date", "pk")
        )

    def page(self):
        """Return the Django `Page` of events the address asks for; one that does not exist becomes the nearest."""
        paginator = Paginator(self.ordered(), PER_PAGE)
        paginator.count = self.total
        page = paginator.get_page(self.get.get("page"))
        page.object_list = list(page.object_list.for_cards())
        return page

    def ways_out(self):
        """Return links that give something when all filters together give nothing: one filter less."""
        ways = []
        for item in self.active:
            count = self.narrowed(without=item).count()
            if count:
                shown = (facet for facet in self.facets if facet.param == item.param)
                labels = ((marked(option.label),) for facet in shown for option in facet.selected)
                label = format_html_join(", ", "{}", labels)
                ways.append(Link(label, address(self.get, self.path, **{item.param: None}), count))
        return ways

    @property
    def feed_url(self):
        """The feed with the same filters; a search is no part of it."""
        kept = [item.param for item in self.active]
        return address(self.get, reverse("event_feed"), keep=kept) if kept else reverse("event_feed")


def grouped_by_time(events):
    """Return `Group`s of events in the list's order: what is not over, then each year that has been."""
    groups = []
    for (is_past, year), rows in groupby(
        events, key=lambda event: (event.is_past, event.is_past and event.start_date.year)
    ):
        heading = _("Took place in %(year)s") % {"year": year} if is_past else _("Coming, and on now")
        groups.append(Group(heading, year or None, list(rows)))
    return groups


def event_listing(request):
    """Return what the template of the events page draws; a constant number of queries."""
    query = EventQuery(request.GET, request.path)
    events = query.page()
    total = query.total
    groups = grouped_by_time(events.object_list)
    feed = request.build_absolute_uri(query.feed_url)
    return {
        "query": {"q": query.typed, "exact": query.typed if query.exact else ""},
        "typed": query.typed,
        **correction(query.hits, request.GET, request.path),
        "events": events,
        "groups": groups,
        "nothing_coming": bool(total) and events.number == 1 and bool(groups) and groups[0].year is not None,
        "total": total,
        "is_narrowed": bool(query.typed or query.active),
        "facets": query.facets,
        "chips": query.chips,
        "clear_url": query.clear_url,
        "ways_out": query.ways_out() if not total else [],
        "feed_url": feed,
        "subscribe_url": f"webcal://{feed.partition('://')[2]}",
    }
