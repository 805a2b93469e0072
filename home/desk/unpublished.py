"""Says to who publishes a page which of the pages it shows are not public, and so will not be seen on it."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import ngettext
from wagtail.models import Page, ReferenceIndex

MOST_NAMED = 5


def name_unpublished(request, page):
    """Warn of chosen pages that are drafts: a story is published without them, and nobody would know why."""
    ids = ReferenceIndex.get_references_for_object(page).values_list("to_object_id", flat=True)
    chosen = ids.filter(to_content_type=ContentType.objects.get_for_model(Page))
    titles = list(
        Page.objects.filter(pk__in=[int(pk) for pk in chosen], live=False).values_list("draft_title", flat=True)
    )
    if titles:
        words = ngettext(
            "Not public yet, so visitors do not see it here: %(names)s.",
            "Not public yet, so visitors do not see them here: %(names)s.",
            len(titles),
        )
        messages.warning(request, words % {"names": ", ".join(f"“{title}”" for title in sorted(titles)[:MOST_NAMED])})
