"""`manage.py bench`: how long the pages take with many products, on both databases.

    manage.py bench
    manage.py bench --products 2000 --databases postgresql --repeat 50 --explain

Makes scratch databases of its own (`var/bench/*.sqlite3`, and `ocop_bench_<n>` on the server that TEST_DATABASE_URL or
127.0.0.1:5432 names), fills each with the demo and a generated catalogue, and keeps them for the next run. Each database is
measured in a process of its own. Prints a table and writes `var/bench.json`.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home import benchmark
from home.demo.bulk import analyze
from products import catalogue
from products.models import CatalogueEntry

SEED = 26
DATABASES = ["sqlite", "postgresql"]
POSTGRES = "postgres://postgres@127.0.0.1:5432/postgres"
MANAGE = settings.ROOT / "manage.py"


class Command(BaseCommand):
    """Times home, catalogue, product, producer, article and search in process, with any page cache off."""

    help = "Time the pages at several catalogue sizes on SQLite and PostgreSQL; writes var/bench.json."

    def add_arguments(self, parser):
        parser.add_argument("--products", default="2000,20000", help="catalogue sizes, such as 2000,20000")
        parser.add_argument("--databases", default=",".join(DATABASES), help="sqlite, postgresql or both")
        parser.add_argument("--repeat", type=int, default=30, help="requests of each page")
        parser.add_argument("--fresh", action="store_true", help="make the scratch databases anew")
        parser.add_argument("--explain", action="store_true", help="also print the slowest queries and their plans")
        parser.add_argument("--output", default=str(settings.VAR_DIR / "bench.json"))
        # What the parent process asks of the one that works on a scratch database.
        parser.add_argument("--fill", type=int, help="(internal) fill this database to so many products")
        parser.add_argument("--measure", help="(internal) measure this database into a file")

    def handle(self, *args, **options):
        if options["fill"]:
            self.fill(options["fill"])
        elif options["measure"]:
            self.measure(options)
        else:
            self.run(options)

    # --- the parent: one scratch database after the other

    def run(self, options):
        """Measure every size on every database; print and write the figures."""
        sizes = numbers(options["products"])
        databases = options["databases"].split(",")
        if unknown := set(databases) - set(DATABASES):
            raise CommandError(f"Unknown database: {', '.join(sorted(unknown))}. Known: {', '.join(DATABASES)}.")
        rows = []
        for database in databases:
            for size in sizes:
                rows += self.one(database, size, options)
        output = Path(options["output"])
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        for line in table(rows):
            self.stdout.write(line)
        self.stdout.write(f"\nWritten to {output}")

    def one(self, database, size, options):
        """Return the rows of one database at one size."""
        self.stdout.write(f"== {database}, {size} products")
        make = sqlite_url if database == "sqlite" else postgres_url
        try:
            self.child(url := make(size, options["fresh"]), "migrate", "--verbosity", "0")
        except CommandError:
            if options["fresh"]:
                raise
            self.stdout.write("The database of an earlier run does not fit today's migrations: made anew")
            self.child(url := make(size, True), "migrate", "--verbosity", "0")
        self.child(url, "bench", "--fill", str(size))
        with tempfile.NamedTemporaryFile(suffix=".json") as answer:
            extra = ["--explain"] if options["explain"] else []
            self.child(url, "bench", "--measure", answer.name, "--repeat", str(options["repeat"]), *extra)
            return json.loads(Path(answer.name).read_text(encoding="utf-8"))

    def child(self, url, *arguments):
        """Run a command on the database at `url`, in a process of its own."""
        self.stdout.flush()
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "ocop.settings.bench"}
        answer = subprocess.run([sys.executable, MANAGE, *arguments], env=environment, check=False)  # noqa: S603
        if answer.returncode:
            raise CommandError(f"{' '.join(arguments)} failed on {url.rsplit('@', 1)[-1]}")

    # --- the child: on its own database

    def fill(self, size):
        """Load the demo and generate what is missing to `size` products; a filled database only gets today's rows."""
        call_command("load_demo", if_empty=True, renditions=False, verbosity=0)
        missing = size - CatalogueEntry.objects.count()
        if missing < 0:
            raise CommandError(f"This database holds more than {size} products: use --fresh.")
        if missing:
            call_command(
                "generate_catalogue",
                producers=max(1, size // 10),
                products=missing,
                articles=size // 50,
                seed=SEED,
                stdout=self.stdout,
            )
        else:
            catalogue.refresh_all()
            analyze()

    def measure(self, options):
        """Write this database's figures into a file."""
        rows = benchmark.measure(options["repeat"])
        Path(options["measure"]).write_text(json.dumps(rows), encoding="utf-8")
        if options["explain"]:
            for line in benchmark.explain():
                self.stdout.write(line)


def numbers(text):
    """Return the sizes in a text such as "2000,20000"."""
    try:
        sizes = [int(part) for part in text.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 100:
        raise CommandError("Sizes are whole numbers from 100, such as --products 2000,20000.")
    return sizes


def remove_media(name):
    """Delete the pictures that belong to the scratch database `name`."""
    shutil.rmtree(settings.VAR_DIR / "bench" / "media" / name, ignore_errors=True)


def sqlite_url(size, fresh):
    """Return the address of the SQLite file for `size` products."""
    path = settings.VAR_DIR / "bench" / f"{size}.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    if fresh:
        remove_media(path.stem)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    return f"sqlite:///{path}"


def postgres_url(size, fresh):
    """Return the address of the PostgreSQL database for `size` products, made where it is missing."""
    import psycopg
    from psycopg import sql

    parts = urlsplit(os.environ.get("TEST_DATABASE_URL", POSTGRES))
    name = f"ocop_bench_{size}"
    try:
        with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
            if fresh:
                remove_media(name)
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.OperationalError as error:
        raise CommandError(f"No PostgreSQL answers at {parts.hostname}: {error}") from error
    return urlunsplit(parts._replace(path=f"/{name}"))


def table(rows):
    """Yield the lines of the printed table; "!" marks what is over its target."""
    yield f"\n{'page':<26}{'database':<12}{'products':>9}{'queries':>9}{'median':>9}{'p95':>9}{'kB':>7}{'MB':>7}"
    for row in rows:
        most_queries, most_ms = benchmark.TARGETS.get(row["page"], (None, None))
        queries = f"{row['queries']}{'!' if most_queries and row['queries'] > most_queries else ' '}"
        median = f"{row['median_ms']}{'!' if most_ms and row['median_ms'] > most_ms else ' '}"
        yield (
            f"{row['page']:<26}{row['database']:<12}{row['products']:>9}{queries:>9}{median:>9}{row['p95_ms']:>9}"
            f"{row['html_bytes'] / 1000:>7.0f}{row['peak_mb']:>7.1f}"
        )
