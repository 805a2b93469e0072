"""`manage.py remind_stale`: see `cooperatives.stall.reminding`."""

from django.core.management.base import BaseCommand

from cooperatives.stall.reminding import remind_all


class Command(BaseCommand):
    """Meant for a daily timer; running it twice a day sends nothing twice."""

    help = "Ask producers by e-mail to confirm price, supply and contact before they are flagged as old."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count the mails, send none")

    def handle(self, *args, **options):
        producers, mails = remind_all(dry_run=options["dry_run"])
        if options["verbosity"]:
            verb = "would be reminded" if options["dry_run"] else "reminded"
            self.stdout.write(f"{producers} producers {verb}, {mails} mails")
