"""Writes and reads how long a video is: 4:35, or 1:02:08."""

import re

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
CLOCK = RegexValidator(rf"^{PATTERN.pattern}$", _("Please write minutes and seconds, such as 4:35."))


def clock_of(seconds):
    """Write seconds as people read them off a player."""
    whole = max(1, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def seconds_of(text):
    """Return a written duration in seconds, or None."""
    match = PATTERN.fullmatch(text or "")
    if not match:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def iso_duration(seconds):
    """Write seconds as ISO 8601: PT1H2M8S."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = [(hours, "H"), (minutes, "M"), (rest, "S")]
    return "PT" + ("".join(f"{value}{unit}" for value, unit in parts if value) or "0S")
