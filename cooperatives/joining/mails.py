"""E-mails of this package: plain text in `cooperatives/joining/mail/`, whose first line is the subject."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cooperatives.onboarding import account_of, other_role
from cooperatives.people import full_name
from cooperatives.rights import permission

logger = logging.getLogger(__name__)


def address(name, *arguments):
    """Return the public address of a view. The host is a setting, never the request's: the link opens an account."""
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=arguments)


def send(template, to, request, language=None, **context):
    """Send one mail; return whether the server took it. What is stored stays stored when it does not.

    `language`: the reader's, Vietnamese by default. The log names the fault and neither recipient nor text.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"cooperatives/joining/mail/{template}.txt", context, request)
    subject, __, body = text.strip().partition("\n")
    message = EmailMessage(
        " ".join(subject.split()), body.strip() + "\n", to=[to], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        return bool(message.send())
    except Exception as error:  # noqa: BLE001  (whatever a mail server does, the act itself is done)
        logger.error("Mail %s was not sent: %s", template, type(error).__name__)
        return False


def send_invitation(request, invitation, token, answer=None):
    """Send the link of an invitation; with `answer` (text, may be empty) as the answer to a request.

    Whose account has another role gets no link, and reads what to do.
    """
    account = account_of(invitation.email)
    if account and other_role(account, invitation.producer):
        template = "invitation_elsewhere"
    else:
        template = "invitation" if answer is None else "accepted"
    return send(
        template,
        invitation.email,
        request,
        invitation=invitation,
        producer=invitation.producer,
        inviter=full_name(invitation.invited_by),
        link=address("invitation:open", token),
        answer=answer,
    )


def officers():
    """Return who hears of a new request: accounts that may answer it by their group, administrators where there is none."""
    accounts = get_user_model().objects.filter(is_active=True).exclude(email="")
    may_answer = permission("cooperatives.change_stallrequest")
    return accounts.filter(groups__permissions=may_answer).distinct() or accounts.filter(is_superuser=True)


def tell_of_request(request, asked):
    """Thank whoever asked for a stall, and tell the officers; their mail holds nobody's phone number."""
    send("request_received", asked.email, request, translation.get_language(), asked=asked)
    link = address("stall_requests:answer", asked.pk)
    for officer in officers():
        send("request_arrived", officer.email, request, asked=asked, link=link)
