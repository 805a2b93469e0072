"""The demo's products, with prices, months of supply, certificates, standards and places to buy."""

from django.utils import timezone

from cooperatives.models import ProducerPage, Standard
from home.demo import tables
from home.demo.producers import first_picture, held_standards
from home.demo.streams import story
from home.demo.tags import Tags
from products.choices import Stock
from products.models import (
    Certificate,
    Crop,
    Offer,
    PriceTier,
    ProductPage,
    ProductPicture,
    ProductSet,
    ProductStandard,
    ProductTag,
    SalesChannel,
    Sector,
    SupplyMonth,
)

TEXTS = {
    "name_en": "name_en",
    "summary_en": "summary_en",
    "ingredients": "ingredients",
    "pack": "pack",
    "shelf_life": "shelf_life",
    "storage": "storage",
    "usage": "usage",
    "product_code": "code",
    "traceability_url": "traceability_url",
}


def load_crops():
    """Make the lines of the season calendar that are missing; return the crops by name, in small letters."""
    known = {crop.name.casefold(): crop for crop in Crop.objects.all()}
    for number, row in enumerate(tables.toml("home").get("crop", []), 1):
        if row["name"].casefold() not in known:
            known[row["name"].casefold()] = Crop.objects.create(**row, sort_order=number * 10)
    return known


def load_products(producers, images):
    """Make the products that are missing; return (page ids of all by key, the pages made now).

    `producers`: key → page id of the demo's producers.
    """
    loader = ProductLoader(producers, images)
    for row in tables.products():
        if row["key"] not in loader.ids:
            loader.make(row)
    return loader.ids, loader.made


class ProductLoader:
    """Makes products; holds what their tables point to."""

    def __init__(self, producers, images):
        self.images = images
        self.parents = {}
        self.producers = producers
        self.sets = {product_set.number: product_set for product_set in ProductSet.objects.all()}
        self.crops = load_crops()
        self.tags = Tags()
        self.standards = {standard.slug: standard for standard in Standard.objects.all()}
        keys = {tables.identity("product", row["key"]): row["key"] for row in tables.products()}
        known = ProductPage.objects.filter(translation_key__in=keys)
        self.ids = {keys[identity]: pk for identity, pk in known.values_list("translation_key", "pk")}
        self.made = []

    def parent(self, key):
        """Return the producer's page, one instance for all its products, so that its count of children stays right."""
        if key not in self.parents:
            self.parents[key] = ProducerPage.objects.get(pk=self.producers[key])
        return self.parents[key]

    def make(self, row):
        """Make one product with all that belongs to it."""
        page = self.page(row)
        ProductTag.objects.bulk_create(
            ProductTag(content_object=page, tag=self.tags.get(name)) for name in row.get("tags", [])
        )
        self.ids[row["key"]] = page.pk
        self.made.append(page)
        ProductPicture.objects.bulk_create(
            ProductPicture(page=page, image=self.images[key], sort_order=number)
            for number, key in enumerate(row.get("pictures", [])[1:])
            if key in self.images
        )
        ProductStandard.objects.bulk_create(held_standards(ProductStandard, page, row, self.standards))
        SalesChannel.objects.bulk_create(
            SalesChannel(page=page, sort_order=number, **channel)
            for number, channel in enumerate(row.get("channels", []))
        )
        Certificate.objects.bulk_create(certificate(page, row, held) for held in row.get("certificate", []))
        add_offer(page, row)

    def page(self, row):
        """Make the page itself."""
        parent = self.parent(row["producer"])
        now = timezone.now()
        return parent.add_child(
            instance=ProductPage(
                title=row["name"],
                slug=row["key"],
                translation_key=tables.identity("product", row["key"]),
                producer=parent,
                product_set=self.sets[row["set_no"]],
                crop=self.crops[row["crop"].casefold()] if row.get("crop") else None,
                summary=row.get("summary") or row["name"][:200],
                main_image=first_picture(row, self.images),
                body=story(row.get("story", [])),
                first_published_at=now,
                last_published_at=now,
                **{field: row.get(name, "") for field, name in TEXTS.items()},
            )
        )


def certificate(page, row, held):
    """Return an unsaved certificate; its 36 months count back from the day it ends."""
    expires_on = tables.ahead(held["expires_in_days"])
    return Certificate(
        product=page,
        stars=held["stars"],
        score=held.get("score"),
        number=held.get("number", row.get("code", "")),
        decision_number=held["decision"],
        issuer=held["issuer"],
        legal_basis=held.get("legal_basis", ""),
        issued_on=tables.months_before(expires_on, 36),
        expires_on=expires_on,
        renewal_filed_on=tables.ago(held.get("renewal_filed_days_ago")),
        withdrawn_on=tables.ago(held.get("withdrawn_days_ago")),
        withdrawal_ground=held.get("withdrawal_ground", ""),
        source_grade=held.get("source_grade", "A"),
    )


def add_offer(page, row):
    """Write prices and months of supply; a product whose table says nothing of either gets none."""
    if "supply" not in row and not row.get("prices"):
        return
    offer = Offer.objects.bulk_create(
        [
            Offer(
                product=page,
                stock=row.get("stock", Stock.IN),
                price_note=row.get("price_note", ""),
                price_confirmed_on=tables.ago(row.get("price_confirmed_days_ago")),
                capacity_unit=row.get("capacity_unit", "tấn"),
                season_note=row.get("season_note", ""),
                supply_confirmed_on=tables.ago(row.get("supply_confirmed_days_ago")),
            )
        ]
    )[0]
    PriceTier.objects.bulk_create(
        PriceTier(
            offer=offer,
            grade=price.get("grade", ""),
            measure=price.get("measure", ""),
            pack=price.get("pack", ""),
            unit=price.get("unit", "kg"),
            retail=price.get("retail") or None,
            wholesale=price.get("wholesale") or None,
            minimum_order=price.get("minimum", ""),
            sort_order=number,
        )
        for number, price in enumerate(row.get("prices", []))
    )
    supply = row.get("supply", [0] * 12)
    capacity = row.get("capacity", [0] * 12)
    SupplyMonth.objects.bulk_create(
        SupplyMonth(offer=offer, month=number, availability=supply[number - 1], capacity=capacity[number - 1] or None)
        for number in range(1, 13)
    )


def picture_crops_and_sectors():
    """Give each crop and sector without a picture that of its first product."""
    pictured = ProductPage.objects.exclude(main_image=None).order_by("path")
    for model, path in ((Crop, "crop"), (Sector, "product_set__sector")):
        for row in model.objects.filter(image=None):
            first = pictured.filter(**{path: row}).first()
            if first:
                row.image_id = first.main_image_id
                row.save(update_fields=["image"])
