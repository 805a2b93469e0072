"""Mail over SMTP whose faults stop nobody: what was done is done, though a mail about it is missing."""

import logging
from contextlib import suppress

from django.core.mail.backends import smtp

logger = logging.getLogger(__name__)


class EmailBackend(smtp.EmailBackend):
    """Django's, which tells the log of a fault (neither recipient nor text) and counts what the server took.

    Wagtail writes its mails while a page is being saved: an error that reached it would undo the saving, and an hour's
    writing with it. A server that cannot be reached is asked once for all mails of one act.
    """

    is_down = False

    def open(self):
        """Return whether a connection was made; None where there is no server to be had."""
        if self.is_down:
            return None
        try:
            return super().open()
        except OSError as error:  # names, lines, certificates and what smtplib raises are of this kind
            self.tell(error)
            self.is_down, self.connection = True, None
            return None

    def close(self):
        with suppress(OSError):
            super().close()

    def _send(self, email_message):
        try:
            return super()._send(email_message)
        except OSError as error:
            self.tell(error)
            return False

    def tell(self, error):
        """Note the kind of fault alone: the server's answer may repeat an address."""
        logger.error("The mail server failed: %s", type(error).__name__)
