"""Scores pages with Lighthouse as a mid-range phone sees them; exits 1 when a category is under 95 or a page over budget.

Reports go to var/lighthouse. Arguments are names of `manage.py page_addresses`; without any: the pages that people land on.
"""

import json
import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

from preview import CHROMIUM_ARGUMENTS, LANDING_PAGES, ROOT, npm_tool, page_addresses, served

LIGHTHOUSE = "lighthouse@12.8.2"  # the newest that runs on the Node.js 18 of Debian 12
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST_SCORE = 95
MOST_KILOBYTES = 120
MOST_REQUESTS = 15


def audit(script, name, url, folder):
    """Runs Lighthouse on one address and returns its report."""
    report = folder / f"{name}.json"
    subprocess.run(
        [
            *("node", script, url, "--quiet", "--output=json", f"--output-path={report}"),
            f"--only-categories={','.join(CATEGORIES)}",
            "--disable-full-page-screenshot",  # it would scroll through the page and fetch every lazy picture
            f"--chrome-flags={' '.join(CHROMIUM_ARGUMENTS)}",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium"), "LANG": "vi_VN.UTF-8"},
        check=True,
    )
    return json.loads(report.read_text())


def measure(report, home):
    """Returns scores, kilobytes over the wire, number of requests, and the other hosts that were asked."""
    scores = [round(report["categories"][name]["score"] * 100) for name in CATEGORIES]
    requests = report["audits"]["network-requests"]["details"]["items"]
    requests = [item for item in requests if urlsplit(item["url"]).scheme in {"http", "https"}]
    kilobytes = sum(item.get("transferSize", 0) for item in requests) / 1000
    hosts = {urlsplit(item["url"]).netloc for item in requests} - {urlsplit(home).netloc}
    return scores, kilobytes, len(requests), hosts


def main():
    folder = ROOT / "var" / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    script = npm_tool(LIGHTHOUSE) / "cli" / "index.js"
    failed = False
    # A demo asks search engines to stay away; what is measured is the real site, which does not.
    with served(OCOP_DEMO_MARK="false") as home:
        addresses = page_addresses()
        wanted = sys.argv[1:] or LANDING_PAGES
        print(f"{'page':<28}" + "".join(f"{name:>16}" for name in CATEGORIES) + f"{'KB':>8}{'requests':>10}")
        for name in wanted:
            report = audit(script, name, home + addresses[name], folder)
            scores, kilobytes, requests, hosts = measure(report, home)
            bad = min(scores) < LEAST_SCORE or kilobytes > MOST_KILOBYTES or requests > MOST_REQUESTS or hosts
            failed = failed or bool(bad)
            line = f"{name:<28}" + "".join(f"{score:>16}" for score in scores) + f"{kilobytes:>8.1f}{requests:>10}"
            print(line + ("  TOO LITTLE " + " ".join(sorted(hosts)) if bad else ""), flush=True)
    print(
        f"Limits: {LEAST_SCORE} points, {MOST_KILOBYTES} KB, {MOST_REQUESTS} requests, no other host. Reports: {folder}"
    )
    sys.exit(failed)


if __name__ == "__main__":
    main()
