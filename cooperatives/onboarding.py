"""How a producer gets its stall, how people become members, and how that ends. Every step may be repeated.

A stall is one act: the producer's group with its rights on the page and all below it, and a collection for its files.
"""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, PageSubscription

from cooperatives.models import Invitation, Membership, Stall
from cooperatives.rights import ACCESS_ADMIN, FILE_RIGHTS, MEMBER_PAGE_RIGHTS, grant_files, grant_pages, permission

LONGEST_NAME = Group._meta.get_field("name").max_length


class OnboardingError(Exception):
    """A step that may not be taken; the message says why, to the person who asked for it."""


@transaction.atomic
def open_stall(producer):
    """Return the producer's `Stall`, made or repaired; see `mend_stall`."""
    return mend_stall(producer)[0]


@transaction.atomic
def mend_stall(producer):
    """Make what is missing of a producer's stall and take away what does not belong.

    Returns (stall, a list of English sentences that say what was mended; empty if all was well).
    """
    mended = []
    stall = Stall.objects.filter(producer=producer).select_related("group", "collection").first()
    if stall is None:
        stall = Stall.objects.create(producer=producer, group=new_group(producer), collection=new_collection(producer))
        mended.append("made the stall")
    rename(stall)
    mended += mend_rights(stall)
    mended += mend_people(stall)
    mended += mend_roles(stall)
    return stall, mended


def stall_name(producer):
    """Return the name of a producer's group and collection: found in a list by its title, unique by the page's number."""
    number = stall_number(producer)
    return f"{producer.title[: LONGEST_NAME - len(number)]}{number}"


def stall_number(producer):
    """Return what the name of a producer's group and collection ends with."""
    return f" (chủ thể {producer.pk})"


def new_group(producer):
    """Return a fresh group. One of that name that belongs to nobody is a leftover, and is taken over emptied."""
    group, made = Group.objects.get_or_create(name=stall_name(producer))
    if not made:
        if Stall.objects.filter(group=group).exists():
            raise OnboardingError(_("The group “%(name)s” belongs to another producer.") % {"name": group.name})
        group.user_set.clear()
    return group


def new_collection(producer):
    """Return a collection below the root: the one that an earlier stall of the producer left, with its files, or a new one."""
    left = Collection.objects.filter(stall=None, name__endswith=stall_number(producer)).first()
    return left or Collection.get_first_root_node().add_child(name=stall_name(producer))


def rename(stall):
    """Let group and collection follow the page's title, the collection to its place in the alphabet too."""
    name = stall_name(stall.producer)
    group, collection = stall.group, stall.collection
    if group.name != name:
        group.name = name
        group.save(update_fields=["name"])
    if collection.name != name:
        collection.name = name
        collection.save(update_fields=["name"])
        collection.move(Collection.get_first_root_node(), pos="sorted-child")
        collection.refresh_from_db()


def mend_rights(stall):
    """Give the stall's group exactly a member's rights, on its own page and collection alone."""
    mended = []
    group, producer, collection = stall.group, stall.producer, stall.collection
    access = permission(ACCESS_ADMIN)
    if set(group.permissions.values_list("pk", flat=True)) != {access.pk}:
        group.permissions.set([access])
        mended.append("set the group's own rights")
    foreign = GroupPagePermission.objects.filter(group=group).exclude(
        page=producer, permission__codename__in=MEMBER_PAGE_RIGHTS
    )
    if foreign.delete()[0]:
        mended.append("took away rights on other pages")
    if grant_pages(group, producer, MEMBER_PAGE_RIGHTS):
        mended.append("gave the rights on its own page")
    codenames = [name.split(".")[1] for name in FILE_RIGHTS]
    foreign = GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=collection, permission__codename__in=codenames
    )
    if foreign.delete()[0]:
        mended.append("took away rights on other collections")
    root = Collection.get_first_root_node()
    if not collection.is_child_of(root):  # who holds rights on the collection above would hold them here
        collection.move(root, pos="sorted-child")
        mended.append("moved its collection below the root")
    if grant_files(group, collection):
        mended.append("gave the rights on its own collection")
    return mended


def mend_roles(stall):
    """Take from the members what rights they hold elsewhere: asleep beside a membership, they would wake at its end."""
    User = get_user_model()
    members = User.objects.filter(groups=stall.group, is_superuser=False)
    elsewhere = User.groups.through.objects.filter(user__in=members).exclude(group=stall.group)
    of_their_own = User.user_permissions.through.objects.filter(user__in=members)
    people = {*elsewhere.values_list("user", flat=True), *of_their_own.values_list("user", flat=True)}
    if not people:
        return []
    User.groups.through.objects.filter(user__in=people).exclude(group=stall.group).delete()
    of_their_own.filter(user__in=people).delete()
    return [f"took rights from elsewhere away from {len(people)} members"]


def mend_people(stall):
    """Let the group hold the producer's active members and nobody else."""
    mended = []
    members = set(
        Membership.objects.active().filter(producer=stall.producer, user__is_active=True).values_list("user", flat=True)
    )
    present = set(stall.group.user_set.values_list("pk", flat=True))
    if strangers := present - members:
        stall.group.user_set.remove(*strangers)
        mended.append(f"took {len(strangers)} who are not members out of the group")
    if missing := members - present:
        stall.group.user_set.add(*missing)
        mended.append(f"put {len(missing)} members into the group")
    return mended


