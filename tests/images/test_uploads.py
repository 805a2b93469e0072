"""Pictures and documents as people send them: what is refused, in which words, and what is kept of the rest."""

import io
import re
import struct
import time
import zipfile
import zlib
from pathlib import PurePath
from unittest import mock

import pillow_heif
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from wagtail.blocks import StreamValue
from wagtail.models import PageViewRestriction, ReferenceIndex, UploadedFile

from news.models import ArticlePage
from ocop.documents.models import SiteDocument
from ocop.images.models import SiteImage
from tests.factories import ArticlePageFactory
from tests.reading import administrator, soup, vi, words

TOO_MANY = "This picture has too many pixels (more than %(limit)s million). Please make it smaller and send it again."
DAMAGED = "This picture is damaged or incomplete. Please choose it again, or take a new photo."
COLOURS = (31, 92, 58)


def encoded(kind, size=(640, 480), mode="RGB", **options):
    """Returns the bytes of a picture."""
    buffer = io.BytesIO()
    colour = COLOURS if mode == "RGB" else 0
    Image.new(mode, size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def png_that_claims(width, height):
    """Returns a PNG of a few bytes whose header promises width × height pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def gif_that_claims(width, height):
    """Returns a GIF of a few bytes whose header promises width × height pixels."""
    size = struct.pack("<HH", width, height)
    frame = b"\x2c\0\0\0\0" + size + b"\0\x02\x02\x44\x01\0"
    return b"GIF89a" + size + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + frame + b"\x3b"


def photo_with_place():
    """Returns a JPEG as a phone takes it: lying on its side, with the coordinates of somebody's home."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Máy ảnh của chị Hoạ"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (21.0, 11.0, 46.0), 3: "E", 4: (104.0, 6.0, 12.0)})
    return encoded("JPEG", exif=exif, comment=b"nha chi Hoa")


@pytest.mark.once
class PictureUploadTests(TestCase):
    """The admin's own form for one picture."""

    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def send(self, content, name="mam-na.jpg", **changes):
        data = {
            "title": "Mâm na",
            "description": "Mâm tre đầy na chín",
            "credit": "Chị Hoạ",
            "collection": "1",
            "tags": "",
        }
        url = reverse("wagtailimages:add")
        return self.client.post(url, {**data, "file": SimpleUploadedFile(name, content), **changes})

    def refused(self, content, name, sentence):
        """The form comes back with the sentence and what was typed, and nothing is stored."""
        response = self.send(content, name)
        assert response.status_code == 200
        page = soup(response)
        assert sentence in words(page)
        assert page.find("input", {"name": "title"})["value"] == "Mâm na"
        assert page.find("input", {"name": "credit"})["value"] == "Chị Hoạ"
        assert not SiteImage.objects.exists()

    def accepted(self, content, name="mam-na.jpg"):
        assert self.send(content, name).status_code == 302
        return SiteImage.objects.get()

    def test_what_is_no_picture_is_refused(self):
        for content in (b"khong phai anh", b"<html><script>alert(1)</script></html>", b"%PDF-1.7", b"\0" * 500):
            with self.subTest(content[:10]):
                response = self.send(content)
                assert response.status_code == 200
                assert soup(response).select(".error-message, .w-field__errors") != []
                assert not SiteImage.objects.exists()

    def test_a_drawing_with_scripts_is_refused(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for name in ("mam-na.svg", "mam-na.jpg"):
            response = self.send(svg, name)
            assert response.status_code == 200
            assert not SiteImage.objects.exists()

    def test_60_megapixels_are_refused(self):
        self.refused(encoded("PNG", (10_000, 6_000), "1"), "lon.png", vi(TOO_MANY, limit=50))

    def test_a_decompression_bomb_is_refused_before_it_is_unpacked(self):
        for width, height in ((50_000, 50_000), (60_000, 1_000), (2**31 - 1, 1)):
            with self.subTest((width, height)):
                self.refused(png_that_claims(width, height), "bom.png", vi(TOO_MANY, limit=50))

    def test_a_gif_bomb_is_refused_under_any_name(self):
        for name in ("bom.gif", "bom.png", "bom.jpg"):
            with self.subTest(name):
                response = self.send(gif_that_claims(65_535, 65_535), name)
                assert response.status_code == 200
                assert not SiteImage.objects.exists()

    def test_a_truncated_photo_is_refused(self):
        whole = Image.effect_noise((640, 480), 80)
        buffer = io.BytesIO()
        whole.save(buffer, "JPEG")
        self.refused(buffer.getvalue()[: len(buffer.getvalue()) // 2], "nua.jpg", vi(DAMAGED))

    def test_a_damaged_png_is_refused(self):
        content = encoded("PNG")
        for broken in (content[: len(content) // 2], png_that_claims(640, 480)):
            response = self.send(broken, "hong.png")
            assert response.status_code == 200
            assert not SiteImage.objects.exists()

    def test_a_photo_of_an_iphone_is_taken_and_stored_as_jpeg(self):
        buffer = io.BytesIO()
        pillow_heif.from_pillow(Image.new("RGB", (640, 480), COLOURS)).save(buffer)
        image = self.accepted(buffer.getvalue(), "IMG_0412.HEIC")
        assert image.file.name.endswith(".jpg")
        with Image.open(image.file.open()) as stored:
            assert (stored.format, stored.size) == ("JPEG", (640, 480))

    def test_png_and_webp_stay_what_they_are(self):
        for kind, name in (("PNG", "a.png"), ("WEBP", "a.webp")):
            with self.subTest(kind):
                image = self.accepted(encoded(kind), name)
                with Image.open(image.file.open()) as stored:
                    assert stored.format == kind
                image.delete()

    def test_a_very_large_photo_is_made_smaller(self):
        image = self.accepted(encoded("JPEG", (6_000, 4_000), "L"))
        assert (image.width, image.height) == (4_000, 2_667)

    def test_where_it_was_taken_is_gone_from_original_and_renditions(self):
        sent = photo_with_place()
        assert Image.open(io.BytesIO(sent)).getexif().get_ifd(ExifTags.IFD.GPSInfo)[2] == (21.0, 11.0, 46.0)
        image = self.accepted(sent)
        files = [image.file, image.get_rendition("fill-200x200|format-webp").file, image.get_rendition("original").file]
        for file in [*files, image.get_rendition("width-320|format-jpeg").file]:
            with file.open() as opened:
                content = opened.read()
            stored = Image.open(io.BytesIO(content))
            assert dict(stored.getexif()) == {}
            assert b"Exif" not in content
            assert b"nha chi Hoa" not in content
        assert (image.width, image.height) == (480, 640)  # turned upright as the camera asked

    def test_a_script_in_the_metadata_or_behind_the_picture_is_gone(self):
        script = b"<script>alert(1)</script>"
        exif = Image.Exif()
        exif[ExifTags.Base.ImageDescription] = script.decode()
        notes = PngInfo()
        notes.add_text("Comment", script.decode())
        xmp = b"<x:xmpmeta>" + script + b"</x:xmpmeta>"
        for name, content in (
            ("a.jpg", encoded("JPEG", exif=exif, comment=script) + script),
            ("a.png", encoded("PNG", pnginfo=notes) + script),
            ("a.webp", encoded("WEBP", exif=exif, xmp=xmp) + script),
        ):
            assert content.count(script) > 1
            image = self.accepted(content, name)
            for stored in (image, image.get_rendition("width-320|format-webp")):
                with stored.file.open("rb") as file:
                    assert b"alert" not in file.read()
            image.delete()

    def test_names_cannot_be_guessed(self):
        names = set()
        for _number in range(3):
            image = self.accepted(encoded("JPEG"), "../../nha riêng chị Hoạ.jpg")
            name = PurePath(image.file.name)
            assert str(name.parent) == "original_images"
            assert re.fullmatch(r"[0-9a-f]{16}-.*\.jpg", name.name)
            names.add(name.name)
            image.delete()
        assert len(names) == 3

    def test_a_description_is_asked_for(self):
        response = self.send(encoded("JPEG"), description="")
        assert response.status_code == 200
        assert vi("What the picture shows") in words(soup(response))
        field = soup(response).find("input", {"name": "description"})
        assert field.get("aria-invalid") == "true" or field.find_parent(class_="w-field--error") is not None
        assert not SiteImage.objects.exists()

    def test_a_new_file_for_an_old_picture_is_checked_too(self):
        image = self.accepted(encoded("JPEG"))
        before = image.file.name
        data = {"title": "Khác", "description": "Khác", "credit": "", "collection": "1", "tags": ""}
        data |= {f"focal_point_{part}": "" for part in ("x", "y", "width", "height")}
        url = reverse("wagtailimages:edit", args=[image.pk])
        response = self.client.post(url, {**data, "file": SimpleUploadedFile("b.png", png_that_claims(50_000, 50_000))})
        assert response.status_code == 200
        assert vi(TOO_MANY, limit=50) in words(soup(response))
        image.refresh_from_db()
        assert (image.file.name, image.title) == (before, "Mâm na")

    def send_one_of_many(self, content, name="a.jpg"):
        return self.client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "Ảnh", "collection": "1", "files[]": SimpleUploadedFile(name, content)},
            headers={"x-requested-with": "XMLHttpRequest"},
        )

    def test_many_at_once_are_checked_one_by_one(self):
        for content in (png_that_claims(50_000, 50_000), b"abc"):
            with self.subTest(content[:4]):
                response = self.send_one_of_many(content, "a.png")
                assert response.json()["success"] is False
                assert response.json()["error_message"] != ""
                assert not SiteImage.objects.exists()
                assert not UploadedFile.objects.exists()

    def test_one_of_many_is_written_anew_before_its_description_is_asked_for(self):
        answer = self.send_one_of_many(photo_with_place()).json()
        assert answer["success"] is True
        assert not UploadedFile.objects.exists()
        image = SiteImage.objects.get(pk=answer["image_id"])
        with image.file.open() as stored:
            assert dict(Image.open(stored).getexif()) == {}
        url, prefix = reverse("wagtailimages:edit_multiple", args=[image.pk]), f"image-{image.pk}"
        data = {
            f"{prefix}-title": "Mâm na",
            f"{prefix}-description": "",
            f"{prefix}-collection": "1",
            f"{prefix}-tags": "",
        }
        headers = {"x-requested-with": "XMLHttpRequest"}
        assert self.client.post(url, data, headers=headers).json()["success"] is False
        data[f"{prefix}-description"] = "Mâm tre đầy na chín"
        assert self.client.post(url, data, headers=headers).json()["success"] is True
        image.refresh_from_db()
        assert image.description == "Mâm tre đầy na chín"


def office_with(parts):
    """Returns a DOCX that also holds `parts`, a {name: content}."""
    content = io.BytesIO(office())
    with zipfile.ZipFile(content, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def office(*names, main="word/document.xml", size=10):
    """Returns a zip that looks like an office document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (main, *names):
            with archive.open(name, "w", force_zip64=True) as entry:
                for _part in range(max(size // 1_000_000, 1)):
                    entry.write(b"\0" * min(size, 1_000_000))
    return buffer.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


WORD = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:x="x"><w:p>%s</w:p></w:hdr>'


def instruction(text):
    """Returns a run with a piece of a field's instruction."""
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(*parts, shows=""):
    """Returns a field of `parts`, which are XML or the words of an instruction, and of what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    parts = [part if part.startswith("<") else instruction(part) for part in parts]
    shows = shows if shows.startswith("<") else f"<w:r><w:t>{shows}</w:t></w:r>"
    return mark % "begin" + "".join(parts) + mark % "separate" + shows + mark % "end"


@pytest.mark.once
class DocumentUploadTests(TestCase):
    """The admin's own form for one document."""

    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()

    def setUp(self):
        self.client.force_login(self.user)

    def send(self, content, name):
        data = {"title": "Quyết định", "collection": "1", "tags": "", "file": SimpleUploadedFile(name, content)}
        return self.client.post(reverse("wagtaildocs:add"), data)

    def test_what_is_what_its_name_says_is_taken_under_a_name_nobody_guesses(self):
        for content, name in ((PDF, "a.pdf"), (office(), "a.docx"), (office(main="xl/workbook.xml"), "a.xlsx")):
            with self.subTest(name):
                assert self.send(content, name).status_code == 302
                document = SiteDocument.objects.latest("pk")
                assert re.fullmatch(r"documents/[0-9a-f]{16}-a\.(pdf|docx|xlsx)", document.file.name)

    def refused(self, content, name, sentence=None):
        response = self.send(content, name)
        assert response.status_code == 200
        page = soup(response)
        if sentence:
            assert sentence in words(page)
        else:
            assert page.select(".error-message, .w-field__errors") != []
        assert page.find("input", {"name": "title"})["value"] == "Quyết định"
        assert not SiteDocument.objects.exists()

    def test_a_web_page_under_a_pdfs_name_is_refused(self):
        sentence = vi("This file is not a PDF, although its name says so.")
        self.refused(b"<html><script>alert(1)</script></html>", "quyet-dinh.pdf", sentence)
        self.refused(office(), "quyet-dinh.pdf", sentence)

    def test_a_pdf_that_was_cut_short_or_only_begins_as_one_is_refused(self):
        sentence = "Không mở được tệp này. Mời lưu lại dạng .pdf rồi gửi lại."
        for content in (PDF[:-8], b"%PDF-1.7\n<html><script>alert(1)</script></html>"):
            self.refused(content, "quyet-dinh.pdf", sentence)

    def test_a_web_page_under_its_own_name_is_refused(self):
        for name in ("a.html", "a.svg", "a.exe", "a.docm", "a"):
            with self.subTest(name):
                self.refused(b"<html></html>", name)

    def test_macros_are_refused(self):
        sentence = vi("This document carries macros. Please save it without macros.")
        self.refused(office("word/vbaProject.bin"), "a.docx", sentence)
        self.refused(office("xl/VBAPROJECT.BIN", main="xl/workbook.xml"), "a.xlsx", sentence)

    def test_what_runs_or_fetches_under_another_name_is_refused(self):
        macros = vi("This document carries macros. Please save it without macros.")
        types = b'<Override PartName="/word/makro.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        remote = b'<Relationship Id="r" Type="x/attachedTemplate" Target="http://khac.example/t.dotm" TargetMode="External"/>'
        for parts in (
            {"[Content_Types].xml": types, "word/makro.bin": b"x"},
            {"word/_rels/settings.xml.rels": remote},
            {"word/embeddings/oleObject1.bin": b"x"},
            {"xl/macrosheets/sheet1.xml": b"x"},
        ):
            with self.subTest(list(parts)):
                self.refused(office_with(parts), "a.docx", macros)
        link = b'<Relationship Id="r" Type="x/hyperlink" Target="https://khac.example/" TargetMode="External"/>'
        assert self.send(office_with({"word/_rels/document.xml.rels": link}), "a.docx").status_code == 302

    def test_what_fetches_in_other_quotes_or_is_no_list_of_relations_is_refused(self):
        macros = vi("This document carries macros. Please save it without macros.")
        for relations in (
            b"<Relationship Id='r' Type='x/attachedTemplate' Target='http://khac.example/t' TargetMode = 'External'/>",
            "<Relationship Id='r' Type='x/image' Target='http://khac.example/t' TargetMode='External'/>".encode(
                "utf-16"
            ),
            b'<!DOCTYPE r [<!ENTITY e "x">]><Relationship Target="&e;"/>',
            b"khong phai xml",
        ):
            with self.subTest(relations[:30]):
                self.refused(office_with({"word/_rels/settings.xml.rels": relations}), "a.docx", macros)

    def test_macros_named_only_among_the_relations_are_refused(self):
        kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        relations = b'<r><Relationship Id="r" Type="%b" Target="x.bin"/></r>' % kind
        macros = vi("This document carries macros. Please save it without macros.")
        self.refused(office_with({"word/_rels/document.xml.rels": relations}), "a.docx", macros)

    def test_fields_that_start_a_program_or_fetch_a_file_are_refused(self):
        macros = vi("This document carries macros. Please save it without macros.")
        run = "<w:r><w:instrText>%s</w:instrText></w:r>"
        split = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run % " DDE" + run % "AUTO c:\\\\x"
        for body in (
            run % " ddeauto c:\\\\windows\\\\cmd.exe",
            run % "<![CDATA[ D]]>&#68;E x",
            '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://khac.example/a.png&quot; "/>',
            run % "INCLUDETEXT x",
            split,
        ):
            with self.subTest(body):
                self.refused(office_with({"word/header1.xml": WORD % body}), "a.docx", macros)
        link = '<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        self.refused(office_with({"xl/externalLinks/externalLink1.xml": link}), "a.docx", macros)
        harmless = run % ' HYPERLINK "https://khac.example/dde/include" ' + "<w:t>INCLUDETEXT, DDE</w:t>" + run % "PAGE"
        assert self.send(office_with({"word/header1.xml": WORD % harmless}), "a.docx").status_code == 302

    def test_fields_whose_name_is_written_by_another_field_are_refused(self):
        macros = vi("This document carries macros. Please save it without macros.")
        quote = field("QUOTE 68 68 69 65 85 84 79", shows="DDEAUTO")
        body = instruction('IF "1" = "1" ') + field(" INCLUDETEXT x") + instruction("x")
        for label, part in {
            "the whole name": field(quote, instruction(" c:\\\\x")),
            "half of the name": field(instruction("DDE"), quote, instruction(" c:\\\\x")),
            "an empty field within the name": field(instruction("D"), field("QUOTE"), instruction("DE x")),
            "in a simple field": field('<w:fldSimple w:instr="QUOTE 68"/>', instruction("DE x")),
            "in one of two readings": field(
                "<x:AlternateContent><x:Choice>" + instruction("D") + "</x:Choice></x:AlternateContent>",
                instruction("DE x"),
            ),
            "behind what is marked as deleted": field(
                "<w:del><w:r><w:delInstrText>X</w:delInstrText></w:r></w:del>", instruction("DDE x")
            ),
            "as plain text": field("<w:r><w:t>DDE</w:t></w:r>", instruction(" x")),
            "inside an instruction": field(body),
            "inside what a field shows": field("PAGE", shows=field("DDEAUTO x")),
            "never closed": field("DATABASE x").replace('"end"', '"begin"'),
            "without end": field("PAGE").replace('"end"', '"begin"') * 60,
        }.items():
            with self.subTest(label):
                sentence = macros
                if label == "without end":
                    sentence = vi(
                        "This file cannot be opened. Please save it again as .%(extension)s and send it once more.",
                        extension="docx",
                    )
                self.refused(office_with({"word/glossary/document.xml": WORD % part}), "a.docx", sentence)

    def test_fields_inside_fields_that_only_count_and_ask_are_taken(self):
        counted = field("= ", field("PAGE", shows="3"), instruction(" - 1"), shows="2")
        asked = field("IF ", field("MERGEFIELD Ten", shows="Hoạ"), instruction(' = "" "Bà con" "Link"'), shows="Link")
        deleted = field("<w:r><w:delInstrText> TOC \\o </w:delInstrText></w:r>", shows="DDE, INCLUDETEXT")
        body = counted + asked + deleted + field(" TOC \\o ", shows=field("HYPERLINK x", shows="1"))
        assert self.send(office_with({"word/header1.xml": WORD % body}), "a.docx").status_code == 302

    def test_a_part_of_nothing_but_ends_of_fields_holds_nobody_up(self):
        body = "<w:fldChar/>" * 60_000
        started = time.process_time()
        assert self.send(office_with({"word/header1.xml": WORD % body}), "a.docx").status_code == 302
        assert time.process_time() - started < 3

    def test_giant_lists_of_parts_are_refused_unread(self):
        sentence = vi(
            "This file cannot be opened. Please save it again as .%(extension)s and send it once more.",
            extension="docx",
        )
        giant = b"<r>" + b"<a/>" * 300_000 + b"</r>"
        half = giant[: 900 * 1024]
        for parts in (
            {"word/_rels/a.xml.rels": giant},
            {"[Content_Types].xml": giant},
            {f"word/_rels/{number}.xml.rels": half for number in range(3)},
        ):
            with self.subTest(list(parts)), mock.patch("ocop.documents.forms.fromstring", side_effect=AssertionError):
                self.refused(office_with(parts), "a.docx", sentence)
        with mock.patch("ocop.documents.forms.LARGEST_TEXT", 5):
            self.refused(office_with({"word/header1.xml": WORD}), "a.docx", sentence)

    def test_what_stands_in_front_of_a_zip_is_refused(self):
        sentence = vi("This file is not a .%(extension)s document, although its name says so.", extension="docx")
        self.refused(b"<script>alert(1)</script>" + office(), "a.docx", sentence)

    def test_a_document_locked_by_a_password_or_damaged_inside_is_refused_and_breaks_nothing(self):
        sentence = vi(
            "This file cannot be opened. Please save it again as .%(extension)s and send it once more.",
            extension="docx",
        )
        whole = office_with({"[Content_Types].xml": b"<Types/>" * 50})
        place = whole.rindex(b"PK\x01\x02")
        locked = bytearray(whole)
        locked[place + 8] |= 1  # the directory's flag "encrypted"
        self.refused(bytes(locked), "a.docx", sentence)
        damaged = bytearray(whole)
        start = whole.rindex(b"PK\x03\x04") + 60
        damaged[start : start + 6] = b"\xff" * 6
        self.refused(bytes(damaged), "a.docx", sentence)

    def test_a_request_that_says_it_has_two_gigabytes_is_refused_before_it_is_read(self):
        url = reverse("wagtaildocs:add")
        response = self.client.generic(
            "POST", url, b"--x\r\n", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3)
        )
        assert response.status_code == 413
        assert vi("The file is too large") in words(response)
        assert not SiteDocument.objects.exists()

    def test_a_script_under_another_spelling_of_its_name_is_refused(self):
        sentence = vi("This PDF runs a script or carries another file. Please print it to a new PDF.")
        self.refused(PDF + b"\n2 0 obj<</S/J#61vaScript/#4aS(app.alert(1))>>endobj\n", "a.pdf", sentence)

    def test_a_pdf_that_runs_a_script_is_refused(self):
        sentence = vi("This PDF runs a script or carries another file. Please print it to a new PDF.")
        self.refused(PDF + b"\n2 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n", "a.pdf", sentence)
        for name in (b"EmbeddedFile", b"EmbeddedFiles", b"SubmitForm", b"RichMedia", b"XFA", b"Launch"):
            with self.subTest(name):
                self.refused(PDF + b"\n2 0 obj<</%b 3 0 R>>endobj\n" % name, "a.pdf", sentence)

    def test_a_refused_document_hears_one_reason(self):
        page = soup(self.send(b"<html></html>", "quyet-dinh.pdf"))
        assert len(page.select(".error-message")) == 1

    def test_a_zip_bomb_is_refused(self):
        bomb = office(size=201_000_000 + 10_000_000)
        assert len(bomb) < 1_000_000
        self.refused(bomb, "a.docx", vi("This document unpacks to more than 200 MB. Please split it."))

    def test_a_table_under_a_texts_name_is_refused(self):
        sentence = vi("This file is not a .%(extension)s document, although its name says so.", extension="docx")
        self.refused(office(main="xl/workbook.xml"), "a.docx", sentence)

    def test_a_damaged_document_is_refused(self):
        sentence = vi(
            "This file cannot be opened. Please save it again as .%(extension)s and send it once more.",
            extension="docx",
        )
        self.refused(office()[:40], "a.docx", sentence)
        self.refused(PDF, "a.docx", sentence)


class DocumentServingTests(TestCase):
    """A document is public only while a public page shows it."""

    @classmethod
    def setUpTestData(cls):
        cls.document = SiteDocument.objects.create(title="Quyết định", file=ContentFile(PDF, "quyet-dinh.pdf"))
        cls.article = ArticlePageFactory(title="Mùa na")
        cls.user = administrator()

    def show(self):
        block = ArticlePage.body.field.stream_block
        raw = [{"type": "document", "value": {"document": self.document.pk, "title": ""}}]
        self.article.body = StreamValue(block, raw, is_lazy=True)
        self.article.save()
        ReferenceIndex.create_or_update_for_object(self.article)

    def answer(self):
        return self.client.get(self.document.url)

    def test_nobody_reads_what_no_page_shows(self):
        assert self.answer().status_code == 404

    def test_everybody_reads_what_a_live_page_shows(self):
        self.show()
        response = self.answer()
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="quyet-dinh.pdf"'
        link = soup(self.client.get(self.article.get_url())).find("a", href=self.document.url)
        assert "Quyết định" in words(link)

    def test_it_is_gone_with_the_page(self):
        self.show()
        self.article.unpublish()
        assert self.answer().status_code == 404

    def test_a_private_page_gives_nothing_away(self):
        self.show()
        PageViewRestriction.objects.create(page=self.article, restriction_type=PageViewRestriction.LOGIN)
        assert self.answer().status_code == 404

    def test_those_who_may_change_it_read_it_always(self):
        self.client.force_login(self.user)
        assert self.answer().status_code == 200


@pytest.mark.django_db
def test_the_stored_file_has_no_address_of_its_own(client):
    document = SiteDocument.objects.create(title="Quyết định", file=ContentFile(PDF, "quyet-dinh.pdf"))
    assert client.get(f"/media/{document.file.name}").status_code == 404
