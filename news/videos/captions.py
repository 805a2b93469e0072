"""Reads captions in WebVTT, so that a page shows text and nothing else."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 512 * 1024
CLOCK = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMES = re.compile(rf"{CLOCK}[ \t]+-->[ \t]+{CLOCK}(?:[ \t].*)?")
MARKUP = re.compile(r"</?(?:[biu]|v(?:[ .][^<>]*)?|c(?:\.[^<>]*)?)>", re.IGNORECASE)


@dataclass(frozen=True)
class Cue:
    """One caption: from when to when (in seconds), and its text."""

    start: float
    end: float
    text: str


def decode_captions(content):
    """Return the text of an uploaded file; raise ValidationError for what is too large or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Captions may have 512 kB. Is this the right file?"), code="captions_size")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(
            _("The captions are not in UTF-8. Please save the file again with the encoding UTF-8."),
            code="captions_utf8",
        ) from error


def read_captions(text):
    """Return the `Cue`s of a WebVTT text; raise ValidationError that names the line where it is none."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise ValidationError(
            _("This is not a WebVTT file: its first line must be WEBVTT. An .srt file must be converted first."),
            code="not_vtt",
        )
    cues = []
    for number, block in blocks(lines):
        if block[0].startswith(("NOTE", "WEBVTT", "STYLE", "REGION")):
            continue
        cues.append(read_cue(number, block))
    if not cues:
        raise ValidationError(_("There is no caption in this file."), code="no_cue")
    return cues


def blocks(lines):
    """Yield (number of its first line, lines) for each run of lines that are not empty."""
    block, first = [], 0
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            first = first or number
            block.append(line)
        elif block:
            yield first, block
            block, first = [], 0


def read_cue(number, block):
    """Return the cue in one block, which may begin with a name of its own."""
    at = 0 if "-->" in block[0] else 1
    match = TIMES.fullmatch(block[at].strip()) if at < len(block) else None
    if not match:
        raise ValidationError(
            _("Line %(line)s of the captions: a time such as 00:00:01.000 --> 00:00:04.000 is expected."),
            code="cue_time",
            params={"line": number + at},
        )
    start, end = clock(match.groups()[:4]), clock(match.groups()[4:])
    if end <= start:
        raise ValidationError(
            _("Line %(line)s of the captions: the caption ends before it begins."),
            code="cue_order",
            params={"line": number + at},
        )
    text = MARKUP.sub("", "\n".join(block[at + 1 :])).strip()
    if "<" in text or "-->" in text:
        raise ValidationError(
            _("Line %(line)s of the captions holds more than text. Please take out everything in < >."),
            code="cue_markup",
            params={"line": number + at + 1},
        )
    return Cue(start, end, text)


def clock(parts):
    """Return (hours, minutes, seconds, milliseconds) as seconds."""
    hours, minutes, whole, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


def write_captions(cues):
    """Return cues as WebVTT: what was read and nothing else."""
    rows = [f"{written(cue.start)} --> {written(cue.end)}\n{cue.text}\n" for cue in cues if cue.text]
    return "WEBVTT\n\n" + "\n".join(rows)


def written(moment):
    """Write seconds as 00:00:01.000."""
    whole, thousandths = divmod(round(moment * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"
