"""Numbers that no database counts to, asked for as any other."""

import pytest
from wagtail.models import Page

from ocop.core.ids import could_be_an_id
from products.models import Certificate, ProductPage
from tests.factories import CertificateFactory

HUGE = 10**25


@pytest.mark.django_db
class TestHugeNumbers:
    """They find nothing, and take nothing else along."""

    @pytest.mark.parametrize("number", [HUGE, -HUGE, 2**63])
    def test_by_themselves(self, number):
        certificate = CertificateFactory()
        assert not ProductPage.objects.filter(pk=number).exists()
        assert not Certificate.objects.filter(product=number).exists()
        assert list(Certificate.objects.exclude(product=number)) == [certificate]
        assert not Certificate.objects.filter(scan=number).exists()  # not those without a scan

    def test_among_others(self):
        certificate = CertificateFactory()
        product = certificate.product
        assert list(ProductPage.objects.filter(pk__in=[HUGE, product.pk])) == [product]
        assert list(Certificate.objects.filter(product__in=[HUGE, product.pk])) == [certificate]
        assert Page.objects.in_bulk([HUGE]) == {}


@pytest.mark.parametrize(
    ("value", "could_be"),
    [
        ("7", True),
        (7, True),
        ("9" * 18, True),
        ("9" * 19, False),
        (HUGE, False),
        ("-1", False),
        ("٧", False),
        ("", False),
    ],
)
def test_what_could_be_an_id(value, could_be):
    assert could_be_an_id(value) is could_be
