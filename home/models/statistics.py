"""The page of statistics."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.search import index

from ocop.core.models import BasePage, in_language
from ocop.core.search.fields import folded
from ocop.core.spreadsheets import csv_response, xlsx_response

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


class StatisticsPage(RoutablePageMixin, BasePage):
    """Figures about co-operatives: the old district as history, today's communes, and what this site counts itself."""

    name_en = "Statistics"  # the section under /en/; no field, since what it is does not change
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    search_kind = "page"

    introduction = models.TextField(
        _("introduction"), blank=True, max_length=400, help_text=_("One or two sentences under the title.")
    )
    introduction_en = models.TextField(_("introduction in English"), blank=True, max_length=400)

    content_panels = BasePage.content_panels + ["introduction", "introduction_en"]
    search_fields = folded(BasePage.search_fields + [index.SearchField("introduction")])

    class Meta:
        verbose_name = _("statistics page")

    @property
    def summary(self):
        """What stands for the page in lists."""
        return self.introduction

    @property
    def summary_en(self):
        """The same in English."""
        return self.introduction_en

    @property
    def display_introduction(self):
        """The introduction in the reader's language."""
        return in_language(self, "introduction", "introduction_en")

    @path("")
    def figures(self, request):
        """All figures with their charts."""
        from home.statistics.page import page_context

        return self.render(request, context_overrides=page_context(self, request))

    @re_path(r"^(?P<slug>[-\w]+)/(?P<kind>csv|xlsx)/$", name="download")
    def download(self, request, slug, kind):
        """One table as a file."""
        from home.statistics.page import all_tables

        table = next((table for table in all_tables(request.GET) if table.slug == slug), None)
        if table is None:
            raise Http404
        return WRITERS[kind](f"so-lieu-{slug}", table.full_header, table.full_rows)

    def structured_data(self, request):
        """Describe the figures as a schema.org Dataset."""
        from home.statistics.page import dataset

        return [dataset(self, request)]
