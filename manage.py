#!/usr/bin/env python
"""Django's command line: puts `site/` on the path, then runs the command."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
