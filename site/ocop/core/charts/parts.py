"""Parts of one whole: a single bar cut into pieces, with a key beneath that names each piece."""

from dataclasses import dataclass

from ocop.core.charts.wording import finite, percent, wrapped

BAR = 36
KEY_TOP = BAR + 16
LINE = 20
KEY_GAP = 8
SWATCH = 16
KEY_LETTERS = 20  # beside number and share, on a phone of 360 px
PATTERNS = 6  # how many fillings the template knows; they differ in their drawing, not in colour alone


@dataclass(frozen=True)
class Part:
    """One piece: where it lies, its share of the whole in percent with one decimal, and its row of the key."""

    label: str
    lines: tuple
    value: object
    share: float
    x: str
    width: str
    pattern: int

    @property
    def key_y(self):
        """The upper edge of the piece's swatch in the key."""
        return self.lines[0][0] - 13


@dataclass(frozen=True)
class PartsChart:
    """A whole and its parts in the order they were given."""

    parts: tuple
    total: object
    height: int
    bar_height: int = BAR
    swatch: int = SWATCH


def parts_chart(rows):
    """Return the `PartsChart` of (label, value) pairs, or None where they are no parts of a whole.

    They are none when a value is missing or negative, or when all of them together are nothing.
    """
    known = [(str(label), finite(value)) for label, value in rows]
    if not known or any(value is None or value < 0 for _label, value in known):
        return None
    total = sum(value for _label, value in known)
    if not total:
        return None
    parts, before, y = [], 0, KEY_TOP
    for number, (label, value) in enumerate(known):
        lines = tuple((y + 14 + LINE * line, text) for line, text in enumerate(wrapped(label, KEY_LETTERS)))
        y += LINE * len(lines) + KEY_GAP
        share = float(round(value * 100 / total, 1))
        place = percent(before * 100 / total), percent(value * 100 / total)
        parts.append(Part(label, lines, value, share, *place, number % PATTERNS))
        before += value
    return PartsChart(tuple(parts), total, y - KEY_GAP + 4)
