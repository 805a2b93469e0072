"""Whether a document holds on a day: plain rules on plain values."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class DocumentStatus(StrEnum):
    """Where a document stands on a day; the values appear in addresses."""

    NOT_YET = "chua"
    VALID = "con"
    PARTLY = "mot-phan"
    REPLACED = "thay-the"
    LAPSED = "het"
    UNSTATED = "chua-ghi"

    @property
    def label(self):
        """The status in words."""
        return LABELS[self]

    @property
    def holds(self):
        """Whether the document may still be relied on, at least in part."""
        return self in (DocumentStatus.VALID, DocumentStatus.PARTLY)

    @property
    def has_ended(self):
        """Whether the document holds no longer."""
        return self in (DocumentStatus.REPLACED, DocumentStatus.LAPSED)


LABELS = {
    DocumentStatus.NOT_YET: _("not yet in force"),
    DocumentStatus.VALID: _("in force"),
    DocumentStatus.PARTLY: _("partly lapsed"),
    DocumentStatus.REPLACED: _("replaced"),
    DocumentStatus.LAPSED: _("no longer in force"),
    DocumentStatus.UNSTATED: _("effective date not recorded"),
}


def status_on(day, *, in_force_on=None, known_in_force=False, lapses_on=None, replaced_on=None, lapses_in_part=False):
    """Return the `DocumentStatus` on `day`.

    `in_force_on` is the first day it holds, `lapses_on` the first day it no longer does; `replaced_on` is the first day
    on which a published document that replaces it holds. A replaced document that says itself until when it holds
    stays in force until then.
    """
    if in_force_on and day < in_force_on:
        return DocumentStatus.NOT_YET
    has_lapsed = bool(lapses_on) and lapses_on <= day
    if replaced_on and replaced_on <= day and (has_lapsed or not lapses_on):
        return DocumentStatus.REPLACED
    if has_lapsed:
        return DocumentStatus.LAPSED
    if lapses_in_part:
        return DocumentStatus.PARTLY
    return DocumentStatus.VALID if in_force_on or known_in_force else DocumentStatus.UNSTATED
