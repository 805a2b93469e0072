"""The editors' screens for banners."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.models.banners import Banner, BannerState
from ocop.core.tables import FoldedIndexView, day_column

ON_SHOW = (BannerState.SHOWN, BannerState.ENDING)


class PictureColumn(Column):
    """A small picture."""

    cell_template_name = "home/banners/picture_cell.html"


def state_words(banner):
    """Return the state in words; of one that shares its place, that it has its days."""
    if banner.state in ON_SHOW and banner.takes_turns:
        return _("%(state)s, in turns by the day") % {"state": banner.state.label}
    return banner.state.label


class BannerFilterSet(WagtailFilterSet):
    """By place and by state."""

    state = ChoiceFilter(label=_("state"), choices=BannerState.choices, method="in_state")

    class Meta:
        model = Banner
        fields = ["slot", "state"]

    def in_state(self, banners, name, value):
        """Keep those in one state now."""
        return banners.in_state(value)


class BannerIndexView(FoldedIndexView):
    """The list, with clicks."""

    def get_base_queryset(self):
        banners = super().get_base_queryset().with_clicks().with_turns()
        return banners.select_related("image").prefetch_related("image__renditions")


class RenewView(generic.CopyView):
    """A copy with a time of the same length from now on, its clicks at none."""

    def get_initial_form_instance(self):
        banner = super().get_initial_form_instance()
        length = banner.ends_at - banner.starts_at
        banner.starts_at = timezone.now().replace(second=0, microsecond=0)
        banner.ends_at = banner.starts_at + max(length, datetime.timedelta(days=1))
        return banner


class BannerViewSet(ModelViewSet):
    """Banners, in the order in which they take turns."""

    model = Banner
    icon = "image"
    menu_label = _("Banners")
    add_to_admin_menu = True
    menu_order = 240
    sort_order_field = "sort_order"
    index_view_class = BannerIndexView
    copy_view_class = RenewView
    filterset_class = BannerFilterSet
    search_fields = ["title", "words"]
    ordering = ["sort_order", "pk"]
    panels = [
        "title",
        MultiFieldPanel([FieldPanel("image"), FieldPanel("alt_text")], heading=_("Picture")),
        MultiFieldPanel(["words", "words_en", PageChooserPanel("page"), "address"], heading=_("Words and link")),
        MultiFieldPanel(
            ["slot", FieldRowPanel(["starts_at", "ends_at"]), "is_on"],
            heading=pgettext_lazy("banner", "Where and when"),
        ),
    ]
    list_display = [
        "title",
        PictureColumn("image", label=_("picture")),
        Column("get_slot_display", label=_("place"), sort_key="slot"),
        day_column("starts_at", _("from")),
        day_column("ends_at", _("until")),
        StatusTagColumn(
            "state",
            label=_("state"),
            accessor=state_words,
            primary=lambda banner: banner.state in ON_SHOW,
        ),
        NumberColumn("clicks", label=_("clicks"), sort_key="clicks"),
    ]
