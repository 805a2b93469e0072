"""The WSGI entry point: `gunicorn ocop.wsgi` with `site/` and the repository on the path."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings.production")

application = get_wsgi_application()
