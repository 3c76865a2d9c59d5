#!/usr/bin/env python
"""Skillmatrix from the command line: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    if sys.version_info < (3, 13):
        sys.exit("Skillmatrix needs Python 3.13 or newer; this is Python %d.%d." % sys.version_info[:2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
