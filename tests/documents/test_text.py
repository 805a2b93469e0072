"""The text inside documents: what is read, what is not, and that nothing a file does breaks saving it."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from pypdf import PdfWriter

from ocop.documents import extract, reading
from ocop.documents.models import DocumentText, SiteDocument, TextState
from ocop.documents.reading import comparable
from tests.factories import SiteDocumentFactory, docx
from tests.reading import administrator, soup, vi, words

# One page that says "Cao Son 148" in the reader's own letters.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 12 Tf 20 100 Td (Cao Son 148) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R/Size 6>>
startxref
0
%%EOF
"""


def encrypted(password):
    """Returns a PDF that asks for a password."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def blank():
    """Returns a PDF without text, as a scanner makes it."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


class ReadingTests(TestCase):
    """What is kept beside a document when it is saved."""

    def kept(self, content, name):
        document = SiteDocument.objects.create(title="Tệp", file=ContentFile(content, name))
        return DocumentText.objects.filter(document=document).first()

    def test_the_words_of_a_docx(self):
        kept = self.kept(docx("Nhà  văn hoá\tbản Cò Nòi", "Mẫu số 05"), "a.docx")
        assert (kept.state, kept.text, kept.is_cut) == ("read", "Nhà văn hoá bản Cò Nòi Mẫu số 05", False)
        assert kept.folded == " nha van hoa ban co noi mau so 05 "

    def test_the_words_of_a_pdf(self):
        kept = self.kept(PDF, "a.pdf")
        assert (kept.state, kept.text, kept.pages) == ("read", "Cao Son 148", 1)

    def test_what_has_no_text_says_so_and_is_kept(self):
        for content, name, state in (
            (blank(), "scan.pdf", TextState.EMPTY),
            (encrypted("mua-na"), "khoa.pdf", TextState.ENCRYPTED),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "khoa.docx", TextState.ENCRYPTED),
            (b"%PDF-1.7\n" + b"\xff" * 500, "hong.pdf", TextState.BROKEN),
            (b"PK\x03\x04 nua tep", "hong.docx", TextState.BROKEN),
        ):
            with self.subTest(name, state=state):
                kept = self.kept(content, name)
                assert (kept.state, kept.text) == (state, "")
                assert kept.document.file.size == len(content)

    def test_a_table_of_numbers_has_no_text_kept(self):
        assert self.kept(b"PK", "a.xlsx") is None

    def test_a_bomb_is_not_unpacked(self):
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("word/document.xml", "w") as part,
        ):
            for _megabyte in range(70):
                part.write(b" " * 1024 * 1024)
        assert self.kept(packed.getvalue(), "bom.docx").state == TextState.BROKEN

    def test_a_new_file_is_read_and_an_old_one_is_not_read_again(self):
        document = SiteDocumentFactory(words=("Mẫu cũ",))
        DocumentText.objects.filter(document=document).update(text="để yên")
        SiteDocument.objects.get(pk=document.pk).save()
        assert DocumentText.objects.get(document=document).text == "để yên"
        document.file = ContentFile(docx("Mẫu mới"), "moi.docx")
        document.save()
        assert DocumentText.objects.get(document=document).text == "Mẫu mới"

    def test_documents_older_than_the_search_are_read_by_a_command(self):
        document = SiteDocumentFactory(words=("Mẫu cũ",))
        DocumentText.objects.all().delete()
        call_command("read_documents", stdout=io.StringIO())
        assert DocumentText.objects.get(document=document).text == "Mẫu cũ"

    def test_a_file_that_is_gone_breaks_nothing(self):
        document = SiteDocumentFactory()
        document.file.storage.delete(document.file.name)
        DocumentText.objects.all().delete()
        document.save()
        assert DocumentText.objects.get(document=document).state == TextState.BROKEN

    def test_officers_see_a_files_own_name_and_not_the_random_part_before_it(self):
        document = SiteDocumentFactory(file=ContentFile(docx("Đơn"), name="don-dang-ky.docx"))
        assert len(document.filename) == 33
        self.client.force_login(administrator())
        for address in (reverse("wagtaildocs:index"), reverse("wagtaildocs:edit", args=[document.pk])):
            link = soup(self.client.get(address)).select_one(f"a[href='{document.url}']")
            assert words(link) == "don-dang-ky.docx"

    def test_the_form_says_whether_the_text_is_searched(self):
        self.client.force_login(administrator())
        for document, sentence in (
            (SiteDocumentFactory(), "Its text is searched too."),
            (
                SiteDocument.objects.create(title="Bản chụp", file=ContentFile(blank(), "scan.pdf")),
                "No text inside: probably a scan. Only what you write about it is searched.",
            ),
        ):
            page = soup(self.client.get(reverse("wagtaildocs:edit", args=[document.pk])))
            assert vi(sentence) in words(page)


class LimitTests(SimpleTestCase):
    """No file takes more than it is given."""

    def test_letters_and_different_words_are_bounded(self):
        many = extract.Collected()
        assert many.add("na " * 100_000) is False
        assert many.is_cut
        assert len(many.text) <= extract.MOST_LETTERS
        different = extract.Collected()
        assert different.add(" ".join(f"t{number}" for number in range(20_000))) is False
        assert len(different.parts) == extract.MOST_WORDS

    def test_signs_that_are_no_text_are_gone(self):
        collected = extract.Collected()
        collected.add("mùa\x00 na\u200b \ufeffchín\u202e")
        assert collected.text == "mùa na chín"

    def test_a_reader_that_never_ends_is_ended(self):
        script, patience = reading.SCRIPT, reading.PATIENCE
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "PATIENCE", 0.05)
            assert reading.extract("pdf", PDF) == {"state": "slow", "text": "", "pages": 0, "is_cut": False}
        assert (script, patience) == (reading.SCRIPT, reading.PATIENCE)

    def test_folding_keeps_every_place(self):
        for text in ("Điều 7.6a: Đường, ớt ﬁ ß 10m²", "một\u0301 hai", "𝒜 b"):
            assert len(comparable(text)) == len(text) + 2
        assert comparable("Đường phèn") == " duong phen "
