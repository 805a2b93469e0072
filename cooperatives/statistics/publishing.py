"""The one way in for code: approved yearly figures and the report of 2021 are published here."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cooperatives.choices import Exactness, FormerDistrict, Indicator, ReportSource
from cooperatives.models import Figure, StatisticReport
from cooperatives.reference import DATA, rows_of
from cooperatives.statistics.rules import sum_complaints

REPORT = {
    "source": "Báo cáo về hợp tác xã của huyện Mai Sơn (cũ)",
    "source_en": "Report on co-operatives of the former Mai Sơn district",
    "source_kind": ReportSource.OFFICE,
}
# Its words on an earlier year, which name the report's day, for the figure has none of its own.
WORKED_OUT = {
    "source": f"{REPORT['source']}, số liệu đến ngày 30/8/2021",
    "source_en": f"{REPORT['source_en']}, figures up to 30 Aug 2021",
}
# The report's own words: indicator of the table, exactness.
IN_REPORT = {
    "cooperatives": (Indicator.COOPERATIVES, Exactness.EXACT),
    "unions": (Indicator.UNIONS, Exactness.EXACT),
    "members": (Indicator.MEMBERS, Exactness.EXACT),
    "workers": (Indicator.WORKERS, Exactness.ABOUT),
    "managers": (Indicator.MANAGERS, Exactness.EXACT),
    "managers_university": (Indicator.MANAGERS_UNIVERSITY, Exactness.EXACT),
    "managers_college": (Indicator.MANAGERS_COLLEGE, Exactness.EXACT),
    "managers_trained": (Indicator.MANAGERS_TRAINED, Exactness.EXACT),
    "boards_trained_yearly": (Indicator.BOARDS_TRAINED, Exactness.EXACT),
    "members_trained_yearly": (Indicator.MEMBERS_TRAINED, Exactness.OVER),
}


@transaction.atomic
def publish_figures(values, *, year, district="", commune=None, as_of=None, **source):
    """Publish {indicator: number, or (number, exactness, note)} of one place and year; return the report.

    A second call for the same place and year replaces its figures, so approving anew is safe. `source`: the report's
    other fields (`source`, `source_en`, `source_kind`, `source_url`, `published_on`).
    Raises ValidationError for sums that do not hold, a day outside the year, or a commune that did not exist then.
    """
    rows = {Indicator(indicator): value if isinstance(value, tuple) else (value, Exactness.EXACT, "")
            for indicator, value in values.items()}  # fmt: skip
    complaints = sum_complaints({indicator: row[0] for indicator, row in rows.items()})
    if complaints:
        raise ValidationError(list(complaints.values()))
    report = StatisticReport.objects.filter(district=district, commune=commune, year=year).first()
    report = report or StatisticReport(district=district, commune=commune, year=year)
    report.as_of = as_of
    for name, value in source.items():
        setattr(report, name, value)
    report.full_clean(validate_constraints=False)
    report.save()
    Figure.objects.filter(report=report).delete()
    Figure.objects.bulk_create(
        Figure(report=report, indicator=indicator, value=value, exactness=exactness, note=note)
        for indicator, (value, exactness, note) in rows.items()
    )
    return report


def load_report():
    """Publish the report of 2021 about the old district where it is missing; return how many reports were written.

    The report says by how many the members grew since 2001; the number of that year follows from it and says how. What
    officers changed later stays.
    """
    table = {row["indicator"]: row["value"] for row in rows_of(DATA / "report_2021.csv")}
    as_of = datetime.date.fromisoformat(table["as_of"])
    members, growth = int(table["members"]), int(table["members_increase_since_2001"])
    worked_out = f"{members:,} − {growth:,} = {members - growth:,}".replace(",", ".")
    counts = {
        as_of.year: {
            indicator: (int(table[name]), exactness, "") for name, (indicator, exactness) in IN_REPORT.items()
        },
        2001: {Indicator.MEMBERS: (members - growth, Exactness.EXACT, worked_out)},
    }
    written = 0
    for year, values in counts.items():
        if not StatisticReport.objects.of_district(FormerDistrict.MAI_SON).filter(year=year).exists():
            own_year = year == as_of.year
            source = REPORT if own_year else {**REPORT, **WORKED_OUT}
            day = as_of if own_year else None
            publish_figures(values, year=year, district=FormerDistrict.MAI_SON, as_of=day, **source)
            written += 1
    return written
