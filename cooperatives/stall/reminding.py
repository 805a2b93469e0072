"""Asks producers by e-mail to confirm what is about to be flagged as old: politely, and once per period."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from cooperatives.models import Stall
from cooperatives.people import short_name
from cooperatives.stall.confirming import all_held, is_near

logger = logging.getLogger(__name__)


def due_items(stall, today):
    """Return the `Held` of which a stall should be reminded on `today`; none where it was reminded of them before.

    A reminder counts for everything whose time to ask had come when it was sent; what is confirmed begins a new period.
    Between two reminders lie OCOP_REMIND_BEFORE_DAYS at least, so that products confirmed on different days make one mail.
    """
    near = [item for item in all_held(stall.producer) if is_near(item, today)]
    last = stall.reminded_on
    if last is not None and (today - last).days < settings.OCOP_REMIND_BEFORE_DAYS:
        return []
    if last is not None and not any(item.asking_from > last for item in near):
        return []
    return near


def recipients(producer_id):
    """Return the active members with an e-mail address."""
    members = get_user_model().objects.filter(
        memberships__producer=producer_id, memberships__ended_at=None, is_active=True
    )
    return list(members.exclude(email="").order_by("pk"))


def messages_for(stall, items, today):
    """Return one `EmailMessage` per member, in Vietnamese."""
    with translation.override("vi"):
        base = {
            "stall": stall,
            "items": items,
            "stale_days": settings.OCOP_STALE_AFTER_DAYS,
            "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("stall:home"),
            "is_over": any(item.last_good_day < today for item in items),
        }
        subject = " ".join(render_to_string("cooperatives/stall/mail/remind_subject.txt", base).split())
        return [
            EmailMessage(
                subject,
                render_to_string("cooperatives/stall/mail/remind.txt", {**base, "name": short_name(user)}).strip()
                + "\n",
                to=[user.email],
            )
            for user in recipients(stall.producer_id)
        ]


def remind_all(today=None, dry_run=False):
    """Write to every producer that is due; returns (producers, mails). A mail server that refuses one spares the others."""
    today = today or timezone.localdate()
    producers = mails = 0
    for stall in Stall.objects.filter(producer__live=True).select_related("producer").order_by("pk"):
        with translation.override("vi"):
            items = due_items(stall, today)
        found = messages_for(stall, items, today) if items else []
        if not found:
            continue
        if not dry_run and not send(stall, found):
            continue
        if not dry_run:
            Stall.objects.filter(pk=stall.pk).update(reminded_on=today)
        producers, mails = producers + 1, mails + len(found)
    return producers, mails


def send(stall, found):
    """Send a stall's mails; whether at least one left. What failed is logged by the stall's number alone."""
    sent = 0
    for message in found:
        try:
            sent += get_connection().send_messages([message]) or 0
        except OSError:  # smtplib's errors are of this kind
            logger.exception("A reminder to stall %s could not be sent", stall.pk)
    return sent > 0
