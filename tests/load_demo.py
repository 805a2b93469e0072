"""Loads the demo site with its search index, for whoever tests it; every demo account gets DEMO_PASSWORD.

`python -m tests.load_demo FOLDER` does it in a process of its own, for tests/database.py: into the database that
TEST_DATABASE_URL names, its uploads into FOLDER.
"""

import os
import sys
from unittest import mock

import django
from django.conf import settings
from django.core.management import call_command

DEMO_PASSWORD = "mua-na-chin-2026"


def load():
    with mock.patch.dict(os.environ, DEMO_PASSWORD=DEMO_PASSWORD):
        call_command("load_demo", "--no-renditions", verbosity=0)


def load_inside_a_test():
    """Nothing commits there, so what indexes pages after a commit does not run, and is made up for here."""
    load()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


if __name__ == "__main__":
    django.setup()
    settings.MEDIA_ROOT = sys.argv[1]
    load()
