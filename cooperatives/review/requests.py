"""What editors asked to change and no approval has answered yet: it outlives the round of review in which it was said."""

from django.db.models import Exists, IntegerField, OuterRef
from django.db.models.functions import Cast
from wagtail.models import Page, TaskState, WorkflowState


def unanswered_requests(page_ids):
    """Return the `TaskState`s in which pages were given back, with `page_id`, the newest first.

    Left out is what an approval or a publication came after. `page_ids`: a list or a queryset.
    """
    approved = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_APPROVED,
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        current_task_state__finished_at__gt=OuterRef("finished_at"),
    )
    published = Page.objects.filter(pk=OuterRef("page_id"), last_published_at__gt=OuterRef("finished_at")).order_by()
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_REJECTED,
            workflow_state__base_content_type__app_label="wagtailcore",
            workflow_state__base_content_type__model="page",
        )
        .annotate(page_id=Cast("workflow_state__object_id", IntegerField()))
        .filter(~Exists(approved), ~Exists(published), page_id__in=page_ids)
        .order_by("-finished_at")
    )


def open_request(page):
    """Return the newest `TaskState` with what is to be changed in the page's draft; None while it waits, and without a draft."""
    has_draft = page.has_unpublished_changes or not page.live
    if not has_draft or page.workflow_in_progress:
        return None
    return unanswered_requests([page.pk]).exclude(comment="").first()
