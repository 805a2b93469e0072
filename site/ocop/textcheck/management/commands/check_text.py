"""Checks a text file for words that lost letters."""

import json
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation

from ocop.textcheck.checking import taught_words
from ocop.textcheck.language import check
from ocop.textcheck.wording import reason_words

FOUND = 1


class Command(BaseCommand):
    """manage.py check_text FILE: one line per finding; exit code 1 if there is any, 2 if the file cannot be read."""

    help = (
        "Find words that lost letters in a text file; exit code 1 tells that some were found, 2 that it cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file in UTF-8; - for standard input")
        parser.add_argument("--json", action="store_true", help="print a list of findings as JSON")
        parser.add_argument("--time", action="store_true", help="say on standard error how long the check itself took")
        parser.add_argument("--no-taught", action="store_true", help="leave out the taught words; needs no database")

    def handle(self, *args, **options):
        text = decoded(read(options["file"]), options["file"])
        taught = frozenset() if options["no_taught"] else self.taught()
        check("", taught)
        start = time.process_time()
        found = check(text, taught)
        if options["time"]:
            self.stderr.write(f"{len(text.split())} words in {time.process_time() - start:.3f} s")
        with translation.override("vi"):
            self.write_json(found) if options["json"] else self.write_lines(found)
        if found:
            sys.exit(FOUND)

    def taught(self):
        """Return the taught words; none, and a word about it, where no database stands yet: the file is checked all the same."""
        try:
            return taught_words()
        except DatabaseError:
            self.stderr.write("No database yet: checked without the words that editors taught (--no-taught says so).")
            return frozenset()

    def write_json(self, found):
        rows = [{**finding.as_dict(), "message": str(reason_words(finding.reason))} for finding in found]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))

    def write_lines(self, found):
        for finding in found:
            better = f" → {' / '.join(finding.suggestions)}" if finding.suggestions else ""
            where = f"{finding.line}:{finding.column}"
            self.stdout.write(f"{where}: {finding.word}{better}  [{finding.reason}] {reason_words(finding.reason)}")


def read(name):
    """Return the bytes of a file, or of standard input for "-"."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}", returncode=2) from error


def decoded(data, name):
    """Return the bytes as text: UTF-8, or UTF-16 with its mark."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CommandError(
            f"{name}: line {line} is not UTF-8. Save the file as UTF-8 first; a file in TCVN3 or VNI can be pasted as text.",
            returncode=2,
        ) from error
    if "\x00" in text:
        raise CommandError(f"{name}: this is no text file.", returncode=2)
    return text
