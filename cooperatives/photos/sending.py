"""Sending a page's draft to the editors, and taking it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page, WorkflowState


class SendingError(Exception):
    """The draft cannot go to the editors now; the message says why, and what to do."""


@transaction.atomic
def send(page, user):
    """Send the newest draft of `page` for review: a new round, or the next step of one that came back.

    Raises SendingError if it waits already, or if something is missing that an editor would have to ask for.
    """
    page = fresh(page)
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise SendingError(_("“%(page)s” is with the editors already.") % {"page": page})
    rights = page.permissions_for_user(user)
    if not (rights.can_edit() and rights.can_submit_for_moderation()):
        raise SendingError(_("“%(page)s” cannot be sent now.") % {"page": page})
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        check_blocks(draft)
    except ValidationError as missing:
        raise SendingError(unfinished(draft, missing)) from missing
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def check_blocks(page):
    """Raise ValidationError for texts with a block that is not filled in; a model's own check lets them pass."""
    errors = {}
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(page, field.name))
            except ValidationError:
                errors[field.name] = _("Something in it is not filled in yet.")
    if errors:
        raise ValidationError(errors)


def unfinished(draft, missing):
    """Return the sentence that names the fields to fill in first."""
    names = [str(draft._meta.get_field(name).verbose_name) for name in missing.error_dict if name != "__all__"]
    return _("“%(page)s” is not finished: %(fields)s. Edit the page, then send it.") % {
        "page": draft,
        "fields": ", ".join(names) or " ".join(missing.messages),
    }


@transaction.atomic
def take_back(page, user):
    """Take a page back from the editors; its draft stays. What does not wait stays as it is."""
    state = fresh(page).current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.cancel(user=user)


def fresh(page):
    """Return the page as it is now, locked until the transaction ends where the database can."""
    return Page.objects.select_for_update().get(pk=page.pk).specific


def send_and_tell(request, page):
    """Send a member's page to the editors, and say so, or why not."""
    try:
        send(page, request.user)
    except SendingError as reason:
        messages.warning(request, str(reason))
    else:
        text = _("“%(page)s” is with the editors. You get an e-mail when they have looked.")
        messages.success(request, text % {"page": page.draft_title})


def take_back_and_tell(request, page):
    """Take a member's page back from the editors, and say so."""
    take_back(page, request.user)
    text = _("“%(page)s” is yours again. Send it once you are done.")
    messages.success(request, text % {"page": page.draft_title})
