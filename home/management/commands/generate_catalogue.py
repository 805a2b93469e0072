"""`manage.py generate_catalogue`: a large invented catalogue, for benchmarks."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.demo.bulk import analyze
from home.demo.generator import Generator


class Command(BaseCommand):
    """Adds invented producers, products and articles to a site; 20,000 products take minutes."""

    help = "Add a large invented catalogue with pictures shared with the demo, for benchmarks."

    def add_arguments(self, parser):
        parser.add_argument("--producers", type=int, default=200)
        parser.add_argument("--products", type=int, default=2000)
        parser.add_argument("--articles", type=int, default=40)
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same catalogue")

    def handle(self, *args, **options):
        if not getattr(settings, "OCOP_ALLOW_DEMO", False):
            raise CommandError("Invented producers never go onto a real site: OCOP_ALLOW_DEMO is off.")
        if min(options["producers"], options["products"], options["articles"]) < 0:
            raise CommandError("Counts cannot be negative.")
        if options["products"] and not options["producers"]:
            raise CommandError("Products need producers.")
        call_command("prepare_site", verbosity=0)
        self.verbosity = options["verbosity"]
        self.started = time.monotonic()
        generator = Generator(options["seed"], self.say)
        if generator.is_used():
            raise CommandError(f"Seed {options['seed']} has been generated here already; take another.")
        generator.run(options["producers"], options["products"], options["articles"])
        analyze()
        self.say("Done")

    def say(self, line):
        """Print a line with the seconds since the start."""
        if self.verbosity:
            self.stdout.write(f"{time.monotonic() - self.started:6.1f} s  {line}")
