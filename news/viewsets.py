"""Admin screens of the newsroom: the list of articles, categories, authors."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from news.models import ArticlePage, Author, Category
from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import FoldedIndexView, PictureColumn, PicturedPages, day_column


class ArticleFilterSet(WagtailFilterSet):
    """Articles by category, author, the day they bear, and whether they are public."""

    date = django_filters.DateFromToRangeFilter(label=_("date"), widget=DateRangePickerWidget)

    class Meta:
        model = ArticlePage
        fields = ["category", "author", "date", "live"]


class ArticleListing(PageKindListing):
    """All articles with what tells them apart."""

    model = ArticlePage
    index_view_class = PicturedPages
    icon = "doc-full"
    menu_label = _("Articles")
    name = "articles"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PictureColumn("main_image", label=_("Picture")),
        PageTitleColumn("title", label=_("title"), sort_key="title", classname="title"),
        Column("category", label=_("category"), sort_key="category__name"),
        Column("signature", label=_("author")),
        day_column("date", _("date")),
        PageStatusColumn("status", label=_("status"), sort_key="live", width="12%"),
    ]
    filterset_class = ArticleFilterSet
    ordering = ["-date"]


class CategoryViewSet(ModelViewSet):
    """The headings of the news, in the order of their tabs."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("News categories")
    name = "news_categories"
    list_display = ["name", "name_en", "description"]
    sort_order_field = "sort_order"
    copy_view_enabled = False


class AuthorViewSet(ModelViewSet):
    """Who signs articles."""

    model = Author
    index_view_class = FoldedIndexView
    icon = "user"
    menu_label = _("Authors")
    name = "news_authors"
    list_display = ["name", "role"]
    search_fields = ["name", "role"]
    copy_view_enabled = False


class NewsroomGroup(ViewSetGroup):
    """The newsroom's lists under one heading of the menu."""

    menu_label = _("News")
    menu_icon = "doc-full-inverse"
    menu_order = 204
    items = (ArticleListing, CategoryViewSet, AuthorViewSet)


@hooks.register("register_admin_viewset")
def register_newsroom():
    return NewsroomGroup()
