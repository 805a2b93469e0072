"""Columns of the admin's listings, and how they search."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.pages.listing import IndexView

from ocop.core.sorting import Alphabetical
from ocop.core.templatetags.ocop import day
from ocop.core.text import fold
from ocop.images.sizes import ADMIN_PICTURE, sizes


def day_column(field, label):
    """Return a sortable column that writes a date as a date, 30/8/2021, where Wagtail's own says "8 months ago"."""
    return Column(field, label=label, accessor=lambda item: day(getattr(item, field)), sort_key=field)


def by_name(rows, ordering, column="title", title="title"):
    """Return rows in the alphabet's order of their `title` where a listing is ordered by `column`, either way, else None."""
    if ordering not in (column, f"-{column}"):
        return None
    name = Alphabetical(title)
    return rows.order_by(name.desc() if ordering.startswith("-") else name.asc(), title, "pk")


class PictureColumn(Column):
    """A small picture of each row; the listing prefetches `ADMIN_PICTURE` of it (`ocop.images.sizes`)."""

    cell_template_name = "components/admin_picture.html"


class PicturedPages(IndexView):
    """A flat list of pages of one kind that brings the pictures of all rows at once."""

    def order_queryset(self, pages):
        ordered = None if self.is_searching else by_name(pages, self.ordering)
        return super().order_queryset(pages) if ordered is None else ordered

    def annotate_queryset(self, pages):
        pages = super().annotate_queryset(pages)
        return pages.prefetch_related("main_image", sizes("main_image", ADMIN_PICTURE))


class FoldedIndexView(generic.IndexView):
    """A list whose search wants every word somewhere in the `search_fields`, marks and case aside; one query for all rows."""

    search_backend_name = None

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        words = fold(self.search_query).split()
        rows = self.model._default_manager.order_by().values_list("pk", *self.search_fields)
        texts = ((pk, fold(" ".join(str(value) for value in values if value))) for pk, *values in rows.iterator())
        return queryset.filter(pk__in={pk for pk, text in texts if all(word in text for word in words)})
