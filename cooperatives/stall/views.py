"""A member's own screens that belong to no other app: the home, the contact, what changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperatives.models import LivingChange
from cooperatives.people import short_name
from cooperatives.stall.answers import SAVED, ask_to_fill_in, go_on, next_url, saved, tell_empty
from cooperatives.stall.changes import CannotUndoError, NothingSaidError, take_back
from cooperatives.stall.confirming import all_held, held_of
from cooperatives.stall.confirming import confirm_all as confirm_everything
from cooperatives.stall.confirming import confirm_contact as confirm_the_contact
from cooperatives.stall.frame import sections_of, tasks_of
from cooperatives.stall.guard import member_post, member_view
from cooperatives.stall.history import history_page, line_of
from cooperatives.stall.notes import notes_for
from cooperatives.stall.profile import completeness
from cooperatives.stall.reviews import page_state
from ocop.images.models import SiteImage
from ocop.images.sizes import SQUARE, load_sizes

MOST_PICTURES = 4


@require_safe
@member_view
def home(request, producer):
    """What needs doing first, then the parts that the apps bring."""
    sections = sections_of(producer)
    state, state_words = page_state(producer, producer)
    oldest = oldest_day(producer)
    return render(
        request,
        "cooperatives/stall/home.html",
        {
            "producer": producer,
            "greeted": short_name(request.user),
            "notes": notes_for(request.user, producer),
            "tasks": tasks_of(producer),
            "main_sections": [item for item in sections if not item.aside],
            "aside_sections": [item for item in sections if item.aside],
            "profile": completeness(producer),
            "state": state,
            "state_words": state_words,
            "has_facts": any(item.counts for item in all_held(producer)),
            "oldest": oldest,
            "is_confirmed_today": oldest == timezone.localdate(),
            "saved": request.GET.get(SAVED, ""),
        },
    )


def oldest_day(producer):
    """Return the day since when all that a producer says holds: None where something was never confirmed."""
    days = [item.confirmed_on for item in all_held(producer) if item.counts]
    return None if not days or None in days else min(days)


def picture_section(producer):
    """The producer's pictures: how many there are, and the newest."""
    stall = getattr(producer, "stall", None)
    pictures = SiteImage.objects.filter(collection=stall.collection_id) if stall else SiteImage.objects.none()
    newest = list(pictures.order_by("-created_at", "-pk")[:MOST_PICTURES])
    load_sizes(newest, SQUARE)
    return {"count": pictures.count() if newest else 0, "newest": newest}


@member_post
def confirm_all(request, producer):
    """Everything is as it stands: one tap. What buyers see empty is named: there was nothing to confirm."""
    try:
        change = confirm_everything(producer, request.user)
    except NothingSaidError as nothing:
        ask_to_fill_in(request, nothing.missing)
        return go_on(request, next_url(request))
    tell_empty(request, [item for item in all_held(producer) if item.is_public and not item.is_said])
    return saved(request, change, next_url(request))


@require_safe
@member_view
def contact(request, producer):
    """The contact as buyers read it."""
    context = {
        "producer": producer,
        "state": page_state(producer, producer)[0],
        "is_said": held_of(producer)["contact"][0].is_said,
    }
    return render(request, "cooperatives/stall/contact.html", {**context, "saved": request.GET.get(SAVED, "")})


@member_post
def confirm_contact(request, producer):
    """Phone and address are as they stand: one tap."""
    try:
        change = confirm_the_contact(producer, request.user)
    except NothingSaidError as nothing:
        ask_to_fill_in(request, nothing.missing)
        return go_on(request, next_url(request))
    return saved(request, change, next_url(request))


@require_safe
@member_view
def history(request, producer):
    """Who changed what, and a way back."""
    lines = history_page(producer, request.GET.get("page"))
    return render(request, "cooperatives/stall/history.html", {"producer": producer, "lines": lines})


@member_post
def undo(request, producer, pk):
    """Take one change back, unless something newer stands."""
    change = get_object_or_404(LivingChange.objects.filter(producer=producer), pk=pk)
    try:
        take_back(change, request.user)
    except CannotUndoError as reason:
        messages.warning(request, str(reason))
    else:
        what = line_of(change, False).in_one_sentence
        messages.success(request, _("Taken back: “%(change)s”. Buyers see what stood there before.") % {"change": what})
    return go_on(request, next_url(request))
