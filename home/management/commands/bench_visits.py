"""`manage.py bench_visits`: whether 500 page views a second are all counted, under several processes, in each store.

    manage.py bench_visits
    manage.py bench_visits --stores redis --views 10000 --senders 4 --rate 500

Starts gunicorn with a scratch database (`var/bench/visits-<store>.sqlite3`), sends views as browsers do, from more visitors
than senders, and compares what was sent with what was counted. Redis: `--redis`, whose keys under `bench-visits` it deletes.
"""

import http.client
import json
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

MANAGE = settings.ROOT / "manage.py"
AGENT = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36"
MOST_VIEWS = 50_000
PREFIX = "bench-visits"


class Command(BaseCommand):
    """The parent starts a server for each store; a child process on the same settings prepares and counts."""

    help = "Send many page views to a server of its own and compare what was counted, with Redis and without."

    def add_arguments(self, parser):
        parser.add_argument("--stores", default="redis,database")
        parser.add_argument("--views", type=int, default=10_000, help=f"at most {MOST_VIEWS}")
        parser.add_argument("--visitors", type=int, default=2_000)
        parser.add_argument("--rate", type=int, default=0, help="views a second at most; 0: as fast as they go")
        parser.add_argument("--senders", type=int, default=4)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--redis", default="redis://127.0.0.1:6379/8")
        parser.add_argument(
            "--pages", action="store_true", help="(internal) print the marks of the scratch site's pages"
        )
        parser.add_argument("--count", action="store_true", help="(internal) print what was counted")

    def handle(self, *args, **options):
        if options["pages"]:
            self.stdout.write(json.dumps(marks()))
        elif options["count"]:
            self.stdout.write(json.dumps(counted()))
        else:
            options["views"] = min(options["views"], MOST_VIEWS)
            for store in options["stores"].split(","):
                self.measure(store, options)

    def measure(self, store, options):
        """Run one store's server, send, and say what was counted."""
        environment = scratch(store, options["redis"])
        child(environment, "migrate", "--verbosity", "0")
        child(environment, "prepare_site", "--verbosity", "0")
        pages = json.loads(child(environment, "bench_visits", "--pages"))
        port = free_port()
        with (settings.VAR_DIR / "bench" / "visits.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn"],
                cwd=settings.ROOT,
                env={**environment, "GUNICORN_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(options["workers"])},
                stdout=log,
                stderr=log,
            )
            try:
                wait_for(port, server)
                work = work_of(server.pid)
                seconds, answers = send_all(port, pages, options)
                work = (work_of(server.pid) - work) / options["views"] * 1000
            finally:
                server.terminate()
                server.wait()
        found = json.loads(child(environment, "bench_visits", "--count"))
        self.tell(store, options, seconds, answers, found, work)

    def tell(self, store, options, seconds, answers, found, work):
        """Print one store's figures; a lost view is an error."""
        sent = sum(answers.values())
        pace = f"{sent} views in {seconds:.1f} s, {sent / seconds:.0f} a second"
        effort = (
            f"{options['workers']} workers, {options['senders']} senders, {work:.2f} ms of the server's work a view"
        )
        result = f"{found['views']} views ({found['pages']} of pages), {found['visitors']} visitors"
        self.stdout.write(f"{store}: {pace}; {effort}; answers {answers}; counted {result}")
        if found["views"] != answers.get("204", 0) or found["views"] != found["pages"]:
            raise CommandError(f"{store}: views were lost")


# --- the child: on the scratch database


def marks():
    """Return the marks of the scratch site's pages."""
    from wagtail.models import Page

    from home.visits.counting import page_mark

    return [page_mark(page) for page in Page.objects.filter(depth__gt=1)]


def counted():
    """Return the sums of all rows once the store has written its own."""
    from django.db.models import Sum

    from home.models import PageVisits, SiteVisits
    from home.visits.roll_up import settle

    settle()
    found = SiteVisits.objects.aggregate(views=Sum("views", default=0), visitors=Sum("visitors", default=0))
    return {**found, "pages": PageVisits.objects.aggregate(views=Sum("views", default=0))["views"]}


# --- the parent's tools


def scratch(store, redis_url):
    """Return the environment of one store, its database and keys removed."""
    path = settings.VAR_DIR / "bench" / f"visits-{store}.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ocop.settings.bench",
        "DATABASE_URL": f"sqlite:///{path}",
        "OCOP_ADDRESS_HEADER": "X-Real-IP",
        "REDIS_URL": "",
    }
    if store == "redis":
        import redis

        client = redis.Redis.from_url(redis_url)
        for key in client.scan_iter(f"{PREFIX}:*"):
            client.delete(key)
        environment |= {"REDIS_URL": redis_url, "CACHE_KEY_PREFIX": PREFIX}
    return environment


def child(environment, *arguments):
    """Run a management command on the scratch database; return what it wrote."""
    answer = subprocess.run(  # noqa: S603
        [sys.executable, MANAGE, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if answer.returncode:
        raise CommandError(f"{' '.join(arguments)} failed: {answer.stderr[-800:]}")
    return answer.stdout


def free_port():
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, server):
    """Wait until the server answers."""
    for _second in range(120):
        if server.poll() is not None:
            raise CommandError("gunicorn did not start; see var/bench/visits.log")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    raise CommandError("gunicorn does not answer; see var/bench/visits.log")


def work_of(pid):
    """Return the seconds that a server and its workers have worked, as Linux counts them."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for process in [pid, *workers]:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def send_all(port, pages, options):
    """Return (seconds, {status: answers}) of all views, sent by several processes at a time."""
    shares = [options["views"] // options["senders"]] * options["senders"]
    shares[0] += options["views"] - sum(shares)
    pace = options["rate"] / options["senders"] if options["rate"] else 0
    jobs = [(port, pages, share, options["visitors"], pace, number) for number, share in enumerate(shares)]
    with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
        answers = pool.starmap(send_share, jobs)
    seconds = max(item["seconds"] for item in answers)
    total = {}
    for item in answers:
        for status, number in item["answers"].items():
            total[status] = total.get(status, 0) + number
    return seconds, total


def send_share(port, pages, views, visitors, pace, seed):
    """Send one process's share over one open connection; return seconds and {status: answers}."""
    chance, answers = random.Random(seed), {}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    for number in range(views):
        who = chance.randrange(visitors)
        headers = {
            "Content-Type": "text/plain;charset=UTF-8",
            "Sec-Fetch-Site": "same-origin",
            "User-Agent": AGENT,
            "X-Real-IP": f"10.{who // 65536}.{who // 256 % 256}.{who % 256}",
        }
        if pace and (early := start + number / pace - time.perf_counter()) > 0:
            time.sleep(early)
        connection.request("POST", "/luot-xem/", chance.choice(pages), headers)
        answer = connection.getresponse()
        answer.read()
        answers[str(answer.status)] = answers.get(str(answer.status), 0) + 1
    return {"seconds": time.perf_counter() - start, "answers": answers}
