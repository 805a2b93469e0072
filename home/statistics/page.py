"""What the statistics page draws, and how it describes itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.statistics.choosing import Choice
from home.statistics.counted import counted_tables
from home.statistics.published import District, communes_managers, communes_table, reports, source_line
from ocop.core.spreadsheets import XLSX
from ocop.core.structured_data import absolute, publisher, without_empty


@dataclass
class Shown:
    """A table with the addresses of its downloads."""

    table: object
    csv_url: str
    xlsx_url: str


def page_context(page, request):
    """Return the sections' tables, and the old district's large numbers with their source."""
    choice = Choice(reports(), request.GET)
    district = District(choice.all, choice.year)
    shown = {
        "district_tables": district.tables() if choice.shows_district else [],
        "commune_tables": commune_tables(choice) if choice.shows_communes else [],
        "counted_tables": counted_tables(),
    }
    return {
        "choices": choice.ways(page.get_url(request)),
        "choice": choice,
        "tiles": district.tiles,
        "tiles_source": source_line(district.latest) if district.latest else "",
        "counted_up_to": district.latest.as_of if district.latest else None,
        **{
            name: [with_downloads(page, request, table, choice.query()) for table in tables]
            for name, tables in shown.items()
        },
    }


def commune_tables(choice):
    """Return the communes' tables of the chosen year, or of the chosen one alone."""
    tables = (communes_table(choice.reports, choice.commune), communes_managers(choice.reports, choice.commune))
    return [table for table in tables if table]


def all_tables(asked):
    """Return every table of the page; `asked`: the address's parameters with year and place."""
    choice = Choice(reports(), asked)
    return [*District(choice.all, choice.year).tables(), *commune_tables(choice), *counted_tables()]


def with_downloads(page, request, table, query):
    """Return a table with the addresses of its files, in the reader's language, of what was chosen."""
    base = page.get_url(request)
    urls = [base + page.reverse_subpage("download", args=[table.slug, kind]) + query for kind in ("csv", "xlsx")]
    return Shown(table, *urls)


def dataset(page, request):
    """Describe the page's figures for those who search data sets."""
    base = absolute(request, page.get_url(request))
    slugs = ("huyen-mai-son-cu", "theo-xa", "chu-the-theo-xa", "hang-sao")
    files = [
        {
            "@type": "DataDownload",
            "name": f"{slug}.{kind}",
            "encodingFormat": XLSX if kind == "xlsx" else "text/csv",
            "contentUrl": base + page.reverse_subpage("download", args=[slug, kind]),
        }
        for slug in slugs
        for kind in ("csv", "xlsx")
    ]
    return without_empty(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": _("Co-operatives of Mai Sơn, Sơn La: statistics"),
            "description": str(page.summary_text)
            or _("Co-operatives, members, workers and managers, by year and by commune."),
            "url": base,
            "temporalCoverage": "2001/..",
            "spatialCoverage": {"@type": "Place", "name": "Mai Sơn, Sơn La, Việt Nam"},
            "publisher": publisher(request),
            "isAccessibleForFree": True,
            "distribution": files,
        }
    )
