"""`manage.py roll_up_visits`: what Redis has counted into rows by day, old days into months; hourly."""

from django.core.management.base import BaseCommand

from home.visits.roll_up import roll_months, settle


class Command(BaseCommand):
    """Running it again, or two at a time, changes nothing."""

    help = "Write counted visits into rows by day, and days older than OCOP_VISIT_DAYS into months."

    def handle(self, *args, **options):
        held, rolled = settle(), roll_months()
        if options["verbosity"]:
            self.stdout.write(f"days written: {held}, day rows rolled into months: {rolled}")
