"""What every test may use. The database is SQLite in memory, or the PostgreSQL that TEST_DATABASE_URL names."""

import gc
import importlib.util
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase

from home.sites import KEPT_KEY
from tests.database import start_from_migrated
from tests.repository import ROOT


def pytest_configure(config):
    """Compiles stale message catalogues once, before workers start: Vietnamese texts are what the tests read."""
    # What imports have left stays until the end: looking through it again and again took a fifteenth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    if hasattr(config, "workerinput"):
        return
    spec = importlib.util.spec_from_file_location("compile_messages", ROOT / "scripts" / "compile_messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_stale()


def tells_of_the_database(item):
    """Whether a test may come out differently on another database: `once` says no, and so does never asking it anything."""
    if item.get_closest_marker("once"):
        return False
    asks = item.get_closest_marker("django_db") or {"db", "django_db_setup", "demo_site"} & set(item.fixturenames)
    return bool(
        asks
        or item.get_closest_marker("services")
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leaves out what the run on SQLite has told already, unless it was asked for by name."""
    by_name = any("::" in argument or argument.endswith(".py") for argument in config.args)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or by_name:
        return
    told = [item for item in items if not tells_of_the_database(item)]
    config.hook.pytest_deselected(items=told)
    items[:] = [item for item in items if tells_of_the_database(item)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The test database begins as a copy of a migrated one."""
    kept = start_from_migrated()
    yield
    if kept is not None:
        kept.close()


@pytest.fixture(autouse=True)
def no_kept_sites():
    """The cache of a process outlives a test, whose rolled back sites send no signal."""
    cache.delete(KEPT_KEY)


@contextmanager
def standing():
    """What is written to the database in this block stays for all tests inside it, and goes at its end.

    Django's test classes close the connection when they are done; with it the block's transaction would end.
    """
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(connection, "close", lambda: None)
        yield
        transaction.set_rollback(True)
