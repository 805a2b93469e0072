"""What the front page shows; what editors leave empty fills itself."""

from dataclasses import dataclass

from django.db.models import Count, F
from django.utils import timezone
from wagtail.models import Page

from cooperatives.listing import with_numbers
from cooperatives.models import Commune, ProducerIndexPage, ProducerPage
from news.models import ArticlePage
from products import catalogue
from products.listing import counts_by
from products.models import CatalogueEntry, Crop, ProductIndexPage, Sector

MOST_PRODUCTS = 8
MOST_PRODUCERS = 6
MOST_ARTICLES = 3
MOST_WORDS = 2


@dataclass
class Month:
    """One door of the month ribbon."""

    month: int
    words: str
    url: str
    is_current: bool


@dataclass
class SectorDoor:
    """A shortcut to one sector of the catalogue."""

    sector: Sector
    count: int
    url: str

    @property
    def display_name(self):
        return self.sector.display_name

    @property
    def image(self):
        return self.sector.image


@dataclass
class CommuneRow:
    """One commune with its old names and what grows there."""

    commune: Commune
    old_names: list
    words: str
    count: int
    url: str

    @property
    def name(self):
        return self.commune.name


def front_page_context(home):
    """Return what the front page's template draws; a constant number of queries."""
    catalogue.refresh_due()
    today = timezone.localdate()
    addresses = section_addresses()
    listing = addresses.get(ProductIndexPage, "")
    heroes = {hero.month: hero for hero in home.month_heroes.all()}
    in_season = CatalogueEntry.objects.in_month(today.month).filter(in_stock=True)
    crops = dict(Crop.objects.values_list("pk", "name"))
    by_commune = counts_by("commune")
    return {
        "month_now": today.month,
        "hero": heroes.get(today.month),
        "ribbon": ribbon(heroes, today.month, listing),
        "in_season": featured_products(home) or season_picks(in_season, today.month),
        "in_season_total": in_season.count(),
        "in_season_url": f"{listing}?month={today.month}",
        "sectors": sector_doors(listing),
        "producers": featured_producers(home) or recent_producers(),
        "articles": list(ArticlePage.objects.browsable().newest_first().for_cards()[:MOST_ARTICLES]),
        "communes": commune_rows(by_commune, crops, listing),
        "product_total": sum(by_commune.values()),
        "producer_total": ProducerPage.objects.browsable().count(),
        "catalogue_url": listing,
        "producers_url": addresses.get(ProducerIndexPage, ""),
    }


def section_addresses():
    """Return {page class: address} of the sections the front page links to; one query."""
    pages = Page.objects.type(ProductIndexPage, ProducerIndexPage).live().select_related("content_type")
    return {page.content_type.model_class(): page.url for page in pages}


def ribbon(heroes, month_now, listing):
    """Return twelve `Month`s from this month on, with the words editors gave each."""
    numbers = [(month_now - 1 + step) % 12 + 1 for step in range(12)]
    return [
        Month(
            number,
            heroes[number].display_ribbon if number in heroes else "",
            f"{listing}?month={number}",
            number == month_now,
        )
        for number in numbers
    ]


def featured_products(home):
    """Return the entries editors chose, in their order; products that are no longer public drop out."""
    ids = list(home.featured_products.values_list("product_id", flat=True))
    if not ids:
        return []
    found = {entry.pk: entry for entry in CatalogueEntry.objects.filter(pk__in=ids).for_cards()}
    return [found[pk] for pk in ids if pk in found][:MOST_PRODUCTS]


def season_picks(in_season, month):
    """Return entries in season, what is at its height before what is there all year, the freshest price first.

    One product of each crop comes before the second of any, so that the page shows the breadth of the month.
    """
    rows = list(
        in_season.order_by(F("confirmed_on").desc(nulls_last=True), "pk").values_list("pk", "crop_id", "supply")[:200]
    )
    at_height = {"2": 0, "1": 1, "3": 2}
    rows.sort(key=lambda row: at_height.get(row[2][month - 1], 3))
    seen, order = {}, []
    for pk, crop, _supply in rows:
        seen[crop] = seen.get(crop, -1) + 1
        order.append((seen[crop], len(order), pk))
    ids = [pk for _round, _place, pk in sorted(order)[:MOST_PRODUCTS]]
    found = {entry.pk: entry for entry in CatalogueEntry.objects.filter(pk__in=ids).for_cards()}
    return [found[pk] for pk in ids if pk in found]


def sector_doors(listing):
    """Return the sectors that have products; two queries and the pictures."""
    counts = counts_by("sector")
    sectors = Sector.objects.select_related("image").prefetch_related("image__renditions")
    return [
        SectorDoor(sector, counts[sector.pk], f"{listing}?sector={sector.number}")
        for sector in sectors
        if counts.get(sector.pk)
    ]


def featured_producers(home):
    """Return the producers editors chose, in their order."""
    ids = list(home.featured_producers.values_list("producer_id", flat=True))
    if not ids:
        return []
    chosen = with_numbers(ProducerPage.objects.browsable().filter(pk__in=ids).for_cards())
    found = {page.pk: page for page in chosen}
    return [found[pk] for pk in ids if pk in found][:MOST_PRODUCERS]


def recent_producers():
    """Return the producers who confirmed their contact last and have something to show."""
    ids = list(
        ProducerPage.objects.browsable()
        .filter(entries__isnull=False)
        .order_by(F("contact_confirmation__confirmed_on").desc(nulls_last=True), "pk")
        .values_list("pk", flat=True)
        .distinct()[:MOST_PRODUCERS]
    )
    found = {page.pk: page for page in with_numbers(ProducerPage.objects.filter(pk__in=ids).for_cards())}
    return [found[pk] for pk in ids if pk in found]


def commune_rows(by_commune, crops, listing):
    """Return today's communes, those with most products first, each with its old names and its commonest crops."""
    pairs = (
        CatalogueEntry.objects.filter(crop__isnull=False)
        .values_list("commune", "crop")
        .annotate(number=Count("pk"))
        .order_by("commune", "-number", "crop")
    )
    words = {}
    for commune, crop, _number in pairs:
        words.setdefault(commune, []).append(crops[crop].lower())
    rows = [
        CommuneRow(
            unit,
            [old.name for old in unit.predecessors.all() if old.name != unit.name],
            ", ".join(words.get(unit.pk, [])[:MOST_WORDS]),
            by_commune.get(unit.pk, 0),
            f"{listing}?commune={unit.code}",
        )
        for unit in Commune.objects.current().prefetch_related("predecessors")
    ]
    return sorted(rows, key=lambda row: (-row.count, row.name))
