"""What a log must not keep: whoever reads it could take up an invitation or set a password."""

import logging
import re

# /gian-hang/loi-moi/<token>/ and /dat-lai-mat-khau/<user>/<token>/, in either language.
SECRETS = re.compile(r"(/gian-hang/loi-moi/|/dat-lai-mat-khau/[^/\s]+/)[^/\s?]+")


def without_secrets(text):
    """Return a line with the secret parts of addresses masked: "/gian-hang/loi-moi/…/"."""
    return SECRETS.sub(r"\1…", text)


class MaskSecrets(logging.Filter):
    """Masks the secret parts of addresses in every record; use it as a handler's filter."""

    def filter(self, record):
        message = record.getMessage()
        masked = without_secrets(message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True
