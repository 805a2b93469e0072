"""Three words instead of yes and no: in stock, coming soon, sold out. What was "no" becomes "sold out"."""

from django.db import migrations, models

CHOICES = [("co_hang", "In stock"), ("sap_co", "Coming soon"), ("het", "Sold out")]


def name_stock(apps, schema_editor):
    for model in ("Offer", "CatalogueEntry"):
        apps.get_model("products", model).objects.filter(in_stock=False).update(stock="het")


def forget_names(apps, schema_editor):
    apps.get_model("products", "Offer").objects.exclude(stock="co_hang").update(in_stock=False)


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0002_nearest"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="stock",
            field=models.CharField(choices=CHOICES, default="co_hang", max_length=8, verbose_name="stock"),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="stock",
            field=models.CharField(choices=CHOICES, default="co_hang", max_length=8),
        ),
        migrations.RunPython(name_stock, forget_names),
        migrations.RemoveField(model_name="offer", name="in_stock"),
    ]
