"""For `manage.py bench`: served as production serves, from scratch databases, with files under var/bench."""

from pathlib import Path

from .dev import *  # noqa: F403
from .dev import DATABASES, VAR_DIR, env

DEBUG = False
MEDIA_ROOT = VAR_DIR / "bench" / "media" / Path(DATABASES["default"]["NAME"]).stem
# `bench_visits` sends as many visitors do.
OCOP_ADDRESS_HEADER = env.str("OCOP_ADDRESS_HEADER", default="")
LOGGING = {"version": 1, "disable_existing_loggers": False}
