"""What a member reads after a page was sent from its form: that it waits, and the way to take it back."""

from django.contrib.messages import get_messages
from django.shortcuts import redirect
from django.urls import reverse

from cooperatives.access.standing import standing
from cooperatives.stall.answers import SENT, with_query

SEND = ("action-submit", "action-restart-workflow")


def lead_to_stall(request, page):
    """Lead a member home, in the place of Wagtail's message: its button "Edit" opens a form that is locked now."""
    if standing(request.user).is_member and page.workflow_in_progress and any(name in request.POST for name in SEND):
        list(get_messages(request))  # read, so not kept for the next screen
        return redirect(with_query(reverse("stall:home"), SENT, page.pk))
    return None
