"""The editors' report: which pages are read most, in which time, of which kind; as a list, CSV or XLSX."""

import datetime

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, get_page_content_types
from wagtail.permission_policies import ModelPermissionPolicy

from home.models.visits import PageVisits, SiteVisits, Span
from home.visits.roll_up import settle_now_and_then

MOST_EXPORTED = 5000
SEES_VISITS = "home.view_pagevisits"


class Period(models.TextChoices):
    """The times that the report can be about."""

    WEEK = "7", _("7 days")
    MONTH = "30", _("30 days")
    THIS_MONTH = "month", _("this month")
    YEAR = "year", _("12 months")
    ALL = "all", _("all in all")


def counted_in(period, today, prefix=""):
    """Return the condition on rows of visits that lie in a `Period`."""
    if period == Period.ALL:
        return Q()
    if period == Period.YEAR:
        first = (today.replace(day=1) - datetime.timedelta(days=330)).replace(day=1)
        return Q(**{f"{prefix}start__gte": first})
    first = today.replace(day=1)
    if period != Period.THIS_MONTH:
        first = today - datetime.timedelta(days=int(period) - 1)
    return Q(**{f"{prefix}span": Span.DAY, f"{prefix}start__gte": first})


class VisitsFilterSet(WagtailFilterSet):
    """By time and by kind of page: ?period=7&content_type=12."""

    period = ChoiceFilter(label=_("Time"), choices=Period.choices, empty_label=None, method="keep_all")
    content_type = ContentTypeFilter(
        label=_("Kind"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = Page
        fields = ["period", "content_type"]

    def keep_all(self, pages, name, value):
        """The time is in the sums already."""
        return pages


class VisitsReportView(ReportView):
    """Pages by views, the most read first."""

    model = Page
    page_title = _("Page views")
    header_icon = "view"
    results_template_name = "home/visits/report_results.html"
    index_url_name = "visits:report"
    index_results_url_name = "visits:report_results"
    filterset_class = VisitsFilterSet
    permission_policy = ModelPermissionPolicy(PageVisits)
    any_permission_required = ["view"]
    default_ordering = "-views"
    export_filename = "luot-xem"
    list_export = ["title", "page_type_display_name", "full_url", "views"]
    export_headings = {
        "title": _("Page"),
        "page_type_display_name": _("Kind"),
        "full_url": _("Address"),
        "views": _("Views"),
    }

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Page"), url_name="wagtailadmin_pages:edit", sort_key="title"),
            Column("page_type_display_name", label=_("Kind")),
            NumberColumn("views", label=_("Views"), sort_key="views"),
        ]

    @cached_property
    def period(self):
        """The time that is asked for; thirty days unless it is one of ours."""
        asked = self.request.GET.get("period", "")
        return Period(asked) if asked in Period.values else Period.MONTH

    @cached_property
    def today(self):
        return timezone.localdate(timezone=timezone.get_default_timezone())

    def get_base_queryset(self):
        settle_now_and_then()
        views = Sum("visit_rows__views", filter=counted_in(self.period, self.today, "visit_rows__"), default=0)
        return Page.objects.annotate(views=views).filter(views__gt=0).select_related("content_type")

    def get_queryset(self):
        return self.order_queryset(self.get_base_queryset())

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(*self.ordering_with_title())

    def ordering_with_title(self):
        """The chosen order, pages of equal number by title."""
        chosen = self.ordering if isinstance(self.ordering, (list, tuple)) else [self.ordering or self.default_ordering]
        return [*chosen, "title", "pk"]

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(queryset[:MOST_EXPORTED], spreadsheet_format)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.is_export:
            context["period_label"] = self.period.label
            context["site_visits"] = SiteVisits.objects.filter(counted_in(self.period, self.today)).aggregate(
                visitors=Sum("visitors", default=0), views=Sum("views", default=0), rows=Count("pk")
            )
        return context
