"""The producers' list: search, facets, and the points of the map."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cooperatives.choices import LegalForm
from cooperatives.models import Commune, ProducerPage, ProducerPicture
from cooperatives.old_names import at_home_first, old_communes
from cooperatives.stories import story_links
from ocop.core.facets import Facet, Link, Option, address, chosen, correction
from ocop.core.forms import clean_query, is_exact
from ocop.core.languages import Vietnamese, with_names
from ocop.core.prepared import is_stored, prepared
from ocop.core.search.engine import search_ids
from ocop.core.search.ids import pk_in_array
from ocop.core.sorting import Alphabetical
from ocop.images.sizes import CARD, PRODUCER_GALLERY, SQUARE, load_sizes

PER_PAGE = 24
MOST_POINTS = 500


class ProducerQuery:
    """What an address asks of the list, such as /hop-tac-xa/?q=me&commune=04105&form=hop_tac_xa&sector=1.

    Nothing in it can be wrong: unknown values are ignored.
    """

    def __init__(self, get, path):
        self.get, self.path = get, path
        self.typed = clean_query(get.get("q"))
        self.exact = is_exact(get, self.typed)
        self.hits = search_ids(ProducerPage, self.typed, correct=not self.exact) if self.typed else None
        units = list(Commune.objects.prefetch_related("predecessors"))
        by_key = {unit.key: unit for unit in sorted(units, key=lambda unit: unit.is_current)}
        self.units = units
        self.communes = [by_key[key] for key in chosen(get, "commune") if key in by_key]
        self.forms = [value for value in chosen(get, "form") if value in LegalForm.values]
        sector_model = ProducerPage._meta.get_field("entries").related_model._meta.get_field("sector").related_model
        self.all_sectors = list(sector_model.objects.all())
        numbers = chosen(get, "sector")
        self.sectors = [sector for sector in self.all_sectors if str(sector.number) in numbers]

    def narrowed(self, without=""):
        """Return the producers under search and filters, but for the facet `without`."""
        found = ProducerPage.objects.browsable()
        if self.hits is not None:
            found = found.filter(pk_in_array("pk", self.hits.ids))
        if self.communes and without != "commune":
            found = found.filter(
                Q(commune__in=[unit.pk for unit in self.communes if unit.is_current])
                | Q(former_commune__in=[unit.pk for unit in self.communes if not unit.is_current])
            )
        if self.forms and without != "form":
            found = found.filter(legal_form__in=self.forms)
        if self.sectors and without != "sector":
            makers = ProducerPage.objects.filter(entries__sector__in=self.sectors).values("pk")
            found = found.filter(pk__in=makers)
        return found

    def facets(self):
        """Return commune, legal form and sector with counts; three queries."""
        by_commune = counts(self.narrowed("commune"), "commune")
        by_former = counts(self.narrowed("commune"), "former_commune") if self.former_chosen else {}
        by_form = counts(self.narrowed("form"), "legal_form")
        by_sector = counts(self.narrowed("sector").filter(entries__isnull=False), "entries__sector")
        communes = []
        for unit in self.units:
            is_chosen = unit in self.communes
            if unit.is_current:
                old = ", ".join(unit.old_names)
                hint = with_names(_("formerly %(names)s"), names=old) if old else ""
                communes.append(Option(unit.key, Vietnamese(unit.name), by_commune.get(unit.pk, 0), is_chosen, hint))
            elif is_chosen:
                label = with_names(_("%(name)s (former)"), name=unit.name)
                communes.append(Option(unit.key, label, by_former.get(unit.pk, 0), True))
        forms = [Option(v, str(label), by_form.get(v, 0), v in self.forms) for v, label in LegalForm.choices]
        sectors = [
            Option(str(item.number), item.display_name, by_sector.get(item.pk, 0), item in self.sectors)
            for item in self.all_sectors
        ]
        groups = [
            ("commune", pgettext("place", "Commune"), communes),
            ("sector", _("Sector"), sectors),
            ("form", _("Legal form"), forms),
        ]
        found = [
            Facet(param, label, [option for option in options if option.count or option.is_selected])
            for param, label, options in groups
        ]
        return [facet for facet in found if facet.leads_on]

    @property
    def former_chosen(self):
        """Whether an old commune is among the chosen."""
        return any(not unit.is_current for unit in self.communes)

    def page(self):
        """Return the Django `Page` of producers the address asks for."""
        rows = self.narrowed().for_cards()
        if self.hits is not None:
            ids = list(self.narrowed().values_list("pk", flat=True))
            known = set(ids)
            communes, _rest = old_communes(self.hits.corrected or self.typed, self.units)
            ranked = at_home_first([pk for pk in self.hits.ids if pk in known], ProducerPage.objects, communes)
            page = Paginator(ranked, PER_PAGE).get_page(self.get.get("page"))
            found = {
                item.pk: item for item in with_numbers(ProducerPage.objects.filter(pk__in=page.object_list).for_cards())
            }
            page.object_list = [found[pk] for pk in page.object_list if pk in found]
            return page
        rows = with_numbers(rows).order_by(Alphabetical("title"), "title", "pk")
        page = Paginator(rows, PER_PAGE).get_page(self.get.get("page"))
        page.object_list = list(page.object_list)
        return page


def counts(producers, field):
    """Return {value: number of distinct producers} over a field."""
    return dict(producers.order_by().values_list(field).annotate(Count("pk", distinct=True)))


def with_numbers(producers, today=None):
    """Annotate how many products each producer has in the catalogue, and its best star in force today."""
    today = today or timezone.localdate()
    return producers.annotate(
        product_count=Count("entries"),
        stars_best=Max("entries__stars", filter=Q(entries__stars_until__gte=today)),
    )


def map_points(producers):
    """Return the producers' places as dicts (see `point`), at most MOST_POINTS; one query."""
    rows = (
        producers.filter(latitude__isnull=False, longitude__isnull=False)
        .select_related("commune")
        .defer_streamfields()
        .order_by(Alphabetical("title"))[:MOST_POINTS]
    )
    return [point(row) for row in rows]


