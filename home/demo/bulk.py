"""Writes many pages in few statements, where `add_child` would need a dozen for each.

Django's `bulk_create` refuses models with a parent table, and treebeard numbers children one by one; both are done by
hand here: rows of the base page first, rows of the page type after, paths counted on from the last child.
"""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from wagtail.models import Locale, Page

BATCH = 1000


class PageWriter:
    """Adds many pages of one type below parents that exist."""

    def __init__(self, model, namespace):
        self.model = model
        self.namespace = namespace
        self.content_type = ContentType.objects.get_for_model(model)
        self.locale = Locale.get_default()
        self.fields = model._meta.local_concrete_fields
        self.next_step = {}
        self.added = {}
        self.parents = {}

    def prepare(self, page, parent, key):
        """Give an unsaved page its place below `parent` (saved page) and what every published page carries.

        `key` makes the translation key, by which generated pages are known again.
        """
        step = self.next_step.get(parent.pk) or self.first_step(parent)
        self.next_step[parent.pk] = step + 1
        self.added[parent.pk] = self.added.get(parent.pk, 0) + 1
        self.parents[parent.pk] = parent
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.numchild = 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type = self.content_type
        page.locale = self.locale
        page.translation_key = uuid.uuid5(self.namespace, key)
        page.live = True
        page.first_published_at = page.first_published_at or timezone.now()
        page.last_published_at = page.latest_revision_created_at = page.first_published_at
        return page

    def first_step(self, parent):
        """Return the number of the next child below `parent`."""
        last = Page.objects.child_of(parent).order_by("-path").values_list("path", flat=True).first()
        return Page._str2int(last[-Page.steplen :]) + 1 if last else 1

    def write(self, pages):
        """Insert prepared pages; afterwards each has its id. The parents' counts of children follow."""
        names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
        rows = Page.objects.bulk_create(
            [Page(**{name: getattr(page, name) for name in names}) for page in pages], batch_size=BATCH
        )
        for page, row in zip(pages, rows, strict=True):
            page.pk = page.id = page.page_ptr_id = row.pk
            page._state.adding = False
            page._state.db = row._state.db
        insert_rows(self.model, self.fields, pages)
        for pk, count in self.added.items():
            Page.objects.filter(pk=pk).update(numchild=models.F("numchild") + count)
            self.parents[pk].numchild += count
        self.added.clear()


def insert_rows(model, fields, instances):
    """Insert rows into `model`'s own table only, as many in one statement as the database takes."""
    size = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, instances)))
    for start in range(0, len(instances), size):
        query = models.sql.InsertQuery(model)
        query.insert_values(fields, instances[start : start + size])
        query.get_compiler(connection=connection).execute_sql()


def analyze():
    """Let the database look at its tables again, so that it plans for their new size."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not connection.in_atomic_block:
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
