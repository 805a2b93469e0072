"""A draft that differs in nothing from the public page is none: nobody has to send it, and nobody to read it."""

from wagtail import hooks
from wagtail.models import Page

from cooperatives.access.pages import MembersPage
from cooperatives.review.comparison import changes


@hooks.register("after_edit_page")
def forget_empty_draft(request, page):
    """Note, after a page's form was saved, that the draft says what the public page says."""
    if not isinstance(page, MembersPage) or not (page.live and page.has_unpublished_changes):
        return
    if page.workflow_in_progress or lost_with_draft(page, request):
        return
    page.has_unpublished_changes = False
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=False)


def lost_with_draft(page, request):
    """Return the `Changes` that the newest draft of a public page holds."""
    public = type(page).objects.get(pk=page.pk)
    return changes(public, public.get_latest_revision_as_object(), request)
