"""What a member's screen answers after something was sent: on to another page, or a few words for a script."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

SAVED = "saved"
DROPPED = "dropped"
SENT = "sent"
MOST_EMPTY = 6


def wants_json(request):
    """Whether a script of ours sent the form."""
    return request.accepts("application/json") and not request.accepts("text/html")


def go_on(request, url):
    """Lead to `url`."""
    return JsonResponse({"url": url}) if wants_json(request) else redirect(url)


def saved(request, change, url):
    """Lead to `url`, where the change just made is told with a button that takes it back."""
    return go_on(request, with_query(url, SAVED, change.pk if change else 0))


def with_query(url, name, value):
    """Return `url` with one more name and value behind it."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{name}={value}"


def ask_to_fill_in(request, missing):
    """Tell on the next screen what is `missing` (see `cooperatives.stall.changes`), with the way there."""
    messages.warning(request, format_html("{} {}", missing.text, links([(missing.url, missing.label)])))


def tell_empty(request, held):
    """Tell on the next screen which `Held` were not confirmed, since nothing is said there."""
    if held:
        found = [(item.url, item.label) for item in held[:MOST_EMPTY]]
        messages.warning(request, format_html("{} {}", _("Still empty, so not confirmed:"), links(found)))


def links(found):
    """Return [(address, words), …] as links with commas between them."""
    return format_html_join(", ", '<a class="link" href="{}">{}</a>', found)


def next_url(request):
    """Return where a form (or the link to one) asks to be led: one of a member's own screens, the home otherwise."""
    home = reverse("stall:home")
    target = request.POST.get("next") or request.GET.get("next", "")
    own = target.startswith(home) and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if own else home
