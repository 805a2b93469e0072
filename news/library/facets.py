"""What the library can be narrowed by, and the narrow rows that are counted."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.library.choices import DocumentField, DocumentKind
from news.library.naming import spellings
from news.library.status import DocumentStatus, status_on
from news.models import LegalDocumentPage
from ocop.core.languages import Vietnamese
from ocop.core.text import fold, slugify_vi, words

COLUMNS = (
    "pk", "title", "number", "kind", "field", "issuer", "year", "signed_on", "in_force_on", "known_in_force",
    "lapses_on", "lapses_in_part", "replaced_from",
)  # fmt: skip


@dataclass
class Row:
    """One document as filters, counts and order see it; each facet's `param` is the name of an attribute."""

    pk: int
    title: str
    title_words: set
    kind: str
    field: str
    issuer: str
    issuer_name: str
    year: str
    status: str
    day: datetime.date

    @property
    def has_ended(self):
        return DocumentStatus(self.status).has_ended


def rows(today):
    """Return the `Row`s of all documents that the public may see; one query."""
    found = LegalDocumentPage.objects.browsable().with_replacement().order_by("pk")
    return [row(dict(zip(COLUMNS, values, strict=True)), today) for values in found.values_list(*COLUMNS)]


def row(values, today):
    """Return one `Row` from the values of its columns."""
    year = values["year"]
    status = status_on(
        today,
        in_force_on=values["in_force_on"],
        known_in_force=values["known_in_force"],
        lapses_on=values["lapses_on"],
        replaced_on=values["replaced_from"],
        lapses_in_part=values["lapses_in_part"],
    )
    return Row(
        pk=values["pk"],
        title=values["title"],
        title_words={*words(fold(values["title"])), *spellings(values["number"], values["kind"]).split()},
        kind=values["kind"],
        field=values["field"],
        issuer=slugify_vi(values["issuer"], max_length=80),
        issuer_name=values["issuer"],
        year=str(year or ""),
        status=str(status),
        # Without a day, after the dated ones of its year; without a year, last.
        day=values["signed_on"] or datetime.date(year or 1, 1, 1),
    )


class ChoiceFacet:
    """A facet whose values are a fixed list, in its order."""

    def __init__(self, param, label, choices, is_open=True):
        self.param, self.label, self.is_open = param, label, is_open
        self.choices = choices

    def knows(self, value, rows):
        """Whether an address may choose `value`."""
        return any(value == known for known, _label in self.choices())

    def values(self, rows):
        """Return (value, label) of all options, in order."""
        return [(value, capfirst(str(label))) for value, label in self.choices()]


class IssuerFacet(ChoiceFacet):
    """Who issued it: the most frequent first; the same words with other marks or capitals are one issuer."""

    def knows(self, value, rows):
        return any(row.issuer == value for row in rows)

    def values(self, rows):
        names = {row.issuer: row.issuer_name for row in rows}
        counts = Counter(row.issuer for row in rows)
        return [
            (slug, Vietnamese(names[slug])) for slug in sorted(names, key=lambda slug: (-counts[slug], slug)) if slug
        ]


class YearFacet(ChoiceFacet):
    """The year of issue, the newest first."""

    def knows(self, value, rows):
        return any(row.year == value for row in rows)

    def values(self, rows):
        return [(year, year) for year in sorted({row.year for row in rows if row.year}, reverse=True)]


FACETS = (
    ChoiceFacet("status", _("Today"), lambda: [(str(status), status.label) for status in DocumentStatus]),
    ChoiceFacet("kind", pgettext_lazy("document", "Kind"), lambda: DocumentKind.choices),
    ChoiceFacet("field", pgettext_lazy("document", "Field"), lambda: DocumentField.choices),
    IssuerFacet("issuer", _("Issuer"), None, is_open=False),
    YearFacet("year", _("Year of issue"), None, is_open=False),
)
