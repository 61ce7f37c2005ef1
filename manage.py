#!/usr/bin/env python3
"""Django's command line. platform/ is a source folder: this is the one line that puts it on the path."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "platform"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (needs the path above)

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
