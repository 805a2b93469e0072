"""`manage.py load_demo`: the demo site, fictional producers in real communes."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.context_processors import forget_frame
from home.demo import loader
from home.demo.renditions import make_renditions
from home.sites import forget_sites


class Command(BaseCommand):
    """Loads what is missing. A second run changes nothing that people changed; --rebuild writes the demo anew."""

    help = "Load the demo site: 24 fictional producers, 60 products, 8 articles, accounts. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the database already holds a site"
        )
        parser.add_argument(
            "--rebuild", action="store_true", help="delete the demo's own pages first, then load them anew"
        )
        parser.add_argument(
            "--no-renditions",
            dest="renditions",
            action="store_false",
            help="leave the pictures' sizes to be made at their first view",
        )

    def handle(self, *args, **options):
        if not getattr(settings, "OCOP_ALLOW_DEMO", False):
            raise CommandError(
                "The demo invents producers, prices and certificates, so it never loads where OCOP_ALLOW_DEMO is off, as it "
                "is in ocop.settings.production. For a new real site run prepare_site."
            )
        if options["if_empty"] and loader.is_loaded():
            self.say("The database holds a site already: nothing loaded.", options)
            return
        accounts, password = loader.load(lambda line: self.say(line, options), rebuild=options["rebuild"])
        forget_frame()  # menus are written in bulk, which sends no signal
        forget_sites()
        if options["renditions"]:
            count = make_renditions(lambda line: self.say(line, options))
            self.say(f"Picture sizes: {count} made", options)
        self.tell_accounts(accounts, password, options)

    def say(self, line, options):
        """Print a line unless asked to be quiet."""
        if options["verbosity"]:
            self.stdout.write(line)

    def tell_accounts(self, accounts, password, options):
        """Say who may log in; the password appears only when it was set by this very run, and is stored nowhere."""
        self.say("\nTài khoản mẫu / demo accounts:", options)
        for line in accounts:
            self.say(f"  {line}", options)
        if password:
            self.say(f"  mật khẩu / password: {password}", options)
        else:
            self.say("  mật khẩu không đổi / password unchanged (DEMO_PASSWORD=… sets a new one)", options)
