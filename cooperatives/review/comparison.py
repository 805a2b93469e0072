"""What a draft changes, field by field, in the words of the form it was written in."""

import re
from dataclasses import dataclass, field

MARK = re.compile(r'class="[^"]*\b(addition|deletion)\b')


@dataclass
class Row:
    """One changed field. `old` and `new` carry the same marked text; the stylesheet hides in each what it lacks."""

    label: str
    marked: str
    had_value: bool
    has_value: bool

    @property
    def says_the_same(self):
        """Whether its words did not change, but their order, their looks or a heading did."""
        return self.had_value and self.has_value and not MARK.search(self.marked)


@dataclass
class Group:
    """The changed fields of one thing: the page itself, or one entry of a list such as its pictures."""

    label: str
    rows: list[Row]
    is_addition: bool = False
    is_deletion: bool = False


@dataclass
class Changes:
    """All that a draft changes. Empty where it is the same as what is published."""

    own: list[Row] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def __bool__(self):
        return bool(self.own or self.groups)

    def __len__(self):
        return len(self.own) + len(self.groups)


def changes(before, after, request):
    """Return the `Changes` from page `before` (as published, or an empty one) to page `after` (the draft)."""
    found = Changes()
    bound = type(after).get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    for compare in bound.get_comparison():
        comparison = compare(before, after)
        if not comparison.is_field:
            found.groups += groups(comparison)
        elif comparison.has_changed():
            found.own.append(row(comparison))
    return found


def row(comparison, added=False, deleted=False):
    """Return the `Row` of one field; of an entry added or deleted, Wagtail gives the same value on both sides."""
    had_value = bool(comparison.val_a) and not added
    has_value = bool(comparison.val_b) and not deleted
    return Row(str(comparison.field_label()), comparison.htmldiff(), had_value, has_value)


def groups(comparison):
    """Return a `Group` for every entry of a list that was added, taken away, changed or moved."""
    found = []
    for child in comparison.get_child_comparisons():
        added, deleted = bool(child.is_addition()), bool(child.is_deletion())
        parts = child.get_field_comparisons()
        shown = [part for part in parts if (part.val_a if added or deleted else part.has_changed())]
        if shown or added or deleted or child.get_position_change():
            rows = [row(part, added, deleted) for part in shown]
            found.append(Group(str(comparison.field_label()), rows, added, deleted))
    return found
