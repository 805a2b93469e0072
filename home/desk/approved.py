"""What is said after a page was approved in its own form: that it is public, and where."""

from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

APPROVE = "approve"


def lead_to_public_page(request, page):
    """Add a message with the way to `page` where its approval has just published it."""
    is_approved = request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name") == APPROVE
    if is_approved and Page.objects.filter(pk=page.pk, live=True, has_unpublished_changes=False).exists():
        buttons = [messages.button(page.get_url(request) or "/", _("See the page"), new_window=True)]
        messages.success(request, _("“%(title)s” is approved and published.") % {"title": page}, buttons=buttons)
