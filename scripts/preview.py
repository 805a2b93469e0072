"""Starts the demo site the way production serves it, for the tools that measure pages; used by the scripts beside it.

`python scripts/preview.py` alone keeps it running, on PORT or 8100.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PREVIEW = ROOT / "var" / "preview"
NPM = ROOT / "var" / "npm"
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ENVIRONMENT = {**os.environ, "DJANGO_SETTINGS_MODULE": "ocop.settings.preview"}
# Where people land: names of `manage.py page_addresses`.
LANDING_PAGES = [
    "home.HomePage",
    "home.StatisticsPage",
    "news.ArticleIndexPage",
    "news.LegalDocumentPage",
    "news.LibraryPage",
    "news.StoryIndexPage",
    "news.StoryPage",
    "news.VideoIndexPage",
    "news.VideoPage",
    "products.ProductIndexPage",
    "products.ProductPage",
    "trade.EventIndexPage",
    "trade.EventPage",
]


def manage(*arguments):
    """Runs a management command on the preview's own database."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=ENVIRONMENT, check=True)


def prepare():
    """Brings the preview's database, demo and static files up to date."""
    PREVIEW.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "scripts/prepare.py"], cwd=ROOT, env=ENVIRONMENT, check=True)
    collect_static_files()


def collect_static_files():
    """Collects and compresses the static files, unless they are those of the last time: it takes half a minute."""
    signature = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        signature.update(f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    stamp = PREVIEW / "static.stamp"
    if not stamp.exists() or stamp.read_text() != signature.hexdigest():
        manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        stamp.write_text(signature.hexdigest())


def free_port():
    """Returns a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def served(port=None, **environment):
    """Serves the demo site, with more variables if given, and yields its address; the server ends with the block."""
    prepare()
    with serving(port, **environment) as address:
        yield address


@contextlib.contextmanager
def serving(port=None, **environment):
    """Serves what is prepared already."""
    address = f"127.0.0.1:{port or free_port()}"
    log = (PREVIEW / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=ROOT,
        env={**ENVIRONMENT, "GUNICORN_BIND": address, "WEB_CONCURRENCY": "2", **environment},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"http://{address}/healthz", server)
        yield f"http://{address}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        log.close()


def wait_for(url, server, seconds=120):
    """Waits until an address answers 200; ends the program when the server has died or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    sys.exit(f"{url} does not answer; see {PREVIEW / 'server.log'}")


def page_addresses():
    """Returns {name: path} with one published page per page type, and the pages that are not in the tree."""
    listing = subprocess.run(
        [sys.executable, "manage.py", "page_addresses"],
        cwd=ROOT,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return dict(line.split("\t") for line in listing.splitlines())


def npm_tool(package, *needed):
    """Installs a pinned npm package under var/npm unless it is there, and returns its folder."""
    name = package.rsplit("@", 1)[0]
    folder = NPM / package.replace("/", "_")
    if not (folder / "node_modules" / name / "package.json").exists():
        print(f"Installing {package}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
        command = [
            "npm",
            "install",
            "--silent",
            "--no-package-lock",
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
            package,
        ]
        subprocess.run(command, cwd=folder, check=True)
    return folder / "node_modules" / name


if __name__ == "__main__":
    with served(int(os.environ.get("PORT", "8100"))) as url:
        print(f"{url}/  (Ctrl+C ends it)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
