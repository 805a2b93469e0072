"""Cards that were drawn before are not drawn again: a list of 24 spends more time on them than on all its questions.

A card draws nothing but what its row brought along, so it is the same for as long as all of that is, on one day, in one
language, on one site. Nothing has to be forgotten when a page changes: other facts are another key.
"""

import datetime
from collections import OrderedDict
from decimal import Decimal
from hashlib import sha256
from threading import Lock

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

MOST = 4_000  # some 12 MB in each process
PLAIN = (str, int, float, Decimal, datetime.date, type(None), FieldFile)  # each is told apart by its `repr`

drawn = OrderedDict()
lock = Lock()


def card(template, variables, context):
    """Return `template` drawn with `variables` alone (and the request), as safe text; from the store if it is there."""
    request = context.get("request")
    known = facts(variables)
    key = known and (template, get_language(), timezone.localdate(), site_of(request), known)
    if key and (html := drawn.get(key)):
        return html
    html = get_template(template).template.render(context.new({**variables, "request": request}))
    if key:
        keep(key, html)
    return html


def keep(key, html):
    """Keep a card, and drop the oldest beyond MOST."""
    with lock:
        drawn[key] = html
        while len(drawn) > MOST:
            drawn.popitem(last=False)


def site_of(request):
    """Return what decides whether addresses are whole or begin at the root: the id of the request's site."""
    site = Site.find_for_request(request) if request else None
    return site and site.pk


def facts(variables):
    """Return a digest of all that variables and the rows behind them hold; None where a picture's sizes are not at hand.

    Such a card is drawn anew each time: its sizes are made on the way, or its file is missing for the moment.
    """
    found, seen = [], set()
    for name, value in variables.items():
        found.append(name)
        if not isinstance(value, Model):
            found.append(value)
        elif not gather(value, found, seen):
            return None
    return sha256(repr(found).encode()).digest()


def gather(row, found, seen):
    """Add to `found` what `row` and the rows loaded with it hold; tell whether every picture has its sizes."""
    if row is None or id(row) in seen:
        return True
    seen.add(id(row))
    found.append(row._meta.label)
    for name, value in vars(row).items():
        if isinstance(value, PLAIN):
            found += (name, value)
    if hasattr(row, "loaded_renditions"):
        if not row.loaded_renditions:
            return False
        found += [(each.filter_spec, each.file.name, each.width, each.height) for each in row.loaded_renditions]
    return all(gather(each, found, seen) for each in row._state.fields_cache.values())
