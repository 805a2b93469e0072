"""Migrations that carry data over.

What goes back and forth through them empties the database at its end: such a test runs last, and stands in no file with others.
"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from products.choices import Stock
from products.models import CatalogueEntry, Offer
from tests.factories import OfferFactory


def back_to(target):
    """Brings the products' tables back to a migration, and all that was built on them; returns the models of then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("products", target)])
    return executor.loader.project_state([("products", target)]).apps


def to_today():
    """Brings the tables of every app to their last migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_yes_and_no_become_words_and_back():
    offers = {stock: OfferFactory(stock=stock) for stock in Stock.values}
    try:
        old = back_to("0002_nearest").get_model("products", "Offer").objects.in_bulk()
        assert {stock: old[offer.pk].in_stock for stock, offer in offers.items()} == {
            Stock.IN: True,
            Stock.SOON: False,
            Stock.OUT: False,
        }
    finally:
        to_today()
    assert {stock: Offer.objects.get(pk=offer.pk).stock for stock, offer in offers.items()} == {
        Stock.IN: Stock.IN,
        Stock.SOON: Stock.OUT,
        Stock.OUT: Stock.OUT,
    }
    entries = CatalogueEntry.objects.filter(product__in=[offer.product_id for offer in offers.values()])
    assert set(entries.values_list("in_stock", "stock")) == {(True, Stock.IN), (False, Stock.OUT)}
