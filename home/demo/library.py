"""The demo's document library."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from home.demo import tables
from home.demo.papers import paper
from news.library.choices import RelationKind
from news.models import DocumentRelation, LegalDocumentPage, LibraryPage
from ocop.documents.models import SiteDocument

COPIED = (
    "title", "number", "kind", "field", "issuer", "abstract", "summary", "signed_on", "in_force_on", "lapses_on",
    "lapses_in_part", "known_in_force", "year", "source_url",
)  # fmt: skip


def load_library():
    """Make the documents that are missing, in the table's order: earlier ones first; return the pages made now."""
    parent = LibraryPage.objects.get()
    made = []
    for row in tables.library():
        identity = tables.identity("document", row["key"])
        if not LegalDocumentPage.objects.filter(translation_key=identity).exists():
            made.append(make_document(parent, row, identity))
    return made


def make_document(parent, row, identity):
    """Make one document with its file and what it does to earlier ones."""
    values = {name: row[name] for name in COPIED if name in row}
    for name in ("signed", "in_force"):
        if f"{name}_days_ago" in row:
            values[f"{name}_on"] = tables.ago(row[f"{name}_days_ago"])
        if f"{name}_in_days" in row:
            values[f"{name}_on"] = tables.ahead(row[f"{name}_in_days"])
    page = LegalDocumentPage(
        slug=row["key"],
        translation_key=identity,
        file=make_file(row) if "file" in row else None,
        **values,
        **{f"for_{name}": True for name in row.get("for", [])},
    )
    page.clean()
    signed = page.signed_on or datetime.date(page.year, 12, 31)
    published = timezone.make_aware(datetime.datetime.combine(signed, datetime.time(9, 0)))
    page.first_published_at = page.last_published_at = min(published, timezone.now())
    parent.add_child(instance=page)
    for kind in RelationKind:
        for number, key in enumerate(row.get(kind.name.lower(), [])):
            earlier = LegalDocumentPage.objects.get(translation_key=tables.identity("document", key))
            DocumentRelation.objects.create(page=page, kind=kind, target=earlier, sort_order=number)
    return page


def make_file(row):
    """Put one of our own papers among the site's documents."""
    content = paper(row["file"], row["text"])
    return SiteDocument.objects.create(
        title=row["title"], file=ContentFile(content, row["file"]), file_size=len(content)
    )


def remove_files(identities):
    """Delete the files of the demo's documents, which would otherwise stay when their pages go."""
    for document in SiteDocument.objects.filter(library_pages__translation_key__in=identities):
        document.delete()
