"""The editors' screens: what waits, and one page with old beside new."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import TaskState

from cooperatives.access.pages import MembersPage
from cooperatives.review.comparison import changes
from cooperatives.review.forms import APPROVE, DecisionForm
from cooperatives.review.requests import unanswered_requests
from cooperatives.review.waiting import waiting_for
from ocop.core.templatetags.ocop import day
from ocop.textcheck import checking


def index(request):
    """List what waits for this person's decision."""
    return TemplateResponse(
        request,
        "cooperatives/review/index.html",
        {"waiting": waiting_for(request.user), "page_title": _("Waiting for review"), "header_icon": "clipboard-list"},
    )


def decide(request, state_id):
    """Show one draft beside what is published, and take the decision.

    A state that was decided meanwhile says so and leads back to the list.
    """
    state = get_object_or_404(TaskState.objects.select_related("revision", "workflow_state__requested_by"), pk=state_id)
    task = state.task.specific
    draft = state.revision.as_object()
    if not task.get_actions(draft, request.user):
        raise PermissionDenied
    if state.status != TaskState.STATUS_IN_PROGRESS:
        messages.warning(request, _("“%(title)s” was decided already.") % {"title": draft})
        return redirect("review:index")
    form = DecisionForm(
        request.POST or None,
        current=state.revision_id,
        draft=draft,
        is_producers=isinstance(draft, MembersPage),
        initial={"revision": state.revision_id},
    )
    if request.method == "POST" and form.is_valid():
        return carry_out(request, task, state, draft, form.cleaned_data)
    if form.has_error("__all__", "changed"):
        form.data = {**form.data.dict(), "revision": state.revision_id}
    return TemplateResponse(request, "cooperatives/review/decide.html", decision_context(request, state, draft, form))


def carry_out(request, task, state, draft, data):
    """Approve or return, say what happened, and lead to the next that waits."""
    task.on_action(state, request.user, data["decision"], comment=data["comment"].strip())
    if data["decision"] == APPROVE and goes_public_at(draft):
        words = _("“%(title)s” is approved and goes public on %(day)s.")
        messages.success(request, words % {"title": draft, "day": day(goes_public_at(draft))})
    elif data["decision"] == APPROVE:
        buttons = [messages.button(draft.get_url(request) or "/", _("See the page"), new_window=True)]
        messages.success(request, _("“%(title)s” is approved and published.") % {"title": draft}, buttons=buttons)
    elif isinstance(draft, MembersPage):
        messages.success(request, _("“%(title)s” went back to the producer with your words.") % {"title": draft})
    else:
        messages.success(request, _("“%(title)s” went back to its writer with your words.") % {"title": draft})
    return redirect("review:index")


def goes_public_at(draft):
    """Return the moment to come at which an approved draft is published, or None: at once."""
    return draft.go_live_at if draft.go_live_at and draft.go_live_at > timezone.now() else None


def decision_context(request, state, draft, form):
    """Return what the decision's template draws."""
    published = type(draft).objects.get(pk=draft.pk)
    was_published = published.live
    before = published if was_published else type(draft)()
    return {
        "state": state,
        "sender": state.workflow_state.requested_by,
        "draft": draft,
        "published": published,
        "was_published": was_published,
        "changes": changes(before, draft, request),
        "returned": (returned := last_returned(state)),
        "changes_since": changes(returned.revision.as_object(), draft, request) if returned else None,
        "words": checking.findings_of(draft, state.revision),
        "goes_public_at": goes_public_at(draft),
        "hidden_parent": None if (parent := draft.get_parent()).live else parent,
        "returned_before": earlier_returns(state),
        "form": form,
        "page_title": _("Review"),
        "page_subtitle": draft.get_admin_display_title(),
        "header_icon": "clipboard-list",
    }


def last_returned(state):
    """Return the state in which the page was given back last, or None: what was sent then is its revision."""
    return unanswered_requests([state.revision.object_id]).select_related("revision").first()


def earlier_returns(state):
    """Return what was asked for since the last approval, the newest first, whether or not the page was taken back since."""
    return unanswered_requests([state.revision.object_id]).exclude(comment="").select_related("finished_by")
