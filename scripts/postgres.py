"""Run the test suite, all but what drives other programs, on PostgreSQL; further arguments go to pytest.

TEST_DATABASE_URL names a server whose user may create databases. Without it a server of its own is started
from the binaries installed here: in a temporary folder, reached through a socket, gone afterwards.
"""

import locale
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

INSTALLED = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin")
NEEDED = ("initdb", "pg_ctl", "postgres")
MISSING = (
    "The suite was NOT run on PostgreSQL: there is no PostgreSQL server here. Install one "
    "(Debian: apt-get install postgresql), or set TEST_DATABASE_URL."
)
# Nothing outlives the run, so nothing has to reach the disk; nobody else may connect.
SETTINGS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: that on PATH, otherwise the highest version installed."""
    on_path = shutil.which("initdb")
    found = [path for pattern in INSTALLED for path in Path("/").glob(pattern)]
    found.sort(key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], reverse=True)
    folders = [Path(on_path).resolve().parent, *found] if on_path else found
    return next((folder for folder in folders if all((folder / name).exists() for name in NEEDED)), None)


def run_as() -> dict[str, Any]:
    """Whom PostgreSQL runs as, in the words of `subprocess`: it refuses to run as root."""
    if os.getuid() != 0:
        return {}
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    account = accounts.get("postgres") or accounts["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def utf8_locale() -> str:
    """A locale that knows capitals of every script; `C` would let ä and Ä differ in searches."""
    for name in ("C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return name
    return "C"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A throwaway server from the programs in `folder`; gives the URL it answers at."""
    person = run_as()

    def run(program: str, *options: str) -> None:
        subprocess.run([folder / program, *options], check=True, cwd="/", stdout=subprocess.DEVNULL, **person)

    with tempfile.TemporaryDirectory(
        prefix="skillmatrix-pg-", dir="/tmp"
    ) as home:  # a socket's path is short
        if person:
            shutil.chown(home, person["user"], person["group"])
        data = f"{home}/data"
        run(
            "initdb",
            "-D",
            data,
            "-U",
            "skillmatrix",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
            f"--locale={utf8_locale()}",
        )
        try:
            run("pg_ctl", "-D", data, "-l", f"{home}/log", "-o", f"-k {home} {SETTINGS}", "-w", "start")
            yield f"postgres://skillmatrix@/{home}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def suite(url: str, options: list[str]) -> int:
    """Run the suite on the server at `url`; gives pytest's status."""
    command = [sys.executable, "-m", "pytest", "-m", "not browser and not libreoffice", *options]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


def main(options: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped then, too
    if url := os.environ.get("TEST_DATABASE_URL"):
        return suite(url, options)
    folder = programs()
    if folder is None:
        sys.stderr.write(f"\n!!!!! {MISSING}\n")
        return int(os.environ.get("CI") == "true")
    with server(folder) as url:
        return suite(url, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
