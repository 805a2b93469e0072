"""`manage.py prepare_site`: what a new site needs before the first editor logs in."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from home.context_processors import forget_frame
from home.foundation.groups import prepare_groups
from home.foundation.menus import prepare_menus
from home.foundation.tree import prepare_tree
from home.foundation.versions import keep_public_versions
from home.foundation.workflows import prepare_workflows
from home.sites import forget_sites


class Command(BaseCommand):
    """Reference tables, the sections of the tree, groups, workflow and menus; leaves alone whatever is there already."""

    help = "Load the reference tables and make the page tree's sections, groups and menus that are missing."

    @transaction.atomic
    def handle(self, *args, **options):
        call_command("load_reference", verbosity=options["verbosity"], stdout=self.stdout)
        home, pages = prepare_tree()
        groups = prepare_groups(home)
        prepare_workflows()
        menus = prepare_menus(home)
        keep_public_versions()
        transaction.on_commit(forget_frame)  # menus are written in bulk, which sends no signal
        transaction.on_commit(forget_sites)
        if options["verbosity"]:
            self.stdout.write(f"pages: {pages} made, groups: {groups} prepared, menus: {menus} written")
