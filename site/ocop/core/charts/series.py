"""Numbers by year: dots on a ruled ground, joined where the next year is known too. A year without a number is a gap."""

import math
from dataclasses import dataclass

from ocop.core.charts.wording import finite, percent, spot

TOP, PLOT, BELOW = 34, 180, 30  # pixels: room for words above the highest dot, the ruled ground, the years
LEFT, RIGHT = 16, 94  # percent: where the first and the last year stand; the scale's numbers stand left of them
MOST_YEARS_NAMED = 6
MOST_VALUES_NAMED = 5
MARKERS = 4  # drawings the template knows


@dataclass(frozen=True)
class Point:
    """One year's number; `anchor` keeps its words inside the drawing, `is_named` says whether it has any."""

    year: int
    value: object
    x: str
    y: str
    anchor: str
    is_named: bool


@dataclass(frozen=True)
class Line:
    """One series: its dots, and the (x1, y1, x2, y2) between dots of years that follow each other."""

    label: str
    points: tuple
    segments: tuple
    marker: int


@dataclass(frozen=True)
class SeriesChart:
    """Series under one scale; `rules` are (y, value) of the ruled lines, `years` (x, anchor, year) along the foot."""

    lines: tuple
    rules: tuple
    years: tuple
    missing: tuple
    height: int = TOP + PLOT + BELOW
    foot: int = TOP + PLOT


def series_chart(series):
    """Return the `SeriesChart` of [(label, [(year, value), …]), …], or None where no year has a number.

    `missing` are the years between the first and the last that no series knows. A year that is given twice keeps the
    later number.
    """
    known = [(str(label), known_years(points)) for label, points in series]
    everything = [pair for _label, points in known for pair in points.items()]
    if not everything:
        return None
    first, last = min(year for year, _value in everything), max(year for year, _value in everything)
    scale = Scale([value for _year, value in everything])

    def across(year):
        return (LEFT + RIGHT) / 2 if first == last else LEFT + (RIGHT - LEFT) * (year - first) / (last - first)

    lines = tuple(
        line_of(label, points, number, across, scale) for number, (label, points) in enumerate(known) if points
    )
    named = years_named(sorted({year for year, _value in everything}), first, last)
    return SeriesChart(
        lines,
        tuple((spot(scale.down(rule)), rule) for rule in scale.rules),
        tuple((percent(across(year)), anchor_of(across(year)), year) for year in named),
        gaps({year for year, _value in everything}, first, last),
    )


def known_years(points):
    """Return {year: number} in the order of the years, without those that have none."""
    found = {int(year): finite(value) for year, value in points}
    return {year: found[year] for year in sorted(found) if found[year] is not None}


def line_of(label, points, number, across, scale):
    """Return one series' `Line`."""
    years = list(points)
    named = set(years) if len(years) <= MOST_VALUES_NAMED else {years[0], years[-1], max(points, key=points.get)}
    places = {year: (percent(across(year)), spot(scale.down(points[year]))) for year in years}
    dots = tuple(Point(year, points[year], *places[year], anchor_of(across(year)), year in named) for year in years)
    joined = tuple((*places[year], *places[year + 1]) for year in years if year + 1 in places)
    return Line(label, dots, joined, number % MARKERS)


def gaps(years, first, last, most=200):
    """Return the years between the first and the last that are not known; () where they are too many to tell."""
    return tuple(year for year in range(first, last) if year not in years) if last - first <= most else ()


def years_named(years, first, last):
    """Return the years written along the foot: all that are known where they have room, else evenly chosen ones."""
    apart = (last - first) / MOST_YEARS_NAMED
    chosen = [first]
    for year in years:
        if year - chosen[-1] >= max(apart, 1) and (year == last or last - year >= apart):
            chosen.append(year)
    return chosen


def anchor_of(place):
    """Return the side from which words at this percentage are written, so that they stay inside the drawing."""
    return "start" if place < 20 else "end" if place > 85 else "middle"


class Scale:
    """A ruled ground from a round number at or below the least to one at or above the greatest; nothing is always on it."""

    def __init__(self, values):
        low, high = min([0, *values]), max([0, *values])
        step = round_step(float(high - low) / 4)
        self.low = math.floor(float(low) / step) * step
        self.high = math.ceil(float(high) / step) * step or (step if not self.low else 0)
        count = round((self.high - self.low) / step)
        self.rules = [self.low + step * number for number in range(count + 1)]

    def down(self, value):
        """Return how many pixels below the drawing's upper edge a value stands."""
        return TOP + PLOT * (self.high - float(value)) / (self.high - self.low)


def round_step(least):
    """Return the smallest of 1, 2, 2.5, 5 times a power of ten that is not below `least`; whole numbers from one on."""
    if least <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * (1 - 1e-9))
    return int(step) if step >= 1 and step == int(step) else step
