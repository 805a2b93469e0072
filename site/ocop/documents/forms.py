"""The form behind every document upload: the file must be what its name says."""

import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

MAX_UNPACKED = 200 * 1024 * 1024  # bytes; a larger office file is a zip bomb or no document
OFFICE_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def check_document(upload):
    """Raise ValidationError unless `upload` holds what its extension promises.

    A PDF starts with its magic bytes; DOCX and XLSX are zip files with the right main part, no macros, and a sane
    unpacked size.
    """
    extension = upload.name.rsplit(".", 1)[-1].lower()
    upload.seek(0)
    try:
        if extension == "pdf":
            if not upload.read(1024).lstrip().startswith(b"%PDF-"):
                raise ValidationError(_("This file is not a PDF, although its name says so."), code="not_pdf")
        elif extension in OFFICE_PART:
            check_office_file(upload, extension)
    finally:
        upload.seek(0)


def check_office_file(upload, extension):
    """Raise ValidationError for a zip that is no office document, carries macros, or unpacks too large."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ValidationError(
            _("This file cannot be opened. Please save it again as .%(extension)s and send it once more."),
            code="damaged",
            params={"extension": extension},
        ) from error
    if OFFICE_PART[extension] not in names:
        raise ValidationError(
            _("This file is not a .%(extension)s document, although its name says so."),
            code="not_office",
            params={"extension": extension},
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("This document carries macros. Please save it without macros."), code="macros")
    if unpacked > MAX_UNPACKED:
        raise ValidationError(_("This document unpacks to more than 200 MB. Please split it."), code="too_large")


class SiteDocumentForm(BaseDocumentForm):
    """Checks the uploaded file's content, not only its name."""

    def clean_file(self):
        """Return the upload after `check_document`."""
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            check_document(upload)
        return upload
