"""Living facts: read, saved at once, logged with who and when, and taken back.

An app names its facts with `register_fact`; what a fact is, how it is written and how it is told, the app knows. Here is
what holds for all: nobody's change is overwritten unseen, and a change is taken back only while it is the newest.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange

# The day of confirmation in a fact's values. It is no part of what two people could disagree on.
CONFIRMED = "confirmed_on"
FACTS = {}


@dataclass(frozen=True)
class FactKind:
    """How a living fact is read, written and told.

    `read(page_id)` returns plain values for JSON, `write(page_id, values)` makes them true, `tell(values)` returns lines
    of text, `tell_change(before, after)` the lines that differ, `url(page_id)` the screen where it is changed.
    `holds(now, values)` says whether `values` are still what stands; by default the two are compared but for their day.
    `missing(page_id, values)` returns what has to be filled in before the fact can be confirmed, or None.
    `is_final(before, after)` says whether the step from one to the other can never be taken back.
    """

    fact: LivingFact
    read: Callable
    write: Callable
    tell: Callable
    tell_change: Callable
    url: Callable
    holds: Callable = lambda now, values: version_of(now) == version_of(values)
    missing: Callable = lambda page_id, values: None
    is_final: Callable = lambda before, after: False


@dataclass(frozen=True)
class Missing:
    """What is not said yet, and where a member says it."""

    text: str
    label: str
    url: str


class OvertakenError(Exception):
    """Somebody else changed the fact since the form was opened. `values`: what stands now; `change`: theirs, or None."""

    def __init__(self, values, change):
        super().__init__("the fact changed meanwhile")
        self.values, self.change = values, change


class CannotUndoError(Exception):
    """A change that can no longer be taken back; the message says why, to the member."""


class NothingSaidError(Exception):
    """There is nothing that could be confirmed. `missing`: the `Missing` to show."""

    def __init__(self, missing):
        super().__init__("nothing stands there")
        self.missing = missing


def register_fact(kind):
    """Make a `FactKind` known under its fact."""
    FACTS[kind.fact] = kind


def version_of(values):
    """Return a short text that is the same for the same values, whatever the day they were confirmed."""
    content = {key: value for key, value in values.items() if key != CONFIRMED}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def today_text():
    """Return today as values carry it."""
    return timezone.localdate().isoformat()


def lock(page_id):
    """Let one change of a page's facts wait for another until the transaction ends."""
    Page.objects.select_for_update(no_key=True).filter(pk=page_id).order_by().values_list("pk").first()


@transaction.atomic
def save_fact(fact, page, user, values, seen=None):
    """Make `values` true for `page` and return the `LivingChange`, or None where nothing differs.

    `page`: a producer's page or one of its products, chosen by the server. `seen`: the version the member's form was
    filled with; None for a change that does not depend on what stood there. Raises OvertakenError if another one stands now.
    """
    kind = FACTS[fact]
    lock(page.pk)
    before = kind.read(page.pk)
    if before == values:
        return None
    # Whoever sends the same form twice, since the first answer got lost, is not told that "somebody" was faster.
    if seen is not None and version_of(before) not in (seen, version_of(values)):
        raise OvertakenError(before, latest_change(fact, page.pk, before))
    kind.write(page.pk, values)
    return LivingChange.objects.create(
        producer_id=producer_id_of(page), page_id=page.pk, fact=fact, user=user, before=before, after=values
    )


@transaction.atomic
def confirm_fact(fact, page, user):
    """Confirm today what stands; returns the `LivingChange`, or None if it was confirmed today.

    Raises NothingSaidError where nothing stands.
    """
    kind = FACTS[fact]
    lock(page.pk)
    values = kind.read(page.pk)
    if missing := kind.missing(page.pk, values):
        raise NothingSaidError(missing)
    return save_fact(fact, page, user, values | {CONFIRMED: today_text()})


def producer_id_of(page):
    """Return the id of the producer that a page belongs to: a product names it, a producer is it."""
    return getattr(page, "producer_id", None) or page.pk


def latest_change(fact, page_id, values):
    """Return the newest change of a fact if it led to `values`; None where somebody changed it by another way."""
    change = LivingChange.objects.filter(page=page_id, fact=fact, undone_at=None).select_related("user").first()
    return change if change and version_of(change.after) == version_of(values) else None


@transaction.atomic
def take_back(change, user):
    """Make what stood before `change` true again. Raises CannotUndoError, and changes nothing, if it is not the newest."""
    kind = FACTS[change.fact]
    lock(change.page_id)
    change.refresh_from_db()
    if change.undone_at is not None:
        raise CannotUndoError(_("This was taken back already."))
    passed_over = list(newer_changes(change))
    if is_overtaken(change, passed_over):
        raise CannotUndoError(_("This was changed again since. Take back the newer change first."))
    if kind.is_final(change.before, change.after) or not kind.holds(kind.read(change.page_id), change.after):
        raise CannotUndoError(
            _("An officer has changed this since, so it cannot be taken back. Please look at it again.")
        )
    kind.write(change.page_id, change.before)
    # What was confirmed since is gone as well; of a confirmation of everything the rest still holds.
    gone = [change, *(newer for newer in passed_over if newer.fact == change.fact)]
    for item in gone:
        item.undone_at, item.undone_by = timezone.now(), user
    LivingChange.objects.bulk_update(gone, ["undone_at", "undone_by"])


def is_confirmation(fact, before, after):
    """Whether a change gave a new day to what stood already, and changed nothing else."""
    return fact == LivingFact.ALL or version_of(before) == version_of(after)


def is_overtaken(change, newer):
    """Whether one of the `newer` changes of the same fact keeps `change` from being taken back.

    A price can be taken back although it has been confirmed since; a day of confirmation cannot come back under a newer.
    """
    if is_confirmation(change.fact, change.before, change.after):
        return bool(newer)
    return not all(is_confirmation(item.fact, item.before, item.after) for item in newer)


def newer_changes(change):
    """Return the changes after `change` that bear on the same fact and still hold."""
    later = LivingChange.objects.filter(producer=change.producer_id, pk__gt=change.pk, undone_at=None)
    if change.fact == LivingFact.ALL:
        return later.exclude(fact=LivingFact.STOCK)
    same = Q(page=change.page_id, fact=change.fact)
    if change.fact != LivingFact.STOCK:
        same |= Q(fact=LivingFact.ALL)
    return later.filter(same)
