"""Template tags of a member's own screens."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperatives.access.standing import producer_of
from cooperatives.stall.frame import tabs_of
from cooperatives.stall.history import saved_line as find_saved
from ocop.core.contacts import phone_text

register = template.Library()
register.filter("phone_text", phone_text)


@register.inclusion_tag("cooperatives/stall/bar.html", takes_context=True)
def stall_bar(context):
    """Draw the bar of tabs for the member who reads; nothing for anybody else."""
    request = context.get("request")
    producer = producer_of(request.user) if request else None
    return {"tabs": tabs_of(producer, request.path) if producer else []}


@register.inclusion_tag("cooperatives/stall/menu.html", takes_context=True)
def stall_menu(context):
    """Draw the menu of what is rarely needed."""
    request = context.get("request")
    return {"request": request, "producer": producer_of(request.user) if request else None}


@register.inclusion_tag("cooperatives/stall/saved.html", takes_context=True)
def saved_line(context, number, next_url=""):
    """Draw what was just saved, with a button that takes it back; `number` stands in the address (see `answers.saved`).

    `next_url`: where that button leads; the screen being read, without its query, if empty.
    """
    request = context["request"]
    line = find_saved(producer_of(request.user), number) if number else None
    return {"request": request, "line": line, "is_same": number == "0", "next_url": next_url or request.path}


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
