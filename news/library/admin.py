"""The library in the admin: its list, with what tells documents apart and whether each holds today."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView

from news.library.status import DocumentStatus
from news.models import LegalDocumentPage
from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import day_column


class LibraryFilterSet(WagtailFilterSet):
    """Documents by kind, field, whether they hold today, and whether they are public."""

    force = ChoiceFilter(
        label=_("today"), choices=[(str(status), status.label) for status in DocumentStatus], method="filter_force"
    )

    class Meta:
        model = LegalDocumentPage
        fields = ["kind", "field", "live"]

    def filter_force(self, documents, name, value):
        """Keep those with the status `value` today; the rule is the public list's."""
        today = timezone.localdate()
        everything = LegalDocumentPage.objects.with_replacement().defer_streamfields()
        return documents.filter(pk__in=[item.pk for item in everything if item.status_on(today) == value])


class LibraryIndexView(IndexView):
    """Brings with each document the day from which another replaces it, so that its status costs no query."""

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages.with_replacement().select_related("file__kept_text"))


class LibraryListing(PageKindListing):
    """All documents of the library."""

    model = LegalDocumentPage
    index_view_class = LibraryIndexView
    name = "library_documents"
    icon = "doc-full-inverse"
    menu_label = _("Document library")
    menu_order = 206
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=pgettext_lazy("page", "title"), sort_key="title", classname="title"),
        Column("get_kind_display", label=pgettext_lazy("document", "kind"), sort_key="kind"),
        Column("force", label=_("today"), accessor=lambda item: item.status.label),
        day_column("signed_on", _("signed on")),
        day_column("in_force_on", _("in force from")),
        PageStatusColumn("status", label=pgettext_lazy("page", "status"), sort_key="live", width="12%"),
    ]
    filterset_class = LibraryFilterSet


@hooks.register("register_admin_viewset")
def register_library():
    return LibraryListing()
