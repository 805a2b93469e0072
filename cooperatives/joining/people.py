"""A producer's people as officers and its lead member look after them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cooperatives.joining import mails
from cooperatives.models import Invitation, Membership
from cooperatives.onboarding import OnboardingError, end_membership, invite
from ocop.core.throttle import Limit, waiting_time

# A member's account in the wrong hands must not send mails without end.
INVITATIONS = Limit("invitations", times=20, seconds=24 * 60 * 60)


@dataclass(frozen=True)
class People:
    """Active memberships, and invitations that wait or ran out; the newest first."""

    members: list[Membership]
    invitations: list[Invitation]

    @property
    def leads(self):
        """How many lead members there are."""
        return sum(member.is_lead for member in self.members)


def memberships_of(producer):
    """Return a producer's active memberships, with their accounts: where every action finds its object."""
    return Membership.objects.active().filter(producer=producer).select_related("user")


def invitations_of(producer):
    """Return a producer's invitations that nobody took up or took back."""
    return Invitation.objects.unanswered().filter(producer=producer)


def people_of(producer):
    """Return the `People` of a producer; two queries."""
    return People(list(memberships_of(producer)), list(invitations_of(producer)))


def send_invitation(request, producer, email, name, is_lead=False, by_officer=False):
    """Invite a person by e-mail; return whether the mail went out. Raises OnboardingError with the reason in plain words.

    A lead member may send so many a day, and gets the same answer whoever the address belongs to.
    """
    if not by_officer and (wait := INVITATIONS.take(str(producer.pk))):
        raise OnboardingError(
            _("Many invitations went out today. Please wait %(time)s.") % {"time": waiting_time(wait)}
        )
    invitation, token = invite(producer, email, name, request.user, is_lead, is_discreet=not by_officer)
    return mails.send_invitation(request, invitation, token)


@transaction.atomic
def end(membership, by, keep_a_lead):
    """End a membership. With `keep_a_lead` the last lead member stays (OnboardingError)."""
    if keep_a_lead and membership.is_lead:
        refuse_last_lead(membership)
    end_membership(membership, by)


@transaction.atomic
def set_lead(membership, is_lead):
    """Make somebody lead member, or a plain one again; the last lead member stays one (OnboardingError)."""
    if not is_lead:
        refuse_last_lead(membership)
    membership.is_lead = is_lead
    membership.save(update_fields=["is_lead"])


def refuse_last_lead(membership):
    """Raise OnboardingError if `membership` is the producer's only lead; the rows stay locked until the act is done."""
    leads = Membership.objects.active().select_for_update().filter(producer=membership.producer_id, is_lead=True)
    if {lead.pk for lead in leads} <= {membership.pk}:
        raise OnboardingError(
            _("This is the only lead member. Make somebody else lead member first, or ask an officer.")
        )
