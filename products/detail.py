"""What a product's page shows beside its own text."""

from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import quote

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.models import ProducerStandard, Standard
from cooperatives.models.standards import in_force_on
from cooperatives.stories import MOST_STORIES, bare_story, told_in
from ocop.core.facets import Link
from ocop.core.prepared import is_stored, prepared
from ocop.core.text import fold
from ocop.images.sizes import CARD, SHARING, STAGE, THUMBS, load_sizes
from products.models import CatalogueEntry, ProductPage, ProductPicture, ProductStandard
from products.season import days_until, season_text, supply_bars

MOST_RELATED = 4
NEARNESS = ("crop_id", "producer_id", "product_set_id")  # the nearest first, after the same good
STORY, EVENT = range(2)
NOTHING = Value("", output_field=CharField())


@dataclass
class HeldRow:
    """A standard in force, and whether it is inherited from the producer."""

    standard: Standard
    number: str
    expires_on: object
    inherited: bool


def standards(product, today):
    """Return the product's own standards that hold on `today`, then its producer's; one query."""
    rows = held(product.pk or 0, product.producer_id or 0, today)
    return [
        HeldRow(Standard(pk=pk, name=name, name_en=name_en), number, expires_on, bool(from_producer))
        for pk, name, name_en, number, expires_on, _order, from_producer in sorted(
            rows, key=lambda row: (row[-1], row[-2], row[0])
        )
    ]


@prepared
def held(product, producer, today):
    """What of a product's and its producer's standards is in force: values as `HeldRow` needs them."""
    columns = ("standard_id", "standard__name", "standard__name_en", "number", "expires_on", "sort_order", "_inherited")
    own = ProductStandard.objects.filter(in_force_on(today), page=product).annotate(_inherited=Value(0))
    inherited = ProducerStandard.objects.filter(in_force_on(today), page=producer).annotate(_inherited=Value(1))
    return own.order_by().values_list(*columns).union(inherited.order_by().values_list(*columns), all=True)


def product_context(product, request):
    """Return what the product's template draws; a constant number of queries."""
    today = timezone.localdate()
    offer = getattr(product, "offer", None)
    supply = "".join(str(int(month.availability)) for month in offer.months) if offer else "0" * 12
    capacities = [month.capacity or 0 for month in offer.months] if offer else []
    tiers = offer.tiers if offer else []
    pictures, near = gallery(product), related(product)
    stories, events = mentions(product)
    shown = [*(picture.image for picture in pictures), *(entry.product.main_image for entry in near)]
    load_sizes(shown, STAGE, THUMBS, SHARING, CARD)
    return {
        "entry": getattr(product, "entry", None),
        "offer": offer,
        "tiers": tiers,
        "has_wholesale": any(tier.wholesale for tier in tiers),
        "minimum_orders": list(dict.fromkeys(tier.minimum_order for tier in tiers if tier.minimum_order)),
        "bars": supply_bars(offer, today) if offer and any(int(level) for level in supply) else [],
        "has_capacity": any(capacities),
        "has_long_figures": max(capacities, default=0) >= 1000,
        "capacity_unit": offer.get_capacity_unit_display() if offer else "",
        "season_text": season_text(supply, today.month),
        # Months say when a season begins, not on which day; the maker's own words may.
        "season_days": None if offer and offer.season_note else days_until(supply, today),
        "gallery": pictures,
        "standards": standards(product, today),
        "certificate": product.certificate,
        "producer": product.producer,
        "facts": facts(product),
        "channels": list(product.channels.all()),
        "coming_event": next(iter(events), None),
        "related": near,
        "stories": stories,
        "share": share_links(product, request),
        "address": request.build_absolute_uri(product.get_url(request) or request.path),
    }


class Picture:
    """A picture with its caption."""

    def __init__(self, image, caption=""):
        self.image, self.caption = image, caption


