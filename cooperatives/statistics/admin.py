"""The officers' screen of published statistics."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from cooperatives.models import StatisticReport
from ocop.core.tables import FoldedIndexView, day_column


class StatisticReportViewSet(ModelViewSet):
    """What the statistics page shows, one row per place and year."""

    model = StatisticReport
    index_view_class = FoldedIndexView
    icon = "table"
    menu_label = _("Published statistics")
    name = "statistics"
    add_to_admin_menu = True
    menu_order = 230
    list_display = [
        "__str__",
        day_column("as_of", _("counted up to")),
        "source",
    ]
    list_select_related = ["commune"]
    list_filter = ["year", "district", "source_kind"]
    search_fields = ["source", "commune__name"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_statistics():
    return StatisticReportViewSet()
