"""Compiles the message catalogues (.po to .mo) without gettext; `--check` only looks for mistakes.

A mistake is a fuzzy entry, a message that does not parse, a translation that loses a placeholder, or a message that only
one of the site's own two languages has.
"""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent


def catalogues():
    """Returns the project's .po files."""
    return sorted(ROOT.glob("site/locale*/*/LC_MESSAGES/*.po"))


def read(path, strict=False):
    """Returns the parsed catalogue of a .po file; `strict` raises on what is otherwise passed over."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, abort_invalid=strict)


def mistakes(path):
    """Yields one line per mistake in a .po file."""
    try:
        catalogue = read(path, strict=True)
    except PoFileError as error:
        yield f"{path.relative_to(ROOT)}: {error}"
        return
    for message in catalogue:
        if message.id and message.fuzzy:
            yield f"{path.relative_to(ROOT)}:{message.lineno}: fuzzy: {message.id!r}"
        if message.pluralizable and catalogue.num_plurals == 1:
            message.id = message.id[1:] * 2  # Babel holds a single form to the singular, but it stands for the plural
    for message, errors in catalogue.check():
        for error in errors:
            yield f"{path.relative_to(ROOT)}:{message.lineno}: {error}: {message.id!r}"


def unequal():
    """Yields one line per message that only one of the site's own catalogues has."""
    own = {
        path: {(m.context, m.id) for m in read(path) if m.id} for path in ROOT.glob("site/locale/*/LC_MESSAGES/*.po")
    }
    every = set().union(*own.values())
    for path, held in sorted(own.items()):
        for _context, text in sorted(every - held, key=str):
            yield f"{path.relative_to(ROOT)}: lacks {text!r}"


def compile_stale():
    """Compiles each catalogue whose .mo is missing or older; returns the compiled paths."""
    done = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        catalogue = read(source)
        fresh = target.with_suffix(f".{os.getpid()}.mo")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)  # whoever reads meanwhile sees the old file or the new one, never half of it
        done.append(target)
    return done


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        found = [*(line for source in catalogues() for line in mistakes(source)), *unequal()]
        print("\n".join(found))
        sys.exit(bool(found))
    compile_stale()
