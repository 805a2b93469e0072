"""Where a producer's pages stand between draft and publication, in an editor's words."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from cooperatives.people import short_name
from cooperatives.review.remarks import open_remarks, remarks_words
from cooperatives.review.requests import unanswered_requests
from cooperatives.stall.frame import Action, Note, Task
from cooperatives.stall.once import once
from cooperatives.stall.scheduled import scheduled
from ocop.core.templatetags.ocop import day

TOLD_FOR_DAYS = 30  # so long an approval is news
MOST_UNSENT = 3


@dataclass(frozen=True)
class Review:
    """One page under review. `words` are the editor's, where the page came back; `task` is Wagtail's current `TaskState`.

    `is_public`: whether buyers see an older version of it meanwhile. `remarks`: how many of others stand beside the text.
    """

    page_id: int
    title: str
    is_returned: bool
    words: str
    task: TaskState | None
    sender: object
    is_public: bool
    remarks: int = 0


def reviews_of(producer):
    """Return {page id: Review} of a producer's pages that wait for an editor or came back; one query per request."""
    return once(producer, find_reviews)


def find_reviews(producer):
    """Ask the database for `reviews_of`."""
    found = {}
    public = Page.objects.filter(pk=OuterRef("page_id"), live=True).order_by()
    members = producer.memberships.values("user")
    remarks = Subquery(open_remarks(members).filter(page=OuterRef("page_id")).values("number"))
    states = states_of(producer, WorkflowState.objects.active()).annotate(is_public=Exists(public), remarks=remarks)
    for state in states.select_related("requested_by"):
        task = state.current_task_state
        returned = state.status == WorkflowState.STATUS_NEEDS_CHANGES
        title = task.revision.content.get("title", "") if task and task.revision else ""
        found[state.page_id] = Review(
            state.page_id,
            title,
            returned,
            task.comment if task and returned else "",
            task,
            state.requested_by,
            state.is_public,
            state.remarks or 0,
        )
    return found


def requests_of(producer):
    """Return {page id: `TaskState`}: of each page the newest return that no approval has answered; one query per request."""
    return once(producer, find_requests)


def find_requests(producer):
    """Ask the database for `requests_of`."""
    asked = unanswered_requests(own_tree(producer).values("pk")).exclude(comment="")
    return {state.page_id: state for state in reversed(asked)}


def request_for(page, producer):
    """Return the `TaskState` with what an editor wants changed in a page's draft, also after its members took it back.

    None while the page waits for an editor, and where there is no draft that was sent or could be.
    """
    review = reviews_of(producer).get(page.pk)
    has_draft = page.has_unpublished_changes or not page.live
    is_theirs = has_draft if review is None else review.is_returned
    return requests_of(producer).get(page.pk) if is_theirs else None


def words_for(page, producer):
    """Return the editor's words of `request_for`, "" without any."""
    asked = request_for(page, producer)
    return asked.comment if asked else ""


def scheduled_of(producer):
    """Return {page id: `Scheduled`} of a producer's pages that are approved for a day to come; one query per request."""
    return once(producer, find_scheduled)


def find_scheduled(producer):
    """Ask the database for `scheduled_of`."""
    return scheduled(own_tree(producer))


def own_tree(producer):
    """Return the producer's page and all below it, in no order."""
    return Page.objects.descendant_of(producer, inclusive=True).order_by()


def states_of(producer, states):
    """Return those of a queryset of `WorkflowState`s that are about the producer's pages, with `page_id` and their tasks."""
    own = own_tree(producer)
    return (
        states.annotate(page_id=Cast("object_id", IntegerField()))
        .filter(
            base_content_type__app_label="wagtailcore", base_content_type__model="page", page_id__in=own.values("pk")
        )
        .select_related("current_task_state__revision")
    )


def review_tasks(producer):
    """What editors asked to change."""
    for review in reviews_of(producer).values():
        if review.is_returned:
            edit = Action(_("Change it"), reverse("wagtailadmin_pages:edit", args=[review.page_id]), is_primary=True)
            title = _("“%(page)s” came back for a change") % {"page": review.title}
            text = " ".join(filter(None, [remarks_words(review.remarks), _("The editor writes:")]))
            yield Task(title, text, 10, [edit], words=review.words)


