"""The invited person's side: the link of the e-mail, then name and password.

The link's token is read once and leaves the address at once: what stays open on a screen, in a history or in a referrer
leads nowhere.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cooperatives.access.standing import standing
from cooperatives.joining.forms import TakeUpForm
from cooperatives.models import Invitation
from cooperatives.onboarding import OnboardingError, account_for, take_up
from cooperatives.people import full_name

SESSION_KEY = "invitation"  # the digest, so that a session stores no token either


@require_safe
@never_cache
def open_link(request, token):
    """Keep in the session which invitation it is, and lead to the address without a token."""
    digest = Invitation.digest_of(token)
    if not Invitation.objects.filter(digest=digest).exists():
        return without_referrer(refuse(request, None))
    request.session[SESSION_KEY] = digest
    return without_referrer(redirect("invitation:take_up"))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def take_up_invitation(request):
    """Say who invites to what; take name and password; sign the person in."""
    invitation = (
        Invitation.objects.filter(digest=request.session.get(SESSION_KEY, ""))
        .select_related("producer", "invited_by")
        .first()
    )
    if invitation is None or not invitation.is_open:
        return refuse(request, invitation)
    account = account_for(invitation)
    form = TakeUpForm(account, request.POST if request.method == "POST" else None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = take_up(invitation, form.cleaned_data["password"], form.cleaned_data["name"])
        except OnboardingError as error:
            form.add_error(None, str(error))
        else:
            return welcome(request, user, invitation) if user else refuse(request, invitation)
    context = {
        "form": form,
        "invitation": invitation,
        "inviter": full_name(invitation.invited_by),
        "sign_in_name": account.get_username(),
    }
    return render(request, "cooperatives/joining/invitation.html", context)


def welcome(request, user, invitation):
    """Sign the new member in and lead to the stall."""
    request.session.pop(SESSION_KEY, None)
    login(request, user)
    messages.success(
        request, _("Welcome! From now on you write for %(producer)s.") % {"producer": invitation.producer.title}
    )
    return redirect("stall:home")


def refuse(request, invitation):
    """Say why a link does not work, and what to do; whoever is a member already goes to the stall."""
    if invitation is not None:
        invitation.refresh_from_db()
        producer = standing(request.user).producer
        if producer and producer.pk == invitation.producer_id:
            return redirect("stall:home")
    context = {"invitation": invitation, "reason": reason(invitation)}
    return render(request, "cooperatives/joining/invitation_closed.html", context, status=410)


def reason(invitation):
    """Return why an invitation cannot be taken up: "unknown", "used", "revoked" or "expired"."""
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "used"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= timezone.now() else "unknown"


def without_referrer(response):
    """Let the next page not learn where the visitor comes from: the address holds the token."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
