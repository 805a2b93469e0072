"""What a member's screen answers after something was sent: on to another page, or a few words for a script."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

SAVED = "saved"


def wants_json(request):
    """Whether a script of ours sent the form."""
    return request.accepts("application/json") and not request.accepts("text/html")


def go_on(request, url):
    """Lead to `url`."""
    return JsonResponse({"url": url}) if wants_json(request) else redirect(url)


def saved(request, change, url):
    """Lead to `url`, where the change just made is told with a button that takes it back."""
    joint = "&" if "?" in url else "?"
    return go_on(request, f"{url}{joint}{SAVED}={change.pk if change else 0}")


def next_url(request):
    """Return where a sent form asks to be led: one of a member's own screens, the home otherwise."""
    home = reverse("stall:home")
    target = request.POST.get("next", "")
    own = target.startswith(home) and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if own else home
