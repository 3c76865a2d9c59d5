"""How long readers wait for a page, while nothing else is done and while somebody imports.

The site is served as the Dockerfile has it. One reader asks for one page after the other.
"""

import http.client
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from bench_running import MOST_MEGABYTES, PASSWORD, ROOT, Databases, environment, manage, verdict, waited_for
from bench_visiting import Visitor

PAGES = ("/", "/skills/skill-1/?role=role-1&level=level-3")
IDLE = 200  # pages that are asked for while nothing else is done
MOST_PAGES, MOST_SECONDS = 20_000, 300
TIMES_AS_LONG = 5
PERSON = "hr"
_IMPORT = "/admin/skillmatrix/expectation/import/"


def serving(databases: Databases, files: Path) -> bool:
    """Measure pages beside an import by the command and one by the admin; each changes every row."""
    url = databases.new("served", like="empty")
    manage(url, "import_framework", files / "first.csv")
    manage(url, "createsuperuser", "--noinput", "--username", PERSON, "--email", "hr@example.com")
    print(f"\n{databases.vendor}: waiting for a page, median and 95th percentile")
    with site(url) as (port, peaks):
        waits(port, until_asked(IDLE // 10))  # so that both workers are warm
        idle = told("while nothing else is done", waits(port, until_asked(IDLE)))
        command = subprocess.Popen(
            [sys.executable, "manage.py", "import_framework", files / "second.csv"],
            cwd=ROOT,
            env=environment(url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        by_command = told("while the command imports", waits(port, lambda: command.poll() is None))
        if command.returncode:
            sys.exit("The import by the command failed.")
        editor = threading.Thread(target=import_by_admin, args=(port, files / "third.csv"))
        editor.start()
        by_admin = told("while the admin imports", waits(port, editor.is_alive))
        if b"third edition" not in page(port, PAGES[1]):
            sys.exit("The import by the admin failed.")
    promise = "times as long takes a page beside an import by the"
    beside = {"command": by_command, "admin": by_admin}
    kept = [verdict(f"{promise} {by}", median / idle, TIMES_AS_LONG, "×") for by, median in beside.items()]
    kept += [verdict("memory of an import by the admin", peak, MOST_MEGABYTES, "MB") for peak in peaks]
    return all(kept)


def told(when: str, seconds: list[float]) -> float:
    """Say how long pages took; gives the median."""
    median, late = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    print(
        f"  {median * 1000:6.0f} ms {late * 1000:6.0f} ms  {when} "
        f"({len(seconds)} pages, the longest {max(seconds) * 1000:.0f} ms)",
        flush=True,
    )
    return median


def waits(port: int, goes_on: Callable[[], bool]) -> list[float]:
    """The seconds that each page took, as long as `goes_on` says so."""
    end = time.monotonic() + MOST_SECONDS
    found: list[float] = []
    for path in cycle(PAGES):
        if not goes_on() or len(found) == MOST_PAGES or time.monotonic() > end:
            return found
        started = time.perf_counter()
        page(port, path)
        found.append(time.perf_counter() - started)
    return found


def until_asked(times: int) -> Callable[[], bool]:
    left = iter(range(times))
    return lambda: next(left, None) is not None


def page(port: int, path: str) -> bytes:
    """A page as a reader gets it; ends where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        sys.exit(f"{path} answered {answer.status}.")
    return body


def import_by_admin(port: int, path: Path) -> None:
    """Sign in, upload the file, and confirm the plan that is shown."""
    visitor = Visitor(f"http://127.0.0.1:{port}")
    visitor.open("/admin/login/")
    visitor.submit("username", username=PERSON, password=PASSWORD)
    visitor.open(_IMPORT)
    visitor.submit("import_file", import_file=path)
    visitor.submit("ticket")


def served_by(port: int) -> list[str]:
    """The command of the Dockerfile, to answer at a port of this machine."""
    instruction = (ROOT / "Dockerfile").read_text().rpartition("\nCMD ")[2].replace("\\\n", "")
    return [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in json.loads(instruction)]


@contextmanager
def site(url: str) -> Iterator[tuple[int, list[float]]]:
    """The site with the database at `url`: its port, and once it is gone the peak of its memory in MB."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", *served_by(port), "--log-level", "warning"],
        cwd=ROOT,
        env=environment(url),
        stdout=subprocess.DEVNULL,
    )
    peaks: list[float] = []
    started = time.perf_counter()
    try:
        for _try in range(100):
            time.sleep(0.1)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port, peaks
    finally:
        server.terminate()
        peaks.append(waited_for(server, started).megabytes)
