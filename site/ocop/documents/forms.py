"""The form behind every document upload: the file must be what its name says."""

import re
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

MAX_UNPACKED = 200 * 1024 * 1024  # bytes; a larger office file is a zip bomb or no document
MOST_PARTS = 5_000
# What runs code or fetches from elsewhere when the document is opened, whatever the part is called.
ACTIVE_TYPES = (b"vbaProject", b"macroEnabled", b"ms-office.activeX", b"oleObject", b"macrosheet")
ACTIVE_FOLDERS = ("macrosheets/", "activex/", "embeddings/")
FETCHED = re.compile(rb'<Relationship\b(?![^>]*/hyperlink")[^>]*TargetMode="External"', re.IGNORECASE)
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")
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
            check_pdf(upload)
        elif extension in OFFICE_PART:
            check_office_file(upload, extension)
    finally:
        upload.seek(0)


def check_pdf(upload):
    """Raise ValidationError for what is no PDF, or one that runs a script or carries another file."""
    content = upload.read()
    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise ValidationError(_("This file is not a PDF, although its name says so."), code="not_pdf")
    if ACTIVE_PDF.search(content):
        raise ValidationError(
            _("This PDF runs a script or carries another file. Please print it to a new PDF."), code="active"
        )


def check_office_file(upload, extension):
    """Raise ValidationError for a zip that is no office document, carries macros, or unpacks too large."""
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_active = unpacked <= MAX_UNPACKED and len(names) <= MOST_PARTS and runs_something(archive, names)
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
    if is_active:
        raise ValidationError(_("This document carries macros. Please save it without macros."), code="macros")
    if unpacked > MAX_UNPACKED or len(names) > MOST_PARTS:
        raise ValidationError(_("This document unpacks to more than 200 MB. Please split it."), code="too_large")


def runs_something(archive, names):
    """Whether an office file carries macros, active parts, or fetches a template or picture from elsewhere when opened."""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return True
    if any(folder in name.lower() for name in names for folder in ACTIVE_FOLDERS):
        return True
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(kind.lower() in types.lower() for kind in ACTIVE_TYPES):
        return True
    return any(FETCHED.search(archive.read(name)) for name in names if name.lower().endswith(".rels"))


class SiteDocumentForm(BaseDocumentForm):
    """Checks the uploaded file's content, not only its name."""

    def clean_file(self):
        """Return the upload after `check_document`."""
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            check_document(upload)
        return upload
