"""Videos and films in the admin: the list of pages with poster, duration and source, and the films themselves."""

from django.db.models import Count, Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.generic import IndexView as FilmIndexView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from news.models import VideoFile, VideoPage
from news.videos.chooser import chooser_viewset
from news.videos.duration import clock_of
from news.videos.file_form import VideoFileForm
from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import day_column

THUMB = "fill-96x64|format-webp"
HERE, YOUTUBE = "here", "youtube"
SOURCES = [(HERE, _("kept here")), (YOUTUBE, "YouTube")]


def thumb(image):
    """Return a small picture for a listing; its title stands beside it, so it says nothing by itself."""
    if not image:
        return ""
    return format_html('<img src="{}" alt="" width="96" height="64" loading="lazy">', image.get_rendition(THUMB).url)


def source_of(video):
    """Where a video plays from, in words."""
    return dict(SOURCES)[YOUTUBE if video.youtube and not video.film_id else HERE]


class VideoFilterSet(WagtailFilterSet):
    """Videos by source and by whether they are public."""

    source = ChoiceFilter(label=_("source"), choices=SOURCES, method="filter_source")

    class Meta:
        model = VideoPage
        fields = ["live"]

    def filter_source(self, videos, name, value):
        """Keep those whose film is here, or the others."""
        return videos.exclude(film=None) if value == HERE else videos.filter(film=None)


class VideoIndexView(IndexView):
    """The newest day first, with the posters."""

    default_ordering = "-date"

    def annotate_queryset(self, pages):
        pages = super().annotate_queryset(pages)
        return pages.select_related("main_image").prefetch_related("main_image__renditions")


class VideoListing(PageKindListing):
    """All videos."""

    model = VideoPage
    index_view_class = VideoIndexView
    name = "videos"
    icon = "media"
    menu_label = _("Videos")
    menu_order = 205
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        Column("poster", label=_("poster"), accessor=lambda video: thumb(video.main_image)),
        PageTitleColumn("title", label=pgettext_lazy("page", "title"), sort_key="title", classname="title"),
        Column("length", label=_("duration")),
        Column("source", label=_("source"), accessor=source_of),
        day_column("date", _("date")),
        PageStatusColumn("status", label=pgettext_lazy("page", "status"), sort_key="live", width="12%"),
    ]
    filterset_class = VideoFilterSet


class FilmsView(FilmIndexView):
    """Brings with each film its picture and how many pages play it."""

    def get_base_queryset(self):
        films = super().get_base_queryset().select_related("poster").prefetch_related("poster__renditions")
        return films.annotate(page_count=Count("pages", filter=Q(pages__live=True)))


class VideoFileViewSet(ModelViewSet):
    """The films kept here."""

    model = VideoFile
    name = "video_files"
    icon = "media"
    menu_label = _("Films")
    menu_order = 205
    add_to_admin_menu = True
    index_view_class = FilmsView
    copy_view_enabled = False
    inspect_view_enabled = False
    search_fields = ["title"]
    ordering = ["-created_at"]
    list_display = [
        "title",
        Column("poster", label=_("picture"), accessor=lambda film: thumb(film.poster)),
        Column("duration", label=_("duration"), accessor=lambda film: clock_of(film.duration)),
        Column(
            "kind", label=_("kind"), accessor=lambda film: f"{film.get_kind_display()}, {film.width} × {film.height}"
        ),
        Column("captions", label=_("captions"), accessor=lambda film: _("yes") if film.captions else _("none yet")),
        Column("page_count", label=_("pages that play it"), accessor="page_count"),
        day_column("created_at", _("uploaded")),
    ]
    edit_handler = ObjectList(
        [
            "title",
            FieldPanel("file"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("poster_second"), FieldPanel("poster_alt")])],
                heading=_("The picture that stands before the film"),
            ),
            MultiFieldPanel([FieldPanel("captions_file"), FieldPanel("captions")], heading=_("Captions")),
        ],
        base_form_class=VideoFileForm,
    )


@hooks.register("register_admin_viewset")
def register_videos():
    return [VideoListing(), VideoFileViewSet(), chooser_viewset]
