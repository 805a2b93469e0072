"""`manage.py load_reference`: communes of both eras, the OCOP classification, the standards and the first statistics."""

from django.core.management.base import BaseCommand
from django.db import transaction

from cooperatives.reference import load_communes, load_standards
from cooperatives.statistics.publishing import load_report
from products.reference import load_classification


class Command(BaseCommand):
    """Brings the reference tables up to date; may run as often as one likes, after each deployment for example."""

    help = "Load communes of both eras, the OCOP classification, the standards and the report of 2021. Safe to repeat."

    @transaction.atomic
    def handle(self, *args, **options):
        written = {
            "communes": load_communes(),
            "sectors and sets": load_classification(),
            "standards": load_standards(),
            "published statistics": load_report(),
        }
        if options["verbosity"]:
            for what, count in written.items():
                self.stdout.write(f"{what}: {count} written" if count else f"{what}: up to date")
