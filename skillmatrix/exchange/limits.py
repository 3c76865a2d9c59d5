"""How much a file may hold, and how a file that cannot be read says so."""

from django.utils.translation import gettext as _

from skillmatrix.rows import Problem

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000  # up to the last row and column that are filled, of all sheets together
MOST_TEXT = 100 * 1024 * 1024  # bytes of text in all cells, where many cells may share one text
MOST_SHEETS = 500
MOST_HEADERS = 500  # of one sheet, where several roles stand below each other

MOST_UNPACKED = 200 * 1024 * 1024  # bytes of what is read of an XLSX file
MOST_PARTS = 5_000
MOST_MARKUP = 8 * 1024 * 1024  # bytes of a part that is taken in whole, and of one row or text
MOST_FORMATTED_ROWS = 1_100_000  # of all sheets together, empty ones among them: more than a sheet can have
MOST_FORMATTED_CELLS = 5_000_000
MOST_MERGED = 20_000  # areas of a sheet
MOST_UNREAD = 10_000  # cells of a sheet that hold an error or a formula without its result

MOST_PROBLEMS = 10_000  # that are collected before a file is given up

MOST_LINE = 2_000_000  # characters of a CSV file without a line break
MOST_BLANK_ROWS = 1_048_576  # in CSV, one after the other: as many as a sheet can have
MOST_BLANK_CELLS = 16_384  # in a row of CSV, likewise


class Damaged(Exception):
    """A file that is no sound XLSX; the argument is a sentence that says why, where there is one."""


class Unreadable(Exception):
    """A file that cannot be read at all: `problem` says why and what would do.

    `encodings` are those that it may have, the likeliest first, where one has to be said.
    """

    def __init__(
        self, sheet: str, message: str, row: int | None = None, encodings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.problem = Problem(sheet, row, "", "", message)
        self.encodings = encodings


def too_big(name: str) -> Unreadable:
    return Unreadable(name, _("The file is larger than 50 MB. Import one role at a time."))


def too_many_rows(name: str) -> Unreadable:
    return Unreadable(name, _("There are more than 100,000 rows. Import one role at a time."))


def too_many_problems(sheet: str, row: int) -> Problem:
    return Problem(
        sheet,
        row,
        "",
        "",
        _("There are 10,000 problems up to here. Correct them first; no row below was read."),
    )


def too_big_unpacked(name: str) -> Unreadable:
    return Unreadable(
        name, _("Unpacked, the file is larger than 200 MB. Import one role at a time, without pictures.")
    )
