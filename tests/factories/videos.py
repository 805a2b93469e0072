"""Films and the pages that play them."""

import datetime
import io

import av
import factory
import wagtail_factories
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from news.models import VideoFile, VideoIndexPage, VideoPage
from tests.factories.site import site_tree

ENCODERS = {"mp4": "libx264", "webm": "libvpx"}


def film_bytes(seconds=2, kind="mp4", encoder=None, size=(64, 48), container=None):
    """Return a real film: so many seconds at ten pictures a second, each redder than the last."""
    content = io.BytesIO()
    with av.open(content, "w", format=container or kind) as target:
        stream = target.add_stream(encoder or ENCODERS[kind], rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        target.metadata["title"] = "Quay ở bản"
        target.metadata["location"] = "+21.1960+104.1030/"
        for number in range(int(seconds * 10)):
            frame = av.VideoFrame.from_image(Image.new("RGB", size, (min(255, number * 10), 60, 40)))
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
    return content.getvalue()


class VideoFileFactory(DjangoModelFactory):
    """A film of 95 seconds; its bytes are ten digits, for nobody plays it here."""

    class Meta:
        model = VideoFile

    title = factory.Sequence(lambda n: f"Hái cà phê {n}")
    kind = "mp4"
    duration = 95
    width, height, size = 1280, 720, 10
    file = factory.LazyFunction(lambda: ContentFile(b"0123456789", name="x.mp4"))


class VideoIndexPageFactory(wagtail_factories.PageFactory):
    """The videos' page."""

    class Meta:
        model = VideoIndexPage

    title = "Video"
    slug = "video"
    parent = factory.LazyFunction(lambda: site_tree().home)


class VideoPageFactory(wagtail_factories.PageFactory):
    """A video at YouTube, unless `film` names one kept here. No video can have this id: the last letter is no valid one."""

    class Meta:
        model = VideoPage

    title = factory.Sequence(lambda n: f"Một buổi hái cà phê {n}")
    summary = "Từ cành xuống gùi, từ gùi ra nia."
    date = datetime.date(2026, 11, 2)
    youtube = factory.Maybe("film", "", "https://youtu.be/ocop-maison?t=90")
    film = None
    parent = factory.LazyFunction(lambda: VideoIndexPage.objects.first() or VideoIndexPageFactory())
