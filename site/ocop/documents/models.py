"""Documents that editors offer for download."""

import re
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from ocop.core.search.fields import folded

TOKEN_BYTES = 8


def stored_name(document, filename):
    """Return where an upload is kept, with a random part in its name: the address of the file cannot be guessed."""
    return f"documents/{secrets.token_hex(TOKEN_BYTES)}-{filename[-60:]}"


def without_random_part(name):
    """Return a stored file's name as it was given."""
    return re.sub(rf"^[0-9a-f]{{{2 * TOKEN_BYTES}}}-", "", name)


class SiteDocument(AbstractDocument):
    """One PDF, DOCX or XLSX file."""

    file = models.FileField(_("file"), upload_to=stored_name)

    admin_form_fields = Document.admin_form_fields
    search_fields = folded(Document.search_fields)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def given_name(self):
        """The file's name without the random part."""
        return without_random_part(self.filename)

    def clean(self):
        """Check the name's ending, where there is a file: the form has said already what is wrong with a refused one."""
        if self.file:
            super().clean()


class TextState(models.TextChoices):
    """What came of reading a document's file."""

    READ = "read", _("Its text is searched too.")
    EMPTY = "empty", _("No text inside: probably a scan. Only what you write about it is searched.")
    ENCRYPTED = "encrypted", _("Locked by a password, so its text is not searched.")
    BROKEN = "broken", _("Its text could not be read, so it is not searched. The file itself is kept.")
    SLOW = "slow", _("Reading its text took too long, so it is not searched. The file itself is kept.")


class DocumentText(models.Model):
    """The text inside a document's file, for searching; read again whenever the file changes."""

    document = models.OneToOneField(
        SiteDocument, on_delete=models.CASCADE, primary_key=True, related_name="kept_text", verbose_name=_("document")
    )
    file_name = models.CharField(max_length=255, editable=False)
    state = models.CharField(max_length=12, choices=TextState.choices, editable=False)
    text = models.TextField(blank=True, editable=False)
    folded = models.TextField(blank=True, editable=False)  # see `reading.comparable`
    pages = models.PositiveIntegerField(default=0, editable=False)
    is_cut = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self):
        return str(self.document)

    @property
    def words_to_editors(self):
        """One or two sentences on what is searched."""
        said = str(self.get_state_display())
        if self.is_cut:
            said += " " + str(_("The document is long: only its beginning is searched."))
        return said
