"""Makes the sizes of pictures ahead, so that the first visitor does not wait for them.

Which sizes there are, the templates say; `ocop.images.sizes` reads them.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from django.core.files.base import ContentFile

from cooperatives.models import ProducerPage
from home.models import HomePage
from news.models import ArticlePage, StoryPage, VideoPage
from ocop.images.models import Rendition, SiteImage
from ocop.images.sizes import (
    ARTICLE,
    CARD,
    COVER,
    CROP,
    FEATURE,
    FILM,
    HERO,
    LEAD,
    SHARING,
    SQUARE,
    STAGE,
    THUMBS,
    filters_of,
)
from products.models import Crop, ProductPage, Sector

WORKERS = 2  # Pillow lets go of Python's lock while it encodes
BATCH = 24  # pictures between two writes to the database


def wanted():
    """Return which sizes of which pictures the public pages draw: {picture id: {spec: filter}}.

    The further pictures of a gallery are left to the first visitor of their page: they are many, and each page has few.
    """
    result = defaultdict(dict)

    def want(image_ids, *templates):
        for template in templates:
            filters = filters_of(template)
            for image_id in image_ids:
                if image_id:
                    result[image_id] |= filters

    def ids(model, field):
        return list(model.objects.values_list(field, flat=True))

    want(ids(ProductPage, "main_image_id"), CARD, SQUARE, STAGE, THUMBS, SHARING)
    want(ids(ProducerPage, "main_image_id"), COVER, SQUARE, SHARING)
    want(ids(ArticlePage, "main_image_id"), ARTICLE, FEATURE, LEAD, SQUARE, SHARING)
    want(ids(StoryPage, "main_image_id"), ARTICLE, STAGE, SQUARE, SHARING)
    want(ids(VideoPage, "main_image_id"), ARTICLE, FILM, LEAD, SQUARE, SHARING)
    want(ids(Sector, "image_id"), SQUARE)
    want(ids(Crop, "image_id"), CROP)
    want(ids(HomePage, "hero_image_id") + ids(HomePage, "hero_image_phone_id"), HERO)
    return result


def missing():
    """Return the pictures with the filters whose sizes do not exist yet: a list of (picture, filters)."""
    images = SiteImage.objects.in_bulk(list(sizes := wanted()))
    made = defaultdict(set)
    for image_id, spec in Rendition.objects.filter(image__in=images).values_list("image_id", "filter_spec"):
        made[image_id].add(spec)
    jobs = (
        (images[pk], [each for spec, each in filters.items() if spec not in made[pk]]) for pk, filters in sizes.items()
    )
    return [(image, filters) for image, filters in jobs if filters]


def make_renditions(say):
    """Make every size that is missing; `say` is called with a line from time to time. Returns how many were made."""
    jobs = missing()
    count = 0
    with ThreadPoolExecutor(WORKERS) as pool:
        for start in range(0, len(jobs), BATCH):
            batch = jobs[start : start + BATCH]
            made = list(chain.from_iterable(pool.map(encode, batch)))
            Rendition.objects.bulk_create(made, ignore_conflicts=True)
            count += len(made)
            say(f"Picture sizes: {min(start + BATCH, len(jobs))} of {len(jobs)} pictures")
    return count


def encode(job):
    """Return the unsaved renditions of one picture."""
    image, filters = job
    with image.file.storage.open(image.file.name) as original:
        source = ContentFile(original.read(), name=image.file.name)
    renditions = []
    for each in filters:
        source.seek(0)
        renditions.append(
            Rendition(
                image=image,
                filter_spec=each.spec,
                focal_point_key=each.get_cache_key(image),
                file=image.generate_rendition_file(each, source=source),
            )
        )
    return renditions
