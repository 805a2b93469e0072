"""The buttons under a member's form: sending stands first, since saving happens by itself."""

from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import SubmitForModerationMenuItem
from wagtail.models import WorkflowState

from cooperatives.access.standing import standing

FIRST = ("action-submit", "action-page-locked")  # never "Rút lại": nobody takes a page back by the largest button
# A page that came back is sent again; to begin its review anew would mean nothing to its writers.
LEFT_OUT = {"action-restart-workflow"}


class SendItem(SubmitForModerationMenuItem):
    """ "Send for review", without the name of a task that only the house knows."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        is_returned = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        context["label"] = _("Send again for review") if is_returned else _("Send for review")
        return context


@hooks.register("construct_page_action_menu", order=1000)
def put_sending_first(items, request, context):
    """Sort a member's buttons: what it came for is the one that shows."""
    if not standing(request.user).is_member:
        return
    items[:] = [
        SendItem(order=0) if item.name == "action-submit" else item for item in items if item.name not in LEFT_OUT
    ]
    items.sort(key=lambda item: item.name not in FIRST)


@hooks.register("construct_page_action_menu", order=1001)
def publish_by_deciding(items, request, context):
    """Let an editor publish what was sent by approving it: publishing past the review would tell its writers nothing."""
    names = {item.name for item in items}
    if "approve" in names:
        items[:] = [item for item in items if item.name != "action-publish"]
