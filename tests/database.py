"""An empty, migrated database to copy: running every migration takes twenty seconds, copying what they made a fraction of one.

It is made once for each state of the migrations and the installed packages, in var/ or beside the test database on
PostgreSQL; the copy is migrated again, which costs nothing where nothing is new.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import psycopg
from django.conf import settings
from psycopg import sql

from tests.repository import ROOT

FOLDER = ROOT / "var" / "test-databases"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's own name for it
MIGRATIONS = ("*/migrations/*.py", "site/ocop/*/migrations/*.py")


def state():
    """Return letters that change whenever a migration of ours or an installed package does."""
    files = [ROOT / "requirements-dev.txt", *sorted(path for pattern in MIGRATIONS for path in ROOT.glob(pattern))]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def alone():
    """Let one process at a time make it; the others wait and find it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url):
    """Run every migration against the database of `url`, in a process of its own."""
    environment = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ocop.settings.test"}
    command = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def migrated_sqlite():
    """Return the path of a migrated SQLite file."""
    path = FOLDER / f"{state()}.sqlite3"
    with alone():
        if not path.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            unfinished = path.with_suffix(".sqlite3-new")
            migrate(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def sqlite_in_memory():
    """Fill the database in memory that Django is about to open; return the connection that keeps it alive."""
    kept = sqlite3.connect(IN_MEMORY, uri=True)
    with sqlite3.connect(migrated_sqlite()) as source:
        source.backup(kept)
    source.close()
    return kept


def migrated_postgres(database):
    """Return the name of a migrated PostgreSQL database on the server of `database`, a dictionary of Django's settings."""
    stem = f"{database['NAME']}_migrated_"
    name = stem + state()
    access = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
    }
    with alone(), psycopg.connect(dbname="postgres", autocommit=True, **access) as server:
        there = {
            row[0] for row in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [stem])
        }
        if name in there:
            return name
        for old in there:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
        unfinished = f"{stem}new"
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
        where = "{USER}:{PASSWORD}@{HOST}:{PORT}".format_map(database)
        migrate(f"postgres://{where}/{unfinished}")
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def start_from_migrated():
    """Let Django's test database begin as a copy; return what has to stay open as long as it is used."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("postgresql"):
        default.setdefault("TEST", {})["TEMPLATE"] = migrated_postgres(default)
        return None
    return sqlite_in_memory()
