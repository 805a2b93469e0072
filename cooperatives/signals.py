"""What follows when a producer's page goes."""

from django.db.models.signals import post_delete, pre_delete

from cooperatives.models import Membership, ProducerPage, Stall


def end_memberships(sender, instance, **kwargs):
    """Close the accounts of a producer whose page is about to be deleted: without it they have no place here."""
    from cooperatives.onboarding import end_membership

    for membership in Membership.objects.active().filter(producer=instance).select_related("user"):
        end_membership(membership)


def delete_group(sender, instance, **kwargs):
    """Delete the group of a stall that is gone. The collection stays: its pictures may stand on other pages."""
    instance.group.delete()


def connect():
    """Connect the receivers."""
    pre_delete.connect(end_memberships, sender=ProducerPage, dispatch_uid="end-memberships")
    post_delete.connect(delete_group, sender=Stall, dispatch_uid="delete-stall-group")
