"""Looks into an uploaded film, writes it anew without what it carries besides, and takes a picture out of it."""

import io
import tempfile
from dataclasses import dataclass

import av
from av.error import FFmpegError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MP4, WEBM = "mp4", "webm"
READERS = {MP4: "mov", WEBM: "matroska"}  # what reads each: never playlists or lists of files that lead elsewhere
VIDEO_CODECS = {MP4: {"h264"}, WEBM: {"vp8", "vp9", "av1"}}
AUDIO_CODECS = {MP4: {"aac"}, WEBM: {"opus", "vorbis"}}
CONTENT_TYPES = {MP4: "video/mp4", WEBM: "video/webm"}
WIDEST = 3840
SHORTEST = 0.5  # seconds
MOST_STREAMS = 8
CUT_OFF = 0.9  # a film whose pictures end before this part of its declared length is cut off
POSTER_WIDTH = 1600


@dataclass(frozen=True)
class Film:
    """What a film says of itself, and what was found to be true."""

    kind: str
    duration: float
    width: int
    height: int
    has_sound: bool


def kind_of(upload):
    """Return "mp4" or "webm" by the first bytes of a file, or "" for anything else."""
    upload.seek(0)
    head = upload.read(64)
    upload.seek(0)
    if head[4:8] == b"ftyp":
        return MP4
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head:
        return WEBM
    return ""


def refusal(message, code, **params):
    """A ValidationError with its code."""
    return ValidationError(message, code=code, params=params)


def not_a_film():
    return refusal(
        _("This file is not an MP4 or WebM film, whatever its name says. Please export it as MP4 (H.264)."),
        "not_a_film",
    )


def damaged():
    return refusal(
        _("This film cannot be opened: the file is damaged or was cut off. Please send it again."), "damaged"
    )


def open_film(upload, kind):
    """Open a film with the one reader for its kind."""
    upload.seek(0)
    try:
        return av.open(upload, mode="r", format=READERS[kind], metadata_errors="ignore")
    except (FFmpegError, ValueError) as error:
        raise damaged() from error


def check_size(upload):
    """Raise ValidationError for a file beyond the limit; asked before anything is read."""
    if upload.size > settings.OCOP_VIDEO_MAX_UPLOAD_SIZE:
        raise refusal(
            _(
                "This film has %(size)s MB; at most %(limit)s MB are taken. Please export it smaller, or put it on YouTube."
            ),
            "too_large",
            size=round(upload.size / 1024**2),
            limit=settings.OCOP_VIDEO_MAX_UPLOAD_SIZE // 1024**2,
        )


def describe(container, kind):
    """Return the `Film` that an open container declares; raise ValidationError for what browsers cannot play."""
    if len(container.streams) > MOST_STREAMS or not container.streams.video:
        raise not_a_film()
    video = container.streams.video[0]
    sounds = container.streams.audio
    if video.codec_context.name not in VIDEO_CODECS[kind] or any(
        sound.codec_context.name not in AUDIO_CODECS[kind] for sound in sounds[:1]
    ):
        raise refusal(
            _("Browsers cannot play this film (%(codec)s). Please export it as MP4 with H.264 and AAC, or as WebM."),
            "codec",
            codec=", ".join(stream.codec_context.name for stream in (video, *sounds[:1])),
        )
    if not 16 <= video.width <= WIDEST or not 16 <= video.height <= WIDEST:
        raise refusal(_("The picture is too large or too small: at most 3840 points a side."), "frame_size")
    duration = (container.duration or 0) / av.time_base
    most = settings.OCOP_VIDEO_MAX_MINUTES
    if duration > most * 60:
        raise refusal(
            _("This film says it runs for %(minutes)s minutes; at most %(most)s are taken."),
            "duration",
            minutes=round(duration / 60),
            most=most,
        )
    if duration < SHORTEST:
        raise refusal(_("This film is shorter than a second."), "too_short")
    return Film(kind, duration, video.width, video.height, bool(sounds))


def rewrite(upload):
    """Return (Film, open temporary file) of an upload: pictures and sound copied, place and device left behind.

    Raises ValidationError, in words for whoever uploaded it, for whatever is not a film that browsers play.
    """
    check_size(upload)
    kind = kind_of(upload)
    if not kind:
        raise not_a_film()
    target = tempfile.NamedTemporaryFile(suffix=f".{kind}")  # noqa: SIM115  (the caller stores it and closes it)
    try:
        with open_film(upload, kind) as source:
            film = describe(source, kind)
            check_picture(source)
        with open_film(upload, kind) as source:
            end = copy_streams(source, target, kind)
    except (FFmpegError, ValueError, OverflowError, MemoryError) as error:
        target.close()
        raise damaged() from error
    except ValidationError:
        target.close()
        raise
    if end < film.duration * CUT_OFF - 1:
        target.close()
        raise damaged()
    target.seek(0)
    return film, target


def check_picture(source):
    """Decode the first picture: what only looks like a film has none."""
    if next(source.decode(video=0), None) is None:
        raise damaged()


def copy_streams(source, target, kind):
    """Copy the first video and the first sound into `target`, in one pass; return the second at which the pictures end."""
    options = {"movflags": "faststart"} if kind == MP4 else {}
    end = 0.0
    with av.open(target.name, mode="w", format=kind, options=options) as copy:
        streams = [source.streams.video[0], *source.streams.audio[:1]]
        matching = {stream.index: copy.add_stream_from_template(stream) for stream in streams}
        for stream in matching.values():
            stream.metadata.clear()
        for packet in source.demux(streams):
            if packet.dts is None:
                continue  # the end of a stream
            if packet.stream is streams[0] and packet.pts is not None:
                end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
            packet.stream = matching[packet.stream.index]
            copy.mux(packet)
    return end


def picture_at(stored, kind, second):
    """Return (JPEG bytes, width, height) of the film at a second, upright; the last picture where it is shorter."""
    with open_film(stored, kind) as source:
        stream = source.streams.video[0]
        start = source.start_time or 0
        source.seek(int(start + second * av.time_base), backward=True)
        chosen = None
        for frame in source.decode(stream):
            chosen = frame
            if frame.time is not None and frame.time >= second:
                break
        if chosen is None:
            raise damaged()
        picture = chosen.to_image()
        turn = getattr(chosen, "rotation", 0)
    if turn:
        picture = picture.rotate(turn, expand=True)
    picture.thumbnail((POSTER_WIDTH, POSTER_WIDTH))
    content = io.BytesIO()
    picture.convert("RGB").save(content, "JPEG", quality=88)
    return content.getvalue(), *picture.size
