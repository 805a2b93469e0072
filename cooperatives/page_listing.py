"""All producers as the house lists them in the admin."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn

from cooperatives.models import ProducerPage
from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import PictureColumn, PicturedPages, day_column


class ProducerFilterSet(WagtailFilterSet):
    """Producers by commune, legal form, and whether they are public."""

    class Meta:
        model = ProducerPage
        fields = ["commune", "legal_form", "live"]


class ProducersView(PicturedPages):
    """Brings the communes too."""

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("commune")


class ProducerListing(PageKindListing):
    """All producers with what tells them apart."""

    model = ProducerPage
    index_view_class = ProducersView
    name = "producers"
    icon = "group"
    menu_label = _("Pages of producers")
    menu_order = 202
    add_to_admin_menu = True
    columns = [
        PictureColumn("main_image", label=_("Picture")),
        PageTitleColumn("title", label=_("title"), sort_key="title", classname="title"),
        Column("commune", label=pgettext_lazy("place", "Commune"), sort_key="commune__name"),
        Column("get_legal_form_display", label=_("legal form"), sort_key="legal_form"),
        day_column("last_published_at", _("published on")),
        PageStatusColumn("status", label=_("status"), sort_key="live", width="12%"),
    ]
    filterset_class = ProducerFilterSet
