"""The admin speaks Vietnamese completely: site/locale_wagtail holds what Wagtail and Django ship without it."""

import re
import unicodedata
from collections import Counter

import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from scripts.wagtail_messages import DOMAINS, FOLDER, gathered, missing, read, said
from tests.repository import ROOT

# Placeholders of both formats, tags and entities: whatever a translation has to carry over as it is.
CARRIED = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;")
# What reads the same in Vietnamese.
SAME = {"Email", "IPv4", "IPv6"}


def entries():
    """Returns (domain, message) of every message in our catalogues."""
    return [(domain, entry) for domain in DOMAINS for entry in read(FOLDER / f"{domain}.po") if entry.id]


def singular_and_plural(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_message_of_the_installed_apps_lacks_vietnamese(domain):
    assert list(missing(domain)) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_catalogue_is_what_the_script_would_write(domain):
    """After an update of Wagtail: `make messages`, then translate what it prints."""
    ours = read(FOLDER / f"{domain}.po")
    fresh = gathered(domain, ours, {})
    assert [(entry.id, entry.context) for entry in fresh] == [(entry.id, entry.context) for entry in ours]
    assert fresh.obsolete.keys() == ours.obsolete.keys()


def test_no_message_is_a_guess():
    assert [entry.id for _, entry in entries() if entry.fuzzy] == []


def test_no_translation_loses_or_invents_a_placeholder():
    wrong = [
        (domain, entry.id, said(entry))
        for domain, entry in entries()
        if Counter(CARRIED.findall(singular_and_plural(entry)[-1])) != Counter(CARRIED.findall(said(entry)))
    ]
    assert wrong == []


def test_no_message_is_left_in_english():
    left = [
        (domain, entry.id)
        for domain, entry in entries()
        if said(entry) in singular_and_plural(entry)
        and said(entry) not in SAME
        and re.search(r"[a-zA-Z]", CARRIED.sub("", said(entry)))
    ]
    assert left == []


def test_a_label_without_a_full_stop_gets_none():
    wrong = [
        said(entry)
        for _, entry in entries()
        if said(entry).endswith(".") and not singular_and_plural(entry)[-1].endswith((".", "?", "!"))
    ]
    assert wrong == []


def test_quotation_marks_are_curved():
    """One text says which mark to type, and shows it."""
    texts = [CARRIED.sub("", said(entry)).replace('(")', "") for _, entry in entries()]
    assert [text for text in texts if re.search("[\"']", text)] == []


def test_spaces_at_the_ends_stay():
    """`Status: ` stands before the status itself."""
    wrong = [
        entry.id
        for _, entry in entries()
        for source in singular_and_plural(entry)[:1]
        if (source[:1].isspace(), source[-1:].isspace()) != (said(entry)[:1].isspace(), said(entry)[-1:].isspace())
    ]
    assert wrong == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_vietnamese_is_written_in_composed_letters(domain):
    assert unicodedata.is_normalized("NFC", (FOLDER / f"{domain}.po").read_text(encoding="utf-8"))


def test_the_words_follow_the_list():
    """Each row of docs/thuat-ngu.md whose English is a message of its own is said in the words of the row."""
    rows = re.findall(
        r"^\| ([^|]+?) \| ([^|]+?) \| [^|]*\|$", (ROOT / "docs" / "thuat-ngu.md").read_text(), re.MULTILINE
    )
    words = {english.lower(): vietnamese.lower() for english, vietnamese in rows}
    held = [entry for _, entry in entries() if isinstance(entry.id, str) and entry.id.strip().lower() in words]
    wrong = [
        (entry.id, said(entry)) for entry in held if said(entry).strip().lower() != words[entry.id.strip().lower()]
    ]
    assert len(held) > 100
    assert wrong == []


def test_our_words_stand_before_those_that_apps_ship():
    """Our own site first, then this catalogue, then what Wagtail and Django say."""
    assert [path.name for path in settings.LOCALE_PATHS] == ["locale", "locale_wagtail"]
    with override("vi"):
        assert gettext("Publish") == "Đăng"
        assert ngettext("Delete 1 page", "Delete %(counter)s pages", 1) % {"counter": 1} == "Xoá 1 trang"


def test_scripts_in_the_browser_get_the_words(client):
    """The admin's own address of script messages answers in the language of the visitor."""
    answer = client.get("/quan-tri/jsi18n/", headers={"accept-language": "vi"})
    assert "Danh m\\u1ee5c trang" in answer.text
