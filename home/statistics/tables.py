"""One table of the statistics page: what stands on the page, and what a download holds."""

from dataclasses import dataclass


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

    @property
    def is_wide(self):
        """Whether it has more columns than a phone shows; its frame then scrolls."""
        return len(self.header) > 4

    @property
    def shape(self):
        """How the chart is drawn, "" without one."""
        return self.chart[0] if self.chart else ""

    @property
    def drawn(self):
        """What the chart's tag draws."""
        return self.chart[1] if self.chart else None
