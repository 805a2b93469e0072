"""What people paste: cleaned of what no reader sees and no database takes, with every letter, mark and emoji kept."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ocop.core.text import nfc

# Word writes its bullets in the private letters of a symbol font.
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "✓", "\uf0d8": "➢"})
# Ends of lines and pages that only some programs know. A field of one line lets them in: no line feed may come of them.
_FOREIGN_BREAKS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]+")
# C0 and C1 controls but tab and line feed, byte order marks, non-characters, and halves of letters outside the BMP.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


# Pages of social networks that only send on, and the parameter in which they carry where to.
_SENDERS = {"l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u", "l.messenger.com": "u"}
_TRACES = {"fbclid", "gclid", "igshid", "zarsrc"}  # who clicked where, told to the page that is opened


def plain_address(address):
    """Return a web address as its owner writes it: without a network's detour and without its marks on the reader."""
    try:
        parts = urlsplit(address)
        target = dict(parse_qsl(parts.query)).get(_SENDERS.get(parts.netloc.lower()), "")
        if target.startswith(("https://", "http://")):
            address, parts = target, urlsplit(target)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return address
    kept = [(name, value) for name, value in query if name.lower() not in _TRACES]
    return address if len(kept) == len(query) else urlunsplit(parts._replace(query=urlencode(kept)))


def tidy(text):
    """Return the text composed (NFC), with line feeds alone for line ends, and without control characters.

    Joiners stay: an emoji of a family is several letters held together by them.
    """
    return nfc(without_controls(text))


def without_controls(text):
    """Return the text with plain line ends and without what no screen shows; letters stay as they are."""
    text = whole_letters(text).replace("\r\n", "\n").replace("\r", "\n").translate(_BULLETS)
    return _UNSEEN.sub("", _FOREIGN_BREAKS.sub(" ", text))


def whole_letters(text):
    """Return the text with the two halves that JavaScript makes of an emoji joined to one letter again."""
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def is_content_state(value):
    """Whether a posted value is what the rich text editor sends. Its letters may not be tidied alone: its marks count them."""
    return value.startswith("{") and '"blocks"' in value
