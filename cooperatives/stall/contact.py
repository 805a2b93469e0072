"""The contact on a member's screens: what is public, since when it is confirmed, what to do when that is long ago."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperatives.stall.confirming import held_of
from cooperatives.stall.frame import Action, Task


def days_since(day):
    """Return how many days ago `day` was, or None."""
    return None if day is None else (timezone.localdate() - day).days


def contact_tasks(producer):
    """Ask to confirm the contact before it is too old, and more urgently after."""
    contact = held_of(producer)["contact"][0]
    today = timezone.localdate()
    if not contact.counts or today < contact.asking_from:
        return
    yes = Action(_("Still right"), reverse("stall:confirm_contact"), {})
    look = Action(_("Look at it"), reverse("stall:contact"))
    days = days_since(contact.confirmed_on)
    if days is None:
        title = _("Phone and address were never confirmed")
    else:
        title = ngettext(
            "Phone and address not confirmed for %(days)s day",
            "Phone and address not confirmed for %(days)s days",
            days,
        ) % {"days": days}
    if not producer.live:
        text = _("Confirm them now, and buyers will know that they are right when the page is public.")
    elif today > contact.last_good_day:
        text = _("Buyers read that they may be out of date.")
    else:
        text = _("After %(days)s days buyers read that they may be out of date.") % {
            "days": settings.OCOP_STALE_AFTER_DAYS
        }
    yield Task(title, text, 30 if today > contact.last_good_day else 40, [yes, look])
