"""The catalogue's list: search, filters, counts, order, and what helps when nothing is found."""

import datetime

from django.core.paginator import Paginator
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ocop.core.facets import Link, address, chosen, correction
from ocop.core.forms import clean_query, is_exact
from ocop.core.languages import marked
from ocop.core.search.engine import matching_ids
from ocop.core.search.ids import pk_in_array
from products import catalogue, counts, filters
from products.asking import search_as_buyers_do
from products.models import CatalogueEntry, ProductPage
from products.ranking import named_first, old_commune_first

PER_PAGE = 24
COMING_DAYS = 45

SORTS = {
    "fresh": _("price confirmed last"),
    "relevance": _("best match"),
    "stars": _("most stars"),
    "price": _("lowest price"),
    "-price": _("highest price"),
    "name": _("name A–Z"),
}


class CatalogueQuery:
    """What an address asks of the catalogue.

    `get`: a QueryDict such as ?q=ca+phe&stars=4&commune=04105&month=3&standard=vietgap&sort=price&page=2. Nothing in it
    can be wrong: unknown facets and values are ignored.
    """

    def __init__(self, get, path, today=None):
        self.get, self.path = get, path
        self.today = today or timezone.localdate()
        self.typed = clean_query(get.get("q"))
        self.exact = is_exact(get, self.typed)
        self.filters = [cls(chosen(get, cls.param), self.today) for cls in FILTERS]
        self.default_sort = default = "relevance" if self.typed else "fresh"
        self.sort = get.get("sort") if get.get("sort") in SORTS else default
        if self.sort == "relevance" and not self.typed:
            self.sort = "fresh"

    @cached_property
    def hits(self):
        """What the search found, best first; None without a search."""
        return search_as_buyers_do(ProductPage, self.typed, correct=not self.exact) if self.typed else None

    @cached_property
    def matching(self):
        """All product ids that match the search; None without a search."""
        if self.hits is None:
            return None
        return matching_ids(ProductPage, self.hits.query) if self.hits.capped else self.hits.ids

    @cached_property
    def found(self):
        """Entries that match the search, before any filter."""
        entries = CatalogueEntry.objects.all()
        return entries if self.matching is None else entries.filter(pk_in_array("product_id", self.matching))

    @property
    def active(self):
        """The filters with a choice."""
        return [item for item in self.filters if item.values]

    def narrowed(self, without=None):
        """Return the entries under all chosen filters, but for the filter `without`."""
        return self.under(self.others(without) if without else tuple(self.active))

    def others(self, without):
        """Return the chosen filters but `without`; of sector and group, which narrow the same, none narrows the other."""
        alike = {"group", "sector"} if without.param in ("group", "sector") else {without.param}
        return tuple(item for item in self.active if item.param not in alike)

    def under(self, chosen, among=None):
        """Return the entries under these filters, among those that the search found by default."""
        entries = self.found if among is None else among
        by_param = {item.param: item for item in chosen}
        if "sector" in by_param and "group" in by_param:
            entries = entries.filter(filters.sector_or_group(by_param.pop("sector"), by_param.pop("group")))
        for item in by_param.values():
            entries = entries.filter(item.condition())
        return entries

    @cached_property
    def counted(self):
        """Counts of every facet and the total, in one query: {facet number: {value: count}}."""
        left = {}
        facets = []
        for number, item in enumerate(self.filters):
            others = tuple(self.active) if item.wants_all else self.others(item)
            if others not in left:
                left[others] = self.under(others)
            facets += [(number * 10 + place, values, left[others]) for place, values in enumerate(item.counted_by)]
        return counts.counted(facets, self.today)

    @cached_property
    def facets(self):
        """The facets to show, counted; the crop is chosen elsewhere and only has a chip."""
        shown = []
        for number, item in enumerate(self.filters):
            counts = [self.counted.get(number * 10 + place, {}) for place in range(2)]
            facet = item.facet(counts)
            if facet.leads_on:
                shown.append(facet)
        return shown

    @property
    def chips(self):
        """One link per chosen option that takes it back."""
        return [
            Link(option.chip, address(self.get, self.path, drop=[(facet.param, option.value)]))
            for facet in self.facets
            for option in facet.selected
        ]

    @property
    def clear_url(self):
        """The address without filters; the search and order stay."""
        return address(self.get, self.path, keep=["q", "exact", "sort"])

    @cached_property
    def ranked(self):
        """Ids of the entries under all filters, best match first; those beyond the search's ranking come last."""
        known = set(self.narrowed().values_list("pk", flat=True))
        best = [pk for pk in self.hits.ids if pk in known]
        communes = next(item.units for item in self.filters if item.param == "commune")
        best = old_commune_first(best, self.hits.corrected or self.typed, communes)
        return best + sorted(known.difference(best), reverse=True)

    def ordered(self):
        """Return the entries under all filters in the order asked for; what nobody confirmed lately sinks."""
        by = {
            "fresh": ["-in_stock", "-freshness"],
            "stars": [F("_stars").desc(nulls_last=True), "-freshness"],
            "price": [F("retail_min").asc(nulls_last=True)],
            "-price": [F("retail_min").desc(nulls_last=True)],
            "name": ["sort_title"],
        }
        entries = self.narrowed()
        if self.sort == "stars":
            entries = entries.annotate(_stars=Case(When(stars_until__gte=self.today, then=F("stars"))))
        return entries.order_by(*by[self.sort], "product_id")

    def page(self):
        """Return the Django `Page` of entries the address asks for; a page that does not exist becomes the nearest."""
        number = self.get.get("page")
        if self.sort == "relevance":
            page = Paginator(self.ranked, PER_PAGE).get_page(number)
        elif self.hits and self.hits.query and not self.hits.capped:  # words that so many bear tell none from another
            page = Paginator(named_first(self.ordered(), self.hits), PER_PAGE).get_page(number)
        else:
            paginator = Paginator(self.ordered().values_list("pk", flat=True), PER_PAGE)
            paginator.count = self.total
            page = paginator.get_page(number)
        page.object_list = CatalogueEntry.objects.cards(list(page.object_list))
        return page

    @cached_property
    def total(self):
        """How many products are listed; read off the months' counts where they cover the whole list."""
        if self.sort == "relevance":
            return len(self.ranked)
        for number, item in enumerate(self.filters):
            if item.param == "month" and not item.values:
                return sum(self.counted.get(number * 10, {}).values())
        return self.narrowed().count()

    def coming_soon(self, shown):
        """Return the entries that come soon among those that the other filters leave and the page does not list yet.

        `shown`: the entries on the page. Beside a month other than today's nothing is told: what was asked for is later.
        """
        month = next(item for item in self.filters if item.param == "month")
        if set(month.values) - {self.today.month}:
            return []
        among = self.narrowed(without=month).exclude(pk__in=[entry.pk for entry in shown])
        return coming_soon(self.today, among)

    def ways_out(self):
        """Return links that give something when everything asked together gives nothing: one condition less."""
        ways = []
        for item in self.active:
            left = tuple(other for other in self.active if other is not item)
            if count := self.under(left).count():
                ways.append(Link(self.label(item), address(self.get, self.path, **{item.param: None}), count))
        if self.typed and self.active and (count := self.under(self.active, CatalogueEntry.objects.all()).count()):
            ways.append(Link(self.typed, address(self.get, self.path, q=None, exact=None), count))
        return ways

    def ways_alone(self):
        """Return links to what each chosen filter gives by itself, with the search if there is one."""
        ways = []
        for item in self.active if len(self.active) > 2 else []:
            if count := self.under((item,)).count():
                kept = ["q", "exact", "sort", item.param]
                ways.append(Link(self.label(item), address(self.get, self.path, keep=kept), count))
        return ways

    def label(self, item):
        """Return the chosen options of a filter in words."""
        facet = next(facet for facet in self.facets if facet.param == item.param)
        return format_html_join(", ", "{}", ((marked(option.chip),) for option in facet.selected))


FILTERS = (
    filters.MonthFilter,
    filters.SectorFilter,
    filters.SetFilter,
    filters.StarsFilter,
    filters.CommuneFilter,
    filters.StandardFilter,
    filters.PriceFilter,
    filters.TagFilter,
    filters.ProducerFilter,
    filters.CropFilter,
)


def filters_asked_in_words(request):
    """Return the address that asks by filter for the stars and the month which the search text names, or None."""
    typed = clean_query(request.GET.get("q"))
    stars, rest = filters.stars_in_words(typed)
    month, rest = filters.month_in_words(rest)
    if (stars is None and month is None) or is_exact(request.GET, typed):
        return None
    named = {param: value for param, value in (("stars", stars), ("month", month)) if value}
    return address(request.GET, request.path, q=rest or None, **named)


def catalogue_context(request):
    """Return what the catalogue's template draws."""
    catalogue.refresh_due()
    query = CatalogueQuery(request.GET, request.path)
    entries = query.page()
    total = query.total
    ways_out = [] if total else query.ways_out()
    return {
        "query": {"q": query.typed, "exact": query.typed if query.exact else ""},
        "typed": query.typed,
        **correction(query.hits, request.GET, request.path),
        "entries": entries,
        "total": total,
        "all_total": total if not (query.typed or query.active) else CatalogueEntry.objects.count(),
        "facets": query.facets,
        "chips": query.chips,
        "clear_url": query.clear_url,
        "sorts": [
            # The usual order has no value: a form sent with it leaves a search to its own best order.
            {"value": "" if value == query.default_sort else value, "label": label, "is_selected": value == query.sort}
            for value, label in SORTS.items()
            if value != "relevance" or query.typed
        ],
        "sort": query.sort,
        "coming_soon": query.coming_soon(entries) if entries.number == 1 else [],
        "ways_out": ways_out,
        "ways_alone": [] if total or ways_out else query.ways_alone(),
    }


def coming_soon(today, among=None, most=3):
    """Return up to `most` entries that are out of season now and begin within COMING_DAYS, those confirmed last first.

    `among`: a queryset of entries, all by default. Two queries: ids out of the narrow rows, then what their cards draw.
    """
    now = today.month
    soon = (today + datetime.timedelta(days=COMING_DAYS)).month
    months = {(now + step - 1) % 12 + 1 for step in range(1, (soon - now) % 12 + 1)}
    if not months:
        return []
    starting = filters.GreaterThan(F("months").bitand(sum(1 << (month - 1) for month in months)), 0)
    absent = filters.GreaterThan(F("months").bitand(1 << (now - 1)), 0)
    among = CatalogueEntry.objects.all() if among is None else among
    coming = among.filter(starting).exclude(absent).order_by("-freshness", "product_id")
    return CatalogueEntry.objects.in_this_order(list(coming.values_list("pk", flat=True)[:most]))
