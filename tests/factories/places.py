"""Communes, standards and producers."""

import datetime

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from cooperatives.models import Commune, ProducerPage, Standard
from tests.factories.site import site_tree


class CommuneFactory(DjangoModelFactory):
    """A commune of today; `former=True` makes one that ended on 30/6/2025."""

    class Meta:
        model = Commune
        django_get_or_create = ("code", "valid_from")

    code = "04105"
    name = "Mai Sơn"
    valid_from = datetime.date(2025, 7, 1)

    class Params:
        former = factory.Trait(
            code="04138",
            name="Cò Nòi",
            valid_from=datetime.date(2004, 1, 1),
            valid_to=datetime.date(2025, 6, 30),
        )


class StandardFactory(DjangoModelFactory):
    """VietGAP, unless another is named."""

    class Meta:
        model = Standard
        django_get_or_create = ("slug",)

    slug = "vietgap"
    name = "VietGAP"


class ProducerPageFactory(wagtail_factories.PageFactory):
    """A co-operative in Mai Sơn."""

    class Meta:
        model = ProducerPage

    title = factory.Sequence(lambda n: f"HTX Nông nghiệp Đồi Nắng {n}")
    summary = "Ba mươi mốt hộ trồng na trên nương đá, dâu tây ở chân đồi."
    village = "Bản Noong Hoa"
    phone = "0212000100"
    commune = factory.SubFactory(CommuneFactory)
    parent = factory.LazyFunction(lambda: site_tree().producers)
