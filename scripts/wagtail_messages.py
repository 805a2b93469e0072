"""Gathers the strings that Wagtail, Django and their companions ship without Vietnamese into site/locale_wagtail.

Translations there are kept; an entry may also correct the Vietnamese that an app does ship, and is then marked `# correction`.
`--merge FILE…` first takes over the translations of other .po files; `--check` changes nothing and exits 1 over what is missing.
"""

import argparse
import sys
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "site" / "locale_wagtail" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
HEADER = """\
# Vietnamese for Wagtail, Django and their companions: what they ship without it, and corrections of what they ship.
# Written by scripts/wagtail_messages.py; the words follow docs/thuat-ngu.md.
# This file is distributed under the same license as the Wagtail package."""


class Source(NamedTuple):
    """A message as one app ships it."""

    app: str  # its folder among the installed packages, such as wagtail/admin
    message: object
    places: list  # [(file, line), …], the file with the app's folder
    shipped: str  # the app's own Vietnamese, or nothing


def key(message):
    """Returns what gettext knows a message by: its context and its singular."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def said(message):
    """Returns the translation; Vietnamese has one form for singular and plural."""
    return message.string if isinstance(message.string, str) else (message.string or ("",))[0]


def read(path):
    """Returns a .po file's catalogue, an empty one if there is no such file."""
    if not path.exists():
        return Catalog(locale="vi")
    with path.open("rb") as file:
        return read_po(file, locale="vi" if path.parents[1].name == "vi" else None)


def app_folders():
    """Yields the folders of Django itself, of every app in Wagtail and of the other installed apps, each once."""
    if str(ROOT / "site") not in sys.path:
        sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    from ocop.settings.base import INSTALLED_APPS

    found = [Path(find_spec(name).origin).parent for name in ("django.conf", "wagtail", *INSTALLED_APPS)]
    wagtail = found[1]
    yield from sorted({*found, *(path.parent for path in wagtail.rglob("locale"))})


def template(folder, domain):
    """Returns the file with an app's messages: the English one, or any where there is none; None without a catalogue."""
    files = sorted(folder.glob(f"locale/*/LC_MESSAGES/{domain}.po"))
    return next((path for path in files if path.parents[1].name == "en"), files[0] if files else None)


def places(message, folder, packages):
    """Returns a message's references from the folder of all packages on, whatever folder the app counts them from."""
    bases = (folder, packages / folder.relative_to(packages).parts[0], packages)
    return [
        (
            str(next((base / file for base in bases if (base / file).exists()), folder / file).relative_to(packages)),
            line,
        )
        for file, line in message.locations
    ]


@cache
def upstream(domain):
    """Returns {key: [Source, …]} of all installed apps, in the order of their folders and then of their files."""
    packages = Path(find_spec("wagtail").origin).parents[1]
    found = {}
    for folder in app_folders():
        file = template(folder, domain)
        if not file:
            continue
        own = read(folder / "locale" / "vi" / "LC_MESSAGES" / f"{domain}.po")
        shipped = {key(message): said(message) for message in own if message.id and not message.fuzzy}
        app = str(folder.relative_to(packages))
        for message in read(file):
            if message.id:
                source = Source(app, message, places(message, folder, packages), shipped.get(key(message), ""))
                found.setdefault(key(message), []).append(source)
    return found


def missing(domain):
    """Yields one line per message that some app ships without Vietnamese and that has none here either."""
    held = {key(message): message for message in read(FOLDER / f"{domain}.po") if message.id}
    for known, sources in upstream(domain).items():
        if all(source.shipped for source in sources):
            continue
        message = held.get(known)
        if message is None:
            state = "new"
        elif not said(message):
            state = "untranslated"
        elif message.fuzzy:
            state = "fuzzy"
        elif isinstance(message.id, str) and any(isinstance(source.message.id, tuple) for source in sources):
            state = "has a plural now"
        else:
            continue
        yield f"{domain}: {state}: {sources[0].app}: {known[1]!r}"


def newest():
    """Returns when the youngest of the apps' files was made; those for scripts do not tell."""
    dates = [read(file).creation_date for folder in app_folders() if (file := template(folder, DOMAINS[0]))]
    return max(date for date in dates if isinstance(date, datetime))


def gathered(domain, ours, merged):
    """Returns the new catalogue of a domain from our present one and from {key: translation} that goes before it."""
    catalogue = Catalog(
        locale="vi",
        domain=domain,
        header_comment=HEADER,
        project="Wagtail",
        version=version("wagtail"),
        msgid_bugs_address="OCOP Mai Sơn",
        last_translator="OCOP Mai Sơn",
        language_team="Vietnamese",
        creation_date=newest(),
        revision_date=datetime.now(UTC) if merged or not len(ours) else ours.revision_date,
        fuzzy=False,
    )
    held = {key(message): message for message in [*ours.obsolete.values(), *ours] if message.id}
    for known, sources in upstream(domain).items():
        own = held.get(known)
        text = merged.get(known) or (said(own) if own else "")
        lacking = [source for source in sources if not source.shipped]
        corrected = [source for source in sources if source.shipped and text and source.shipped != text]
        if not lacking and not corrected:
            continue
        plural = next((source.message for source in sources if isinstance(source.message.id, tuple)), None)
        notes = [note for note in (own.user_comments if own else []) if note != "correction"]
        catalogue.add(
            plural.id if plural else known[1],
            (text,) if plural else text,
            locations=[place for source in lacking + corrected for place in source.places],
            flags={"fuzzy"} if own and own.fuzzy and known not in merged else set(),
            auto_comments=[note for source in lacking + corrected for note in source.message.auto_comments],
            user_comments=notes + (["correction"] if corrected else []),
            context=known[0],
        )
    for known in held.keys() - upstream(domain).keys():
        if said(held[known]):
            catalogue.obsolete[known] = held[known]
    return catalogue


def write(path, catalogue):
    """Writes a .po file with long lines, as the site's own are; comments still wrap."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only print what is missing")
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE", help="take over these translations"
    )
    options = parser.parse_args()
    for domain in () if options.check else DOMAINS:
        files = [file for file in options.merge if file.stem.endswith("djangojs") == (domain == "djangojs")]
        merged = {key(entry): said(entry) for file in files for entry in read(file) if entry.id and not entry.fuzzy}
        for known in merged.keys() - upstream(domain).keys():
            print(f"{domain}: no app has: {known[1]!r}", file=sys.stderr)
        path = FOLDER / f"{domain}.po"
        write(path, gathered(domain, read(path), merged))
    found = [line for domain in DOMAINS for line in missing(domain)]
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found) and options.check)


if __name__ == "__main__":
    main()
