"""Products with their certificates, prices and months."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from factory.django import DjangoModelFactory

from products.models import Certificate, Crop, Offer, PriceTier, ProductPage, ProductSet, Sector, SupplyMonth
from tests.factories.places import ProducerPageFactory

STRAWBERRY = (1, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 1)


class SectorFactory(DjangoModelFactory):
    """Food, unless another is named."""

    class Meta:
        model = Sector
        django_get_or_create = ("number",)

    number = 1
    name = "Thực phẩm"
    short_name = "Thực phẩm"


class ProductSetFactory(DjangoModelFactory):
    """Set 1: fresh vegetables, roots, fruit and seeds."""

    class Meta:
        model = ProductSet
        django_get_or_create = ("number",)

    number = 1
    sector = factory.SubFactory(SectorFactory)
    group = "Thực phẩm tươi sống"
    subgroup = "Rau, củ, quả, hạt tươi"
    short_name = "Rau, củ, quả tươi"


class CropFactory(DjangoModelFactory):
    """Strawberry, unless another is named."""

    class Meta:
        model = Crop
        django_get_or_create = ("name",)

    name = "Dâu tây"
    season = "giữa tháng 12 – 4"


class ProductPageFactory(wagtail_factories.PageFactory):
    """A product below a producer; `stars=4` adds a certificate in force, `supply=…` an offer."""

    class Meta:
        model = ProductPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Dâu tây Đồi Nắng {n}")
    summary = "Hái sáng, đóng hộp trong ngày, năm cỡ quả."
    product_set = factory.SubFactory(ProductSetFactory)
    crop = factory.SubFactory(CropFactory)
    parent = factory.SubFactory(ProducerPageFactory)

    @factory.post_generation
    def stars(page, create, stars, **kwargs):  # noqa: N805
        """`stars=4` gives a certificate in force."""
        if create and stars:
            CertificateFactory(product=page, stars=stars, **kwargs)

    @factory.post_generation
    def supply(page, create, supply, **kwargs):  # noqa: N805
        """`supply=(…twelve levels…)` gives an offer with these months."""
        if create and supply:
            OfferFactory(product=page, supply=supply, **kwargs)


class CertificateFactory(DjangoModelFactory):
    """A four-star certificate with a year left; `expired=True` ended yesterday."""

    class Meta:
        model = Certificate

    product = factory.SubFactory(ProductPageFactory)
    stars = 4
    decision_number = factory.Sequence(lambda n: f"{1200 + n}/QĐ-UBND")
    issued_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=730))
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=365))

    class Params:
        expired = factory.Trait(
            issued_on=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1096)),
            expires_on=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1)),
        )


class OfferFactory(DjangoModelFactory):
    """Two grades and the months of strawberry, confirmed today."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    product = factory.SubFactory(ProductPageFactory)
    price_confirmed_on = factory.LazyFunction(timezone.localdate)
    supply_confirmed_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def prices(offer, create, prices, **kwargs):  # noqa: N805
        """`prices=[(grade, retail, wholesale), …]`."""
        if create:
            rows = [("Loại 1", 250_000, 210_000), ("Loại 2", 120_000, 95_000)] if prices is None else prices
            PriceTier.objects.bulk_create(
                PriceTier(offer=offer, grade=grade, retail=retail, wholesale=wholesale, sort_order=place)
                for place, (grade, retail, wholesale) in enumerate(rows)
            )

    @factory.post_generation
    def supply(offer, create, supply, **kwargs):  # noqa: N805
        """`supply=(…twelve levels, January first…)`."""
        if create:
            SupplyMonth.objects.bulk_create(
                SupplyMonth(offer=offer, month=month, availability=level, capacity=level * 3 or None)
                for month, level in enumerate(supply or STRAWBERRY, start=1)
            )
