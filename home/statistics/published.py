"""Published figures as tables: the old district by year, today's communes, each with source and day."""

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cooperatives.choices import Exactness, FormerDistrict, Indicator
from cooperatives.models import Commune, StatisticReport
from cooperatives.statistics.rules import SUMS, unit_of
from home.statistics.tables import Table, place_in_row
from ocop.core.languages import Vietnamese
from ocop.core.templatetags.ocop import day, number

SHOWN = [Indicator.COOPERATIVES, Indicator.UNIONS, Indicator.MEMBERS, Indicator.WORKERS, Indicator.MANAGERS]


@dataclass(frozen=True)
class Tile:
    """A large number at the head of a section."""

    slug: str
    label: str
    exactness: str
    value: int


def full_header():
    """Return the heads of the columns of a download of published figures."""
    return [
        pgettext("where counted", "Place"), _("What is counted"), _("Year"), _("Counted up to"), _("Number"),
        _("Exactness"), _("Unit"),
        _("How it was worked out"), _("Source"), _("Address of the source"),
    ]  # fmt: skip


def full_row(report, figure):
    """Return one figure as a row of a download."""
    return [
        report.place_name,
        figure.get_indicator_display(),
        report.year,
        report.as_of.isoformat() if report.as_of else "",
        figure.value,
        str(figure.get_exactness_display()),
        unit_of(figure.indicator),
        figure.note,
        source_words(report),
        report.source_url,
    ]


def source_words(report):
    """Return the source in the reader's language; one without English words stays Vietnamese and says so."""
    if get_language() != "en":
        return report.source
    return report.source_en or Vietnamese(report.source)


def source_line(report):
    """Return source and day in one line: "Báo cáo …, số liệu đến 30/8/2021"."""
    counted = _("figures up to %(day)s") % {"day": day(report.as_of)} if report.as_of else ""
    published = _("published on %(day)s") % {"day": day(report.published_on)} if report.published_on else ""
    return ", ".join(part for part in (source_words(report), counted, published) if part)


def number_words(figure):
    """Return a number as its source says it: "khoảng 1.668"."""
    return f"{exactness_words(figure)} {number(figure.value)}".strip()


def training(indicator):
    """Return the class of managers that an indicator counts, without the word for managers."""
    return {
        Indicator.MANAGERS_UNIVERSITY: _("University"),
        Indicator.MANAGERS_COLLEGE: _("College or vocational school"),
        Indicator.MANAGERS_TRAINED: _("Short courses"),
    }[indicator]


def exactness_words(figure):
    """Return "khoảng" or "trên", or "" for an exact number."""
    return "" if figure.exactness == Exactness.EXACT else str(figure.get_exactness_display())


def reports():
    """Return all reports with their figures and communes, newest year first: two queries."""
    return list(StatisticReport.objects.select_related("commune").prefetch_related("figures"))


class District:
    """The old district's figures: of all years, or with `year` those of one, beside the members of every year."""

    def __init__(self, found, year=None):
        self.year = year
        self.all_years = [report for report in found if report.district == FormerDistrict.MAI_SON]
        self.reports = [report for report in self.all_years if year in (None, report.year)]
        self.figures = [(report, figure) for report in self.reports for figure in report.figures.all()]
        self.latest = self.reports[0] if self.reports else None

    def value_of(self, report, indicator):
        """Return a report's figure of an indicator, or None."""
        return next((figure for figure in report.figures.all() if figure.indicator == indicator), None)

    @property
    def tiles(self):
        """The latest report's large numbers."""
        found = [self.value_of(self.latest, indicator) for indicator in SHOWN] if self.latest else []
        return [
            Tile(f"huyen-{item.indicator}", item.get_indicator_display(), exactness_words(item), item.value)
            for item in found
            if item
        ]

    def tables(self):
        """Return the district's tables, leaving out those nobody counted."""
        return [table for table in (self.all_figures(), self.managers(), self.members()) if table]

    def all_figures(self):
        """Everything the latest report counted."""
        if not self.latest:
            return None
        figures = sorted(self.latest.figures.all(), key=lambda figure: Indicator.values.index(figure.indicator))
        return Table(
            slug="huyen-mai-son-cu",
            title=_("All figures of %(year)s") % {"year": self.year}
            if self.year
            else _("All figures of the latest report"),
            header=[_("What is counted"), _("Number")],
            rows=[[figure.get_indicator_display(), number_words(figure)] for figure in figures],
            full_header=full_header(),
            full_rows=[full_row(report, figure) for report, figure in self.figures],
            source=source_line(self.latest),
            source_url=self.latest.source_url,
            units=tuple(unit_of(figure.indicator) for figure in figures),
        )

    def managers(self):
        """The three classes of managers, which exclude each other."""
        whole, parts = Indicator.MANAGERS, SUMS[Indicator.MANAGERS]
        for report in self.reports:
            figures = [self.value_of(report, indicator) for indicator in (*parts, whole)]
            if all(figures):
                rows = [(training(figure.indicator), figure.value) for figure in figures[:-1]]
                return Table(
                    slug="can-bo-quan-ly",
                    title=_("Managers by training"),
                    header=[_("Training"), _("Number")],
                    rows=[*([label, number(value)] for label, value in rows), [_("All"), number(figures[-1].value)]],
                    full_header=full_header(),
                    full_rows=[full_row(report, figure) for figure in figures],
                    source=source_line(report),
                    source_url=report.source_url,
                    note=_("Three classes that exclude each other; they add up to all managers."),
                    unit=_("people"),
                    chart=("parts", rows),
                )
        return None

    def members(self):
        """Members by year; what no year's report says is left open."""
        pairs = [(report, self.value_of(report, Indicator.MEMBERS)) for report in reversed(self.all_years)]
        pairs = [(report, figure) for report, figure in pairs if figure]
        if not pairs:
            return None
        notes = [f"{report.year}: {figure.note}" for report, figure in pairs if figure.note]
        return Table(
            slug="thanh-vien-theo-nam",
            title=_("Members by year"),
            header=[_("Year"), _("Number"), _("Source")],
            rows=[[str(report.year), number_words(figure), source_line(report)] for report, figure in pairs],
            full_header=full_header(),
            full_rows=[full_row(report, figure) for report, figure in pairs],
            source=source_line(self.all_years[0]),
            note=_("Worked out from the report: %(sums)s.") % {"sums": "; ".join(notes)} if notes else "",
            unit=_("people"),
            chart=("series", [("", [(report.year, figure.value) for report, figure in pairs])]),
        )


