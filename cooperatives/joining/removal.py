"""Taking away a producer that was added by mistake: never public, nothing below it, nobody's work in it."""

from django.db import transaction
from django.db.models import ProtectedError
from wagtail.actions.delete_page import DeletePageAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cooperatives.models import ProducerPage, Stall


def may_go(producer):
    """Whether a producer can be taken away: it was never published, and no page, person, file or change hangs on it."""
    if producer.live or producer.first_published_at or producer.get_children().exists():
        return False
    if producer.memberships.exists() or producer.living_changes.exists():
        return False
    files = {"collection__stall__producer": producer}
    return not any(model.objects.filter(**files).exists() for model in (get_image_model(), get_document_model()))


@transaction.atomic
def take_away(producer, officer):
    """Delete a producer with its stall's group and collection and its open invitations; return whether it could go."""
    locked = ProducerPage.objects.select_for_update(of=("self",)).filter(pk=producer.pk).first()
    if locked is None or not may_go(locked):
        return False
    stall = Stall.objects.filter(producer=locked).select_related("group", "collection").first()
    try:
        with transaction.atomic():
            DeletePageAction(locked, user=officer).execute(skip_permission_checks=True)
    except ProtectedError:
        return False
    if stall:
        stall.group.delete()
        stall.collection.delete()
    return True
