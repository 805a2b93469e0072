"""The door of a member's own screens."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cooperatives.access.standing import standing


def member_view(view):
    """Let members in and hand them their producer: `view(request, producer, …)`; nothing else says whose data it is.

    Who is not signed in is asked to; who is no member gets a page that says so (403).
    """

    @wraps(view)
    @never_cache
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        producer = standing(request.user).producer
        if producer is None:
            return render(request, "cooperatives/stall/no_stall.html", status=403)
        return view(request, producer, *args, **kwargs)

    return guarded
