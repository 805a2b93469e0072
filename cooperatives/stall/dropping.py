"""Dropping a draft in favour of the public page, and bringing it back: each is a new revision, the others stay."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState

from cooperatives.access.belongings import own_pages
from cooperatives.photos.sending import fresh


class DroppingError(Exception):
    """The draft cannot be dropped or brought back now; the message says why, to the member."""


def can_be_dropped(page, user):
    """Whether a page is public, has a draft beside, and is locked by nobody."""
    lock = page.get_lock()
    return page.live and page.has_unpublished_changes and not (lock and lock.for_user(user))


@transaction.atomic
def drop(page, user):
    """Make the public page the newest version again; returns the revision that was dropped."""
    page = fresh(page)
    if not can_be_dropped(page, user):
        raise DroppingError(_("“%(page)s” has no changes that could be dropped now.") % {"page": page.draft_title})
    state, dropped = page.current_workflow_state, page.latest_revision
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.cancel(user=user)
    page.save_revision(user=user, changed=False, log_action=True, previous_revision=page.live_revision, clean=False)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False, draft_title=page.title)
    return dropped


@transaction.atomic
def bring_back(page, pk, user):
    """Make the dropped revision `pk` of the page its draft again."""
    page = fresh(page)
    dropped = page.revisions.filter(pk=pk).first()
    if dropped is None or page.has_unpublished_changes or page.workflow_in_progress or page.get_lock():
        raise DroppingError(_("“%(page)s” was changed since, so the draft cannot come back.") % {"page": page})
    dropped.as_object().save_revision(user=user, log_action=True, previous_revision=dropped, clean=False)


def dropped_revision(producer, pk):
    """Return a revision of one of the producer's pages that could come back, with the page as `of_page`; else None."""
    revision = Revision.page_revisions.filter(pk=pk).defer("content").first()
    page = (
        own_pages(producer).filter(pk=revision.object_id, has_unpublished_changes=False).first() if revision else None
    )
    if page is None or page.latest_revision_id == pk:
        return None
    revision.of_page = page
    return revision
