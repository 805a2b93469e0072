"""Template tags of a member's own screens."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperatives.access.belongings import own_pages
from cooperatives.access.standing import producer_of
from cooperatives.stall.answers import DROPPED, SENT
from cooperatives.stall.dropping import dropped_revision
from cooperatives.stall.frame import tabs_of
from cooperatives.stall.history import saved_line as find_saved
from cooperatives.stall.reviews import page_state
from ocop.core.forms import whole_number

LARGEST_ID = 2**31 - 1

register = template.Library()


@register.inclusion_tag("cooperatives/stall/bar.html", takes_context=True)
def stall_bar(context):
    """Draw the bar of tabs for the member who reads; nothing for anybody else."""
    request = context.get("request")
    producer = producer_of(request.user) if request else None
    return {"tabs": tabs_of(producer, request.path) if producer else []}


@register.inclusion_tag("cooperatives/stall/menu.html", takes_context=True)
def stall_menu(context):
    """Draw the menu of what is rarely needed; a page that nobody may edit now is not offered for editing."""
    request = context.get("request")
    producer = producer_of(request.user) if request else None
    state, state_words = page_state(producer, producer) if producer else ("", "")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "producer": producer,
        "state": state,
        "state_words": state_words,
    }


@register.inclusion_tag("cooperatives/stall/saved.html", takes_context=True)
def saved_line(context, number, next_url=""):
    """Draw what was just saved, with a button that takes it back; `number` stands in the address (see `answers.saved`).

    `next_url`: where that button leads; the screen being read, without its query, if empty.
    """
    request = context["request"]
    line = find_saved(producer_of(request.user), number) if number else None
    return {"request": request, "line": line, "is_same": number == "0", "next_url": next_url or request.path}


@register.inclusion_tag("cooperatives/stall/dropped.html", takes_context=True)
def dropped_line(context):
    """Draw that a draft was dropped, with a button that brings it back, where the address says so (`answers.DROPPED`)."""
    request = context["request"]
    number = whole_number(request.GET.get(DROPPED), 1, LARGEST_ID)
    revision = number and dropped_revision(producer_of(request.user), number)
    return {"request": request, "revision": revision, "next_url": request.path}


@register.inclusion_tag("cooperatives/stall/sent.html", takes_context=True)
def sent_line(context):
    """Draw that a page was sent from its form, with a button that takes it back, where the address says so (`answers.SENT`)."""
    request = context["request"]
    number = whole_number(request.GET.get(SENT), 1, LARGEST_ID)
    page = own_pages(producer_of(request.user)).filter(pk=number).first() if number else None
    return {"request": request, "page": page if page and page.workflow_in_progress else None, "next_url": request.path}


@register.filter
def how_long_ago(day):
    """Tell how long ago a day was: "today", "yesterday", "12 days ago"; "" for None."""
    if day is None:
        return ""
    days = (timezone.localdate() - day).days
    if days < 1:
        return pgettext("how long ago", "today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
