"""Times the public pages in this process: the whole of a request, without network and without any page cache."""

import re
import statistics
import time
import tracemalloc

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cooperatives.models import ProducerPage
from home.demo import tables
from news.models import ArticlePage
from products.models import CatalogueEntry, ProductPage

WARM_UP = 3
TURNS = 5
# What issue and design ask for: (queries at most, median milliseconds at most); None = no figure of its own.
TARGETS = {
    "home": (20, 60),
    "catalogue": (20, None),
    "catalogue, three facets": (20, 90),
    "product": (12, 30),
    "producer": (None, None),
    "article": (None, None),
    "search, ca phe": (15, 90),
    "search, most products": (15, None),
}


def addresses():
    """Return {page: address}: the demo's strawberries, their co-operative, the report of 2021, lists and searches."""

    def url(model, kind, key):
        return model.objects.get(translation_key=tables.identity(kind, key)).get_url()

    return {
        "home": "/",
        "catalogue": "/san-pham/",
        "catalogue, three facets": "/san-pham/?commune=04105&month=3&standard=vietgap",
        "product": url(ProductPage, "product", "dau-tay-doi-nang"),
        "producer": url(ProducerPage, "producer", "doi-nang"),
        "article": url(ArticlePage, "article", "bao-cao-hop-tac-xa-2021"),
        "search, ca phe": "/tim-kiem/?q=ca+phe",
        "search, most products": "/tim-kiem/?q=mai+son",
    }


def fetch(client, address):
    """Return the page's bytes; anything but 200 is an error of the benchmark."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content


def queries_of(client, address):
    """Return the queries of one request, each a dict of `sql` and `time` (seconds, as text)."""
    with CaptureQueriesContext(connection) as captured:
        fetch(client, address)
    return captured.captured_queries


def peak_of(client, address):
    """Return the most memory that one request holds at a time, in MB."""
    tracemalloc.start()
    try:
        fetch(client, address)
        return tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()


def measure(repeat):
    """Return a row for each page: queries, median and 95th percentile of `repeat` requests, size and memory."""
    client = Client(HTTP_HOST="127.0.0.1:8000")
    products = CatalogueEntry.objects.count()
    pages = addresses()
    for address in pages.values():
        for __ in range(WARM_UP):
            fetch(client, address)
    times = times_of(client, pages, repeat)
    return [
        {
            "page": page,
            "products": products,
            "database": connection.vendor,
            "queries": len(queries_of(client, address)),
            "median_ms": round(statistics.median(times[page]), 1),
            "p95_ms": round(times[page][max(0, round(len(times[page]) * 0.95) - 1)], 1),
            "html_bytes": len(fetch(client, address)),
            "peak_mb": round(peak_of(client, address), 1),
        }
        for page, address in pages.items()
    ]


def times_of(client, pages, repeat):
    """Return {page: milliseconds of `repeat` requests, the shortest first}.

    The pages take TURNS turns: what else a machine does for some seconds then falls on a part of each page's times, where it
    would make all of one page's.
    """
    times = {page: [] for page in pages}
    for turn in range(TURNS):
        for page, address in pages.items():
            fetch(client, address)  # what the other pages' turns drove out of the processor's memory
            for __ in range(turn, repeat, TURNS):
                start = time.perf_counter()
                fetch(client, address)
                times[page].append((time.perf_counter() - start) * 1000)
    return {page: sorted(each) for page, each in times.items()}


def explain(most=3):
    """Yield, for each page, its slowest queries with the plan that the database makes for them."""
    client = Client(HTTP_HOST="127.0.0.1:8000")
    command = "EXPLAIN (ANALYZE, BUFFERS)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    for page, address in addresses().items():
        fetch(client, address)
        queries = queries_of(client, address)
        slowest = sorted(queries, key=lambda query: float(query["time"]), reverse=True)[:most]
        yield f"\n=== {page}: {len(queries)} queries, {sum(float(query['time']) for query in queries) * 1000:.0f} ms"
        for query in slowest:
            yield f"--- {float(query['time']) * 1000:.0f} ms: {shortened(query['sql'])}"
            if query["sql"].startswith(("SELECT", "(SELECT", "WITH", "EXECUTE")):
                with connection.cursor() as cursor:
                    cursor.execute(f"{command} {query['sql'].replace('%', '%%')}", [])
                    for row in cursor.fetchall():
                        yield "    " + shortened(" ".join(str(part) for part in row))


def shortened(text):
    """Return a query or a line of a plan without its long lists of ids."""
    return re.sub(r"(?:\d+, ?){9,}", "…", text)[:2000]
