"""Banners of the front page."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from home.models import Banner
from tests.factories.site import ImageFactory, site_tree


def days_from_now(days):
    return timezone.now() + datetime.timedelta(days=days)


class BannerFactory(DjangoModelFactory):
    """A banner that is shown; `coming=True`, `ending=True`, `over=True` change its time."""

    class Meta:
        model = Banner

    class Params:
        coming = factory.Trait(
            starts_at=factory.LazyFunction(lambda: days_from_now(3)),
            ends_at=factory.LazyFunction(lambda: days_from_now(40)),
        )
        ending = factory.Trait(ends_at=factory.LazyFunction(lambda: days_from_now(5)))
        over = factory.Trait(ends_at=factory.LazyFunction(lambda: days_from_now(-1)))

    title = factory.Sequence(lambda n: f"Mùa dâu {n}")
    image = factory.SubFactory(ImageFactory, file__width=1200, file__height=400)
    alt_text = "Giỏ dâu tây chín bên luống"
    words = "Dâu tây Cò Nòi vào vụ"
    page = factory.LazyFunction(lambda: site_tree().products)
    starts_at = factory.LazyFunction(lambda: days_from_now(-10))
    ends_at = factory.LazyFunction(lambda: days_from_now(60))
