"""The form behind every document upload: the file must be what its name says."""

import lzma
import re
import zipfile
import zlib
from contextlib import suppress
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

MAX_UNPACKED = 200 * 1024 * 1024  # bytes; a larger office file is a zip bomb or no document
MOST_PARTS = 5_000
# Parts that say what belongs to what: of a long document with hundreds of links they take a tenth of this.
LARGEST_LIST = 1024 * 1024
MOST_OF_LISTS = 2 * LARGEST_LIST
LARGEST_TEXT = 30 * 1024 * 1024  # of one XML part with text and fields: thousands of pages
# What runs code or fetches from elsewhere when the document is opened, whatever the part is called.
ACTIVE_TYPES = (b"vbaProject", b"macroEnabled", b"ms-office.activeX", b"oleObject", b"macrosheet")
ACTIVE_FOLDERS = ("macrosheets/", "activex/", "embeddings/")
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|SubmitForm|RichMedia|XFA)\b")
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")  # "/J#61vaScript" is the same name to a PDF reader
# What a zip file makes Python's reader raise: damaged, locked by a password, or packed in a way nobody uses.
UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, RuntimeError, EOFError)
# Fields of Word that start a program or fetch a file, and links of Excel to other programs.
ACTIVE_FIELD = re.compile(
    r'^(?:[^\S\n]|")*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE)\b',
    re.IGNORECASE | re.MULTILINE,
)
INNER = "\N{REPLACEMENT CHARACTER}"  # stands in a field's instruction where another field writes, once it is computed
DEEPEST = 50  # fields inside fields; Word's own forms have three or four
COMPUTED_NAME = re.compile(rf'^[\s"]*[^\s"]*{INNER}')
ACTIVE_LINKS = ("ddeLink", "oleLink")
PARTS_WITH_FIELDS = re.compile(r"^(word|xl/externalLinks)/.+\.xml$", re.IGNORECASE)
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
    """Raise ValidationError for what is no PDF or was cut short, or one that runs a script or carries another file."""
    content = upload.read()
    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise ValidationError(_("This file is not a PDF, although its name says so."), code="not_pdf")
    if b"%%EOF" not in content:  # every writer ends so, and whoever saves half a download has nothing to read
        raise damaged("pdf")
    plain = ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), content)
    if ACTIVE_PDF.search(content) or ACTIVE_PDF.search(plain):
        raise ValidationError(
            _("This PDF runs a script or carries another file. Please print it to a new PDF."), code="active"
        )


def damaged(extension):
    """Return the error for a file that nobody can open."""
    return ValidationError(
        _("This file cannot be opened. Please save it again as .%(extension)s and send it once more."),
        code="damaged",
        params={"extension": extension},
    )


def check_office_file(upload, extension):
    """Raise ValidationError for a zip that is no office document, carries macros, or unpacks too large."""
    try:
        begins_as_zip = upload.read(2) == b"PK"  # Python's reader finds a zip behind anything, so a page or program too
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_active = unpacked <= MAX_UNPACKED and len(names) <= MOST_PARTS and runs_something(archive)
    except UNREADABLE as error:
        raise damaged(extension) from error
    if not begins_as_zip or OFFICE_PART[extension] not in names:
        raise ValidationError(
            _("This file is not a .%(extension)s document, although its name says so."),
            code="not_office",
            params={"extension": extension},
        )
    if is_active:
        raise ValidationError(_("This document carries macros. Please save it without macros."), code="macros")
    if unpacked > MAX_UNPACKED or len(names) > MOST_PARTS:
        raise ValidationError(_("This document unpacks to more than 200 MB. Please split it."), code="too_large")


def runs_something(archive):
    """Whether an office file carries macros, active parts, or fetches a template or picture from elsewhere when opened.

    `ValueError` for parts so large that reading them would hold up the site.
    """
    entries = [(entry.filename.lower(), entry) for entry in archive.infolist()]
    if any(name.endswith("vbaproject.bin") or any(folder in name for folder in ACTIVE_FOLDERS) for name, __ in entries):
        return True
    types = [entry for name, entry in entries if name == "[content_types].xml"]
    relations = [entry for name, entry in entries if name.endswith(".rels")]
    texts = [entry for name, entry in entries if PARTS_WITH_FIELDS.match(name)]
    sizes = [entry.file_size for entry in types + relations]
    if max(sizes, default=0) > LARGEST_LIST or sum(sizes) > MOST_OF_LISTS:
        raise ValueError("a list of parts is too large")
    if sum(entry.file_size for entry in texts) > LARGEST_TEXT:
        raise ValueError("the text is too large")
    return (
        any(is_active_kind(archive.read(entry).replace(b"\0", b"")) for entry in types)
        or any(fetches(archive.read(entry)) for entry in relations)
        or any(has_active_field(archive.read(entry)) for entry in texts)
    )


