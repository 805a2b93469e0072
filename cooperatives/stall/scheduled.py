"""Versions that are approved for a moment to come: until then the page is locked, and nobody has to do anything."""

import datetime
from dataclasses import dataclass

from django.db.models import IntegerField
from django.db.models.functions import Cast
from wagtail.models import Revision


@dataclass(frozen=True)
class Scheduled:
    """One version that goes public by itself at `moment`."""

    page_id: int
    title: str
    moment: datetime.datetime
    revision_id: int


def scheduled(pages=None):
    """Return {page id: `Scheduled`}, of those in a queryset of pages or of all, the nearest of each; one query."""
    rows = Revision.page_revisions.filter(approved_go_live_at__isnull=False).annotate(
        page_id=Cast("object_id", IntegerField())
    )
    if pages is not None:
        rows = rows.filter(page_id__in=pages.order_by().values("pk"))
    found = rows.order_by("-approved_go_live_at").values_list("page_id", "object_str", "approved_go_live_at", "pk")
    return {row[0]: Scheduled(*row) for row in found}
