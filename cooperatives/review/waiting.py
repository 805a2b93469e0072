"""What waits for a person's decision."""

from dataclasses import dataclass

from wagtail.models import TaskState, WorkflowState

from ocop.core.models import BasePage


@dataclass
class Waiting:
    """One page sent for review."""

    state: TaskState
    page: BasePage

    @property
    def sender(self):
        """Who sent it, or None if the account is gone."""
        return self.state.workflow_state.requested_by

    @property
    def is_new(self):
        """Whether the page was never published."""
        return not self.page.live and self.page.first_published_at is None


def waiting_for(user):
    """Return what `user` may decide, the longest waiting first: `Waiting` rows in a constant number of queries."""
    states = (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
        .select_related("revision", "workflow_state__requested_by")
        .prefetch_related("revision__content_object")
        .order_by("started_at")
    )
    return [
        Waiting(state, state.revision.content_object)
        for state in states
        if isinstance(state.revision.content_object, BasePage)
    ]
