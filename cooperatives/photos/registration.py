"""What pictures bring to the frame of a member's home."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperatives.photos.context import undescribed
from cooperatives.stall.frame import Action, Task, register_tasks


def photo_tasks(producer):
    """Ask for words for pictures that have none."""
    if not hasattr(producer, "stall"):
        return
    waiting = list(undescribed(producer).order_by("created_at", "pk").values_list("pk", flat=True))
    if not waiting:
        return
    title = ngettext("%(number)s picture is not described", "%(number)s pictures are not described", len(waiting))
    yield Task(
        title % {"number": len(waiting)},
        _("One sentence each, and they can be used on your pages."),
        60,
        [Action(_("Describe it"), reverse("stall:photo", args=[waiting[0]]))],
    )


def register():
    """Register the task."""
    register_tasks(photo_tasks)
