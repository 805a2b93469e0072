"""The list's filters: kind, place, producer, year. An address says all of it: ?kind=course&commune=04105&year=2026."""

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperatives.models import Commune, ProducerPage
from ocop.core.facets import Option
from ocop.core.languages import Vietnamese, with_names
from ocop.core.sorting import Alphabetical
from products.filters import Filter, NumberFilter
from trade.choices import EventKind
from trade.models import EventProducer

MOST_PRODUCERS = 8
ONLINE = "online"


def grouped(events, expression):
    """Return a queryset of (text, number): how many `events` there are for each value of `expression`."""
    return (
        events.annotate(_value=Cast(expression, CharField()))
        .values("_value")
        .annotate(_number=Count("pk"))
        .values_list("_value", "_number")
        .order_by()
    )


def tagged_rows(number, rows):
    """Return `rows` of (text, count) with the number of their facet in front, ready for one UNION ALL."""
    return rows.annotate(_facet=Value(number)).values_list("_facet", "_value", "_number")


class KindFilter(Filter):
    """Fair, meeting, course or visit."""

    param, label = "kind", gettext_lazy("Kind of event")

    def known(self, values):
        return [value for value in values if value in EventKind.values]

    def condition(self):
        return Q(kind__in=self.values)

    def count_rows(self, entries):
        return [grouped(entries, F("kind"))]

    def options(self, counts):
        return [
            Option(value, str(label), counts[0].get(value, 0), value in self.values)
            for value, label in EventKind.choices
        ]


class PlaceFilter(Filter):
    """The commune where it is, or online."""

    param, label = "commune", gettext_lazy("Place")

    def known(self, values):
        self.units = list(Commune.objects.current().prefetch_related("predecessors"))
        keys = {unit.key for unit in self.units} | {ONLINE}
        return [value for value in values if value in keys]

    def condition(self):
        chosen = Q(commune__in=[unit.pk for unit in self.units if unit.key in self.values])
        return chosen | Q(is_online=True) if ONLINE in self.values else chosen

    def count_rows(self, entries):
        return [grouped(entries.filter(commune__isnull=False), F("commune_id")), grouped(entries, F("is_online"))]

    def options(self, counts):
        options = []
        for unit in self.units:
            old = ", ".join(unit.old_names)
            hint = with_names(_("formerly %(names)s"), names=old) if old else ""
            count = counts[0].get(str(unit.pk), 0)
            options.append(Option(unit.key, Vietnamese(unit.name), count, unit.key in self.values, hint))
        # The databases write true in different ways.
        online = sum(counts[1].get(word, 0) for word in ("1", "t", "true"))
        return [*options, Option(ONLINE, _("Online"), online, ONLINE in self.values)]


class ProducerFilter(Filter):
    """Who takes part; the producers with most events stand in the list."""

    param, label, is_open = "producer", gettext_lazy("Producer"), False

    def known(self, values):
        self.selected = (
            list(ProducerPage.objects.browsable().filter(slug__in=values).defer_streamfields()) if values else []
        )
        return [page.slug for page in self.selected]

    def condition(self):
        places = EventProducer.objects.filter(producer__in=[page.pk for page in self.selected])
        return Q(pk__in=places.values("page"))

    def count_rows(self, entries):
        return [grouped(entries.filter(producer_places__isnull=False), F("producer_places__producer_id"))]

    def options(self, counts):
        most = sorted(counts[0], key=lambda pk: (-counts[0][pk], int(pk)))[:MOST_PRODUCERS]
        ids = {int(pk) for pk in most} | {page.pk for page in self.selected}
        pages = (
            ProducerPage.objects.browsable()
            .filter(pk__in=ids)
            .order_by(Alphabetical("title"), "pk")
            .defer_streamfields()
        )
        return [
            Option(page.slug, page.display_title, counts[0].get(str(page.pk), 0), page.slug in self.values)
            for page in pages
        ]


class YearFilter(NumberFilter):
    """The year in which it begins."""

    param, label, is_open = "year", gettext_lazy("Year"), False
    low, high = 1990, 2199

    def condition(self):
        return Q(start_date__year__in=self.values)

    def count_rows(self, entries):
        return [grouped(entries, ExtractYear("start_date"))]

    def options(self, counts):
        years = sorted({int(year) for year in counts[0]} | set(self.values), reverse=True)
        return [Option(str(year), str(year), counts[0].get(str(year), 0), year in self.values) for year in years]
