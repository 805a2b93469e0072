"""Columns of the admin's listings."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import IndexView

from ocop.core.sorting import Alphabetical
from ocop.core.templatetags.ocop import day
from ocop.images.sizes import ADMIN_PICTURE, sizes


def day_column(field, label):
    """Return a sortable column that writes a date as a date, 30/8/2021, where Wagtail's own says "8 months ago"."""
    return Column(field, label=label, accessor=lambda item: day(getattr(item, field)), sort_key=field)


def by_name(rows, ordering):
    """Return rows in the alphabet's order of their titles where a listing is ordered by "title" or "-title", else None."""
    if ordering not in ("title", "-title"):
        return None
    name = Alphabetical("title")
    return rows.order_by(name.desc() if ordering.startswith("-") else name.asc(), ordering, "pk")


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
