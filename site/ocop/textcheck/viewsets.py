"""The list of taught words."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from ocop.core.tables import FoldedIndexView, day_column
from ocop.textcheck.models import TaughtWord


class TaughtWordViewSet(ModelViewSet):
    """Words that the text check takes for right."""

    model = TaughtWord
    index_view_class = FoldedIndexView
    icon = "openquote"
    menu_label = _("Taught words")
    menu_order = 910
    add_to_reports_menu = True
    panels = ["text"]
    list_display = ["text", Column("taught_by", label=_("taught by")), day_column("taught_at", _("taught on"))]
    search_fields = ["text"]
    list_export = []
    copy_view_enabled = False
