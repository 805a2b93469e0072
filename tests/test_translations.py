"""The interface speaks Vietnamese and English completely, and the catalogues hold what the code says today."""

import re
import shutil
import subprocess
import sys
import unicodedata

import pytest
from babel.messages.pofile import read_po

from tests.repository import ROOT, project_files

CATALOGUES = sorted((ROOT / "site" / "locale").glob("*/LC_MESSAGES/django.po"))
APPS = ("cooperatives", "home", "news", "products", "trade", "site")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def catalogue(language):
    path = ROOT / "site" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def said(message):
    """Returns a message's translations as a list; one for each plural form."""
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def messages(language):
    return [message for message in catalogue(language) if message.id]


def keys(found):
    """Returns {(context, msgid)}; a plural is known by its singular."""
    return {(item.context, item.id[0] if isinstance(item.id, tuple) else item.id) for item in found if item.id}


def test_there_are_two_languages():
    assert [path.parents[1].name for path in CATALOGUES] == ["en", "vi"]


def test_every_message_has_its_vietnamese():
    missing = [message.id for message in messages("vi") if not all(said(message))]
    assert missing == []


def test_no_message_is_a_guess():
    for language in ("vi", "en"):
        assert [message.id for message in messages(language) if message.fuzzy] == []


def test_no_translation_loses_a_placeholder():
    wrong = []
    for language in ("vi", "en"):
        for message in messages(language):
            sources = message.id if isinstance(message.id, tuple) else (message.id,)
            allowed = {name for source in sources for name in PLACEHOLDER.findall(source)}
            needed = set(PLACEHOLDER.findall(sources[-1])) - {"counter"}
            for text in filter(None, said(message)):
                names = set(PLACEHOLDER.findall(text))
                if names - allowed or needed - names:
                    wrong.append((language, message.id, text))
    assert wrong == []


def test_vietnamese_is_written_in_composed_letters():
    text = (ROOT / "site" / "locale" / "vi" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed; apt-get install gettext")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_catalogue_holds_every_message_of_the_code_and_no_other(language, tmp_path):
    """What `make messages` would write: collected anew from a copy of the sources, and compared."""
    for path in project_files():
        place = path.relative_to(ROOT)
        if place.parts[0] in APPS and path.suffix in {".py", ".html", ".txt", ".webmanifest"}:
            copy = tmp_path / place
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    locale = tmp_path / "locale"
    locale.mkdir()
    code = (
        "import django; from django.conf import settings; from django.core.management import call_command;"
        f"settings.configure(USE_I18N=True, LOCALE_PATHS=[{str(locale)!r}]); django.setup();"
        f"call_command('makemessages', locale=[{language!r}], verbosity=0, no_wrap=True, no_location=True)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    with (locale / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        fresh = keys(read_po(file, locale=language))
    known = keys(messages(language))
    assert sorted(map(str, fresh - known)) == []
    assert sorted(map(str, known - fresh)) == []