def point(producer):
    """Return one producer's place for the map, or None without coordinates.

    `lang` is the title's language; the place is Vietnamese in any case.
    """
    if producer.latitude is None or producer.longitude is None:
        return None
    return {
        "title": producer.display_title,
        "lang": "en" if get_language() == "en" and producer.name_en else "vi",
        "url": producer.url,
        "lat": round(producer.latitude, 5),
        "lng": round(producer.longitude, 5),
        "place": producer.address_today,
    }


def producer_listing(request):
    """Return what the template of the producers' page draws."""
    query = ProducerQuery(request.GET, request.path)
    facets = query.facets()
    producers = query.page()
    return {
        "query": {"q": query.typed, "exact": query.typed if query.exact else ""},
        "typed": query.typed,
        **correction(query.hits, query.get, query.path),
        "producers": producers,
        "total": producers.paginator.count,
        "facets": facets,
        "chips": [
            Link(option.label, address(query.get, query.path, drop=[(facet.param, option.value)]))
            for facet in facets
            for option in facet.selected
        ],
        "clear_url": address(query.get, query.path, keep=["q", "exact"]),
        "points": map_points(query.narrowed()),
        "map_tiles": settings.OCOP_MAP_TILE_URL,
        "map_attribution": settings.OCOP_MAP_ATTRIBUTION,
    }


@prepared
def more_pictures(producer):
    """The pictures of a producer's gallery, in their order."""
    return ProducerPicture.objects.filter(page=producer).select_related("image")


def producer_detail(producer):
    """Return what one producer's template draws beside its own text."""
    products = producer.entries.model.objects.of_producer(producer.pk or 0)
    pictures = list(producer.gallery.all()) if not is_stored(producer, "gallery") else more_pictures(producer.pk or 0)
    load_sizes([entry.product.main_image for entry in products], CARD, SQUARE)
    load_sizes([picture.image for picture in pictures], PRODUCER_GALLERY)
    crops = {}
    for entry in products:
        name = entry.crop.display_name if entry.crop else entry.product.display_title
        cells = crops.setdefault(name, [0] * 12)
        crops[name] = [max(old, int(new)) for old, new in zip(cells, entry.supply, strict=True)]
    return {
        "stories": story_links(producer),
        "gallery": pictures,
        "products": products,
        "crop_rows": [
            {"name": name, "cells": cells, "is_all_year": all(cells)} for name, cells in crops.items() if any(cells)
        ],
        "certificates": [entry for entry in products if entry.stars_today],
        "event_record": producer.event_places.record(),
        "point": point(producer),
        "map_tiles": settings.OCOP_MAP_TILE_URL,
        "map_attribution": settings.OCOP_MAP_ATTRIBUTION,
    }
