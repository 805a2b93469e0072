"""What the front page shows; what editors leave empty fills itself."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.utils import timezone
from wagtail.models import Page

from cooperatives.listing import with_numbers
from cooperatives.models import Commune, ProducerIndexPage, ProducerPage
from home.front_sections import chosen_pages, kinds_shown, sections_of
from home.models.pages import FeaturedProducer, FeaturedProduct, HomeFigure, MonthHero
from home.newsroom import newsroom
from news.models import ArticleIndexPage, LibraryPage, StoryIndexPage, VideoIndexPage
from ocop.core.prepared import is_stored, prepared
from ocop.core.text import fold
from ocop.images.models import SiteImage
from ocop.images.sizes import ARTICLE, CARD, FEATURE, HERO, SQUARE, load_sizes
from products import catalogue
from products.filters import GreaterThan
from products.models import CatalogueEntry, Crop, ProductIndexPage, Sector
from trade.models import EventIndexPage

MOST_PRODUCTS = 8
MOST_PRODUCERS = 6
MOST_WORDS = 2
SECTIONS = (
    ProductIndexPage,
    ProducerIndexPage,
    ArticleIndexPage,
    StoryIndexPage,
    VideoIndexPage,
    EventIndexPage,
    LibraryPage,
)


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
    crops: list
    count: int
    url: str

    @property
    def name(self):
        return self.commune.name


def front_page_context(home):
    """Return what the front page's template draws; a constant number of queries."""
    catalogue.refresh_due()
    today = timezone.localdate()
    pages = section_pages(timezone.now(), *section_types())
    addresses = section_addresses(pages)
    listing = addresses.get(ProductIndexPage, "")
    stored = is_stored(home, "month_heroes")
    heroes = {hero.month: hero for hero in (month_heroes(home.pk) if stored else home.month_heroes.all())}
    numbers = Numbers(today.month)
    products = featured_products(home) or season_picks(today.month)
    producers = featured_producers(home) or recent_producers(timezone.now(), today)
    sections = sections_of(home)
    news = newsroom(chosen_pages(sections), kinds_shown(sections))
    doors = sector_doors(numbers, listing)
    load_hero_pictures(home)
    load_sizes(
        [
            home.hero_image,
            home.hero_image_phone,
            *(entry.product.main_image for entry in products),
            *(page.main_image for page in [*producers, *news.pages]),
            *(door.image for door in doors),
        ],
        HERO,
        CARD,
        SQUARE,
        ARTICLE,
        FEATURE,
    )
    return {
        "month_now": today.month,
        "hero": heroes.get(today.month),
        "ribbon": ribbon(heroes, today.month, listing),
        "in_season": products,
        "in_season_total": numbers.in_season,
        "in_season_url": f"{listing}?month={today.month}",
        "sectors": doors,
        "producers": producers,
        "sections": sections,
        "newsroom": news,
        "figures": figures(home.pk) if is_stored(home, "figures") else list(home.figures.all()),
        "communes": commune_rows(numbers, listing),
        "product_total": numbers.total,
        "producer_total": next((page.producer_total or 0 for page in pages), 0),
        "catalogue_url": listing,
        "producers_url": addresses.get(ProducerIndexPage, ""),
        "news_url": addresses.get(ArticleIndexPage, ""),
        "stories_url": addresses.get(StoryIndexPage, ""),
        "videos_url": addresses.get(VideoIndexPage, ""),
        "events_url": addresses.get(EventIndexPage, ""),
        "library_url": addresses.get(LibraryPage, ""),
    }


class Numbers:
    """How many products there are by commune, sector and crop, and how many can be had in `month`: two queries."""

    def __init__(self, month):
        self.by_commune, self.by_sector, self.crops_of = Counter(), Counter(), defaultdict(Counter)
        self.in_season = 0
        known = {crop.pk: crop for crop in crops()}
        for commune, sector, crop, number, in_season in numbers_by_place(1 << (month - 1)):
            self.by_commune[commune] += number
            self.by_sector[sector] += number
            self.in_season += in_season
            if crop:
                self.crops_of[commune][known[crop]] += number

    @property
    def total(self):
        """How many products the catalogue holds."""
        return self.by_commune.total()


@prepared
def numbers_by_place(month_bit):
    """(commune, sector, crop, how many products, how many of them can be had in the month of this bit), by ids."""
    available = Q(GreaterThan(F("months").bitand(month_bit), 0), in_stock=True)
    rows = CatalogueEntry.objects.values_list("commune", "sector", "crop")
    return rows.annotate(number=Count("*"), in_season=Count("months", filter=available)).order_by()


@prepared
def crops():
    """All crops with their names."""
    return Crop.objects.order_by().only("name", "name_en")


def load_hero_pictures(home):
    """Fetch the wide hero picture and the phone's in one query."""
    pictures = SiteImage.objects.in_bulk(filter(None, [home.hero_image_id, home.hero_image_phone_id]))
    home.hero_image, home.hero_image_phone = pictures.get(home.hero_image_id), pictures.get(home.hero_image_phone_id)


