"""Commands as a user runs them."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.files import csv_bytes

ROOT = Path(__file__).resolve().parent.parent.parent


def run(name, *arguments, **options):
    """What a command that succeeds prints."""
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, no_color=True, **options)
    return out.getvalue()


def refused(name, *arguments):
    """What a command that is refused says."""
    with pytest.raises(CommandError) as error:
        run(name, *arguments)
    assert error.value.returncode == 1
    return str(error.value)


def write(path, *lines):
    path.write_bytes(csv_bytes(*lines))
    return path


def manage(database, *arguments):
    """`manage.py` in a process of its own, on an SQLite file."""
    process = managing(f"sqlite:///{database}", *arguments, cwd=database.parent, stderr=subprocess.PIPE)
    said, errors = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, said, errors)


def managing(url, *arguments, **options):
    """The same on whatever database, still running."""
    environment = {"DEBUG": "1", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        [sys.executable, "-u", ROOT / "manage.py", *map(str, arguments)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )
