"""What is taken for a film, for captions and for an address at YouTube, and what is not."""

import io
import struct

import av
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase, override_settings
from PIL import Image

from news.videos.captions import decode_captions, read_captions, write_captions
from news.videos.duration import clock_of, iso_duration, seconds_of
from news.videos.films import picture_at, rewrite
from news.videos.youtube import YouTubeVideo, read_youtube
from tests.factories.videos import film_bytes


def upload(content, name="phim.mp4"):
    return SimpleUploadedFile(name, content, content_type="video/mp4")


def refused(content, name="phim.mp4"):
    with pytest.raises(ValidationError) as caught:
        rewrite(upload(content, name))
    return caught.value.code


def with_declared_duration(content, seconds):
    """Return a film whose head says that it runs for so many seconds."""
    changed = bytearray(content)
    if b"webm" in content[:64]:
        struct.pack_into(">d", changed, changed.index(b"\x44\x89\x88") + 3, seconds * 1000)
    else:
        for box in (b"mvhd", b"mdhd"):
            start = changed.index(box) + 4
            (scale,) = struct.unpack_from(">I", changed, start + 12)
            struct.pack_into(">I", changed, start + 16, min(2**32 - 1, seconds * scale))
    return bytes(changed)


class FilmTests(SimpleTestCase):
    """A film is what a film decoder finds in it."""

    def test_mp4_and_webm_are_taken_whatever_they_are_called(self):
        film, copy = rewrite(upload(film_bytes(2), "phim.txt"))
        assert (film.kind, round(film.duration, 1), film.width, film.height, film.has_sound) == (
            "mp4",
            2,
            64,
            48,
            False,
        )
        copy.close()
        film, copy = rewrite(upload(film_bytes(2, "webm")))
        assert (film.kind, round(film.duration, 1)) == ("webm", 2)
        copy.close()

    def test_the_copy_plays_as_long_and_forgets_where_it_was_filmed(self):
        _film, copy = rewrite(upload(film_bytes(2)))
        with copy:
            content = copy.read()
        assert b"21.1960" not in content
        assert content.index(b"moov") < content.index(b"mdat")
        with av.open(io.BytesIO(content)) as source:
            assert len(list(source.decode(video=0))) == 20

    def test_what_hides_behind_a_films_end_is_left_behind(self):
        _film, copy = rewrite(upload(film_bytes(1) + b"<script>alert(1)</script>"))
        with copy:
            assert b"<script>" not in copy.read()

    def test_pages_and_programs_called_mp4_are_no_films(self):
        assert refused(b"<!doctype html><script>alert(1)</script>" * 20) == "not_a_film"
        assert refused(b"MZ\x90\x00" + b"\x00" * 400) == "not_a_film"
        assert refused(b"") == "not_a_film"
        assert refused(b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n") == "not_a_film"

    def test_a_head_without_a_film_is_damaged(self):
        assert refused(b"\x00\x00\x00\x18ftypisom" + b"\x00" * 400) == "damaged"

    def test_a_film_that_breaks_off_is_damaged(self):
        content = film_bytes(4)
        assert refused(content[: len(content) // 2]) == "damaged"
        _film, copy = rewrite(upload(film_bytes(20, size=(128, 96))))
        with copy:
            streaming = copy.read()  # its head stands first, so that the rest can be missing
        assert refused(streaming[: len(streaming) * 6 // 10]) == "damaged"

    def test_what_browsers_cannot_play_is_named(self):
        assert refused(film_bytes(1, encoder="mpeg4")) == "codec"

    def test_a_film_that_says_it_runs_for_days_is_refused(self):
        assert refused(with_declared_duration(film_bytes(2, "webm"), 400_000)) == "duration"

    def test_a_film_that_says_it_runs_longer_than_its_pictures_is_measured_or_refused(self):
        film, copy = rewrite(upload(with_declared_duration(film_bytes(2), 3_000)))
        copy.close()
        assert round(film.duration, 1) == 2
        assert refused(with_declared_duration(film_bytes(2, "webm"), 3_000)) == "damaged"

    @override_settings(OCOP_VIDEO_MAX_UPLOAD_SIZE=1000)
    def test_a_large_film_is_refused_before_it_is_read(self):
        assert refused(film_bytes(2)) == "too_large"

    def test_a_picture_is_taken_at_a_second_and_the_last_one_behind_the_end(self):
        content = film_bytes(2)
        early, width, height = picture_at(io.BytesIO(content), "mp4", 0.5)
        assert (width, height) == (64, 48)
        late, __, __ = picture_at(io.BytesIO(content), "mp4", 99)
        red = [Image.open(io.BytesIO(each)).getpixel((30, 20))[0] for each in (early, late)]
        assert red[0] < 90 < red[1]


class CaptionTests(SimpleTestCase):
    """Captions are text and times."""

    def refused(self, text):
        with pytest.raises(ValidationError) as caught:
            read_captions(text)
        return caught.value.code, (caught.value.params or {}).get("line")

    def test_captions_come_out_as_text_alone(self):
        text = "\ufeffWEBVTT Tiếng Việt\n\nNOTE ai đó\n\n1\n00:01.500 --> 00:04.000 align:start\n<b>Quả chín</b>\nmới hái\n"
        assert write_captions(read_captions(text)) == ("WEBVTT\n\n00:00:01.500 --> 00:00:04.000\nQuả chín\nmới hái\n")

    def test_scripts_and_unknown_markup_are_refused_with_their_line(self):
        head = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
        assert self.refused(f"{head}<script>alert(1)</script>") == ("cue_markup", 4)
        assert self.refused(f"{head}<img src=x onerror=alert(1)>") == ("cue_markup", 4)

    def test_what_is_no_webvtt_is_refused(self):
        assert self.refused("1\n00:00:01,000 --> 00:00:02,000\nSRT") == ("not_vtt", None)
        assert self.refused("WEBVTT\n\n00:01 --> 00:02\nkhông giờ") == ("cue_time", 3)
        assert self.refused("WEBVTT\n\n00:03.000 --> 00:02.000\nngược") == ("cue_order", 3)
        assert self.refused("WEBVTT\n\nNOTE trống") == ("no_cue", None)

    def test_another_encoding_and_a_large_file_are_refused(self):
        with pytest.raises(ValidationError) as caught:
            decode_captions("WEBVTT quả".encode("utf-16"))
        assert caught.value.code == "captions_utf8"
        with pytest.raises(ValidationError) as caught:
            decode_captions(b"x" * 600_000)
        assert caught.value.code == "captions_size"


class YouTubeTests(SimpleTestCase):
    """One video has many addresses; a list of videos is none."""

    def test_every_address_of_one_video_is_understood(self):
        video = YouTubeVideo("ocop-maison")
        for address in (
            "https://www.youtube.com/watch?v=ocop-maison",
            "youtube.com/watch?v=ocop-maison&list=PL123&index=2",
            "https://m.youtube.com/watch?app=desktop&v=ocop-maison",
            " https://youtu.be/ocop-maison?si=Ab3 ",
            "https://www.youtube.com/shorts/ocop-maison",
            "https://www.youtube.com/embed/ocop-maison?rel=0",
            "https://www.youtube-nocookie.com/embed/ocop-maison",
            "http://www.youtube.com/live/ocop-maison",
        ):
            assert read_youtube(address) == video

    def test_the_second_at_which_it_starts_is_kept(self):
        assert read_youtube("https://youtu.be/ocop-maison?t=90").start == 90
        assert read_youtube("https://www.youtube.com/watch?v=ocop-maison&t=1m30s").start == 90
        assert read_youtube("https://www.youtube.com/watch?v=ocop-maison#t=1h2m3s").start == 3723
        assert read_youtube("https://youtu.be/ocop-maison?t=xin-chao").start == 0

    def test_the_player_comes_from_the_host_without_cookies(self):
        video = read_youtube("https://youtu.be/ocop-maison?t=90")
        assert video.player == "https://www.youtube-nocookie.com/embed/ocop-maison?autoplay=1&rel=0&start=90"
        assert video.address == "https://www.youtube.com/watch?v=ocop-maison&t=90s"

    def test_what_else_an_address_may_be_is_said(self):
        expected = {
            "https://vimeo.com/76979871": "not_youtube",
            "https://youtube.com.evil.example/watch?v=ocop-maison": "not_youtube",
            "javascript:alert(1)//youtube.com/watch?v=ocop-maison": "not_youtube",
            "http://[youtube.com": "not_youtube",
            "Video hay lắm": "not_youtube",
            "https://www.youtube.com/playlist?list=PL123": "list",
            "https://www.youtube.com/embed/videoseries?list=PL123": "list",
            "https://www.youtube.com/@htxmaison": "channel",
            "https://www.youtube.com/channel/UC123": "channel",
            "https://www.youtube.com/watch?v=ngan": "no_id",
            "https://youtu.be/": "no_id",
        }
        found = {}
        for address in expected:
            with pytest.raises(ValidationError) as caught:
                read_youtube(address)
            found[address] = caught.value.code
        assert found == expected


class DurationTests(SimpleTestCase):
    """How long a video runs, as people and as machines write it."""

    def test_durations_are_written_and_read(self):
        assert [clock_of(seconds) for seconds in (0.2, 28, 275, 3728)] == ["0:01", "0:28", "4:35", "1:02:08"]
        assert [seconds_of(text) for text in ("0:28", "4:35", "1:02:08", "4:75", "", None)] == [28, 275, 3728] + [
            None
        ] * 3
        assert [iso_duration(seconds) for seconds in (28, 275, 3600)] == ["PT28S", "PT4M35S", "PT1H"]