def section_types():
    """Return the ids of the content types of the sections; no query once they are known."""
    return [content_type.pk for content_type in ContentType.objects.get_for_models(*SECTIONS).values()]


@prepared
def section_pages(now, *types):
    """The sections the front page links to, each with `producer_total`, how many producers there are at `now`."""
    producers = ProducerPage.objects.browsable(now).order_by().annotate(_all=Value(1)).values("_all")
    return (
        Page.objects.filter(content_type__in=types)
        .live()
        .annotate(producer_total=Subquery(producers.annotate(_number=Count("pk")).values("_number")))
    )


def section_addresses(pages=None):
    """Return {page class: address} of the sections; one query, or none given `section_pages()`."""
    pages = Page.objects.type(*SECTIONS).live() if pages is None else pages
    return {page.cached_content_type.model_class(): page.url for page in pages}


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
    return entries_featured_on(home.pk or 0)


@prepared
def entries_featured_on(home):
    """The entries that editors chose for the front page `home`."""
    chosen = FeaturedProduct.objects.filter(page=home, product=OuterRef("pk")).values("sort_order")[:1]
    ids = FeaturedProduct.objects.filter(page=home).values("product")
    entries = CatalogueEntry.objects.filter(pk__in=ids).annotate(place=Subquery(chosen))
    return entries.order_by("place").with_pages()[:MOST_PRODUCTS]


@prepared
def freshest_in_season(month_bit):
    """(id, crop, supply) of what can be had in the month of this bit, the freshest price first."""
    in_season = CatalogueEntry.objects.in_months(month_bit)
    return in_season.filter(in_stock=True).order_by("-freshness", "pk").values_list("pk", "crop_id", "supply")[:200]


def season_picks(month):
    """Return entries in season, what is at its height before what is there all year, the freshest price first.

    One product of each crop comes before the second of any, so that the page shows the breadth of the month.
    """
    rows = freshest_in_season(1 << (month - 1))
    at_height = {"2": 0, "1": 1, "3": 2}
    rows.sort(key=lambda row: at_height.get(row[2][month - 1], 3))
    seen, order = {}, []
    for pk, crop, _supply in rows:
        seen[crop] = seen.get(crop, -1) + 1
        order.append((seen[crop], len(order), pk))
    ids = [pk for _round, _place, pk in sorted(order)[:MOST_PRODUCTS]]
    return CatalogueEntry.objects.in_this_order(ids)


def sector_doors(numbers, listing):
    """Return the sectors that have products."""
    return [
        SectorDoor(sector, numbers.by_sector[sector.pk], f"{listing}?sector={sector.number}")
        for sector in sectors()
        if numbers.by_sector[sector.pk]
    ]


@prepared
def sectors():
    """All sectors, with their pictures."""
    return Sector.objects.select_related("image")


@prepared
def month_heroes(home):
    """What the front page `home` says, month by month."""
    return MonthHero.objects.filter(page=home)


@prepared
def figures(home):
    """The figures of the front page `home`, in their order."""
    return HomeFigure.objects.filter(page=home)


def featured_producers(home):
    """Return the producers editors chose, in their order."""
    return producers_featured_on(home.pk or 0, timezone.now(), timezone.localdate())


@prepared
def producers_featured_on(home, now, today):
    """The public producers that editors chose for the front page `home`."""
    chosen = FeaturedProducer.objects.filter(page=home, producer=OuterRef("pk")).values("sort_order")[:1]
    ids = FeaturedProducer.objects.filter(page=home).values("producer")
    pages = ProducerPage.objects.browsable(now).filter(pk__in=ids).annotate(place=Subquery(chosen))
    return with_numbers(pages, today).order_by("place").with_images()[:MOST_PRODUCERS]


@prepared
def recent_producers(now, today):
    """The public producers who confirmed their contact last and have something to show."""
    last_first = (F("contact_confirmation__confirmed_on").desc(nulls_last=True), "pk")
    with_products = Exists(CatalogueEntry.objects.filter(producer=OuterRef("pk")))
    chosen = (
        ProducerPage.objects.browsable(now).filter(with_products).order_by(*last_first).values("pk")[:MOST_PRODUCERS]
    )
    return with_numbers(ProducerPage.objects.filter(pk__in=chosen).with_images(), today).order_by(*last_first)


def commune_rows(numbers, listing):
    """Return today's communes, those with most products first, each with its old names and its commonest crops."""
    rows = [
        CommuneRow(
            unit,
            unit.old_names,
            [crop.display_name for crop, _number in numbers.crops_of[unit.pk].most_common(MOST_WORDS)],
            numbers.by_commune[unit.pk],
            f"{listing}?commune={unit.code}",
        )
        for unit in Commune.objects.current().prefetch_related("predecessors")
    ]
    return sorted(rows, key=lambda row: (-row.count, fold(row.name)))
