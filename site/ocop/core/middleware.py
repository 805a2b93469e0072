"""Small guards in front of every view."""

from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse


class RefuseNulBytesMiddleware:
    """Answers 400 to an address or query that carries a NUL byte, which PostgreSQL cannot store or compare.

    Search and filter forms of public pages drop the byte instead of refusing it: see `forgiving_paths`.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:
            return render(request, "400.html", status=400)
        if b"\x00" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            if request.path.startswith(reverse("wagtailadmin_home")):
                return render(request, "400.html", status=400)
            cleaned = request.GET.copy()
            for key in list(cleaned):
                cleaned.setlist(key.replace("\x00", ""), [value.replace("\x00", "") for value in cleaned.pop(key)])
            cleaned._mutable = False
            request.GET = cleaned
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            if any("\x00" in value for values in request.POST.lists() for value in (values[0], *values[1])):
                return render(request, "400.html", status=400)
        return self.get_response(request)


class AdminContentSecurityPolicyMiddleware:
    """Widens the policy on the Wagtail admin's own pages, which still carry inline scripts; public pages stay strict."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY_EXTRA
        return response
