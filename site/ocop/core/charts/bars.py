"""Bars that lie beneath each other, each with its words above it."""

from dataclasses import dataclass

from ocop.core.charts.wording import finite, percent, wrapped

LINE = 20  # height of a line of words
BAR = 14
GAP = 14  # below a bar, before the next one's words
BELOW_WORDS = 6


@dataclass(frozen=True)
class Bar:
    """One bar: `lines` are (y, text) of its words, `x` and `width` percent, `value` None where it is not known."""

    label: str
    lines: tuple
    value: object
    x: str
    width: str
    y: int
    is_negative: bool = False

    @property
    def value_y(self):
        """Where the number stands: on the first line of the words."""
        return self.lines[0][0]


@dataclass(frozen=True)
class BarChart:
    """Bars under one scale; `zero` is where nothing is, in percent, and `has_negative` asks for its line."""

    bars: tuple
    height: int
    bar_height: int = BAR
    zero: str = "0%"
    has_negative: bool = False


def bar_chart(rows):
    """Return the `BarChart` of (label, value) pairs; a value that is not known keeps its row and has no bar."""
    known = [(str(label), finite(value)) for label, value in rows]
    values = [value for _label, value in known if value is not None]
    low, high = min([0, *values]), max([0, *values])
    span = high - low
    bars, y = [], 0
    for label, value in known:
        lines = tuple((y + 15 + LINE * number, line) for number, line in enumerate(wrapped(label)))
        y += LINE * len(lines) + BELOW_WORDS
        start = (min(value, 0) - low) * 100 / span if value is not None and span else 0
        length = abs(value) * 100 / span if value is not None and span else 0
        bars.append(Bar(label, lines, value, percent(start), percent(length), y, value is not None and value < 0))
        y += BAR + GAP
    zero = percent((0 - low) * 100 / span) if span else "0%"
    return BarChart(tuple(bars), max(y - GAP, 0) + 2, zero=zero, has_negative=low < 0)
