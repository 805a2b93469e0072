"""Chooses a film for a page, or takes a new one in on the spot."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from news.models import VideoFile
from news.videos.file_form import VideoFileForm


class NewFilmForm(VideoFileForm):
    """What the chooser asks for a new film."""

    class Meta(VideoFileForm.Meta):
        model = VideoFile
        fields = ["title", "file", "captions_file", "poster_second", "poster_alt"]


class VideoFileChooserViewSet(ChooserViewSet):
    """The films, newest first, and a second tab to upload one."""

    model = VideoFile
    icon = "media"
    choose_one_text = _("Choose a film")
    choose_another_text = _("Choose another film")
    edit_item_text = _("Edit this film")
    creation_form_class = NewFilmForm
    creation_tab_label = _("Upload a film")
    create_action_label = _("Upload")
    create_action_clicked_label = _("Uploading…")
    per_page = 12


chooser_viewset = VideoFileChooserViewSet("video_file_chooser")
