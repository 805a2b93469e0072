"""Documents that editors offer for download."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from ocop.core.search.fields import folded


def stored_name(document, filename):
    """Return where an upload is kept, with a random part in its name: the address of the file cannot be guessed."""
    return f"documents/{secrets.token_hex(8)}-{filename[-60:]}"


class SiteDocument(AbstractDocument):
    """One PDF, DOCX or XLSX file."""

    file = models.FileField(_("file"), upload_to=stored_name)

    admin_form_fields = Document.admin_form_fields
    search_fields = folded(Document.search_fields)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Check the name's ending, where there is a file: the form has said already what is wrong with a refused one."""
        if self.file:
            super().clean()
