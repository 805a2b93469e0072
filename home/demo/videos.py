"""The demo's videos: films made from its own pictures, kept under `videos/`, and the pages that play them."""

import datetime
from pathlib import Path

from django.core.files import File
from django.utils import timezone

from home.demo import tables
from news.models import VideoFile, VideoIndexPage, VideoPage, VideoProducer, VideoProduct, VideoTag
from news.videos.captions import read_captions, write_captions
from news.videos.file_form import keep
from news.videos.films import rewrite

FILMS = Path(__file__).resolve().parent / "videos"


def load_videos(writer):
    """Make the videos that are missing; return the pages made now. `writer`: a `BlockWriter`."""
    parent = VideoIndexPage.objects.get()
    made = []
    for row in reversed(tables.videos()):
        identity = tables.identity("video", row["key"])
        if not VideoPage.objects.filter(translation_key=identity).exists():
            made.append(make_video(parent, row, identity, writer))
    return made


def make_video(parent, row, identity, writer):
    """Make one video's page, and its film where it has one."""
    day = tables.ago(row["days_ago"])
    published = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9, 0)))
    poster = writer.images.get(row["picture"])
    page = parent.add_child(
        instance=VideoPage(
            title=row["title"],
            slug=row["key"],
            translation_key=identity,
            date=day,
            film=make_film(row, poster) if "film" in row else None,
            youtube=row.get("youtube", ""),
            length=row.get("length", ""),
            main_image=poster,
            summary=row["summary"],
            transcript="\n\n".join(row.get("transcript", [])),
            first_published_at=published,
            last_published_at=published,
        )
    )
    VideoTag.objects.bulk_create(VideoTag(content_object=page, tag=writer.tags.get(name)) for name in row["tags"])
    VideoProducer.objects.bulk_create(
        VideoProducer(page=page, producer_id=writer.producers[key], sort_order=place)
        for place, key in enumerate(row["producers"])
    )
    VideoProduct.objects.bulk_create(
        VideoProduct(page=page, product_id=writer.products[key], sort_order=place)
        for place, key in enumerate(row["products"])
    )
    return page


def make_film(row, poster):
    """Take a film of ours in as an upload is taken in, with its captions."""
    path = FILMS / row["film"]
    captions = path.with_suffix(".vi.vtt").read_text(encoding="utf-8")
    video = VideoFile(title=row["title"], poster=poster, captions=write_captions(read_captions(captions)))
    with path.open("rb") as content:
        keep(video, *rewrite(File(content, name=path.name)))
    video.save()
    return video


def remove_videos():
    """Delete the demo's videos and their films."""
    pages = VideoPage.objects.filter(
        translation_key__in=[tables.identity("video", row["key"]) for row in tables.videos()]
    )
    for page in pages:
        film = page.film
        page.delete()
        if film and not film.pages.exists():
            film.file.delete(save=False)
            film.delete()
