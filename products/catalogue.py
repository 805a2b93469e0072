"""Keeps the catalogue's rows in step with the pages, prices, months, certificates and standards they come from."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from ocop.core.text import fold
from products.choices import Availability, SourceGrade, Stock
from products.measures import per_kilo
from products.models import CatalogueEntry, Certificate, Offer, ProductPage

BATCH = 500
# Upper ends of the wholesale price bands, in đồng for a kilogram or litre; the last of these bands has none.
PRICE_BANDS = (50_000, 100_000, 200_000, 500_000)
# The band after them: what is sold by the piece, box or bunch has no price that compares.
BY_PIECE = len(PRICE_BANDS) + 1


def price_band(prices):
    """Return the band's number (0 = cheapest) of the lowest of wholesale prices, or None without a price.

    `prices`: (đồng, what it is for) pairs, such as (58_000, "túi 100 g"); packs are compared by the kilogram or litre.
    """
    prices = list(prices)
    by_kilo = [price for price in (per_kilo(*pair) for pair in prices) if price is not None]
    if not by_kilo:
        return BY_PIECE if prices else None
    return next((number for number, end in enumerate(PRICE_BANDS) if min(by_kilo) < end), len(PRICE_BANDS))


def stars_for(certificates, today):
    """Return (certificate, last day in force, next day to look again) for `today`.

    `certificates`: the product's `Certificate` instances. Certificate and last day are None while nothing is in force.
    """
    drawable = [item for item in certificates if item.source_grade != SourceGrade.STATEMENT]
    changes = sorted({day for item in drawable for day in change_days(item) if day > today})
    best = max(
        (item for item in drawable if item.is_in_force_on(today)),
        key=lambda item: (item.stars, item.expires_on),
        default=None,
    )
    next_change = changes[0] if changes else None
    if best is None:
        return None, None, next_change
    return best, last_day_in_force(best, today), next_change


def change_days(certificate):
    """Return the days on which `certificate` may begin or cease to hold."""
    from products import certificate_rules

    return certificate_rules.change_days(**certificate.dates)


def last_day_in_force(certificate, today):
    """Return the last day of the unbroken time in force that holds `today`."""
    for day in change_days(certificate):
        if day > today and not certificate.is_in_force_on(day):
            return day - datetime.timedelta(days=1)
    raise ValueError("a certificate in force ends on some day")


def entry_for(product, today):
    """Return an unsaved `CatalogueEntry` for `product`, the ids of the standards it holds on `today`, and of its tags.

    `product` carries the prefetched certificates, offer, prices, months, tags and both kinds of standards.
    """
    producer = product.producer
    certificate, until, next_change = stars_for(product.certificates.all(), today)
    held = [*product.held_standards.all(), *producer.held_standards.all()]
    standard_ends = [item.expires_on + datetime.timedelta(days=1) for item in held if item.expires_on]
    looks = [day for day in [next_change, *standard_ends] if day and day > today]
    offer = getattr(product, "offer", None)
    tiers = offer.tiers if offer else []
    retail = sorted((tier for tier in tiers if tier.retail), key=lambda tier: tier.retail)
    wholesale = [(tier.wholesale, tier.per) for tier in tiers if tier.wholesale]
    supply = [month.availability for month in offer.months] if offer else [Availability.NONE] * 12
    confirmed = offer.confirmed_on if offer else None
    entry = CatalogueEntry(
        product=product,
        producer=producer,
        commune_id=producer.commune_id,
        former_commune_id=producer.former_commune_id,
        sector_id=product.product_set.sector_id,
        product_set_id=product.product_set_id,
        crop_id=product.crop_id,
        sort_title=fold(product.title),
        certificate=certificate,
        stars=certificate.stars if certificate else None,
        stars_until=until,
        stars_from_press=bool(certificate) and certificate.from_press,
        stars_kept_after=certificate.expires_on if certificate and certificate.expires_on < until else None,
        months=sum(1 << index for index, level in enumerate(supply) if level),
        supply="".join(str(int(level)) for level in supply),
        season_note=offer.season_note if offer else "",
        retail_min=retail[0].retail if retail else None,
        # Of the same pack alone: the price of a larger bag is no price of the small one.
        retail_max=max((tier.retail for tier in retail if tier.per == retail[0].per), default=None),
        retail_per=retail[0].per if retail else "",
        wholesale_min=min((price for price, _per in wholesale), default=None),
        price_band=price_band(wholesale),
        stock=offer.stock if offer else Stock.IN,
        in_stock=offer.in_stock if offer else True,
        confirmed_on=confirmed,
        freshness=confirmed or datetime.date.min,
        is_fresh_until=confirmed + datetime.timedelta(days=settings.OCOP_STALE_AFTER_DAYS) if confirmed else None,
        next_change_on=min(looks, default=None),
    )
    standards = {item.standard_id for item in held if item.is_in_force_on(today)}
    return entry, standards, {item.tag_id for item in product.tagged_items.all()}


def refresh(product_ids, today=None):
    """Write the rows of the products with these page ids anew; drop those that are not published any more.

    Works in batches of BATCH; each batch is one transaction and a constant number of queries.
    """
    today = today or timezone.localdate()
    ids = sorted(set(product_ids))
    for start in range(0, len(ids), BATCH):
        refresh_batch(ids[start : start + BATCH], today)


@transaction.atomic
def refresh_batch(ids, today):
    """Write one batch of rows; `ids` holds at most BATCH page ids."""
    products = {
        product.pk: product
        for product in ProductPage.objects.browsable()
        .filter(pk__in=ids, producer__live=True)
        .select_related("producer", "product_set")
        .prefetch_related(
            Prefetch("certificates", Certificate.objects.all()),
            Prefetch("offer", Offer.objects.prefetch_related("price_tiers", "supply_months")),
            "held_standards",
            "producer__held_standards",
            "tagged_items",
        )
        .defer("body", "producer__body")
        .order_by()
    }
    CatalogueEntry.objects.filter(pk__in=set(ids) - products.keys()).delete()
    made = [entry_for(product, today) for product in products.values()]
    fields = [field.name for field in CatalogueEntry._meta.concrete_fields if not field.primary_key]
    CatalogueEntry.objects.bulk_create(
        [entry for entry, *_ in made], update_conflicts=True, unique_fields=["product"], update_fields=fields
    )
    refresh_held(CatalogueEntry.standards, {entry.pk: standards for entry, standards, _ in made})
    refresh_held(CatalogueEntry.tags, {entry.pk: tags for entry, _, tags in made})


def refresh_held(relation, wanted):
    """Make what the rows hold in a many-to-many `relation` exactly `wanted` ({entry id: set of ids})."""
    through, target = relation.through, f"{relation.field.m2m_reverse_field_name()}_id"
    known = defaultdict(set)
    for entry_id, held in through.objects.filter(catalogueentry_id__in=wanted).values_list("catalogueentry_id", target):
        known[entry_id].add(held)
    gone = Q()
    for entry_id, ids in wanted.items():
        if extra := known[entry_id] - ids:
            gone |= Q(("catalogueentry_id", entry_id), (f"{target}__in", extra))
    if gone:
        through.objects.filter(gone).delete()
    through.objects.bulk_create(
        through(**{"catalogueentry_id": entry_id, target: held})
        for entry_id, ids in wanted.items()
        for held in ids - known[entry_id]
    )


def refresh_due(today=None):
    """Look again at the rows whose star or standard begins or ends by `today`; one query when nothing is due."""
    today = today or timezone.localdate()
    due = list(CatalogueEntry.objects.filter(next_change_on__lte=today).values_list("pk", flat=True))
    if due:
        refresh(due, today)


def refresh_producer(producer_id):
    """Write the rows of all products of one producer anew."""
    refresh(ProductPage.objects.filter(producer=producer_id).values_list("pk", flat=True))


def refresh_all():
    """Write every row anew; returns how many products the catalogue holds."""
    refresh(ProductPage.objects.values_list("pk", flat=True))
    CatalogueEntry.objects.exclude(product__in=ProductPage.objects.browsable()).delete()
    return CatalogueEntry.objects.count()
