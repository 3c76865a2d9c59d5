"""How far the sheets of an XLSX file reach and what they hold, counted while they are looked at."""

from array import array
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from skillmatrix.exchange import limits
from skillmatrix.exchange.limits import Damaged, Unreadable, too_many_rows
from skillmatrix.exchange.loading.cells import Spot
from skillmatrix.rows import shown

_DIGITS = "0123456789"
_FARTHEST_LETTERS = 3
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
"""Errors that the reader of XLSX passes over; it stops at any other."""


@dataclass(slots=True)
class Room:
    """What all sheets of a file may still hold. `texts` are the sizes of the texts that cells refer to."""

    texts: array[int] = field(default_factory=lambda: array("I"))
    rows: int = field(default_factory=lambda: limits.MOST_ROWS)
    cells: int = field(default_factory=lambda: limits.MOST_CELLS)
    formatted_rows: int = field(default_factory=lambda: limits.MOST_FORMATTED_ROWS)
    formatted_cells: int = field(default_factory=lambda: limits.MOST_FORMATTED_CELLS)
    text: int = field(default_factory=lambda: limits.MOST_TEXT)


class Unread(NamedTuple):
    """A cell that the reader of XLSX takes for an empty one: an error, or a formula without its result."""

    row: int
    column: int
    text: str
    is_error: bool


@dataclass(slots=True)
class Measures:
    """One sheet. Rows and columns count from 0; -1: none is filled. Too much raises Unreadable."""

    title: str
    room: Room
    bottom: int = -1
    right: int = -1
    next_row: int = 0  # of a row that does not say which it is
    hidden_rows: set[int] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """A cell is filled there, or it is as far down and as far right as any is."""
        self.bottom, self.right = max(self.bottom, row), max(self.right, column)
        if row > self.room.rows:
            raise too_many_rows(self.title)
        if column >= limits.MOST_COLUMNS:
            message = _("Column %(column)s is filled: at most %(most)d columns can be read. Empty it.")
            said = {"column": xl_col_to_name(column), "most": limits.MOST_COLUMNS}
            raise Unreadable(self.title, message % said)
        if self.cells > self.room.cells:
            message = _(
                "The sheet is filled as far as %(cell)s: together the sheets have more than "
                "2,000,000 cells. Empty those far out."
            )
            said = {"cell": xl_rowcol_to_cell(self.bottom, self.right)}
            raise Unreadable(self.title, message % said)

    def refer(self, text: int, times: int = 1) -> None:
        """So many cells hold the text of this number."""
        if text >= len(self.room.texts):
            raise Damaged
        self.room.text -= self.room.texts[text] * times
        if self.room.text < 0:
            raise Unreadable(
                self.title, _("The cells hold more than 100 MB of text. Import one role at a time.")
            )

    def count(self, rows: int, cells: int) -> None:
        """So many are there, filled or not."""
        self.room.formatted_rows -= rows
        self.room.formatted_cells -= cells
        if self.room.formatted_rows < 0 or self.room.formatted_cells < 0:
            message = _(
                "The sheets have millions of rows or cells, most of them empty. Delete the empty ones."
            )
            raise Unreadable(self.title, message)

    def hide(self, row: int) -> None:
        if row <= self.room.rows:  # no other can be filled
            self.hidden_rows.add(row)

    def miss(self, cell: Unread) -> None:
        """The reader of XLSX would take this cell for an empty one."""
        self.unread.append(cell)
        called = {"cell": xl_rowcol_to_cell(cell.row, cell.column), "text": shown(cell.text)}
        if cell.is_error and cell.text not in _ERRORS:
            raise Unreadable(self.title, _("Cell %(cell)s holds the error %(text)s. Correct it.") % called)
        if len(self.unread) > limits.MOST_UNREAD:
            message = _(
                "More than 10,000 cells hold an error such as #N/A or a formula without its result, "
                "%(cell)s for example. Correct them, or open the file and save it again."
            )
            raise Unreadable(self.title, message % called)

    def leave(self) -> None:
        """The sheet is through: what it holds is no longer there for others. A header does not count."""
        self.room.rows -= max(self.bottom, 0)
        self.room.cells -= self.cells

    @property
    def cells(self) -> int:
        return (self.bottom + 1) * (self.right + 1)


def spot(reference: str) -> Spot:
    """`B3` is the third row, second column, counted from 0. Raises ValueError for what names no cell."""
    letters = reference.rstrip(_DIGITS)
    return Spot(int(reference[len(letters) :]) - 1, column_number(letters))


@cache
def column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26. Raises ValueError for what names no column."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= _FARTHEST_LETTERS):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
