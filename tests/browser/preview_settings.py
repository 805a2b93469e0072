"""The preview's settings over a copy of the demo site that the tests share, in PREVIEW_FOLDER."""

import os
from pathlib import Path

from ocop.settings.preview import *  # noqa: F403
from ocop.settings.preview import DATABASES

FOLDER = Path(os.environ["PREVIEW_FOLDER"])
DATABASES["default"]["NAME"] = str(FOLDER / "db.sqlite3")
MEDIA_ROOT = FOLDER / "media"
