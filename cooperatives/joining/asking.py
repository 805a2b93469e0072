"""The public form "Đăng ký gian hàng"."""

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cooperatives.joining import mails
from cooperatives.joining.forms import StallRequestForm
from ocop.core.throttle import Limit, client_address, waiting_time

# A commune's officer may send several from one line; a machine sends hundreds.
REQUESTS = Limit("stall-requests", times=10, seconds=60 * 60)
TWICE_SECONDS = 60 * 60
PRIVACY_SLUG = "quyen-rieng-tu"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """The form; what was typed stays in it until it is sent."""
    form = StallRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_repeated(form):
            return redirect("joining:asked")
        if wait := REQUESTS.take(client_address(request)):
            form.add_error(
                None,
                _("Many requests came from your connection. Please wait %(time)s and send it again, or call us.")
                % {"time": waiting_time(wait)},
            )
        else:
            mails.tell_of_request(request, form.save())
            remember(form)
            return redirect("joining:asked")
    privacy = Page.objects.live().public().filter(slug=PRIVACY_SLUG).first()
    return render(request, "cooperatives/joining/ask.html", {"form": form, "privacy": privacy})


@require_safe
def asked(request):
    """Thanks, and what happens next."""
    return render(request, "cooperatives/joining/asked.html")


def is_repeated(form):
    """Whether this very request has just been sent: somebody pressed the button twice, or loaded the page again."""
    return cache.get(request_key(form)) is not None


def remember(form):
    """Keep in mind that this request is stored."""
    cache.set(request_key(form), True, TWICE_SECONDS)


def request_key(form):
    """Return the cache's key for what a form says."""
    said = "\n".join(f"{name}={form.cleaned_data[name]}" for name in form.Meta.fields)
    return "stall-request:" + salted_hmac("stall request", said).hexdigest()
