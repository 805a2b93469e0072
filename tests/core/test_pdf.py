"""PDF files are made of the site's own static files and pictures; no address leads anywhere else."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ocop.core import pdf
from tests.repository import ROOT, project_files

needs_engine = pytest.mark.skipif(pdf.engine() is None, reason="Pango is missing: scripts/system-packages pango")


@needs_engine
class TestFetcher:
    @pytest.mark.parametrize(
        "address",
        [
            "http://127.0.0.1:8000/quan-tri/", "https://example.com/x.png", "file:///etc/passwd", "ftp://127.0.0.1/x",
            "https://static.invalid/../manage.py", "https://static.invalid//etc/passwd", "https://static.invalid.vn/css/base.css",
            "https://static.invalid/..%2Fmanage.py", "https://media.invalid/documents/private.pdf", "//host/x",
            "https://media.invalid/images/../documents/private.pdf", "https://media.invalid/original_images/x.jpg",
            "https://media.invalid/images/%2E%2E/documents/private.pdf", "http://static.invalid/css/base.css",
        ],
    )  # fmt: skip
    def test_nothing_else_opens(self, address):
        default_storage.save("documents/private.pdf", ContentFile(b"secret"))
        with pytest.raises(Exception) as caught:  # noqa: PT011  (storages and finders refuse in words of their own)
            pdf.own_files().fetch(address)
        assert b"secret" not in str(caught.value).encode()

    def test_own_files_open(self):
        name = default_storage.save("images/la.jpg", ContentFile(b"picture"))
        assert pdf.own_files().fetch(f"{pdf.MEDIA}{name}").read() == b"picture"
        assert b"@font-face" in pdf.own_files().fetch(f"{pdf.STATIC}css/leaflet.css").read()

    def test_a_document_that_asks_for_more_is_made_without_it(self):
        made = pdf.write('<html lang="vi"><title>Thử</title><img src="file:///etc/hostname" alt=""><p>Được</p></html>')
        assert made.startswith(b"%PDF-")


def test_the_engine_is_loaded_in_one_place():
    """WeasyPrint lets Pillow take half a picture, in every later upload of the process; `engine` forbids it again."""
    loads = re.compile(r"^\s*(import|from) weasyprint", re.MULTILINE)
    files = [path for path in project_files() if path.suffix == ".py" and loads.search(path.read_text("utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in files] == ["site/ocop/core/pdf.py"]


def test_without_the_libraries_it_says_so(monkeypatch):
    monkeypatch.setattr(pdf, "engine", lambda: None)
    with pytest.raises(pdf.EngineMissingError):
        pdf.write("<p>Thử</p>")
