"""Personal data of people who have no place here is not kept: declined requests, invitations that nobody took up."""

import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from cooperatives.choices import RequestState
from cooperatives.models import Invitation, StallRequest


def forget_old(dry_run=False):
    """Delete what is older than OCOP_FORGET_AFTER_DAYS; return (requests, invitations) deleted, or due with `dry_run`."""
    before = timezone.now() - datetime.timedelta(days=settings.OCOP_FORGET_AFTER_DAYS)
    requests = StallRequest.objects.filter(state=RequestState.DECLINED, handled_at__lt=before)
    over = Q(revoked_at__lt=before) | Q(revoked_at=None, expires_at__lt=before)
    invitations = Invitation.objects.filter(over, accepted_at=None)
    found = requests.count(), invitations.count()
    if not dry_run:
        requests.delete()
        invitations.delete()
    return found