def newest_of_communes(found):
    """Return {commune's id: its newest report}."""
    newest = {}
    for report in found:
        if report.commune_id:
            newest.setdefault(report.commune_id, report)
    return newest


def communes_table(found, only=None):
    """Return today's communes with the newest published figures of each; what nobody counted stays "not known".

    With `only` (a commune of either era) just that one is a row.
    """
    newest = newest_of_communes(found)
    shown, rows, full = {}, [], []
    for commune in [only] if only else Commune.objects.current():
        report = newest.get(commune.pk)
        figures = {figure.indicator: figure for figure in report.figures.all()} if report else {}
        shown[commune] = figures
        cells = [number_words(figures[item]) if item in figures else _("not known") for item in SHOWN]
        rows.append([place_in_row(commune), *cells, str(report.year) if report else ""])
        full += [full_row(report, figure) for figure in figures.values()]
        full += [
            [commune.full_name, item.label, "", "", "", _("not known"), unit_of(item), "", "", ""]
            for item in SHOWN
            if item not in figures
        ]
    known = [(place_in_row(commune), figures[Indicator.MEMBERS].value) for commune, figures in shown.items()
             if Indicator.MEMBERS in figures]  # fmt: skip
    sources = {source_line(newest[commune.pk]) for commune in shown if commune.pk in newest}
    return Table(
        slug="theo-xa",
        title=_("Published figures of today's communes"),
        header=[_("Commune"), *(item.label for item in SHOWN), _("Year")],
        rows=rows,
        full_header=full_header(),
        full_rows=full,
        source="; ".join(sorted(sources)),
        note=""
        if sources
        else _("No figures of the communes have been published since 1/7/2025. What is not known stays open."),
        unit=_("people"),
        numbers=len(SHOWN),
        chart=("bars", known) if len(known) > 1 else None,
        places=True,
    )


def communes_managers(found, only=None):
    """Return the managers of communes by training, one row for each whose classes were counted, or None."""
    classes = [*SUMS[Indicator.MANAGERS], Indicator.MANAGERS]
    counted = []
    for report in newest_of_communes(found).values():
        figures = {figure.indicator: figure for figure in report.figures.all() if figure.indicator in classes}
        if only in (None, report.commune) and set(figures) - {Indicator.MANAGERS}:
            counted.append((report, figures))
    if not counted:
        return None
    counted.sort(key=lambda pair: (pair[0].commune.name, pair[0].commune_id))
    rows = [
        [
            place_in_row(report.commune),
            *(number_words(figures[item]) if item in figures else _("not known") for item in classes),
            str(report.year),
        ]
        for report, figures in counted
    ]
    return Table(
        slug="can-bo-quan-ly-theo-xa",
        title=_("Managers by training in the communes"),
        header=[_("Commune"), *(training(item) for item in classes[:-1]), _("All"), _("Year")],
        rows=rows,
        full_header=full_header(),
        full_rows=[
            full_row(report, figures[item]) for report, figures in counted for item in classes if item in figures
        ],
        source="; ".join(sorted({source_line(report) for report, _figures in counted})),
        note=_("Three classes that exclude each other; they add up to all managers."),
        unit=_("people"),
        numbers=len(classes),
        places=True,
    )
