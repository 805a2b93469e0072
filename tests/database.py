"""Databases to copy: running every migration takes twenty seconds, loading the demo as many, copying a fraction of one.

An empty, migrated one is made once for each state of the migrations and the installed packages, in var/ or beside the test
database on PostgreSQL; the copy is migrated again, which costs nothing where nothing is new. `python -m tests.database` makes
it before anybody asks. The demo site is a SQLite file
with a folder of uploads. It is made anew when anything changes that it may come from, and every day, as its dates count from
today.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from psycopg import sql

from tests.repository import ROOT, project_files

FOLDER = ROOT / "var" / "test-databases"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # Django's own name for it
COUNTING_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' ORDER BY name"
MIGRATIONS = ("*/migrations/*.py", "site/ocop/*/migrations/*.py")
NOT_IN_THE_DEMO = {"docs", "scripts", "static", "tests"}
LOADERS = {Path(__file__), ROOT / "tests" / "load_demo.py"}


def state():
    """Return letters that change whenever a migration of ours or an installed package does."""
    files = [
        Path(__file__),
        ROOT / "requirements-dev.txt",
        *sorted(path for pattern in MIGRATIONS for path in ROOT.glob(pattern)),
    ]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def demo_state():
    """Return letters that change with every file that the demo may come from, and with the day."""
    digest = hashlib.sha256(f"{state()} {timezone.localdate()}".encode())
    for path in sorted(project_files()):
        name = path.relative_to(ROOT)
        if path in LOADERS or name.parts[0] not in NOT_IN_THE_DEMO:
            digest.update(name.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def alone(making="migrated"):
    """Let one process at a time make it; the others wait and find it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{making}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(url, *arguments):
    """Run Python against the database of `url`, in a process of its own."""
    environment = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ocop.settings.test"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True)


def migrate(url):
    """Run every migration against the database of `url`."""
    run(url, "manage.py", "migrate", "--verbosity", "0")


def migrated_sqlite():
    """Return the path of a migrated SQLite file."""
    path = FOLDER / f"{state()}.sqlite3"
    with alone():
        if not path.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            unfinished = path.with_suffix(".sqlite3-new")
            migrate(f"sqlite:///{unfinished}")
            with closing(sqlite3.connect(unfinished)) as made, made:
                tables = [name for (name,) in made.execute(COUNTING_TABLES)]
                made.execute("DELETE FROM sqlite_sequence")
                made.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", first_numbers(tables))
            unfinished.rename(path)
    return path


def first_numbers(names):
    """Return [(name, number)]: what each table's rows are counted from. Never from one, as in no database that has been used.

    From a thousand on a number is written with a point where it should not be, and rows of two tables with the same number
    hide that one was taken for the other.
    """
    return [(name, 1000 + 40 * place) for place, name in enumerate(names)]


def sqlite_in_memory():
    """Fill the database in memory that Django is about to open; return the connection that keeps it alive."""
    kept = sqlite3.connect(IN_MEMORY, uri=True)
    with sqlite3.connect(migrated_sqlite()) as source:
        source.backup(kept)
    source.close()
    return kept


def demo_site():
    """Return a folder with the demo site: `db.sqlite3`, and its uploads in `media`."""
    folder = FOLDER / f"demo-{demo_state()}"
    migrated = migrated_sqlite()
    with alone("demo"):
        if not folder.exists():
            for old in FOLDER.glob("demo-*"):
                shutil.rmtree(old)
            unfinished = FOLDER / "demo-new"
            unfinished.mkdir()
            shutil.copy(migrated, unfinished / "db.sqlite3")
            run(f"sqlite:///{unfinished / 'db.sqlite3'}", "-m", "tests.load_demo", unfinished / "media")
            unfinished.rename(folder)
    return folder


@contextmanager
def demo_site_in_memory():
    """Put the demo site in the place of everything in the test database, SQLite in memory; afterwards it is empty again."""
    folder = demo_site()
    shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    fill(folder / "db.sqlite3")
    yield
    fill(migrated_sqlite())


def fill(path):
    """Copy a SQLite file over everything in the test database, SQLite in memory."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)
    cache.clear()


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
    with alone("migrated-postgres"), psycopg.connect(dbname="postgres", autocommit=True, **access) as server:
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
        with psycopg.connect(dbname=unfinished, **access) as made:
            sequences = [name for (name,) in made.execute("SELECT sequencename FROM pg_sequences ORDER BY 1")]
            made.cursor().executemany("SELECT setval(%s::regclass, %s)", first_numbers(sequences))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def is_postgres(database):
    """Whether a dictionary of Django's settings names a database on PostgreSQL."""
    return database["ENGINE"].endswith("postgresql")


def start_from_migrated():
    """Let Django's test database begin as a copy; return what has to stay open as long as it is used."""
    default = settings.DATABASES["default"]
    if is_postgres(default):
        default.setdefault("TEST", {})["TEMPLATE"] = migrated_postgres(default)
        return None
    return sqlite_in_memory()


if __name__ == "__main__":
    database = settings.DATABASES["default"]
    if is_postgres(database):
        migrated_postgres(database)
    else:
        migrated_sqlite()
