"""The films that are kept here: checked and written anew when they arrive, and never changed afterwards."""

import secrets

from django.core.files.storage import default_storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ocop.core.search.fields import folded

TOKEN_BYTES = 12


def film_storage():
    """The store of the films: one of its own where `STORAGES` names it, else that of all uploads."""
    return storages["films"] if "films" in storages.backends else default_storage


def new_token():
    """A name that cannot be guessed."""
    return secrets.token_hex(TOKEN_BYTES)


def stored_name(film, filename):
    """Return where a film is kept: under its token, never under the name it came with."""
    return f"films/{film.token}.{film.kind}"


class FilmKind(models.TextChoices):
    """The two containers that every browser plays."""

    MP4 = "mp4", "MP4"
    WEBM = "webm", "WebM"


class VideoFile(index.Indexed, models.Model):
    """One film with its captions and a picture taken out of it."""

    title = models.CharField(_("title"), max_length=160, help_text=_("By which editors find the film."))
    file = models.FileField(_("film"), upload_to=stored_name, storage=film_storage)
    token = models.CharField(max_length=2 * TOKEN_BYTES, unique=True, default=new_token, editable=False)
    kind = models.CharField(_("kind"), max_length=4, choices=FilmKind, editable=False)
    duration = models.FloatField(_("duration"), editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    has_sound = models.BooleanField(_("has sound"), default=False, editable=False)
    captions = models.TextField(
        _("captions (WebVTT)"),
        blank=True,
        help_text=_("What is said and heard, line by line, for those who do not hear it. Can be corrected here."),
    )
    poster = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture from the film"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    search_fields = folded([index.SearchField("title"), index.AutocompleteField("title")])

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def url(self):
        """The address under which browsers play the film."""
        return reverse("film", args=[self.token, self.kind])

    @property
    def captions_url(self):
        """The address of the captions; "" without any."""
        return reverse("film", args=[self.token, "vtt"]) if self.captions else ""
