"""What every test can rely on, and the browser for those in tests/browser/.

A machine without Chromium skips the browser tests, and the end of the run says so; where CI is true, they
fail instead.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

BROWSER_TESTS = Path(__file__).parent / "browser"
CHROMIUMS = ["chromium", "chromium-browser", "google-chrome"]
NO_CHROMIUM = (
    "there is no Chromium here. Install one (Debian: apt-get install chromium), or set CHROMIUM to its path"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and run it last: Playwright's event loop stays until the session ends."""
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    if skipped:
        terminalreporter.write_sep("!", f"BROWSER TESTS WERE SKIPPED: {len(skipped)}", red=True, bold=True)
        terminalreporter.write_line(f"The pages were not tried in a browser: {NO_CHROMIUM}.", red=True)


def find_chromium() -> str | None:
    """The program that CHROMIUM names, otherwise the first usual one on PATH."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else CHROMIUMS
    return next((found for found in map(shutil.which, names) if found), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, or fails where CI is true."""
    found = find_chromium()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A running Chromium; make a context of your own in it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()
