"""What a product's page shows beside its own text."""

from urllib.parse import quote

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ocop.core.facets import Link
from products.models import CatalogueEntry, Offer
from products.season import days_until, season_text, supply_bars

MOST_RELATED = 4


class HeldRow:
    """A standard in force, and whether it is inherited from the producer."""

    def __init__(self, held, inherited):
        self.held, self.inherited = held, inherited
        self.standard, self.number, self.expires_on = held.standard, held.number, held.expires_on


def product_context(product, request):
    """Return what the product's template draws; a constant number of queries."""
    today = timezone.localdate()
    offer = Offer.objects.filter(product=product.pk).prefetch_related("price_tiers", "supply_months").first()
    entry = (
        CatalogueEntry.objects.filter(pk=product.pk).select_related("product_set", "sector", "crop", "commune").first()
    )
    supply = "".join(str(int(month.availability)) for month in offer.months) if offer else "0" * 12
    tiers = offer.tiers if offer else []
    return {
        "entry": entry,
        "offer": offer,
        "tiers": tiers,
        "has_wholesale": any(tier.wholesale for tier in tiers),
        "minimum_orders": list(dict.fromkeys(tier.minimum_order for tier in tiers if tier.minimum_order)),
        "bars": supply_bars(offer, today) if offer and any(int(level) for level in supply) else [],
        "has_capacity": bool(offer) and any(month.capacity for month in offer.months),
        "capacity_unit": offer.get_capacity_unit_display() if offer else "",
        "season_text": season_text(supply, today.month),
        "season_days": days_until(supply, today),
        "gallery": gallery(product),
        "standards": [HeldRow(held, inherited) for held, inherited in product.standards_in_force],
        "certificate": product.certificate,
        "producer": product.producer,
        "facts": facts(product),
        "channels": list(product.channels.all()),
        "related": related(product),
        "share": share_links(product, request),
        "address": request.build_absolute_uri(product.get_url(request) or request.path),
    }


class Picture:
    """A picture with its caption."""

    def __init__(self, image, caption=""):
        self.image, self.caption = image, caption


def gallery(product):
    """Return the product's `Picture`s, the main one first."""
    more = product.gallery.select_related("image").prefetch_related("image__renditions")
    pictures = [Picture(product.main_image)] if product.main_image else []
    return pictures + [Picture(item.image, item.caption) for item in more]


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
    """Return up to MOST_RELATED entries: of the same crop first, then of the same set, then of the same producer."""
    others = CatalogueEntry.objects.exclude(pk=product.pk)
    nearness = Case(
        When(crop=product.crop_id, then=Value(0)) if product.crop_id else When(pk=None, then=Value(0)),
        When(product_set=product.product_set_id, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    near = Q(product_set=product.product_set_id) | Q(producer=product.producer_id)
    if product.crop_id:
        near |= Q(crop=product.crop_id)
    return list(
        others.filter(near).annotate(nearness=nearness).order_by("nearness", "-confirmed_on", "pk").for_cards()[
            :MOST_RELATED
        ]
    )


def share_links(product, request):
    """Return `Link`s that share the page: plain addresses, so nothing of a third party loads before a tap."""
    url = request.build_absolute_uri(product.get_url(request) or request.path)
    subject = quote(product.display_title)
    links = [
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}"),
        Link(_("E-mail"), f"mailto:?subject={subject}&body={quote(url, safe='')}"),
    ]
    for link, icon in zip(links, ("globe", "mail"), strict=True):
        link.icon = icon
    return links

