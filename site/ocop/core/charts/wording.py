"""Small helpers of the charts: numbers that can be drawn, labels cut into lines, coordinates as text."""

import math
import textwrap
from decimal import Decimal

LINE_LETTERS = 32  # of the chart's small type, beside its value, on a phone of 360 px
LARGEST = 10**18  # forms take fourteen digits; a scale of far larger ones leaves what floats can hold


def finite(value):
    """Return a number as a Decimal that can be drawn, or None for what is missing, endless, beyond reason or no number."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() and abs(number) <= LARGEST else None


def wrapped(label, letters=LINE_LETTERS):
    """Return the label as lines of at most `letters`; SVG does not break lines by itself. Never an empty list."""
    return textwrap.wrap(str(label), letters) or [""]


def spot(number):
    """Return a coordinate as SVG reads it in every language: a point, two decimals at most, "0" for what vanishes."""
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def percent(number):
    """Return a length in percent of the chart's width."""
    return f"{spot(number)}%"
