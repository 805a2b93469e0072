"""Reads the text of one PDF or DOCX; a program of its own, run by `ocop.documents.reading`.

    python -I extract.py pdf < file > answer.json

A document comes from people, and a broken or hostile one may loop, unpack to gigabytes or crash the library that reads
it. So this runs in a process with little memory and little time, knows nothing of the site, and answers in JSON:
{"state": "read" | "empty" | "encrypted" | "broken", "text": str, "pages": int, "is_cut": bool}.
"""

import io
import json
import logging
import re
import sys
import unicodedata
import zipfile

MOST_PAGES = 300
MOST_LETTERS = 200_000
MOST_WORDS = 15_000  # different ones: PostgreSQL keeps at most a megabyte of them for one page of the site
MOST_UNPACKED = 64 * 1024 * 1024  # of the one part of a DOCX that holds the text
MEMORY = 1024 * 1024 * 1024
SECONDS = 15
ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]+")


class Collected:
    """The text read so far, tidy, up to the limits."""

    def __init__(self):
        self.parts, self.letters, self.different, self.is_cut = [], 0, set(), False

    def add(self, text):
        """Take a piece of text; return whether there is room for more."""
        for word in unicodedata.normalize("NFC", ODD.sub(" ", text)).split():
            self.different.add(word[:64].lower())
            if self.letters + len(word) + 1 > MOST_LETTERS or len(self.different) > MOST_WORDS:
                self.is_cut = True
                return False
            self.parts.append(word)
            self.letters += len(word) + 1
        return True

    @property
    def text(self):
        return " ".join(self.parts)


def read_pdf(content):
    """Return (text, number of pages) of a PDF."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PermissionError
    collected = Collected()
    pages = len(reader.pages)
    for number in range(min(pages, MOST_PAGES)):
        if not collected.add(reader.pages[number].extract_text() or ""):
            break
    collected.is_cut = collected.is_cut or pages > MOST_PAGES
    return collected, pages


def read_docx(content):
    """Return (text, 0) of a DOCX: paragraphs and tables in their order."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # Word wraps an encrypted document so
        raise PermissionError
    from docx import Document
    from docx.table import Table

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.getinfo("word/document.xml").file_size > MOST_UNPACKED:
            raise MemoryError
    collected = Collected()
    for item in Document(io.BytesIO(content)).iter_inner_content():
        texts = (cell.text for row in item.rows for cell in row.cells) if isinstance(item, Table) else [item.text]
        if not all(collected.add(text) for text in texts):
            break
    return collected, 0


def answer(kind, content):
    """Return the answer as a dict; whatever a file does, it is "broken" at worst."""
    try:
        collected, pages = {"pdf": read_pdf, "docx": read_docx}[kind](content)
    except PermissionError:
        return {"state": "encrypted", "text": "", "pages": 0, "is_cut": False}
    except Exception:  # noqa: BLE001  (whatever a hostile file makes the readers raise)
        return {"state": "broken", "text": "", "pages": 0, "is_cut": False}
    text = collected.text
    state = "read" if any(letter.isalpha() for letter in text) else "empty"
    return {"state": state, "text": text, "pages": pages, "is_cut": collected.is_cut}


def limit():
    """Take memory and time away from this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.setrecursionlimit(2_000)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    limit()
    sys.stdout.write(json.dumps(answer(sys.argv[1], sys.stdin.buffer.read())))
