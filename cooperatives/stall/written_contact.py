"""A contact that a member wrote and an editor published: it counts as confirmed on the day on which it was written."""

from django.db.models import Q
from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange, Membership, ProducerPage
from cooperatives.stall.changes import CONFIRMED, lock
from cooperatives.stall.confirming import (
    CONTACT_FIELDS,
    SAID,
    contact_version,
    read_contact_day,
    write_contact_day,
)

BEFORE = "_contact_before"


def connect():
    """Connect the receivers."""
    pre_save.connect(remember_contact, sender=ProducerPage, dispatch_uid="remember-contact")
    page_published.connect(contact_published, sender=ProducerPage, dispatch_uid="written-contact")


def remember_contact(sender, instance, update_fields=None, **kwargs):
    """Keep, on a page about to be saved, the version of the contact that buyers have read so far; "" without one."""
    if not instance.pk or (update_fields is not None and set(CONTACT_FIELDS).isdisjoint(update_fields)):
        return
    once_public = ProducerPage.objects.filter(Q(live=True) | Q(first_published_at__isnull=False), pk=instance.pk)
    row = once_public.values_list(*CONTACT_FIELDS).first()
    setattr(instance, BEFORE, contact_version(row) if row else "")


def contact_published(sender, instance, revision, **kwargs):
    """Note under the writer's name that a new contact is public, and since which day it holds.

    What somebody of the house wrote is no member's word: the day stays as it is.
    """
    said = contact_version([getattr(instance, name) for name in CONTACT_FIELDS])
    if not said or said == getattr(instance, BEFORE, said):
        return
    written = first_with(said, revision)
    if not Membership.objects.filter(producer=instance.pk, user=written.user_id).exists():
        return
    lock(instance.pk)
    before = read_contact_day(instance.pk) | {SAID: getattr(instance, BEFORE)}
    after = {SAID: said, CONFIRMED: timezone.localdate(written.created_at).isoformat()}
    write_contact_day(instance.pk, after)
    LivingChange.objects.create(
        producer=instance, page=instance, fact=LivingFact.CONTACT, user=written.user, before=before, after=after
    )


def first_with(said, revision):
    """Return the revision in which the contact of `revision` was written: the first of the unbroken row that ends there."""
    first = revision.pk
    rows = Revision.page_revisions.filter(object_id=revision.object_id, pk__lt=first).order_by("-pk")
    for pk, *contact in rows.values_list("pk", *(f"content__{name}" for name in CONTACT_FIELDS)).iterator():
        if contact_version(contact) != said:
            break
        first = pk
    return Revision.objects.select_related("user").defer("content").get(pk=first)
