"""The library's list: search, facets with counts, order.

The library holds hundreds of documents, not tens of thousands: one query brings the few columns that filters, counts and
order need, and Python does the rest. So whether a document holds today is decided by one rule, on either database.
"""

from collections import Counter

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from news.library import facets
from news.library.excerpts import excerpts
from news.models import LegalDocumentPage
from ocop.core.facets import Facet, Link, Option, address, chosen, correction
from ocop.core.forms import clean_query, is_exact
from ocop.core.languages import marked
from ocop.core.search.engine import search_ids
from ocop.core.search.query import parse
from ocop.core.text import fold, words

PER_PAGE = 20

SORTS = {
    "new": _("newest first"),
    "relevance": _("best match"),
    "old": _("oldest first"),
    "name": _("name A–Z"),
}


class LibraryQuery:
    """What an address asks of the library, such as /tra-cuu/?q=qd+26&kind=quyet_dinh&field=ocop&year=2026&status=con.

    Nothing in it can be wrong: unknown facets and values are ignored.
    """

    def __init__(self, get, path, today=None):
        self.get, self.path = get, path
        self.today = today or timezone.localdate()
        self.typed = clean_query(get.get("q"))
        self.exact = is_exact(get, self.typed)
        self.hits = search_ids(LegalDocumentPage, self.typed, correct=not self.exact) if self.typed else None
        self.rows = facets.rows(self.today)
        self.chosen = {
            facet.param: [value for value in chosen(get, facet.param) if facet.knows(value, self.rows)]
            for facet in facets.FACETS
        }
        self.default_sort = "relevance" if self.typed else "new"
        self.sort = get.get("sort") if get.get("sort") in SORTS else self.default_sort
        if self.sort == "relevance" and not self.typed:
            self.sort = "new"

    @cached_property
    def found(self):
        """The rows that match the search, before any filter."""
        if self.hits is None:
            return self.rows
        ids = set(self.hits.ids)
        return [row for row in self.rows if row.pk in ids]

    def narrowed(self, without=""):
        """Return the rows under search and filters, but for the facet `without`."""
        active = {param: set(values) for param, values in self.chosen.items() if values and param != without}
        return [row for row in self.found if all(getattr(row, param) in values for param, values in active.items())]

    @cached_property
    def facets(self):
        """The facets to show, each counted under all filters but its own."""
        shown = []
        for facet in facets.FACETS:
            counts = Counter(getattr(row, facet.param) for row in self.narrowed(facet.param))
            selected = self.chosen[facet.param]
            options = [
                Option(value, label, counts[value], value in selected)
                for value, label in facet.values(self.rows)
                if counts[value] or value in selected
            ]
            shown.append(Facet(facet.param, str(facet.label), options, facet.is_open or bool(selected)))
        return [facet for facet in shown if facet.leads_on]

    @property
    def chips(self):
        """One link per chosen option that takes it back."""
        return [
            Link(option.label, address(self.get, self.path, drop=[(facet.param, option.value)]))
            for facet in self.facets
            for option in facet.selected
        ]

    @cached_property
    def ordered(self):
        """Ids of the rows under all filters in the order asked for."""
        rows = self.narrowed()
        if self.sort == "relevance":
            return ranked(self.hits, rows)
        key = {"name": lambda row: (fold(row.title), row.pk)}.get(self.sort, lambda row: (row.day, row.pk))
        return [row.pk for row in sorted(rows, key=key, reverse=self.sort == "new")]

    def page(self):
        """Return the Django `Page` of documents the address asks for; a page that does not exist becomes the nearest."""
        page = Paginator(self.ordered, PER_PAGE).get_page(self.get.get("page"))
        found = {item.pk: item for item in LegalDocumentPage.objects.filter(pk__in=page.object_list).for_cards()}
        page.object_list = [found[pk] for pk in page.object_list if pk in found]
        if self.hits is not None:
            found_inside = excerpts(page.object_list, self.hits.corrected or self.typed)
            for document in page.object_list:
                document.excerpt = found_inside.get(document.pk)
        return page

    def ways_out(self):
        """Return links that give something when all filters together give nothing: one filter less each."""
        ways = []
        for facet in self.facets:
            count = len(self.narrowed(without=facet.param)) if facet.selected else 0
            if count:
                label = format_html_join(", ", "{}", ((marked(option.label),) for option in facet.selected))
                ways.append(Link(label, address(self.get, self.path, **{facet.param: None}), count))
        return ways


def ranked(hits, rows):
    """Return the ids of `rows`, best match first; among documents named by all the words, those that have ended come last.

    "luat hop tac xa" names the law of 2012 and the one that replaced it: people want the law that holds.
    """
    by_pk = {row.pk: row for row in rows}
    parsed = parse(hits.query)
    readings = [set(words(fold(" ".join(reading)))) for reading in parsed.loose] if parsed else []
    best = [by_pk[pk] for pk in hits.ids if pk in by_pk]
    named = [row for row in best if any(wanted.issubset(row.title_words) for wanted in readings)]
    named.sort(key=lambda row: row.has_ended)
    others = [row for row in best if row not in named]
    return [row.pk for row in [*named, *others]]


def library_context(request):
    """Return what the library's template draws."""
    query = LibraryQuery(request.GET, request.path)
    documents = query.page()
    total = documents.paginator.count
    return {
        "query": {"q": query.typed, "exact": query.typed if query.exact else ""},
        "typed": query.typed,
        **correction(query.hits, request.GET, request.path),
        "documents": documents,
        "total": total,
        "all_total": len(query.rows),
        "facets": query.facets,
        "chips": query.chips,
        "clear_url": address(request.GET, request.path, keep=["q", "exact", "sort"]),
        "sorts": [
            # The usual order has no value: a form sent with it leaves a search to its own best order.
            {"value": "" if value == query.default_sort else value, "label": label, "is_selected": value == query.sort}
            for value, label in SORTS.items()
            if value != "relevance" or query.typed
        ],
        "ways_out": query.ways_out() if not total else [],
    }
