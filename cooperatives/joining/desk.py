"""What an officer and a lead member can do for a producer's people; the two differ in templates, addresses and one rule.

Every object is looked for among the producer's own: an id of somebody else's is not found (404).
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.joining import mails
from cooperatives.joining.forms import OfficersPersonForm, PersonForm
from cooperatives.joining.people import (
    end,
    invitations_of,
    memberships_of,
    people_of,
    send_invitation,
    set_lead,
)
from cooperatives.joining.removal import may_go
from cooperatives.models import ProducerPage
from cooperatives.onboarding import OnboardingError
from cooperatives.people import full_name


@dataclass(frozen=True)
class Desk:
    """Where a producer's people are looked after: `namespace` of the addresses, folder of the templates."""

    request: HttpRequest
    producer: ProducerPage
    namespace: str
    templates: str
    is_officers: bool = False
    may_change: bool = True

    @property
    def arguments(self):
        """What stands in front of every address's own arguments; a member's never say whose."""
        return [self.producer.pk] if self.is_officers else []

    @property
    def home_url(self):
        """The list of people."""
        return reverse(f"{self.namespace}:people", args=self.arguments)

    def back(self):
        """Return to the list."""
        return redirect(self.home_url)

    def draw(self, name, context, **kwargs):
        """Render one of the desk's templates."""
        return render(self.request, f"{self.templates}/{name}.html", {"desk": self, **context}, **kwargs)

    def url(self, name, pk):
        """Return the address of an act on the invitation or membership `pk`."""
        return reverse(f"{self.namespace}:{name}", args=[*self.arguments, pk])


def people(desk):
    """The list with the form to invite; a POST invites."""
    form_class = OfficersPersonForm if desk.is_officers else PersonForm
    data = desk.request.POST if desk.request.method == "POST" and desk.may_change else None
    form = form_class(data)
    earlier = None
    if data is not None and form.is_valid():
        earlier = invitations_of(desk.producer).filter(email=form.cleaned_data["email"].lower()).first()
    # What is replaced is named by its number: a third one that came meanwhile is asked about again.
    is_asked = earlier is not None and data.get("replaces") != str(earlier.pk)
    if data is not None and form.is_valid() and not is_asked:
        try:
            sent = send_invitation(desk.request, desk.producer, **form.cleaned_data, by_officer=desk.is_officers)
        except OnboardingError as error:
            form.add_error("email", str(error))
        else:
            say_sent(desk.request, form.cleaned_data["email"], sent)
            return desk.back()
    found = people_of(desk.producer)
    members = [member_row(desk, row, found) for row in found.members]
    invitations = [{"invitation": row, **invitation_urls(desk, row)} for row in found.invitations]
    return desk.draw(
        "people",
        {
            "form": form,
            "people": found,
            "members": members,
            "invitations": invitations,
            "may_go": desk.is_officers and may_go(desk.producer),
            **(replacement(earlier, form) if is_asked else {}),
            **titles(desk),
        },
    )


def replacement(earlier, form):
    """Return what is asked before an invitation takes the place of an `earlier` one to the same address."""
    return {
        "earlier": earlier,
        "earlier_role": role_name(earlier.is_lead),
        "new_role": role_name(form.cleaned_data.get("is_lead", False)),
    }


def role_name(is_lead):
    """Return what a person is invited as."""
    return _("lead member") if is_lead else _("plain member")


def member_row(desk, membership, people):
    """Return what the list shows of one of the `people`: its name, what it is among them, and the addresses of the acts."""
    return {
        "membership": membership,
        "name": full_name(membership.user),
        "is_self": membership.user_id == desk.request.user.pk,
        "is_last_lead": membership.is_lead and people.leads == 1,
        "end_url": desk.url("end", membership.pk),
        "lead_url": desk.url("lead", membership.pk),
    }


def invitation_urls(desk, invitation):
    """Return the addresses of what can be done with an invitation."""
    return {"resend_url": desk.url("resend", invitation.pk), "revoke_url": desk.url("revoke", invitation.pk)}


def titles(desk):
    """Return what the admin's page head shows."""
    return {"page_title": _("Members"), "page_subtitle": desk.producer.title, "header_icon": "group"}


def resend(desk, pk):
    """Send an invitation anew, with a new link and a new time; the old link stops working."""
    invitation = get_object_or_404(invitations_of(desk.producer), pk=pk)
    try:
        sent = send_invitation(
            desk.request,
            desk.producer,
            invitation.email,
            invitation.name,
            invitation.is_lead,
            by_officer=desk.is_officers,
        )
    except OnboardingError as error:
        messages.error(desk.request, str(error))
    else:
        say_sent(desk.request, invitation.email, sent)
    return desk.back()


def say_sent(request, email, sent):
    """Say whether the mail with the link is on its way."""
    if sent:
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    else:
        messages.error(
            request,
            _("The invitation is made, but the e-mail to %(email)s could not be sent. Press “Send again” later.")
            % {"email": email},
        )


def revoke(desk, pk):
    """Ask whether an invitation should be taken back; a POST takes it back."""
    invitation = get_object_or_404(invitations_of(desk.producer), pk=pk)
    if desk.request.method != "POST":
        return desk.draw("revoke", {"invitation": invitation, **titles(desk), "page_title": _("Take back")})
    if invitations_of(desk.producer).filter(pk=pk).update(revoked_at=timezone.now()):
        messages.success(desk.request, _("The invitation to %(email)s no longer works.") % {"email": invitation.email})
    return desk.back()


def lead(desk, pk):
    """Make a member lead member (lead=1), or a plain one again (lead=0)."""
    membership = get_object_or_404(memberships_of(desk.producer), pk=pk)
    is_lead = desk.request.POST.get("lead") == "1"
    try:
        set_lead(membership, is_lead)
    except OnboardingError as error:
        messages.error(desk.request, str(error))
    else:
        text = _("%(name)s is lead member now.") if is_lead else _("%(name)s is a plain member now.")
        messages.success(desk.request, text % {"name": full_name(membership.user)})
    return desk.back()


def end_one(desk, pk):
    """Ask whether a membership should end, saying what happens; a POST ends it."""
    membership = get_object_or_404(memberships_of(desk.producer), pk=pk)
    name = full_name(membership.user)
    is_self = membership.user_id == desk.request.user.pk
    if desk.request.method != "POST":
        is_last_lead = membership.is_lead and people_of(desk.producer).leads == 1
        context = {"membership": membership, "name": name, "is_self": is_self, "is_last_lead": is_last_lead}
        return desk.draw("end", {**context, **titles(desk), "page_title": _("End membership")})
    email = membership.user.email
    try:
        end(membership, desk.request.user, keep_a_lead=not desk.is_officers)
    except OnboardingError as error:
        messages.error(desk.request, str(error))
        return desk.back()
    if email:
        mails.send("ended", email, desk.request, name=name, producer=desk.producer)
    messages.success(desk.request, _("%(name)s is no longer a member.") % {"name": name})
    return redirect("/") if is_self else desk.back()
