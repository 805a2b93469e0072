"""The sizes of pictures that a page draws, fetched in one query.

Which sizes there are, the templates say: their image tags are read here, so a size is written down in one place only.
"""

from collections import defaultdict
from functools import lru_cache
from itertools import chain

from django.db.models import Prefetch
from django.template.loader import get_template
from wagtail.images.templatetags.wagtailimages_tags import ImageNode

from ocop.core.prepared import prepared
from ocop.images.models import Rendition

ADMIN_PICTURE = "components/admin_picture.html"
ARTICLE = "components/picture--article.html"
CARD = "components/picture--card.html"
COVER = "components/picture--cover.html"
CROP = "components/picture--crop.html"
FEATURE = "components/feature_article.html"
FILM = "components/video_film.html"
HERO = "components/hero.html"
LEAFLET = "news/leaflet.html"
LEAD = "components/picture.html"
PRODUCER_GALLERY = "components/producer_pictures.html"
SHARING = "components/social_card.html"
SQUARE = "components/picture--square.html"
STAGE = "components/picture--stage.html"
THUMBS = "components/gallery.html"
IN_STEPS_OF = 8  # a query is worded for each number of pictures: few of them


@lru_cache
def filters_of(template):
    """Return the filters of every image tag in a template, as {spec: filter}."""
    nodes = get_template(template).template.nodelist.get_nodes_by_type(ImageNode)
    many = (node.get_filters() if hasattr(node, "get_filters") else [node.get_filter()] for node in nodes)
    return {each.spec: each for each in chain.from_iterable(many)}


def specs_of(*templates):
    """Return the specs that the image tags of these templates ask for, sorted."""
    return sorted(set(chain.from_iterable(filters_of(template) for template in templates)))


def sizes(image_field, *templates):
    """Return a `Prefetch` of the renditions that these templates draw of the picture in `image_field`."""
    return Prefetch(
        f"{image_field}__renditions", queryset=Rendition.objects.filter(filter_spec__in=specs_of(*templates))
    )


def load_sizes(images, *templates):
    """Fetch what these templates draw of `images` (an iterable of SiteImage or None), in one query."""
    bare = defaultdict(list)
    for image in images:
        if image is not None and image.loaded_renditions is None:
            bare[image.pk].append(image)
    if not bare:
        return
    ids = list(bare)
    ids += ids[-1:] * (-len(ids) % IN_STEPS_OF)
    found = defaultdict(list)
    for rendition in renditions(*ids, *specs_of(*templates)):
        found[rendition.image_id].append(rendition)
    for pk, copies in bare.items():
        for image in copies:
            image.keep_renditions(found[pk])


@prepared
def renditions(*ids_and_specs):
    """The renditions of pictures with these ids (numbers) after these specs (texts)."""
    ids = [each for each in ids_and_specs if isinstance(each, int)]
    specs = [each for each in ids_and_specs if isinstance(each, str)]
    return Rendition.objects.filter(image__in=ids, filter_spec__in=specs)


def sharing_rendition(image):
    """Return the rendition of `image` for the social card and structured data."""
    (spec,) = specs_of(SHARING)
    found = next((item for item in image.loaded_renditions or () if item.filter_spec == spec), None)
    return found or image.get_rendition(spec)
