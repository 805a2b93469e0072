"""A draft that differs in nothing from the public page is none: nobody has to send it, and nobody to read it."""

from wagtail import hooks
from wagtail.models import Page
from wagtail.signals import workflow_cancelled

from cooperatives.access.pages import MembersPage
from cooperatives.review.comparison import changes


def connect():
    """Connect the receiver."""
    workflow_cancelled.connect(withdrawn, dispatch_uid="forget-empty-draft")


def withdrawn(sender, instance, **kwargs):
    """Look at a page again that was taken back from the editors."""
    if isinstance(instance.content_object, Page):
        forget_empty_draft(None, Page.objects.get(pk=instance.object_id).specific)


@hooks.register("after_edit_page")
def forget_empty_draft(request, page):
    """Note that the draft of a page, whose form was saved or whose review has ended, says what the public page says."""
    if not isinstance(page, MembersPage) or not (page.live and page.has_unpublished_changes):
        return
    if page.workflow_in_progress or lost_with_draft(page, request):
        return
    page.has_unpublished_changes = False
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def lost_with_draft(page, request):
    """Return the `Changes` that the newest draft of a public page holds; no comparison needs the request."""
    public = type(page).objects.get(pk=page.pk)
    return changes(public, public.get_latest_revision_as_object(), request)
