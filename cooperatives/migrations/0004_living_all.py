from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cooperatives", "0003_members"),
    ]

    operations = [
        migrations.AlterField(
            model_name="livingchange",
            name="fact",
            field=models.CharField(
                choices=[
                    ("price", "price"),
                    ("supply", "months of supply"),
                    ("stock", "stock"),
                    ("contact", "contact"),
                    ("all", "everything at once"),
                ],
                max_length=8,
                verbose_name="what",
            ),
        ),
        migrations.AddField(
            model_name="stall",
            name="reminded_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="reminded on"),
        ),
    ]
