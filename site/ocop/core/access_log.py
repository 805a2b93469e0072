"""gunicorn's access log without what a log must not keep; named in gunicorn.conf.py."""

from gunicorn.glogging import Logger

from ocop.core.logs import without_secrets


class MaskingLogger(Logger):
    """Writes each request's line with the secret parts of its address masked."""

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        return {key: without_secrets(value) if isinstance(value, str) else value for key, value in found.items()}
