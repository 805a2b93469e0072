"""Splits a text into words with their places, leaving out what is no word: addresses, codes, numbers, hashtags."""

import functools
import re
import unicodedata
from typing import NamedTuple

# Each alternative begins where a run of letters does, and what repeats before something must follow has an end: a long
# text without spaces costs no more than one with them.
_NO_WORDS = re.compile(
    r"""
    (?:https?://|www\.)\S+                                   # addresses
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}  # e-mail
    | [@\#][\w./-]+                                          # handles, hashtags
    | (?<![\w-])[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}\.(?:vn|com|org|net|gov|edu|info|io)\b(?:/\S*)?
    | (?<![\w-])[\w-]{1,100}\.(?:pdf|docx?|xlsx?|jpe?g|png|webp|heic|mp4|zip|csv|html?|py|md|toml)\b
    | (?<![\w-])[a-z]+(?:-[a-z0-9]+)+(?![\w-])/?                  # slugs: ca-phe-rang-xay
    | %\(\w+\)\w? | \{\w*\} | &\w+;                          # placeholders of programs
    | (?<!\w)\w{0,64}\d[\w.,/:-]*(?:[-/][^\W\d_]+)*           # numbers and codes: 26/2026/QĐ-TTg, 5kg, B40
    | (?<!\w)[A-ZĐ]{1,10}(?:[-/&.][A-ZĐ][A-Za-zĐ]{0,6})+(?!\w)   # QĐ-TTg, NN&PTNT, v.v.
    """,
    re.VERBOSE,
)
_LONG_RUN = re.compile(r"(?<!\w)\w{101,}")  # no word has a hundred letters
_LETTER = r"[^\W\d_]"
_MARKS = "\u0300-\u036f"
_WORD = re.compile(
    rf"(?:{_LETTER}|[\ufffd\ue000-\uf8ff])"
    rf"(?:{_LETTER}|[{_MARKS}\ufffd\ue000-\uf8ff\u00ad\u200b-\u200d]|['’](?={_LETTER})|\?+(?={_LETTER}))*"
)
_ONLY_SPACE = re.compile(r"[ \t\u00a0\u200b]*\n?[ \t\u00a0\u200b]*")
NO_WORD = "\x00"


class Token(NamedTuple):
    """A word as written, where it stands, and whether only space parts it from the one before."""

    text: str
    low: str  # composed, in small letters
    start: int
    is_next: bool
    on_line: bool

    @property
    def end(self):
        return self.start + len(self.text)


def masked(text):
    """Return the text, as long as it was, with what is no word blotted out."""
    return _NO_WORDS.sub(_blot, _LONG_RUN.sub(_blot, text))


def _blot(match):
    return NO_WORD * len(match[0])


def blotted(text, spans):
    """Return the text with the (start, end) places blotted out."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = NO_WORD * (end - start)
    return "".join(letters)


@functools.lru_cache(maxsize=20_000)
def _low(word):
    return unicodedata.normalize("NFC", word).lower()


def tokens(text):
    """Return the words of a masked text."""
    found, end = [], 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        is_next = bool(found) and (gap == " " or (gap != "" and _ONLY_SPACE.fullmatch(gap) is not None))
        found.append(Token(match[0], _low(match[0]), match.start(), is_next, is_next and "\n" not in gap))
        end = match.end()
    return found
