"""How much the screens of products ask of the database."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives.models import ProducerPage
from cooperatives.onboarding import add_member
from products.models import ProductPage
from products.stall.rows import PER_PAGE
from tests.factories import CertificateFactory, OfferFactory, ProductPageFactory, UserFactory
from tests.products.stall.case import HOME, ProductStallTestCase, ago, in_days
from tests.reading import query_count, soup

MAXIMUM_QUERIES = 25
pytestmark = pytest.mark.once


class QueryTests(ProductStallTestCase):
    """Few queries, and never more for more products."""

    def test_the_screens_take_the_same_number_for_one_product_and_for_many(self):
        CertificateFactory(product=self.product)
        urls = [HOME, reverse("stall_products:list"), reverse("stall_products:certificates"), self.url("product")]
        urls += [self.url("price"), self.url("months"), self.url("stock")]
        few = [query_count(self.client, url) for url in urls]
        for number in range(20):
            product = ProductPageFactory(parent=self.producer)
            OfferFactory(product=product, price_confirmed_on=ago(100 + number))
            CertificateFactory(product=product, expires_on=in_days(100 + number))
        assert [query_count(self.client, url) for url in urls] == few
        assert max(few) <= MAXIMUM_QUERIES


@pytest.mark.django_db
def test_the_home_among_150_producers_and_3000_products(client, monkeypatch):
    """The figure of the mission; the search index plays no part in it and would take most of the time."""
    monkeypatch.setattr("home.demo.generator.index_objects", lambda *args, **kwargs: None)
    call_command("generate_catalogue", seed=3, producers=150, products=3000, articles=0, verbosity=0)
    assert (ProducerPage.objects.count(), ProductPage.objects.count()) == (150, 3000)
    producer = ProductPage.objects.order_by("pk").first().producer
    member = UserFactory()
    add_member(member, producer)
    page = ProducerPage.objects.get(pk=producer.pk)
    page.summary = "Câu mới."
    page.save_revision(user=member)
    client.force_login(member)
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(HOME)
    rows = soup(response).select(".stall-product")
    assert len(rows) == min(ProductPage.objects.filter(producer=producer).count(), PER_PAGE)
    assert len(queries) <= MAXIMUM_QUERIES, "\n".join(query["sql"][:120] for query in queries)
