"""What a signed-in person is here: a member of one producer, or one of the house."""

from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY, get_user_model

from cooperatives.models import Membership, Stall
from ocop.core.prepared import prepared


@dataclass(frozen=True)
class Standing:
    """`membership`: the person's active membership, or None. `in_group`: whether a stall's group carries rights for it."""

    membership: Membership | None
    in_group: bool

    @property
    def is_member(self):
        """Whether the rules for members hold. A stall's group without a membership closes everything: nothing is theirs."""
        return self.membership is not None or self.in_group

    @property
    def producer(self):
        """The one `ProducerPage` that is theirs, or None."""
        return self.membership.producer if self.membership else None


def is_closed(request):
    """Whether a request comes out of a session whose account was closed since: to sign in again would not help."""
    if request.user.is_authenticated or SESSION_KEY not in request.session:
        return False
    return get_user_model().objects.filter(pk=request.session[SESSION_KEY], is_active=False).exists()


def standing(user):
    """Return the `Standing` of a user; asked once per request, one query for members and one for the house.

    Administrators stand above the rules. Whoever has a membership falls under them, whatever other groups they are in: a
    person with two roles uses two accounts.
    """
    if not hasattr(user, "_standing"):
        user._standing = find_standing(user)
    return user._standing


def find_standing(user):
    """Ask the database for the `Standing` of `user`."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return Standing(None, False)
    membership = next(iter(membership_of(user.pk)), None)
    return Standing(membership, bool(membership) or Stall.objects.filter(group__user=user).exists())


@prepared
def membership_of(user):
    """The active membership of the user with this id, with its producer."""
    found = (
        Membership.objects.active().filter(user=user).select_related("producer__stall__collection", "producer__commune")
    )
    return found.order_by("pk")[:1]


def producer_of(user):
    """Return the producer whose member `user` is, or None."""
    return standing(user).producer
