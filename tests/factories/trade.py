"""Events."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone

from tests.factories.site import site_tree
from trade.models import EventIndexPage, EventPage, EventProducer, EventProduct


class EventIndexPageFactory(wagtail_factories.PageFactory):
    """The events page."""

    class Meta:
        model = EventIndexPage

    title = "Xúc tiến thương mại"
    slug = "xuc-tien-thuong-mai"
    parent = factory.LazyFunction(lambda: site_tree().home)


class EventPageFactory(wagtail_factories.PageFactory):
    """A fair of one day, a week ahead; `producers=[…]` and `products=[…]` take part."""

    class Meta:
        model = EventPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Phiên chợ Mai Sơn {n}")
    summary = "Một ngày bày bán ở sân nhà văn hoá."
    organiser = "Ban tổ chức phiên chợ"
    place_name = "Sân nhà văn hoá"
    start_date = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))
    parent = factory.LazyFunction(lambda: EventIndexPage.objects.first() or EventIndexPageFactory())

    @factory.post_generation
    def producers(page, create, producers, **kwargs):  # noqa: N805
        """`producers=[producer, …]` take part, in this order."""
        if create:
            for place, producer in enumerate(producers or []):
                EventProducer.objects.create(page=page, producer=producer, sort_order=place)

    @factory.post_generation
    def products(page, create, products, **kwargs):  # noqa: N805
        """`products=[product, …]` are shown, in this order."""
        if create:
            for place, product in enumerate(products or []):
                EventProduct.objects.create(page=page, product=product, sort_order=place)
