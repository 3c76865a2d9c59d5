"""How much a file may hold, and how a file that cannot be read says so."""

from django.utils.translation import gettext as _

from skillmatrix.rows import Problem

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_UNPACKED = 300 * 1024 * 1024  # bytes of all parts of an XLSX file


class Unreadable(Exception):
    """A file that cannot be read at all: `problem` says why and what would do."""

    def __init__(self, sheet: str, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(sheet, row, "", "", message)


def too_big(name: str) -> Unreadable:
    return Unreadable(name, _("The file is larger than 50 MB. Import one role at a time."))


def too_many_rows(name: str) -> Unreadable:
    return Unreadable(name, _("There are more than 100,000 rows. Import one role at a time."))
