"""Brings the database of DJANGO_SETTINGS_MODULE up to date and loads the demo where there is no site; one process, for speed."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "scripts")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings.dev")

import compile_messages  # noqa: E402
import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

compile_messages.compile_stale()
django.setup()
call_command("migrate", verbosity=0)
call_command("load_demo", "--if-empty")
