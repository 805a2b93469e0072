"""The door of a member's own screens."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cooperatives.access.standing import is_closed, standing
from cooperatives.stall.answers import wants_json
from cooperatives.stall.kept import keep_posted


def member_view(view):
    """Let members in and hand them their producer: `view(request, producer, …)`; nothing else says whose data it is.

    Who is not signed in is asked to, and finds what was typed after it; who is no member gets a page that says so (403).
    """

    @wraps(view)
    @never_cache
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        producer = standing(request.user).producer
        if producer is None:
            return render(request, "cooperatives/stall/no_stall.html", status=403)
        return view(request, producer, *args, **kwargs)

    return guarded


def member_post(view):
    """Like `member_view`, for what is only ever sent; who comes by its address is led home."""

    @wraps(view)
    def sent_only(request, producer, *args, **kwargs):
        if request.method != "POST":
            return redirect("stall:home")
        return view(request, producer, *args, **kwargs)

    return member_view(sent_only)


def ask_to_sign_in(request):
    """Lead to the sign-in form and from there back; a script, which shows the way itself, gets the address.

    Or hears that the account is closed.
    """
    if wants_json(request):
        if is_closed(request):
            return JsonResponse({"closed": True}, status=401)
        return JsonResponse({"login": redirect_to_login(reverse("stall:home")).url}, status=401)
    if request.method == "POST":
        keep_posted(request)
        return redirect_to_login(request.path)
    return redirect_to_login(request.get_full_path())
