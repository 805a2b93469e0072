"""For `manage.py bench`: served as production serves, from scratch databases, with files under var/bench."""

from .dev import *  # noqa: F403
from .dev import VAR_DIR

DEBUG = False
MEDIA_ROOT = VAR_DIR / "bench" / "media"
LOGGING = {"version": 1, "disable_existing_loggers": False}