def is_active_kind(kind):
    """Whether a kind of part or relation, or a list of kinds, is one that runs something."""
    return any(active.lower() in kind.lower() for active in ACTIVE_TYPES)


def fetches(relations):
    """Whether a list of relations (XML) names macros or something elsewhere that is more than a link; what is no XML does."""
    try:
        found = fromstring(relations, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        return True
    for relation in found.iter():
        kind = relation.get("Type", "")
        is_elsewhere = relation.get("TargetMode", "").lower() == "external"
        if is_active_kind(kind.encode()) or (is_elsewhere and not kind.endswith("/hyperlink")):
            return True
    return False


def has_active_field(part):
    """Whether an XML part has a field or link that starts a program or fetches a file; `ValueError` for one with a DTD."""
    fields, reading = Fields(), expat.ParserCreate(namespace_separator=" ")
    reading.StartElementHandler, reading.EndElementHandler = fields.start, fields.end
    reading.CharacterDataHandler, reading.StartDoctypeDeclHandler = fields.text, fields.refuse
    with suppress(expat.ExpatError):  # Word opens no damaged part either, nor goes on behind the damage
        reading.Parse(part, True)
    return fields.is_active or any(field.starts_something() for field in [fields.outside, *fields.open])


class Field:
    """One field while it is read: its instruction comes first, what it shows after; in both may stand other fields."""

    def __init__(self):
        self.letters, self.kept, self.is_instruction = [], [], True

    def add(self, letters, is_deleted=False):
        """Take letters of the instruction; those that are only marked as deleted come back when the mark is refused."""
        self.letters.append(letters)
        if not is_deleted:
            self.kept.append(letters)

    def starts_something(self):
        """Whether it starts a program or fetches a file, or leaves what it does for another field to say."""
        readings = {"".join(self.letters), "".join(self.kept)}
        return any(ACTIVE_FIELD.search(text.replace(INNER, "")) or COMPUTED_NAME.match(text) for text in readings)


class Fields:
    """Follows the fields of a part; an instruction may be split over many runs of text, with other fields inside."""

    def __init__(self):
        self.outside, self.open = Field(), []  # instructions that stand in no field; the fields begun, innermost last
        self.reading, self.is_active = "", False

    def start(self, name, attributes):
        """Take what opens."""
        name = name.rsplit(" ", 1)[-1]
        self.reading = name if name in ("instrText", "delInstrText", "t") else ""
        if name == "fldChar":
            self.mark(named(attributes, "fldCharType"))
        elif name == "fldSimple":
            self.begin()
            self.open[-1].add(named(attributes, "instr"))
            self.finish()
        elif name == "AlternateContent":
            self.write_inside()
        elif name in ACTIVE_LINKS:
            self.is_active = True

    def mark(self, kind):
        """Go on from a field's beginning to what it shows, and to its end."""
        self.outside.add("\n")
        if kind == "begin":
            self.begin()
        elif kind == "separate" and self.open:
            self.open[-1].is_instruction = False
        elif kind == "end" and self.open:
            self.finish()

    def begin(self):
        """Open a field."""
        self.write_inside()
        self.open.append(Field())
        if len(self.open) > DEEPEST:
            raise ValueError("fields stand inside fields without end")

    def write_inside(self):
        """Note that something else will write in the instruction that is being read."""
        if self.open and self.open[-1].is_instruction:
            self.open[-1].add(INNER)

    def finish(self):
        """Close the innermost field."""
        self.is_active = self.open.pop().starts_something() or self.is_active

    def end(self, name):
        """Leave what closes."""
        self.reading = ""

    def text(self, letters):
        """Keep the letters of an instruction."""
        is_deleted = self.reading == "delInstrText"
        if self.open and self.open[-1].is_instruction and self.reading:
            self.open[-1].add(letters, is_deleted)
        elif self.reading == "instrText" or is_deleted:
            self.outside.add(letters, is_deleted)

    def refuse(self, *declared):
        """Stop at a DTD: no office program writes one."""
        raise ValueError("a document type is declared")


def named(attributes, name):
    """The value of an attribute, whatever namespace it is written in."""
    return next((value for key, value in attributes.items() if key.endswith(name)), "")


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
