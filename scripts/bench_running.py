"""Runs what is measured: in processes and on databases of their own, with the settings of production.

Whoever runs them must stay small: a process counts what its parent needed before it began as its own peak.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
from environ import Env
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "of-an-editor-who-only-measures"
_SETTINGS = {
    "ALLOWED_HOSTS": "127.0.0.1",
    "ENV_FILE": os.devnull,
    "HTTPS": "0",
    "SECRET_KEY": "for-measuring-on-this-machine-and-never-for-serving-anybody",
    "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
}
MOST_MEGABYTES = 300
_PEAK = 1024**2 if sys.platform == "darwin" else 1024  # how many units of a peak are a megabyte


class Databases(Protocol):
    """Where databases are made. `like` is the name of an earlier one, to which nobody is connected."""

    @property
    def vendor(self) -> str: ...

    def new(self, name: str, like: str = "") -> str:
        """The URL of a new database: empty, or a copy."""


@dataclass(frozen=True)
class Sqlite:
    folder: Path
    vendor: str = "sqlite"

    def new(self, name: str, like: str = "") -> str:
        if like:
            shutil.copyfile(self._path(like), self._path(name))
        return f"sqlite:///{self._path(name)}"

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"


@dataclass(frozen=True)
class Postgresql:
    """`url` is that of any database on the server."""

    url: str
    vendor: str = "postgresql"

    def new(self, name: str, like: str = "") -> str:
        server = Env.db_url_config(self.url)
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(like or "template1")
        )
        with psycopg.connect(
            host=server["HOST"], user=server["USER"], dbname=server["NAME"], autocommit=True
        ) as connection:
            connection.execute(create)
        return f"{self.url.rpartition('/')[0]}/{name}"


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds by the clock and of its own work, and its peak of memory in MB."""

    seconds: float
    cpu: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s {self.cpu:7.2f} s CPU {self.megabytes:7.0f} MB"


def environment(url: str) -> dict[str, str]:
    return {**os.environ, **_SETTINGS, "DATABASE_URL": url}


def run(command: Sequence[str | Path], url: str) -> Spent:
    """Run a Python program on the database at `url`, and end with what it said where it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment(url), stdout=said, stderr=said
        )
        spent = waited_for(process, started)
        if process.returncode:
            said.seek(0)
            told = f"{' '.join(map(str, command))} ended with {process.returncode}."
            sys.exit(f"{said.read().decode()}\n{told}")
    return spent


def waited_for(process: subprocess.Popen[bytes], started: float) -> Spent:
    """Wait until a process ends. Its peak is that of the largest among itself and those that it started."""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    return Spent(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PEAK)


def manage(url: str, *command: str | Path) -> Spent:
    return run(["manage.py", *command], url)


def verdict(what: str, found: float, limit: float, unit: str, *, at_least: bool = False) -> bool:
    """Say and give whether a promise is kept: at most `limit` of something, or at least that."""
    kept = found >= limit if at_least else found <= limit
    bound = "at least" if at_least else "at most"
    print(
        f"  {'kept' if kept else 'BROKEN'}: {what}, {bound} {limit} {unit}: {found:,.1f} {unit}", flush=True
    )
    return kept
