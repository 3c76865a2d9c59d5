"""Programs that tests drive where they are installed.

Without one its tests are skipped, and the end of the run says so; where CI is true, they fail instead.
"""

import os
import shutil
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Program:
    """`marker` is that of its tests; `variable` of the environment names another one than those on PATH."""

    marker: str
    names: tuple[str, ...]
    variable: str
    missing: str
    untried: str

    def find(self) -> str | None:
        """The path of the one that the variable names, otherwise of the first usual one on PATH."""
        names = [os.environ[self.variable]] if os.environ.get(self.variable) else self.names
        return next((found for found in map(shutil.which, names) if found), None)

    def needed(self) -> str:
        """Its path; where there is none, the test that asks is skipped or fails."""
        found = self.find()
        if found is None and os.environ.get("CI") == "true":
            pytest.fail(self.missing, pytrace=False)
        if found is None:
            pytest.skip(self.missing)
        return found


CHROMIUM = Program(
    "browser",
    ("chromium", "chromium-browser", "google-chrome"),
    "CHROMIUM",
    "there is no Chromium here. Install one (Debian: apt-get install chromium), or set CHROMIUM to its path",
    "The pages were not tried in a browser",
)
LIBREOFFICE = Program(
    "libreoffice",
    ("soffice", "libreoffice"),
    "SOFFICE",
    "there is no LibreOffice here. Install it (Debian: apt-get install libreoffice-calc), or set SOFFICE to "
    "its path",
    "The exports were not opened in a spreadsheet program",
)
PROGRAMS = (CHROMIUM, LIBREOFFICE)