def gallery(product):
    """Return the product's `Picture`s, the main one first."""
    more = more_pictures(product.pk) if is_stored(product, "gallery") else product.gallery.all()
    pictures = [Picture(product.main_image)] if product.main_image else []
    return pictures + [Picture(item.image, item.caption) for item in more]


@prepared
def more_pictures(product):
    """The pictures of a product's gallery, in their order."""
    return ProductPicture.objects.filter(page=product).select_related("image")


def facts(product):
    """Return (label, value) pairs of what a buyer asks first; empty ones are left out."""
    rows = [
        (_("Ingredients"), product.ingredients),
        (_("Packing"), product.pack),
        (_("Keeps for"), product.shelf_life),
        (_("How to keep it"), product.storage),
        (_("How to use it"), product.usage),
        (_("OCOP product code"), product.product_code),
    ]
    return [(label, value) for label, value in rows if value]


def related(product):
    """Return up to MOST_RELATED entries: the same good first, then of the same crop, producer and set.

    Two queries: the ids, then the few entries with all that their cards draw. In one query PostgreSQL joins the pages of
    half the catalogue before it cuts.
    """
    ids = nearest(product)
    return CatalogueEntry.objects.in_this_order(ids)


def nearest(product):
    """Return the ids of the products nearest to `product`, the nearest first.

    A good is named by the first two syllables, "long nhãn" or "cà phê", among products of one set: the crop of dried
    longan is "dried fruit" on the calendar, where mangoes and plums stand too. Written out, as Django takes longer to
    word it than the database to answer: each kind of nearness comes out of an index of its own, in the catalogue's usual
    order.
    """
    good = " ".join(fold(product.title).split()[:2]) + " "
    same_good = f"substr(sort_title || ' ', 1, {len(good)}) = %s AND product_set_id = %s"
    kinds = [(same_good, (good, product.product_set_id))]
    kinds += [(f"{name} = %s", (getattr(product, name),)) for name in NEARNESS if getattr(product, name)]
    part = (
        "SELECT * FROM (SELECT {rank} AS nearness, product_id FROM {table} WHERE {same} AND product_id <> %s"
        " ORDER BY freshness DESC, product_id LIMIT {most}) AS part_{rank}"
    )
    table, most = CatalogueEntry._meta.db_table, MOST_RELATED
    parts = [part.format(rank=rank, table=table, same=same, most=most) for rank, (same, _values) in enumerate(kinds)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for _same, values in kinds for value in (*values, product.pk)])
        rows = sorted(cursor.fetchall(), key=itemgetter(0))
    return list(dict.fromkeys(pk for _rank, pk in rows))[:MOST_RELATED]


def mentions(product):
    """Return the stories that tell of `product`, and in a list the next event that shows it; one query.

    They are known by title, address and days, which stand empty beside a story.
    """
    rows = mentioned(product.pk or 0, timezone.now(), timezone.localdate())
    return (
        [bare_story(product, *known) for kind, *known, _first, _last in rows if kind == STORY],
        [product.event_places.bare_event(*known) for kind, *known in rows if kind == EVENT],
    )


@prepared
def mentioned(product, now, today):
    """The latest stories and the next event of a product, as values."""
    stories = told_in(ProductPage, product, now).values_list(Value(STORY), "pk", "title", "url_path", NOTHING, NOTHING)
    places = ProductPage._meta.get_field("event_places").related_model.objects.filter(product=product)
    events = places.next_one(now, today).values_list(
        Value(EVENT), "pk", "title", "url_path", Cast("start_date", CharField()), Cast("last_day", CharField())
    )
    return [stories[:MOST_STORIES], events]


def share_links(product, request):
    """Return `Link`s that share the page: plain addresses, so nothing of a third party loads before a tap."""
    url = request.build_absolute_uri(product.get_url(request) or request.path)
    subject = quote(product.display_title)
    links = [
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}"),
        Link(_("E-mail"), f"mailto:?subject={subject}&body={quote(url, safe='')}"),
    ]
    for link, icon in zip(links, ("facebook", "mail"), strict=True):
        link.icon = icon
    return links
