"""Pictures of every page and state into screenshots/: three widths, light and dark.

With an address it photographs the site there, else it serves the demo from a database of its own:
    python scripts/screenshots.py [http://127.0.0.1:8000] [--only WORD]
"""

import argparse
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
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 768, 1440)
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PAGES = {
    "home": "/",
    "skills": "/skills/",
    "skill": "/skills/transfer-learning/",
    "skill-picked": "/skills/transfer-learning/?role=data-scientist&level=senior",
    "skill-level": "/skills/code-review/?level=senior",
    "skill-role": "/skills/transfer-learning/?role=llm-engineer",
    "skill-top": "/skills/code-review/?role=data-scientist&level=principal",
    "skill-lacking": "/skills/transfer-learning/?role=backend-engineer&level=senior",
    "skill-gap": "/skills/sql/?role=backend-engineer&level=senior",
    "roles": "/roles/",
    "role": "/roles/data-scientist/",
    "role-picked": "/roles/data-scientist/?level=senior",
    "role-top": "/roles/data-scientist/?level=principal",
    "role-short": "/roles/engineering-manager/?level=senior",
    "role-without-level": "/roles/engineering-manager/?level=junior",
    "skill-everywhere": "/skills/stakeholder-communication/?role=data-analyst&level=senior",
    "skill-long-name": "/skills/accessibility-and-inclusive-interface-design/?level=middle",
    "domain": "/domains/machine-learning-and-ai/",
    "about": "/about/",
    "feedback": "/feedback/",
    "login": "/accounts/login/",
    "not-found": "/skills/transfr-lerning/",
    "skill-de": "/skills/transfer-learning/?role=data-scientist&level=senior&lang=de",
    "role-zh": "/roles/data-scientist/?level=senior&lang=zh-hans",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with serving(wanted.url) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, path in PAGES.items():
            if wanted.only in name:
                photograph(browser, f"{url}{path}", folder, name)
        browser.close()
    print(f"Pictures are in {folder.relative_to(ROOT)}/")


def photograph(browser: Browser, address: str, folder: Path, name: str) -> None:
    """One page in each width and theme."""
    for width in WIDTHS:
        for theme in THEMES:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
            page.goto(address)
            page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
            page.close()


@contextmanager
def serving(url: str | None) -> Iterator[str]:
    """The address to photograph: the given one, or that of a server with the demo, stopped afterwards."""
    if url:
        yield url.rstrip("/")
        return
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3"}
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in ("migrate", "load_demo"):
            subprocess.run([*manage, command], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", str(port)], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(address)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Nothing answers at {address}")


if __name__ == "__main__":
    main()
