"""A mail server that fails stops nobody's work."""

import smtplib
import socket

import pytest
from django.core.mail import get_connection, send_mail
from django.test import override_settings

from tests.cooperatives.test_review import ReviewTestCase

pytestmark = pytest.mark.once

BACKEND = "ocop.core.mail.EmailBackend"
TO = "hoa@example.vn"


class Refusing:
    """A server that is reached and then fails at `step`."""

    step, asked = "", 0

    def __init__(self, *args, **kwargs):
        type(self).asked += 1
        if self.step == "name":
            raise socket.gaierror(-2, "Name or service not known")

    def login(self, *args):
        if self.step == "login":
            raise smtplib.SMTPAuthenticationError(535, b"no")

    def sendmail(self, sender, recipients, text):
        if self.step == "recipient":
            raise smtplib.SMTPRecipientsRefused({recipients[0]: (550, b"no")})

    def quit(self):
        pass


@pytest.fixture
def server(monkeypatch, settings):
    """Returns `server(step)`: all mail goes to a server that fails there."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = BACKEND, "ocop", "x"

    def server(step):
        kind = type("Server", (Refusing,), {"step": step})
        monkeypatch.setattr(smtplib, "SMTP", kind)
        return kind

    return server


@pytest.mark.parametrize(("step", "sent"), [("name", 0), ("login", 0), ("recipient", 0), ("", 1)])
def test_what_left_is_counted_and_a_fault_is_told_without_the_address(step, sent, server, caplog):
    server(step)
    assert send_mail("Chào", "Chào bạn", None, [TO]) == sent
    assert [record.levelname for record in caplog.records] == ["ERROR"] * (1 - sent)
    assert TO not in caplog.text


def test_a_dead_server_is_asked_once_for_all_mails_of_an_act(server):
    kind = server("name")
    connection = get_connection()
    connection.open()
    for _time in range(3):
        assert send_mail("Chào", "Chào bạn", None, [TO], connection=connection) == 0
    assert kind.asked == 1


class ReviewWithoutMailTests(ReviewTestCase):
    """A draft is sent and decided although no mail can go."""

    @override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="khong-co.invalid")
    def test_a_draft_is_sent_and_approved(self):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(smtplib, "SMTP", type("Server", (Refusing,), {"step": "name"}))
            state = self.send(summary="Hái lúc năm giờ sáng.")
            self.client.force_login(self.editor)
            self.decide(state, "approve")
        assert self.public_summary() == "Hái lúc năm giờ sáng."
