"""Wholesale prices are compared by the kilogram or litre: the rows learn their band anew from their prices."""

from collections import defaultdict

from django.db import migrations

from products.catalogue import price_band


def learn(apps, schema_editor):
    prices = defaultdict(list)
    tiers = apps.get_model("products", "PriceTier").objects.exclude(wholesale=None)
    for product, price, pack, unit in tiers.values_list("offer__product", "wholesale", "pack", "unit").iterator():
        prices[product].append((price, pack or unit))
    products = defaultdict(list)
    for product, pairs in prices.items():
        products[price_band(pairs)].append(product)
    rows = apps.get_model("products", "CatalogueEntry").objects
    for band, ids in products.items():
        for start in range(0, len(ids), 500):
            rows.filter(pk__in=ids[start : start + 500]).update(price_band=band)


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0005_drafts_without_a_set"),
    ]

    operations = [
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
