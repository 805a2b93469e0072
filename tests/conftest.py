"""What every test may use. The database is SQLite in memory, or the PostgreSQL that TEST_DATABASE_URL names."""

import importlib.util
import os

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.repository import ROOT

DEMO_PASSWORD = "mua-na-chin-2026"


def pytest_configure(config):
    """Compiles stale message catalogues once, before workers start: Vietnamese texts are what the tests read."""
    if hasattr(config, "workerinput"):
        return
    spec = importlib.util.spec_from_file_location("compile_messages", ROOT / "scripts" / "compile_messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_stale()


def load_demo_site():
    """Loads the demo site and its search index; every demo account gets DEMO_PASSWORD."""
    before = os.environ.get("DEMO_PASSWORD")
    os.environ["DEMO_PASSWORD"] = DEMO_PASSWORD
    try:
        call_command("load_demo", "--no-renditions", verbosity=0)
    finally:
        if before is None:
            del os.environ["DEMO_PASSWORD"]
        else:
            os.environ["DEMO_PASSWORD"] = before
    # Inside a test's transaction nothing commits, so what indexes pages after a commit has not run.
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker):
    """The demo site, loaded once for a module; each test still rolls back its own changes, the module's end all of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo_site()
        yield
        transaction.set_rollback(True)
