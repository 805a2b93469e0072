"""Checks the newest version of every page."""

from django.core.management.base import BaseCommand

from ocop.textcheck.checking import all_pages, recheck_newest, taught_words
from ocop.textcheck.models import PageCheck


class Command(BaseCommand):
    """manage.py check_pages: after the rules changed, or on a site that is older than the check."""

    help = "Check the texts of all pages for words that lost letters, and store what was found."

    def handle(self, *args, **options):
        taught, checked = taught_words(), 0
        for page in all_pages().iterator(chunk_size=100):
            recheck_newest(page, taught)
            checked += 1
        with_findings = PageCheck.objects.open().count()
        if options["verbosity"]:
            self.stdout.write(f"{checked} pages checked, {with_findings} with words to look at.")
