"""What every test can rely on: programs that are installed here, and a browser for tests/browser/."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.programs import CHROMIUM, LIBREOFFICE, PROGRAMS

BROWSER_TESTS = Path(__file__).parent / "browser"
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
    for program in PROGRAMS:
        skipped = [each for each in terminalreporter.getreports("skipped") if program.marker in each.keywords]
        if skipped:
            title = f"{program.marker.upper()} TESTS WERE SKIPPED: {len(skipped)}"
            terminalreporter.write_sep("!", title, red=True, bold=True)
            terminalreporter.write_line(f"{program.untried}: {program.missing}.", red=True)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    return CHROMIUM.needed()


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice."""
    return LIBREOFFICE.needed()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A running Chromium; make a context of your own in it."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()
