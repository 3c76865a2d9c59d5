"""The demo served on a free port, and what an HR editor does there in a browser."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

ROOT = Path(__file__).resolve().parent.parent
EDITOR, PASSWORD = "hr", "hr-demo-only"  # as `make demo` prints them
IMPORT = "/admin/skillmatrix/expectation/import/"
TEMPLATE = "/admin/skillmatrix/expectation/template/?layout=grid&role=data-analyst"


def chromium(playwright: Playwright) -> Browser:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@contextmanager
def serving_as_in_production() -> Iterator[str]:
    """The address of the demo served by gunicorn with the settings of production, without HTTPS.

    Static files are collected and compressed into a folder of their own; there are no accounts.
    """
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {name: value for name, value in os.environ.items() if name != "DEBUG"} | {
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"sqlite:///{folder}/served.sqlite3",
            "DJANGO_SETTINGS_MODULE": "scripts.as_served",
            "ENV_FILE": os.devnull,
            "HTTPS": "0",
            "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "for-a-server-that-lives-as-long-as-a-measurement",
            "STATIC_FOLDER": f"{folder}/static",
        }
        for command in (["migrate"], ["load_demo"], ["collectstatic", "--noinput"]):
            _run([sys.executable, "manage.py", *command], environment)
        bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--no-control-socket"]
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", *bind, "--log-level", "error"],
            cwd=ROOT,
            env=environment,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(url: str | None = None) -> Iterator[str]:
    """The address of a site: the given one, or that of a server with the demo, stopped afterwards."""
    if url:
        yield url.rstrip("/")
        return
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            **os.environ,
            "DEBUG": "1",
            "DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3",
            "ENV_FILE": os.devnull,
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in ("migrate", "load_demo"):
            subprocess.run([*manage, command], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", str(port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def sign_in(context: BrowserContext) -> Page | None:
    """A page of `context` that is signed in as HR; None where the site has no such account."""
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("#id_username", EDITOR)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    return None if "/login/" in page.url else page


def send(page: Page, name: str, data: bytes) -> str:
    """Send a file to be imported; gives the path of its draft."""
    page.goto(IMPORT)
    page.set_input_files("[type=file]", {"name": name, "mimeType": "", "buffer": data})
    page.click(".submit-row [type=submit]")
    page.wait_for_url("**/change/")
    return urlsplit(page.url).path


def _wait_for(address: str) -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Nothing answers at {address}")
