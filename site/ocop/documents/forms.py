"""The form behind every document upload: the file must be what its name says."""

import lzma
import re
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

MAX_UNPACKED = 200 * 1024 * 1024  # bytes; a larger office file is a zip bomb or no document
MOST_PARTS = 5_000
# What runs code or fetches from elsewhere when the document is opened, whatever the part is called.
ACTIVE_TYPES = (b"vbaProject", b"macroEnabled", b"ms-office.activeX", b"oleObject", b"macrosheet")
ACTIVE_FOLDERS = ("macrosheets/", "activex/", "embeddings/")
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")  # "/J#61vaScript" is the same name to a PDF reader
# What a zip file makes Python's reader raise: damaged, locked by a password, or packed in a way nobody uses.
UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, RuntimeError, EOFError)
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
    plain = ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), content)
    if ACTIVE_PDF.search(content) or ACTIVE_PDF.search(plain):
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
    except UNREADABLE as error:
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
    return any(fetches(archive.read(name)) for name in names if name.lower().endswith(".rels"))


def fetches(relations):
    """Whether a list of relations (XML) names something elsewhere that is more than a link; what is no XML does."""
    try:
        found = fromstring(relations, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        return True
    return any(
        relation.get("TargetMode", "").lower() == "external" and not relation.get("Type", "").endswith("/hyperlink")
        for relation in found.iter()
    )


class SiteDocumentForm(BaseDocumentForm):
    """Checks the uploaded file's content, not only its name, and says whether the text inside is searched."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = getattr(self.instance, "kept_text", None) if self.instance.pk else None
        if kept and "file" in self.fields:
            self.fields["file"].help_text = kept.words_to_editors

    def clean_file(self):
        """Return the upload after `check_document`."""
        upload = self.cleaned_data.get("file")
        if upload and "file" in self.changed_data:
            check_document(upload)
        return upload
