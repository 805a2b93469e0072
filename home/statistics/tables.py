"""One table of the statistics page: what stands on the page, and what a download holds."""

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass
class Table:
    """A table with its chart.

    `slug`: its anchor and the name of its downloads. `header`, `rows`: what the page shows, the first cell of a row being
    its name. `full_header`, `full_rows`: what a download holds, each row with place, day and source; texts and numbers only.
    `chart`: ("bars" | "parts" | "series", what that tag draws), or None; `unit`: what it counts. `source`: who counted, and
    up to which day. `numbers`: how many columns after the first hold numbers.
    """

    slug: str
    title: str
    header: list
    rows: list
    full_header: list
    full_rows: list
    source: str
    source_url: str = ""
    note: str = ""
    unit: str = ""
    numbers: int = 1
    chart: tuple | None = None
    places: bool = False  # the rows' names are places, which stay Vietnamese
    units: tuple = ()  # what each row's number counts, where the rows count different things

    @property
    def is_wide(self):
        """Whether it has more columns than a phone shows; its frame then scrolls."""
        return len(self.header) > 4

    @property
    def rows_with_units(self):
        """The rows, each with the word beside its number, or ""."""
        return list(zip_longest(self.rows, self.units, fillvalue=""))

    @property
    def shape(self):
        """How the chart is drawn, "" without one."""
        return self.chart[0] if self.chart else ""

    @property
    def drawn(self):
        """What the chart's tag draws."""
        return self.chart[1] if self.chart else None


def place_in_row(commune):
    """Return a commune's name under the head "Commune": "xã Mai Sơn", and in English "Mai Sơn", as the head has the word."""
    name = commune.name if get_language() == "en" else commune.full_name
    return name if commune.is_current else _("%(name)s (former)") % {"name": name}