def hidden_stall_tasks(producer):
    """The stall's own page, while buyers cannot see it and nobody reads it: without it they find no product either."""
    if producer.live or producer.pk in {*reviews_of(producer), *scheduled_of(producer)}:
        return
    write = Action(_("Write the stall's page"), reverse("wagtailadmin_pages:edit", args=[producer.pk]), is_primary=True)
    text = _("Buyers find you and your products once its page is approved. Write the page, then send it for review.")
    yield Task(_("Your stall is not public yet"), text, 20, [write], words=words_for(producer, producer))


def unsent_tasks(producer):
    """What members have written and not sent: nobody reads it until they do. A few at most: what an editor asked for, then
    the newest.
    """
    written = Page.objects.descendant_of(producer, inclusive=True).filter(
        has_unpublished_changes=True, latest_revision__user__memberships__producer=producer
    )
    told_already = [] if producer.live else [producer.pk]
    newest = (
        written.exclude(pk__in=[*reviews_of(producer), *scheduled_of(producer), *told_already])
        .distinct()
        .order_by("-latest_revision_created_at")
    )
    for page in sorted(newest, key=lambda page: not words_for(page, producer))[:MOST_UNSENT]:
        words = words_for(page, producer)
        title = _("“%(page)s” is not sent for review yet") % {"page": page.draft_title or page.title}
        text = _("Kept as a draft since %(day)s. Look at it once more, then send it.") % {
            "day": day(page.latest_revision_created_at)
        }
        if words:
            text = _("A draft of %(day)s, not sent again yet. The editor wrote:") % {
                "day": day(page.latest_revision_created_at)
            }
        yield Task(title, text, 10 if words else 60, unsent_actions(page), words=words)


def unsent_actions(page):
    """Return the `Action`s on a draft that was not sent; what a public page would lose can be dropped."""
    actions = [
        Action(_("Send for review"), reverse("stall:send_page", args=[page.pk]), {}),
        Action(_("Open it"), reverse("wagtailadmin_pages:edit", args=[page.pk])),
    ]
    if page.live:
        actions.append(Action(_("Drop the changes"), reverse("stall:drop_draft", args=[page.pk]), is_quiet=True))
    return actions


def sent_notes(producer):
    """What waits for an editor: who sent it, and that nothing public has changed yet."""
    for review in reviews_of(producer).values():
        if review.task and not review.is_returned:
            title = _("“%(page)s” is with the editors") % {"page": review.title}
            text = _("Buyers see it as soon as it is approved.")
            if review.is_public:
                text = _("Until they have read it buyers see what was there before.")
            if review.sender:
                text = _("%(name)s sent it.") % {"name": short_name(review.sender)} + " " + text
            yield Note(f"sent-{review.task.pk}", title, review.task.started_at, text)


def approval_notes(producer):
    """What editors have approved of late: of each page the newest approval, while the page is public or soon will be."""
    since = timezone.now() - datetime.timedelta(days=TOLD_FOR_DAYS)
    approved = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_APPROVED, current_task_state__finished_at__gte=since
    )
    newest = {
        state.page_id: state for state in states_of(producer, approved).order_by("current_task_state__finished_at")
    }
    to_come = scheduled_of(producer)
    for page in Page.objects.filter(pk__in=list(newest)).filter(Q(live=True) | Q(pk__in=list(to_come))):
        task = newest[page.pk].current_task_state
        text = _("Buyers see the new version now.")
        if page.pk in to_come and to_come[page.pk].revision_id == task.revision_id:
            text = _("Buyers see the new version from %(day)s on.") % {"day": day(to_come[page.pk].moment)}
        elif not producer.live:
            text = _("Buyers find it once the stall's own page is public, too.")
        yield Note(
            f"approved-{task.pk}",
            _("“%(page)s” is approved") % {"page": page.title},
            task.finished_at,
            text,
            task.comment,
            Action(_("See the page"), page.url) if page.live else None,
        )


def page_state(page, producer):
    """Return (key, words) for where a producer's page stands; of a public one the words say that, too.

    The keys are "returned", "sent", "scheduled", "draft", "changed" and "live".
    """
    review = reviews_of(producer).get(page.pk)
    to_come = scheduled_of(producer).get(page.pk)
    if review and review.is_returned:
        return "returned", _("Public; changes came back") if page.live else _("Sent back for a change")
    if review:
        return "sent", _("Public; changes wait for review") if page.live else _("Waiting for review")
    if to_come:
        words = _("Public; new version from %(day)s on") if page.live else _("Public from %(day)s on")
        return "scheduled", words % {"day": day(to_come.moment)}
    if not page.live:
        return "draft", _("Draft, not public yet")
    if page.has_unpublished_changes:
        return "changed", _("Public; changes not sent yet")
    return "live", _("Public")
