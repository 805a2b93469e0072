"""What counts as a visit, and as whose."""

import hashlib
import hmac
import re

from django.core import signing
from django.utils import timezone

from home.visits.stores import View, visit_store
from ocop.core.throttle import client_address

# Programs that fetch pages without a reader. "Cubot" is a phone, and Cốc Cốc a browser beside its "coccocbot".
ROBOTS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|scrap|archiver|fetch|monitor|uptime|pingdom|lighthouse|headless|phantom"
    r"|selenium|playwright|puppeteer|preview|facebookexternalhit|whatsapp/|curl/|wget/|httpie|libwww|python|java/"
    r"|go-http|okhttp|axios|node/|ruby/|perl/|php/|postman|insomnia|feed|validator|w3c_|nutch|ahrefs|semrush",
    re.IGNORECASE,
)
LOCAL = re.compile(r"127\.|::/64$")
LONGEST_AGENT = 400  # no browser's name is longer; a flood of long ones costs nothing
SIGNER = signing.Signer(salt="home.visits")


class RubbishError(ValueError):
    """What was sent names no page of ours."""


def page_mark(page):
    """Return what a page's beacon says it is: the id, signed, so that nobody can count what we never showed."""
    return SIGNER.sign(page.pk)


def page_of(mark):
    """Return the page id of a mark, None for an empty one (a screen that is no page); `RubbishError` for anything else."""
    if not mark:
        return None
    try:
        return int(SIGNER.unsign(mark))
    except signing.BadSignature as error:
        raise RubbishError from error


def is_robot(agent):
    """Whether a browser's name is none: empty, or that of a program."""
    return not agent.strip() or bool(ROBOTS.search(agent))


def visitor_id(salt, address, agent):
    """Return what a visitor is called for one day. Without the salt, which is thrown away, it leads back to nobody."""
    text = f"{address}\n{agent[:LONGEST_AGENT]}".encode("utf-8", "surrogateescape")
    return hmac.new(salt, text, hashlib.sha256).hexdigest()[:32]


def visitor_of(request, store, day):
    """Return (digest of the visitor, digest of the address alone) of one request.

    The address of the machine itself tells nobody apart: a proxy stands there that does not say for whom it asks.
    """
    salt, address = store.salt(day), client_address(request)
    agent = request.headers.get("User-Agent", "")
    tells_apart = address and not LOCAL.match(address)
    return visitor_id(salt, address, agent), visitor_id(salt, address, "") if tells_apart else ""


def count_view(request, page):
    """Count one view of `page` (an id or None). Return whether it was within what a visitor and an address may do."""
    now = timezone.now()
    day = timezone.localdate(now, timezone.get_default_timezone())
    store = visit_store()
    visitor, address = visitor_of(request, store, day)
    return store.record(View(day, now, visitor, address, page))
