"""Columns of the admin's listings."""

from wagtail.admin.ui.tables import Column

from ocop.core.templatetags.ocop import day


def day_column(field, label):
    """Return a sortable column that writes a date as a date, 30/8/2021, where Wagtail's own says "8 months ago"."""
    return Column(field, label=label, accessor=lambda item: day(getattr(item, field)), sort_key=field)


class PictureColumn(Column):
    """A small picture of each row; the listing prefetches `ADMIN_PICTURE` of it (`ocop.images.sizes`)."""

    cell_template_name = "components/admin_picture.html"
