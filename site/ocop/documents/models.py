"""Documents that editors offer for download."""

import secrets
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from ocop.core.search.fields import folded


class SiteDocument(AbstractDocument):
    """One PDF, DOCX or XLSX file."""

    admin_form_fields = Document.admin_form_fields
    search_fields = folded(Document.search_fields)

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def get_upload_to(self, filename):
        """Put a random part into the stored name: the address of the file itself cannot be guessed."""
        path = PurePath(super().get_upload_to(filename))
        return str(path.with_name(f"{secrets.token_hex(8)}-{path.name[-60:]}"))
