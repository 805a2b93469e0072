"""`manage.py sync_catalogue`: writes the catalogue's rows anew from the pages, prices, months and certificates."""

from django.core.management.base import BaseCommand

from products import catalogue


class Command(BaseCommand):
    """For the day after a restore or a bulk change that went past the signals; daily use needs no command."""

    help = "Write every row of the catalogue anew from products, prices, months, certificates and standards."

    def handle(self, *args, **options):
        count = catalogue.refresh_all()
        if options["verbosity"]:
            self.stdout.write(f"{count} products in the catalogue")
