"""The stories in the admin: what there is, where it plays, how far it has come."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView

from news.models import StoryPage
from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import PictureColumn, day_column
from ocop.images.sizes import ADMIN_PICTURE, sizes


class StoryFilterSet(WagtailFilterSet):
    """Stories by commune, by what they are about, and whether they are public."""

    class Meta:
        model = StoryPage
        fields = ["commune", "crop", "live"]


class StoryIndexView(IndexView):
    """Brings pictures and communes for all rows at once."""

    def annotate_queryset(self, pages):
        pages = super().annotate_queryset(pages)
        return pages.prefetch_related("commune", "main_image", sizes("main_image", ADMIN_PICTURE))


class StoryListing(PageKindListing):
    """All value-chain stories."""

    model = StoryPage
    index_view_class = StoryIndexView
    name = "stories"
    icon = "list-ol"
    menu_label = _("Value chains")  # as the site's own menu names the section
    menu_order = 206
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        PictureColumn("main_image", label=_("Picture")),
        PageTitleColumn("title", label=_("title"), sort_key="title", classname="title"),
        Column("commune", label=_("commune today"), sort_key="commune__name"),
        Column("stage_count", label=_("stages"), sort_key="stage_count"),
        day_column("last_published_at", _("published on")),
        PageStatusColumn("status", label=_("status"), sort_key="live", width="12%"),
    ]
    filterset_class = StoryFilterSet


@hooks.register("register_admin_viewset")
def register_stories():
    return StoryListing()
