"""Reads the addresses under which YouTube offers one video."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"}
SHORT_HOST = "youtu.be"
PLAYER = "https://www.youtube-nocookie.com"
ID = re.compile(r"[A-Za-z0-9_-]{11}")
TIME = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?")


@dataclass(frozen=True)
class YouTubeVideo:
    """One video at YouTube, and the second at which it starts."""

    id: str
    start: int = 0

    @property
    def address(self):
        """Its page at YouTube."""
        query = {"v": self.id} | ({"t": f"{self.start}s"} if self.start else {})
        return f"https://www.youtube.com/watch?{urlencode(query)}"

    @property
    def player(self):
        """The address of its player, which sets no cookie before it plays; it starts at once."""
        query = {"autoplay": 1, "rel": 0} | ({"start": self.start} if self.start else {})
        return f"{PLAYER}/embed/{self.id}?{urlencode(query)}"

    @property
    def embed_url(self):
        """The player's address as search engines are told it."""
        return f"{PLAYER}/embed/{self.id}"


def read_youtube(text):
    """Return the `YouTubeVideo` of an address; raise ValidationError that says what else the address is."""
    text = (text or "").strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        raise not_youtube() from None
    if parts.scheme not in ("http", "https") or host not in HOSTS | {SHORT_HOST}:
        raise not_youtube()
    query = parse_qs(parts.query)
    found = video_id(host, [part for part in parts.path.split("/") if part], query)
    if not found:
        raise other_page(parts.path, query)
    return YouTubeVideo(found, seconds(query, parts.fragment))


def video_id(host, path, query):
    """Return the id that an address names, or "" where it names none."""
    if host == SHORT_HOST:
        named = path[0] if len(path) == 1 else ""
    elif path == ["watch"]:
        named = query.get("v", [""])[0]
    elif len(path) == 2 and path[0] in ("shorts", "embed", "live", "v"):
        named = path[1]
    else:
        named = ""
    return named if ID.fullmatch(named) and named != "videoseries" else ""


def seconds(query, fragment):
    """Return the second at which an address starts: "t=90", "t=1m30s", "start=90", "#t=90"; 0 for what means nothing."""
    written = (query.get("t") or query.get("start") or parse_qs(fragment).get("t") or [""])[0]
    match = TIME.fullmatch(written)
    hours, minutes, rest = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + rest


def not_youtube():
    """What is said of an address elsewhere."""
    return ValidationError(
        _(
            "This is not an address of a YouTube video. It looks like https://www.youtube.com/watch?v=… or https://youtu.be/…"
        ),
        code="not_youtube",
    )


def other_page(path, query):
    """What is said of a page at YouTube that is not one video."""
    if path.startswith("/playlist") or "list" in query:
        message, code = _("This address leads to a playlist. Please open one video of it and copy its address."), "list"
    elif path.startswith(("/@", "/channel/", "/c/", "/user/")):
        message, code = (
            _("This address leads to a channel. Please open one video of it and copy its address."),
            "channel",
        )
    else:
        message, code = (
            _("This address at YouTube names no video. Please open the video and copy its address."),
            "no_id",
        )
    return ValidationError(message, code=code)


def validate_youtube(text):
    """Raise ValidationError unless `text` is the address of one video at YouTube."""
    read_youtube(text)
