"""Served as production serves (no debug, compressed and hashed static files), but from a demo of its own under var/preview.

For Lighthouse, the HTML checker and screenshots (scripts/preview.py), which measure what a visitor gets.
"""

from .dev import *  # noqa: F403
from .dev import DATABASES, VAR_DIR

DEBUG = False
PREVIEW_DIR = VAR_DIR / "preview"
PREVIEW_DIR.mkdir(exist_ok=True)

DATABASES["default"]["NAME"] = str(PREVIEW_DIR / "db.sqlite3")
MEDIA_ROOT = PREVIEW_DIR / "media"
STATIC_ROOT = PREVIEW_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
ROOT_URLCONF = "ocop.urls_preview"
