"""The catalogue's rows hold their products' tags, so that facets count them there; the front page counts out of an index."""

from django.db import migrations, models


def copy(apps, schema_editor):
    entries = apps.get_model("products", "CatalogueEntry").objects
    tagged = apps.get_model("products", "ProductTag").objects
    through = apps.get_model("products", "CatalogueEntry").tags.through
    listed = tagged.filter(content_object__in=entries.values("pk")).values_list("content_object", "tag").distinct()
    through.objects.bulk_create(
        (through(catalogueentry_id=entry, tag_id=tag) for entry, tag in listed.iterator()), batch_size=1000
    )


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0006_prices_by_the_kilo"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.AddField("catalogueentry", "tags", models.ManyToManyField(related_name="+", to="taggit.tag")),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.AddIndex(
            "catalogueentry",
            models.Index(fields=["commune", "sector", "crop", "months", "in_stock"], name="catalogue_by_place"),
        ),
    ]
