"""Where a producer's pages stand between draft and publication, in an editor's words."""

from dataclasses import dataclass

from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from cooperatives.stall.frame import Action, Task
from cooperatives.stall.once import once


@dataclass(frozen=True)
class Review:
    """One page under review. `words` are the editor's, where the page came back."""

    page_id: int
    title: str
    is_returned: bool
    words: str


def reviews_of(producer):
    """Return {page id: Review} of a producer's pages that wait for an editor or came back; one query per request."""
    return once(producer, find_reviews)


def find_reviews(producer):
    """Ask the database for `reviews_of`."""
    own = Page.objects.descendant_of(producer, inclusive=True).order_by()
    states = (
        WorkflowState.objects.active()
        .annotate(page_id=Cast("object_id", IntegerField()))
        .filter(
            base_content_type__app_label="wagtailcore", base_content_type__model="page", page_id__in=own.values("pk")
        )
        .select_related("current_task_state__revision")
    )
    found = {}
    for state in states:
        task = state.current_task_state
        returned = state.status == WorkflowState.STATUS_NEEDS_CHANGES
        title = task.revision.content.get("title", "") if task and task.revision else ""
        found[state.page_id] = Review(state.page_id, title, returned, task.comment if task and returned else "")
    return found


def review_tasks(producer):
    """What editors asked to change."""
    for review in reviews_of(producer).values():
        if review.is_returned:
            edit = Action(_("Change it"), reverse("wagtailadmin_pages:edit", args=[review.page_id]), is_primary=True)
            title = _("“%(page)s” came back for a change") % {"page": review.title}
            yield Task(title, _("The editor writes:"), 10, [edit], words=review.words)


def page_state(page, reviews):
    """Return (key, words) for where a page stands: "returned", "sent", "draft", "changed" or "live"."""
    review = reviews.get(page.pk)
    if review and review.is_returned:
        return "returned", _("Sent back for a change")
    if review:
        return "sent", _("Waiting for review")
    if not page.live:
        return "draft", _("Draft, not public yet")
    if page.has_unpublished_changes:
        return "changed", _("Public; changes not sent yet")
    return "live", _("Public")
