"""Reading what visitors type into addresses: unknown or broken values are ignored, never an error."""

import unicodedata

LONGEST_QUERY = 200


def clean_query(text):
    """Return a search text as NFC, without control characters, at most LONGEST_QUERY characters long."""
    text = unicodedata.normalize("NFC", (text or "")[: LONGEST_QUERY * 4])
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())[:LONGEST_QUERY]


def is_exact(get, typed):
    """Whether an address asks for the text `typed` and nothing near it: ?q=ca+phr&exact=ca+phr.

    The text stands there twice so that another one in the search field is put right again.
    """
    return bool(typed) and clean_query(get.get("exact")) == typed


def whole_number(text, low, high):
    """Return `text` as an int between `low` and `high`, or None."""
    text = (text or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 12 and low <= int(text) <= high:
        return int(text)
    return None
