"""Which stars stand only while a renewal is decided: the rows learn it from their certificates."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def learn(apps, schema_editor):
    certificates = apps.get_model("products", "Certificate").objects.filter(pk=OuterRef("certificate"))
    rows = apps.get_model("products", "CatalogueEntry").objects.filter(certificate__expires_on__lt=F("stars_until"))
    rows.update(stars_kept_after=Subquery(certificates.values("expires_on")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0003_stock"),
    ]

    operations = [
        migrations.AddField(
            model_name="catalogueentry",
            name="stars_kept_after",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(learn, migrations.RunPython.noop),
    ]
