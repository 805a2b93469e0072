"""Where pictures stand: on pages as they are saved, and in drafts that nobody has approved yet."""

import json
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, Revision

from cooperatives.access.belongings import own_pages
from ocop.core.querysets import VisiblePageQuerySet
from ocop.images.models import SiteImage

# The names under which a page, its gallery and the blocks of its story keep a picture's number.
PICTURE_KEYS = {"image", "main_image", "logo", "social_image"}


@dataclass(frozen=True)
class Use:
    """One page that shows a picture. `page` is None for what is not the reader's to see."""

    page: Page | None
    is_own: bool
    is_draft: bool


def uses_of(photo, producer):
    """Return the `Use`s of one picture, own pages first; a page that shows it published and in its draft counts once."""
    own = {page.pk: page for page in own_pages(producer)}
    saved = saved_uses([photo.pk])[photo.pk]
    found = [Use(page, True, False) for pk, page in own.items() if pk in saved.pages]
    drafts = draft_uses(producer)[photo.pk] - saved.pages
    found += [Use(page, True, True) for pk, page in own.items() if pk in drafts]
    others = saved.pages - set(own)
    public = VisiblePageQuerySet(Page).browsable().filter(pk__in=others)
    found += [Use(page, False, False) for page in public]
    hidden = len(others) - len(public) + saved.elsewhere
    return found + [Use(None, False, False)] * hidden


@dataclass
class Saved:
    """What points to one picture outside drafts: pages by number, and how much else (settings, menus)."""

    pages: set
    elsewhere: int = 0


def saved_uses(photo_ids):
    """Return {picture id: `Saved`}, in one query for any number of pictures."""
    found = defaultdict(lambda: Saved(set()))
    page_type = ContentType.objects.get_for_model(Page).pk
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(SiteImage), to_object_id__in=[str(pk) for pk in photo_ids]
    ).values_list("to_object_id", "base_content_type", "object_id")
    for photo_id, base, object_id in set(rows):
        if base == page_type:
            found[int(photo_id)].pages.add(int(object_id))
        else:
            found[int(photo_id)].elsewhere += 1
    return found


def public_among(saved):
    """Return the ids of those pictures of `saved_uses` that stand on a public page, or in a setting, in one query."""
    pages = set().union(*(uses.pages for uses in saved.values()))
    live = set(Page.objects.filter(pk__in=pages, live=True).values_list("pk", flat=True))
    return {photo_id for photo_id, uses in saved.items() if uses.elsewhere or uses.pages & live}


def draft_uses(producer):
    """Return {picture id: ids of the producer's pages whose newest draft shows it}, in one query."""
    found = defaultdict(set)
    drafted = own_pages(producer).filter(latest_revision__isnull=False)
    for object_id, content in Revision.objects.filter(pk__in=drafted.values("latest_revision")).values_list(
        "object_id", "content"
    ):
        for photo_id in pictures_in(content):
            found[photo_id].add(int(object_id))
    return found


def pictures_in(content):
    """Return the ids of all pictures in a revision's content: fields, child rows, and streams, which are JSON in JSON."""
    if isinstance(content, list):
        return set().union(*map(pictures_in, content))
    if isinstance(content, str) and content.startswith(("[", "{")):
        try:
            return pictures_in(json.loads(content))
        except ValueError:
            return set()
    if not isinstance(content, dict):
        return set()
    found = {value for key, value in content.items() if key in PICTURE_KEYS and isinstance(value, int)}
    return found.union(*map(pictures_in, content.values()))
