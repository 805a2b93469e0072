"""Ids as forged forms and addresses bring them: what can be nobody's number finds nothing, and nothing breaks over it.

Django sees to that where a plain number is asked for by itself. In a list, and through a relation, which the number of every
page type of ours is, one beyond 64 bits would reach the database; SQLite fails on it.
"""

from django.core.exceptions import EmptyResultSet
from django.db.models import ForeignObject, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.field_block import ChooserBlock

LARGEST = 2**63 - 1


def is_beyond(value):
    """Whether `value` is a number that no database counts to."""
    return isinstance(value, int) and abs(value) > LARGEST


def could_be_an_id(value):
    """Whether a text or a number could be the number of a row."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < len(str(LARGEST))


class ReachableRelatedExact(RelatedExact):
    """`exact` for relations."""

    def process_rhs(self, compiler, connection):
        if is_beyond(self.rhs):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


class ReachableMixin:
    """Leaves out of a list what no row can have."""

    def get_prep_lookup(self):
        wanted = super().get_prep_lookup()
        return [value for value in wanted if not is_beyond(value)] if isinstance(wanted, list) else wanted


class ReachableIn(ReachableMixin, In):
    """`in` for whole numbers."""


class ReachableRelatedIn(ReachableMixin, RelatedIn):
    """`in` for relations."""


def find_nothing_by_impossible_ids():
    """Put these lookups in the place of Django's, and let Wagtail's choosers take a word as if nothing had been chosen."""
    IntegerField.register_lookup(ReachableIn)
    ForeignObject.register_lookup(ReachableRelatedExact)
    ForeignObject.register_lookup(ReachableRelatedIn)
    BaseChooser.get_instance = unmoved_by_words(BaseChooser.get_instance)
    ChooserBlock.value_from_form = unmoved_by_words(ChooserBlock.value_from_form)


def unmoved_by_words(find):
    """Return a chooser's method, which asked the database for whatever had been sent, so that it finds nothing by a word."""

    def find_or_none(chooser, value):
        try:
            return find(chooser, value)
        except (TypeError, ValueError):
            return None

    return find_or_none
