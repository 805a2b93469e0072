"""What a producer's members changed, and which of it can be taken back."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.text import capfirst

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange
from cooperatives.people import full_name
from cooperatives.stall.changes import FACTS, is_confirmation
from ocop.core.ids import could_be_an_id

PER_PAGE = 20
MOST_TOLD = 3
CONFIRMABLE = (LivingFact.PRICE, LivingFact.SUPPLY, LivingFact.CONTACT)


@dataclass(frozen=True)
class Line:
    """One change as the list tells it."""

    change: LivingChange
    title: str
    lines: list
    who: str
    undone_by: str
    can_undo: bool

    @property
    def is_public(self):
        """Whether buyers see the page it is about, and find it."""
        return self.change.page.live and self.change.producer.live

    @property
    def in_one_sentence(self):
        """What it is about and the first things that changed: "Na dai. Loại 1: trước 60.000 ₫, nay 65.000 ₫"."""
        about = self.title or capfirst(self.change.get_fact_display())
        told = "; ".join(self.lines[:MOST_TOLD]) + ("…" if len(self.lines) > MOST_TOLD else "")
        return f"{about}. {told}" if told else about


class Newest:
    """Walks changes from the newest back and knows which can be taken back.

    `newer`: (page id, fact, before, after) of what came after the first one met. `cooperatives.stall.changes.is_overtaken`
    says why a confirmation keeps only another confirmation from being taken back.
    """

    def __init__(self, newer=()):
        self.seen, self.changed = set(), set()
        for row in newer:
            self.note(*row)

    def note(self, page_id, fact, before, after):
        """Remember one change as newer than all that follow."""
        self.seen.add((page_id, fact))
        if not is_confirmation(fact, before, after):
            self.changed.add((page_id, fact))

    def meets(self, change):
        """Whether `change` still holds and nothing newer keeps it from being taken back."""
        if change.undone_at is not None:
            return False
        overtaken = self.is_overtaken(change)
        self.note(change.page_id, change.fact, change.before, change.after)
        return not overtaken

    def is_overtaken(self, change):
        """Whether something newer bears on the same fact; a confirmation of everything bears on all that has a day."""
        if not is_confirmation(change.fact, change.before, change.after):
            return (change.page_id, change.fact) in self.changed
        facts = {fact for _page, fact in self.seen}
        if change.fact == LivingFact.ALL:
            return not facts.isdisjoint({*CONFIRMABLE, LivingFact.ALL})
        covered = change.fact in CONFIRMABLE and LivingFact.ALL in facts
        return covered or (change.page_id, change.fact) in self.seen


def history_page(producer, number):
    """Return one Django `Page` of `Line`s, the newest change first; a constant number of queries."""
    changes = LivingChange.objects.filter(producer=producer).select_related("user", "undone_by", "page", "producer")
    page = Paginator(changes, PER_PAGE).get_page(number)
    rows = list(page.object_list)
    newer = LivingChange.objects.none()
    if page.number > 1 and rows:
        newer = LivingChange.objects.filter(producer=producer, pk__gt=rows[0].pk, undone_at=None)
    newest = Newest(newer.order_by().values_list("page_id", "fact", "before", "after").iterator())
    page.object_list = [line_of(change, newest.meets(change)) for change in rows]
    return page


def line_of(change, can_undo):
    """Return a change as a `Line`."""
    kind = FACTS.get(change.fact)
    return Line(
        change,
        "" if change.page_id == change.producer_id else change.page.draft_title or change.page.title,
        kind.tell_change(change.before, change.after) if kind else [],
        full_name(change.user),
        full_name(change.undone_by),
        can_undo and kind is not None and not kind.is_final(change.before, change.after),
    )


def saved_line(producer, number):
    """Return the `Line` of the change that an address names as just saved, if it is this producer's and still holds."""
    if not could_be_an_id(number):
        return None
    change = (
        LivingChange.objects.filter(producer=producer, pk=int(number), undone_at=None)
        .select_related("user", "undone_by", "page", "producer")
        .first()
    )
    return line_of(change, True) if change else None
