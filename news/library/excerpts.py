"""The place inside a document's file where the words of a search stand."""

import re

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Greatest, StrIndex, Substr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from news.models import LegalDocumentPage
from ocop.core.search.query import parse
from ocop.core.text import fold, words
from ocop.documents.models import DocumentText

BEFORE, LENGTH = 80, 240
BLANK = re.compile(r"[._…]{3,}")  # the dotted line of a form, to be filled in


def excerpts(documents, typed):
    """Return {page id: HTML} of those `documents` whose own words do not hold all of the search, but whose file may.

    One query, which brings only the excerpts, never the whole texts; none where there is no such file. The words stand
    in `<mark>`; the rest is escaped. `documents`: published pages that the visitor may see.
    """
    parsed = parse(typed)
    if parsed is None:
        return {}
    wanted = parsed.bare
    files = {
        document.file_id: document.pk
        for document in documents
        if document.file_id and not set(wanted).issubset(own_words(document))
    }
    if not files:
        return {}
    return {files[pk]: marked_words(text, wanted, starts) for pk, text, starts in places(files, wanted)}


def complete(documents, typed):
    """Give documents that a search of the whole site found what their lines read: two queries, none without documents.

    Each gets `replaced_from` (see `LegalDocumentQuerySet.with_replacement`) and `excerpt`, HTML or None.
    """
    if not documents:
        return
    same = LegalDocumentPage.objects.filter(pk__in=[document.pk for document in documents]).with_replacement()
    replaced = dict(same.values_list("pk", "replaced_from"))
    inside = excerpts(documents, typed)
    for document in documents:
        document.replaced_from = replaced.get(document.pk)
        document.excerpt = inside.get(document.pk)


def own_words(document):
    """Return the words that a visitor sees of the document without opening its file, folded."""
    return set(words(fold(f"{document.title} {document.number} {document.summary_text}")))


def places(files, wanted):
    """Yield (document id, excerpt, whether it is the text's beginning) where the words stand in a row, else the longest."""
    position = Case(
        When(_phrase__gt=0, then=F("_phrase")),
        When(_word__gt=0, then=F("_word")),
        default=0,
        output_field=IntegerField(),
    )
    longest = max(wanted, key=len)
    found = (
        DocumentText.objects.filter(document__in=files)
        .annotate(
            _phrase=StrIndex("folded", Value(f" {' '.join(wanted)} ")), _word=StrIndex("folded", Value(f" {longest} "))
        )
        .annotate(_place=position)
        .filter(_place__gt=0)
        .annotate(_start=Greatest(F("_place") - BEFORE, 1))
        .annotate(_excerpt=Substr("text", F("_start"), LENGTH))
    )
    for pk, text, start in found.values_list("pk", "_excerpt", "_start"):
        yield pk, text, start == 1


def marked_words(text, wanted, starts):
    """Return an excerpt as HTML, cut at whole words, the wanted words marked, a form's dotted lines drawn short."""
    parts = text.split(" ")
    parts = parts if starts else parts[1:]
    parts = parts[:-1] if len(text) == LENGTH else parts
    shown = format_html_join(" ", "{}", ((marked_part(BLANK.sub("…", part), wanted),) for part in parts))
    before = "" if starts else mark_safe("… ")
    after = mark_safe(" …") if len(text) == LENGTH else ""
    return format_html("{}{}{}", before, shown, after)


def marked_part(part, wanted):
    """Return one run of letters in `<mark>` where one of the wanted words is in it."""
    return format_html("<mark>{}</mark>", part) if set(words(fold(part))) & set(wanted) else part
