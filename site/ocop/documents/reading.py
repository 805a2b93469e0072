"""Reads the text inside uploaded documents, so that it can be searched; a file that cannot be read never breaks saving."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from ocop.core.text import fold

logger = logging.getLogger(__name__)

SCRIPT = Path(__file__).with_name("extract.py")
PATIENCE = 20  # seconds
READABLE = ("pdf", "docx")
UNREAD = {"text": "", "pages": 0, "is_cut": False}


def extract(kind, content):
    """Return the answer of `extract.py` about the bytes of a "pdf" or "docx"; its state may also be "slow"."""
    command = [sys.executable, "-I", "-X", "utf8", str(SCRIPT), kind]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return {**UNREAD, "state": "slow"}
    if done.returncode < 0:  # the system ended it: out of time, or a crash
        return {**UNREAD, "state": "slow" if done.returncode in (-9, -24) else "broken"}
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {**UNREAD, "state": "broken"}


def read_document(document):
    """Read a document's file and keep its text beside it; return the `DocumentText`, or None for a kind without text."""
    from ocop.documents.models import DocumentText

    kind = document.file_extension
    if not document.file or kind not in READABLE:
        DocumentText.objects.filter(document=document).delete()
        return None
    try:
        with document.file.storage.open(document.file.name, "rb") as file:
            found = extract(kind, file.read())
    except Exception:
        logger.exception("The file of document %s cannot be opened", document.pk)
        found = {**UNREAD, "state": "broken"}
    kept, _new = DocumentText.objects.update_or_create(
        document=document, defaults={**found, "file_name": document.file.name, "folded": comparable(found["text"])}
    )
    return kept


def comparable(text):
    """Return `text` folded, letter for letter as long as it was, what is no letter or digit a space, a space at each end.

    A place found in it is the place in " " + text + " ".
    """
    return f" {''.join(one_letter(letter) for letter in text)} "


def one_letter(letter):
    if not letter.isalnum():
        return " "
    bare = fold(letter)
    return bare if len(bare) == 1 else letter
