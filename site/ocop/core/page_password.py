"""The shared password of a private page or collection, in front of Wagtail's views at their addresses: wrong ones are counted."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail import views as page_views
from wagtail.documents.views import serve as document_views
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from ocop.core.throttle import Limit, client_address, waiting_time

QUARTER = 15 * 60
# Of one address for one restriction; and for all of them, so that many private pages are no way around.
WRONG_PER_RESTRICTION = Limit("page-password", times=10, seconds=QUARTER)
WRONG_PER_ADDRESS = Limit("page-password-address", times=30, seconds=QUARTER)


class WaitForm(PasswordViewRestrictionForm):
    """The same form, which says how long to wait instead of whether the password was right."""

    def __init__(self, *args, wait, **kwargs):
        super().__init__(*args, **kwargs)
        self.wait = wait

    def clean_password(self):
        """Refuse whatever was typed, and never compare it."""
        text = _("The password was wrong too many times. Please wait %(time)s.") % {"time": waiting_time(self.wait)}
        raise ValidationError(text, code="wait")


def page(request, page_view_restriction_id, page_id):
    """Take the password of a private page."""
    restriction = get_object_or_404(PageViewRestriction, pk=page_view_restriction_id)
    return guarded(request, restriction, page_views.authenticate_with_password, page_view_restriction_id, page_id)


def collection(request, restriction_id):
    """Take the password of a private collection's documents."""
    restriction = get_object_or_404(CollectionViewRestriction, pk=restriction_id)
    return guarded(request, restriction, document_views.authenticate_with_password, restriction_id)


def guarded(request, restriction, view, *arguments):
    """Return what Wagtail's `view` answers; 429 and the form again after too many wrong passwords."""
    if request.method != "POST":
        return view(request, *arguments)
    address = client_address(request)
    subject = f"{restriction._meta.model_name} {restriction.pk} {address}" if address else ""
    # Counted before it is compared, so that many at once are no way around.
    if wait := WRONG_PER_RESTRICTION.take(subject) or WRONG_PER_ADDRESS.take(address):
        return asked_to_wait(request, restriction, wait)
    response = view(request, *arguments)
    if response.status_code == HttpResponse.status_code:
        return response
    WRONG_PER_RESTRICTION.give_back(subject)
    WRONG_PER_ADDRESS.give_back(address)
    return response


def asked_to_wait(request, restriction, wait):
    """Return the form with how long to wait."""
    form = WaitForm(request.POST, instance=restriction, wait=wait)
    context = {"form": form, "action_url": request.path}
    return TemplateResponse(request, "registration/page_password_form.html", context, status=429)
