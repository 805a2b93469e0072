"""Who hears of a draft sent, approved or returned. Wagtail finds the moment; recipients and words are ours."""

from django.contrib.auth import get_user_model
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from cooperatives.access.standing import standing
from cooperatives.models import ProducerPage
from cooperatives.review.remarks import open_remarks


def members_of(page):
    """Return the active members of the producer that `page` belongs to; nobody for other pages."""
    producer = ProducerPage.objects.ancestor_of(page, inclusive=True).first()
    if producer is None:
        return get_user_model().objects.none()
    return get_user_model().objects.filter(memberships__producer=producer, memberships__ended_at=None)


class ToTheProducer:
    """To the members of the producer and to whoever of the house sent it, but not to who has just acted.

    A member that sent it and writes for another producer by now hears of it no more.
    """

    template_directory = "cooperatives/review/mail/"

    def get_recipient_users(self, workflow_state, user=None, **kwargs):
        sender = workflow_state.requested_by
        from_the_house = {sender} if sender and not standing(sender).is_member else set()
        return {*members_of(workflow_state.content_object), *from_the_house} - {user}


class ApprovalNotifier(ToTheProducer, mail.WorkflowStateApprovalEmailNotifier):
    """The draft is published; with the editor's words, if there are any."""

    def get_context(self, workflow_state, **kwargs):
        last = workflow_state.task_states.order_by("-finished_at").first()
        return {**super().get_context(workflow_state, **kwargs), "comment": last.comment if last else ""}


class ReturnNotifier(ToTheProducer, mail.WorkflowStateRejectionEmailNotifier):
    """The draft comes back with an editor's words, and word of the remarks beside the text."""

    def get_context(self, workflow_state, **kwargs):
        found = open_remarks(self.get_recipient_users(workflow_state)).filter(page=workflow_state.object_id).first()
        return {**super().get_context(workflow_state, **kwargs), "remarks": found["number"] if found else 0}


class SubmissionNotifier(mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """Something waits for the editors: a link to old beside new."""

    template_directory = "cooperatives/review/mail/"

    def get_recipient_users(self, task_state, user=None, **kwargs):
        editors = get_user_model().objects.filter(groups__in=task_state.task.specific.groups.all(), is_active=True)
        return set(editors) - {user}

    def get_context(self, task_state, **kwargs):
        context = super().get_context(task_state, **kwargs)
        return {**context, "task_state": task_state, "sender": task_state.workflow_state.requested_by}


send_approval, send_return, send_submission = ApprovalNotifier(), ReturnNotifier(), SubmissionNotifier()


def connect():
    """Take the place of Wagtail's own receivers: connected earlier under their names, ours are the only ones."""
    task_submitted.connect(
        send_submission, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    workflow_rejected.connect(
        send_return, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )
    workflow_approved.connect(
        send_approval, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )
