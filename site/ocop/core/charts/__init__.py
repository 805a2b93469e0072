"""Charts as plain geometry: what a template needs to draw an SVG, worked out from plain numbers.

Lengths along the page are percent of the chart's width, heights are pixels, so one drawing fits a phone, a desk and paper
while its letters keep their size. Nothing here knows colours, languages or databases.
"""

from .bars import Bar, BarChart, bar_chart
from .parts import Part, PartsChart, parts_chart
from .series import Line, Point, SeriesChart, series_chart
from .wording import finite, wrapped

__all__ = [
    "Bar",
    "BarChart",
    "Line",
    "Part",
    "PartsChart",
    "Point",
    "SeriesChart",
    "bar_chart",
    "finite",
    "parts_chart",
    "series_chart",
    "wrapped",
]
