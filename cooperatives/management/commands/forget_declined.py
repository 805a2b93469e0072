"""`manage.py forget_declined`: see `cooperatives.joining.forgetting`."""

from django.core.management.base import BaseCommand

from cooperatives.joining.forgetting import forget_old


class Command(BaseCommand):
    """Meant for a weekly timer."""

    help = "Delete declined requests for a stall, and invitations nobody took up, after OCOP_FORGET_AFTER_DAYS days."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count them, delete none")

    def handle(self, *args, **options):
        requests, invitations = forget_old(dry_run=options["dry_run"])
        if options["verbosity"]:
            verb = "would be deleted" if options["dry_run"] else "deleted"
            self.stdout.write(f"{requests} requests and {invitations} invitations {verb}")
