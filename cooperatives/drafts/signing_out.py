"""A shared computer keeps nothing of a person who has signed out."""

from django.contrib.auth.signals import user_logged_out


class ForgetOnSigningOutMiddleware:
    """Asks the browser to drop what the site's scripts have stored, in the answer to a signing out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"storage"'
        return response


def note_signing_out(sender, request, **kwargs):
    """Mark the request; a session that merely runs out is no signing out, and keeps its texts."""
    if request is not None:
        request.has_signed_out = True


def connect():
    """Connect the receiver."""
    user_logged_out.connect(note_signing_out, dispatch_uid="forget-drafts")
