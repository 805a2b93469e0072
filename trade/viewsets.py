"""The editors' list of events, where the page explorer opens their section."""

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView

from ocop.core.page_views import WritingPageViewSet
from ocop.core.tables import PictureColumn, day_column
from ocop.images.sizes import ADMIN_PICTURE, sizes
from trade.models import EventPage


class EventFilterSet(WagtailFilterSet):
    """Events by kind, by whether they take place, and by whether they are over."""

    when = ChoiceFilter(
        label=_("when"),
        choices=[("coming", _("coming, or on now")), ("past", _("over"))],
        method="filter_when",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = EventPage
        fields = ["kind", "state", "commune"]

    def filter_when(self, events, name, value):
        """Keep those that are not over, or the others."""
        today = timezone.localdate()
        return events.filter(last_day__gte=today) if value == "coming" else events.filter(last_day__lt=today)


class EventListing(ExplorableIndexView):
    """The section's events: the latest first, each with its picture."""

    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PictureColumn("main_image", label=_("picture")),
        PageTitleColumn("title", label=_("title"), sort_key="title", classname="title"),
        day_column("start_date", _("first day")),
        day_column("last_day", _("last day")),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("status_words", label=_("today")),
        PageStatusColumn("status", label=_("status"), sort_key="live", width="12%"),
    ]

    def order_queryset(self, events):
        """Put drafts without a day yet where the latest stand, on every database."""
        if self.is_searching or self.ordering.lstrip("-") not in ("start_date", "last_day"):
            return super().order_queryset(events)
        day = F(self.ordering.lstrip("-"))
        is_backwards = self.ordering.startswith("-")
        return events.order_by(day.desc(nulls_first=True) if is_backwards else day.asc(nulls_last=True), "-pk")

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("main_image", sizes("main_image", ADMIN_PICTURE))


class EventViewSet(WritingPageViewSet):
    """Events as editors list them."""

    model = EventPage
    index_view_class = EventListing
    filterset_class = EventFilterSet
    ordering = "-start_date"
