"""The ways in which people write a document's number."""

import re

from news.library.choices import CALLED
from ocop.core.text import fold, words

YEAR = re.compile(r"/((?:19|20)\d\d)/")


def spellings(number, kind, year=None):
    """Return the words under which a document is found beside its title, folded.

    "26/2026/QĐ-TTg" of a decision gives its number in parts, "quyet dinh so … nam 2026", and "qd26": the last is what
    people type without a space. Years and letters in other places of the number do no harm.
    """
    parts = words(fold(number))
    called = CALLED.get(kind, "").split()
    letters = [part for part in parts if part.isalpha()]
    first = parts[0] if parts and parts[0].isdigit() else ""
    together = [abbreviation + first for abbreviation in dict.fromkeys([*letters[:1], *called[-1:]]) if first]
    joined = ["".join(letters)] if len(letters) > 1 else []
    issued = ["nam", str(year)] if year else []
    return " ".join(dict.fromkeys([*parts, *called, "so", *issued, *together, *joined]))


def year_in(number):
    """Return the year that a number bears, such as 2026 in "26/2026/QĐ-TTg", or None."""
    found = YEAR.search(number)
    return int(found.group(1)) if found else None
