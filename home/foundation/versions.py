"""Versions of what is public: every public page has one, be it made in the admin or by a command."""

import datetime

from django.utils import timezone
from wagtail.models import Page, Revision


def keep_public_versions():
    """Give each public page that has none a version of what is public now; return how many.

    Wagtail leaves a page up while a change waits for its day only if it knows the public version. A page that a command
    has made would vanish until then: the front page, and with it the site.
    """
    pages = list(Page.objects.filter(live=True, live_revision=None, depth__gt=1).specific())
    versions = Revision.objects.bulk_create(  # in bulk, which sends no signal: nothing has been written
        Revision(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            content=page.serializable_data(),
            object_str=str(page),
            created_at=public_since(page),
        )
        for page in pages
    )
    for page, version in zip(pages, versions, strict=True):
        Page.objects.filter(pk=page.pk).update(live_revision=version)
    return len(pages)


def public_since(page):
    """Return a moment for the public version that is older than every draft's."""
    moment = page.last_published_at or timezone.now()
    first_draft = page.revisions.order_by("created_at").first()
    return min(moment, first_draft.created_at - datetime.timedelta(seconds=1)) if first_draft else moment
