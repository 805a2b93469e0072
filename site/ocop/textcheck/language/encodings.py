"""Text of older Vietnamese encodings that was pasted as if it were Unicode, and its conversion.

TCVN3 ("ABC", .Vn fonts) has one byte per letter, VNI writes a tone as a second letter. Both arrive as Latin-1.
"""

import functools
import re
import unicodedata

from ocop.textcheck.language.syllable import is_syllable

# Each letter, and what its byte is read as.
_TCVN3_LETTERS = (
    "àµ á¸ ả¶ ã· ạ¹ ă¨ ằ» ắ¾ ẳ¼ ẵ½ ặÆ â© ầÇ ấÊ ẩÈ ẫÉ ậË đ® èÌ éÐ ẻÎ ẽÏ ẹÑ êª ềÒ ếÕ ểÓ ễÔ ệÖ ì× íÝ ỉØ ĩÜ ịÞ "
    "òß óã ỏá õâ ọä ô« ồå ốè ổæ ỗç ộé ơ¬ ờê ớí ởë ỡì ợî ùï úó ủñ ũò ụô ư\u00ad ừõ ứø ửö ữ÷ ựù ỳú ýý ỷû ỹü ỵþ "
    "Ă¡ Â¢ Ê£ Ô¤ Ơ¥ Ư¦ Đ§"
)
TCVN3 = {pair[1]: pair[0] for pair in _TCVN3_LETTERS.split()}

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_MARKS |= {letter.upper(): marks for letter, marks in _VNI_MARKS.items()}
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_LETTERS |= {letter.upper(): other.upper() for letter, other in _VNI_LETTERS.items()}

_CHUNK = re.compile(r"[^ \t\n\r\f\v]+")
_EDGES = " \t.,;:!?()[]{}\"'“”‘’…–-/*_<>|"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SUSPECT = re.compile("[\u0080-\u00bf×÷ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûüþ]|[aeouyAEOUYôöÔÖ][ùøûõïâêáàåãäéèúüëÙØÛÕÏÂÊÁÀÅÃÄÉÈÚÜË]")
_UTF8_SUSPECT = re.compile("[ÃÄÅÆ][\u0080-\u00bfŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|á[º»]")


def from_tcvn3(text):
    """Return the text with each letter of TCVN3 in place of the one its byte was read as."""
    return "".join(TCVN3.get(letter, letter) for letter in text)


def from_vni(text):
    """Return the text with the letters that VNI writes as two put together."""
    out = []
    for letter in text:
        marks = _VNI_MARKS.get(letter)
        if marks and out and out[-1] in "aeouyơưAEOUYƠƯ":
            out[-1] = unicodedata.normalize("NFC", out[-1] + marks)
        else:
            out.append(_VNI_LETTERS.get(letter, letter))
    return "".join(out)


def from_utf8(text):
    """Return the text whose UTF-8 bytes were read as single letters, or None where it is no such text."""
    try:
        return b"".join(_byte(letter) for letter in text).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _byte(letter):
    return bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252")


def legacy_runs(text, written):
    """Yield (start, end, converted) for each run of words in an older encoding.

    `text`: what is looked at, with numbers and addresses blotted out; `written`: the same as it stands, of the same length.
    """
    if _UTF8_SUSPECT.search(text):
        for start, end, converted in _runs_of_utf8(text):
            yield start, end, from_utf8(written[start:end].replace("Ã ", "Ã\u00a0")) or converted
    elif _SUSPECT.search(text):
        for start, line in _lines(text):
            if not _SUSPECT.search(line):
                continue
            convert, best = max(
                ((convert, _runs_in(line, convert)) for convert in (from_tcvn3, from_vni)),
                key=lambda found: _hits(found[1]),
            )
            for first, last, _count in best:
                yield start + first, start + last, convert(written[start + first : start + last])


def _lines(text):
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _hits(runs):
    return sum(count for *_rest, count in runs)


def _runs_of_utf8(text):
    """A line that converts as a whole is one run; where right and wrong text are mixed, each word is one."""
    for start, line in _lines(text):
        if not _UTF8_SUSPECT.search(line):
            continue
        line = line.replace("Ã ", "Ã\u00a0")  # the second byte of à is a space to many programs
        if from_utf8(line) is not None:
            first = line.rfind(" ", 0, _NOT_ASCII.search(line).start()) + 1
            yield start + first, start + len(line), from_utf8(line[first:])
            continue
        for chunk in _CHUNK.finditer(line):
            better = None if chunk[0].isascii() else from_utf8(chunk[0])
            if better is not None:
                yield start + chunk.start(), start + chunk.end(), better


def _runs_in(line, convert):
    """Return [(start, end, number of sure words)] of the runs in one line."""
    runs, waiting, hits, sure = [], [], 0, False

    def close():
        nonlocal waiting, hits, sure
        while waiting and waiting[-1][1] is not True and (hits < 2 or waiting[-1][0][0].isascii()):
            waiting.pop()
        if hits >= 2 or (hits and sure):
            start, end = waiting[0][0].start(), waiting[-1][0].end()
            runs.append((start, end, hits))
        waiting, hits, sure = [], 0, False

    chunks = [(chunk, _kind(chunk[0], convert)) for chunk in _CHUNK.finditer(line)]
    if not any(kind == "hit" for _chunk, kind in chunks):
        return []
    is_whole = all(kind != "other" for _chunk, kind in chunks)  # then its first word belongs to it: "Bé" was "Bộ"
    for chunk, kind in chunks:
        if kind == "other":
            close()
        elif kind == "hit":
            waiting.append((chunk, True))
            hits += 1
            sure = sure or any(
                not letter.isalpha() and letter not in "“”‘’…–" for letter in _NOT_ASCII.findall(chunk[0])
            )
        elif waiting or (is_whole and not chunk[0].isascii()):
            waiting.append((chunk, False))
    close()
    return runs


@functools.lru_cache(maxsize=20_000)
def _kind(chunk, convert):
    """Whether a chunk is surely of the encoding ("hit"), may be ("maybe"), or is not ("other")."""
    core = chunk.strip(_EDGES)
    if core.isascii() or not any(map(str.isalpha, core.replace("×", ""))):
        return "maybe"
    converted = convert(core)
    if converted == core or not _reads(converted):
        return "other"
    return "maybe" if _reads(core) else "hit"


def _reads(text):
    """Whether all words of a chunk are Vietnamese syllables."""
    words = re.split(r"[-–/.,]+", text.lower())
    return all(is_syllable(unicodedata.normalize("NFC", word)) for word in words if word)
