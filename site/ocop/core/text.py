"""Vietnamese text: composing, folding, splitting into words, slugs."""

import re
import unicodedata

# Letters that Unicode does not decompose. The Icelandic and African look-alikes of Đ are common in text that was
# converted from older Vietnamese encodings.
_UNDECOMPOSED = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ɖ": "d", "Ɖ": "d"}

# Foreign names in slugs only; in search such a letter stays what it is.
_LATIN_OTHERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ı": "i", "þ": "th"})

_WORD = re.compile(r"[^\W_]+")


class _FoldTable(dict):
    """Maps a code point to its folded text, and remembers it; `str.translate` asks for each letter."""

    def __missing__(self, codepoint):
        text = chr(codepoint)
        while True:  # the case folding of a few letters brings new marks
            bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
            folded = "".join(_UNDECOMPOSED.get(c, c) for c in unicodedata.normalize("NFC", bare)).casefold()
            if folded == text:
                break
            text = folded
        self[codepoint] = folded
        return folded


_FOLD_TABLE = _FoldTable()


def nfc(value):
    """Returns the text with letters and marks composed, as Vietnamese keyboards write them."""
    return unicodedata.normalize("NFC", str(value))


def fold(value):
    """Returns the text without diacritics and without case: "Đường phèn" is "duong phen"."""
    return nfc(value).translate(_FOLD_TABLE)


def words(value):
    """Returns the words of the text, in order: runs of letters and digits, composed, with case and marks kept."""
    return _WORD.findall(nfc(value))


def slugify_vi(value, max_length=None):
    """Returns an ASCII slug that keeps every Vietnamese letter, đ as d: "Dâu tây Đá Đỏ" is "dau-tay-da-do".

    Letters of other scripts are left out, so the result may be empty. `max_length` shortens the slug at a word
    boundary where there is one.
    """
    text = fold(value).translate(_LATIN_OTHERS).encode("ascii", "ignore").decode()
    slug = "-".join(_WORD.findall(text))
    if max_length is not None and len(slug) > max_length:
        cut = slug[: max_length + 1]
        slug = cut.rsplit("-", 1)[0] if "-" in cut else slug[:max_length]
    return slug


def both_numbers(text):
    """Return an English text with the other number beside each word: "Dried mangoes" gives "Dried Drieds mangoes mango".

    Rough on purpose: it feeds a search index, where a form that nobody types does no harm.
    """
    return " ".join(form for word in text.split() for form in (word, other_number(word)))


def other_number(word):
    """Return the plural of a singular English word, or the singular of what looks like a plural."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("oes", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    if word.endswith("y") and len(word) > 2 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("o", "ch", "sh", "x", "ss")) else "s")
