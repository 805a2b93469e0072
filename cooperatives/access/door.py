"""The door of the admin: closed to members but for the addresses in `allowed.py`, and there for what is their own."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cooperatives.access.allowed import ALLOWED, ALLOWED_TO_NOBODYS_MEMBER, LEADS_HOME
from cooperatives.access.standing import standing


class MemberDoorMiddleware:
    """Stops members in front of every admin view that is not theirs; everybody else passes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        """Return None to let the request in, a redirect to the person's own place, or a refusal (403)."""
        if not request.path.startswith(reverse("wagtailadmin_home")) or not request.user.is_authenticated:
            return None
        person = standing(request.user)
        if not person.is_member:
            return None
        name = request.resolver_match.view_name
        if person.producer is None:
            return None if name in ALLOWED_TO_NOBODYS_MEMBER else refuse(request)
        if name in LEADS_HOME:
            return redirect("stall:home")
        question = ALLOWED.get(name)
        return None if question and question(request, person.producer, keywords) else refuse(request)


def refuse(request):
    """Return 403: a page in plain words, or JSON for what a script asked."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.accepts("text/html") is False:
        return JsonResponse({"error": _("This is not open to you.")}, status=403)
    return render(request, "cooperatives/access/refused.html", status=403)