# --- people


@transaction.atomic
def add_member(user, producer, is_lead=False):
    """Make `user` a member of `producer` and return the `Membership`; one that holds already is returned as it is.

    Raises OnboardingError if the person works for another producer or for the house: one account has one role.
    """
    stall = open_stall(producer)
    if reason := other_role(user, producer):
        raise OnboardingError(reason)
    current = Membership.objects.active().filter(user=user).first()
    if current is None:
        current = Membership.objects.create(user=user, producer=producer, is_lead=is_lead)
    elif is_lead and not current.is_lead:
        current.is_lead = True
        current.save(update_fields=["is_lead"])
    stall.group.user_set.add(user)
    forget_standing(user)
    return current


def other_role(user, producer):
    """Return why an account cannot be a member of `producer`, in words for officers and for the person; "" where it can."""
    if Membership.objects.active().filter(user=user).exclude(producer=producer).exists():
        return _("This account already belongs to another producer. Use another e-mail address.")
    if belongs_to_the_house(user):
        return _("This account has another role on the site. Use another e-mail address.")
    return ""


def belongs_to_the_house(user):
    """Whether an account is an administrator's, an editor's or an officer's: it has rights from elsewhere than a stall."""
    others = user.groups.filter(stall=None)
    return user.is_superuser or user.user_permissions.exists() or others.exists()


@transaction.atomic
def end_membership(membership, by=None):
    """End a membership at once: rights, invitations, mails and every open session go with it. Ending twice changes nothing.

    The account stays, asleep: inactive and without a password, so that no session of it ever opens again. An invitation
    wakes it.
    """
    if membership.ended_at is not None:
        return
    membership.ended_at, membership.ended_by = timezone.now(), by
    membership.save(update_fields=["ended_at", "ended_by"])
    user = membership.user
    asked = Q(invited_by=user) | Q(email__iexact=user.email)
    Invitation.objects.unanswered().filter(asked, producer=membership.producer_id).update(revoked_at=timezone.now())
    own_pages = Page.objects.descendant_of(membership.producer, inclusive=True)
    PageSubscription.objects.filter(user=user, page__in=own_pages).delete()  # comments there are no mail for them
    user.groups.remove(*Group.objects.filter(stall__isnull=False))
    if not belongs_to_the_house(user):
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
    forget_standing(user)


def forget_standing(user):
    """Drop what this instance of the account remembers of its standing."""
    user.__dict__.pop("_standing", None)


# --- invitations


@transaction.atomic
def invite(producer, email, name, by, is_lead=False, is_discreet=False):
    """Return (invitation, token) for a new invitation; it takes the place of earlier ones to the same address.

    Raises OnboardingError where the person is a member already, or the account has another role. An `is_discreet` one is
    then made all the same, though nobody can take it up: who asks for it must not learn what other people do here.
    """
    email = email.strip().lower()
    if user := account_of(email):
        if Membership.objects.active().filter(user=user, producer=producer).exists():
            raise OnboardingError(_("This person is a member already."))
        if not is_discreet and (reason := other_role(user, producer)):
            raise OnboardingError(reason)
    open_stall(producer)
    Invitation.objects.unanswered().filter(producer=producer, email=email).update(revoked_at=timezone.now())
    token, digest = Invitation.new_token()
    invitation = Invitation.objects.create(
        producer=producer,
        email=email,
        name=name.strip(),
        is_lead=is_lead,
        digest=digest,
        invited_by=by,
        expires_at=timezone.now() + datetime.timedelta(days=settings.OCOP_INVITATION_DAYS),
    )
    return invitation, token


def find_invitation(token):
    """Return the open `Invitation` that a link's token names, or None if it was used, taken back or is too old."""
    return Invitation.objects.open().filter(digest=Invitation.digest_of(token)).select_related("producer").first()


def accept(token, password):
    """Take up the invitation that a link's token names; see `take_up`. None if the link no longer works."""
    invitation = find_invitation(token)
    return take_up(invitation, password) if invitation else None


@transaction.atomic
def take_up(invitation, password, name=""):
    """Take up an invitation: return the user, a member now, with `password` set. None if it is no longer open.

    `name` is what the person is called, as it is said here; as the invitation has it otherwise. The row is marked first,
    so that of two people with the same link one succeeds. Raises OnboardingError as `add_member` does, and nothing changed.
    """
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        return None
    user = account_for(invitation, name)
    user.is_active = True
    user.set_password(password)
    user.save()
    add_member(user, invitation.producer, invitation.is_lead)
    return user


def account_for(invitation, name=""):
    """Return the account that takes up an invitation, unsaved if it is new; the e-mail address is then the user name."""
    user = account_of(invitation.email)
    if user is None:
        user = get_user_model()(username=invitation.email, email=invitation.email)
    # A Vietnamese name ends with what a person is called by.
    before, __, called = (name or invitation.name).strip().rpartition(" ")
    user.first_name, user.last_name = called[:150], before[:150]
    return user


def account_of(email):
    """Return the account with this e-mail address or user name, or None."""
    User = get_user_model()
    return User.objects.filter(email__iexact=email).first() or User.objects.filter(username__iexact=email).first()
