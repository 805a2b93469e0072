"""The form of an uploaded film: checked by what is in it, stored as written anew, with a picture and captions."""

from django import forms
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Collection

from news.videos.captions import decode_captions, read_captions, write_captions
from news.videos.films import picture_at, rewrite
from ocop.images.models import SiteImage

POSTERS = "Ảnh từ video"


class FilmInput(forms.ClearableFileInput):
    """A file input that says at once that a file is too large, before an hour of uploading."""

    class Media:
        js = ["js/film-size.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "accept": "video/mp4,video/webm,.mp4,.webm",
            "data-most-bytes": str(settings.OCOP_VIDEO_MAX_UPLOAD_SIZE),
            "data-too-large": gettext("This film is too large: at most %(limit)s MB are taken.")
            % {"limit": settings.OCOP_VIDEO_MAX_UPLOAD_SIZE // 1024**2},
        }
        return context


class VideoFileForm(WagtailAdminModelForm):
    """Takes a film in; its file never changes afterwards, its title, captions and picture may."""

    captions_file = forms.FileField(
        label=_("Captions file"), required=False, help_text=_("A .vtt file in UTF-8. It replaces the captions below.")
    )
    poster_second = forms.FloatField(
        label=_("Picture at second"),
        required=False,
        min_value=0,
        help_text=_("The moment whose picture stands before the film. Empty: shortly after the beginning."),
    )
    poster_alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=255,
        help_text=_(
            "One sentence for people who cannot see it, such as: A tray of ripe coffee cherries before the hills."
        ),
    )

    class Meta:
        widgets = {"file": FilmInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.film = self.rewritten = None
        if self.instance.pk:
            self.fields.pop("file", None)
            self.fields["poster_alt"].initial = self.instance.poster.description if self.instance.poster else ""
        elif "file" in self.fields:
            self.fields["file"].help_text = _("MP4 (H.264, AAC) or WebM, at most %(limit)s MB.") % {
                "limit": settings.OCOP_VIDEO_MAX_UPLOAD_SIZE // 1024**2
            }

    def clean_file(self):
        """Check the film and write it anew; refuse in words what browsers cannot play."""
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            self.film, self.rewritten = rewrite(upload)
        return upload

    def clean_captions(self):
        return checked(self.cleaned_data.get("captions") or "")

    def clean_captions_file(self):
        upload = self.cleaned_data.get("captions_file")
        return checked(decode_captions(upload.read(512 * 1024 + 1))) if upload else ""

    def clean(self):
        cleaned_data = super().clean()
        if cleaned_data.get("captions_file"):
            cleaned_data["captions"] = cleaned_data["captions_file"]
        return cleaned_data

    def save(self, commit=True):
        video = super().save(commit=False)
        video.captions = self.cleaned_data.get("captions", video.captions)
        if self.rewritten:
            keep(video, self.film, self.rewritten)
        if self.rewritten or {"poster_second", "poster_alt"} & set(self.changed_data):
            self.make_poster(video)
        if commit:
            video.save()
            self.save_m2m()
        return video

    def make_poster(self, video):
        """Take the picture at the chosen second; where only its description changed, write that."""
        if video.poster and "poster_second" not in self.changed_data:
            video.poster.description = self.cleaned_data["poster_alt"]
            video.poster.save()
            return
        second = self.cleaned_data.get("poster_second")
        second = min(1.0, video.duration / 2) if second is None else min(second, video.duration)
        video.poster = poster_of(video, second, self.cleaned_data["poster_alt"])


def checked(text):
    """Return captions written anew; "" for none."""
    return write_captions(read_captions(text)) if text.strip() else ""


def keep(video, film, rewritten):
    """Put a checked film into the store, with what was found in it."""
    video.kind, video.duration, video.has_sound = film.kind, film.duration, film.has_sound
    video.width, video.height = film.width, film.height
    with rewritten:
        content = File(rewritten, name=f"{video.token}.{film.kind}")
        video.size = content.size
        video.file.save(content.name, content, save=False)


def poster_of(video, second, description):
    """Return a new picture of the store: what the film shows at a second."""
    with video.file.open("rb") as stored:
        content, width, height = picture_at(stored, video.kind, second)
    image = SiteImage(title=video.title[:255], description=description, collection=posters())
    image.file.save(f"{video.token}.jpg", ContentFile(content), save=False)
    image.width, image.height = width, height
    image._set_image_file_metadata()
    image.save()
    return image


def posters():
    """The collection of the pictures taken out of films, made where it is missing."""
    known = Collection.objects.filter(name=POSTERS).first()
    return known or Collection.get_first_root_node().add_child(name=POSTERS)
