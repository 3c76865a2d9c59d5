"""One sheet of cells -> a page: where its header is, and what its columns hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import Column, Sheet, column_key, column_meant
from skillmatrix.exchange.limits import MOST_COLUMNS, Unreadable
from skillmatrix.exchange.loading.cells import Cells
from skillmatrix.exchange.meaning import LEAVE_OUT, Meaning
from skillmatrix.nearest import by_key, hint
from skillmatrix.rows import Problem, shown
from skillmatrix.text import name_key

MOST_MERGED = 200_000
SEARCHED = 50  # rows from the top in which a header may be: titles and notes stand above it


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is understood: `columns` by position; `bare` are the positions without a header.

    `header` is the position of its header row. `fixed` are values that hold for every row, such as the role
    that the tab names.
    """

    sheet: Sheet
    title: str
    header: int
    columns: tuple[tuple[int, Column], ...]
    bare: tuple[int, ...]
    rows: list[list[str]]
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        return frozenset([*(column.name for _index, column in self.columns), *self.fixed])

    @property
    def is_whole(self) -> bool:
        """Whether it has the columns that its sheet cannot do without."""
        return self.sheet.needed <= self.names

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers as a spreadsheet program shows them."""
        for number, cells in enumerate(self.rows[self.header + 1 :], start=self.header + 2):
            if any(cells) and any(cell.strip() for cell in cells):
                yield number, cells


def first_filled(cells: Cells, least: int = 1) -> int | None:
    """The position of the first row of which so many cells hold anything."""
    rows = enumerate(cells.rows)
    return next(
        (at for at, row in rows if sum(not cell.isspace() for cell in filter(None, row)) >= least), None
    )


def header_at(sheet: Sheet, cells: Cells, meaning: Meaning) -> int | None:
    """The position of the row that is the header of `sheet`, below titles and notes.

    It is the first that has all columns which `sheet` cannot do without, or else the one that has the most;
    where no row has two, the first with two cells that hold anything, or with one.
    """
    most, best = 1, first_filled(cells, 2)
    if best is None:
        best = first_filled(cells)
    for at, row in enumerate(cells.rows[:SEARCHED]):
        known = {column.name for cell in row if (column := _column(sheet, cell, meaning))}
        if sheet.needed <= known:
            return at
        if len(known) > most:
            most, best = len(known), at
    return best


def holds(sheet: Sheet, cells: Cells, meaning: Meaning) -> bool:
    """Whether one of the first rows has all columns that `sheet` cannot do without."""
    at = header_at(sheet, cells, meaning)
    return at is not None and sheet.needed <= {
        column.name for cell in cells.rows[at] if (column := _column(sheet, cell, meaning))
    }


def page(sheet: Sheet, cells: Cells, meaning: Meaning) -> tuple[Page, list[Problem]]:
    """`cells` read as `sheet`, and what is wrong with its header."""
    at = header_at(sheet, cells, meaning) or 0
    header = [cell.strip() for cell in cells.rows[at]]
    exact = {column_key(text) for text in header}
    columns: dict[str, int] = {}
    problems = []
    for index, text in enumerate(header):
        if not text or meaning.columns.get(name_key(text)) == LEAVE_OUT:
            continue
        column = _column(sheet, text, meaning)
        if column and column.name in exact and column_key(text) != column.name:
            column = None  # there is a column of this very name
        if column is None:
            message = _unknown_column(sheet, text, header)
        elif column.name in columns:
            other = shown(header[columns[column.name]])
            message = _twice(column, other, text)
        else:
            columns[column.name] = index
            continue
        problems.append(Problem(cells.title, at + 1, shown(text), "", message))
    known = tuple((index, column) for name, index in columns.items() if (column := sheet.column(name)))
    return Page(sheet, cells.title, at, known, bare(cells, header), filled(cells)), problems


def missing(found: Page) -> Iterator[Problem]:
    """The columns that a page lacks and cannot do without."""
    for column in found.sheet.columns:
        if column.needed and column.name not in found.names:
            message = _("This column is missing. There must be: %(needed)s.")
            needed = ", ".join(other.name for other in found.sheet.columns if other.needed)
            yield Problem(found.title, found.header + 1, column.name, "", message % {"needed": needed})


def bare(cells: Cells, header: Collection[str]) -> tuple[int, ...]:
    """The positions of columns that reach beyond the header or stand under a blank cell of it."""
    header = list(header)
    width = max((len(row) for row in cells.rows), default=0)
    return tuple(index for index in range(width) if index >= len(header) or not header[index].strip())


def filled(cells: Cells) -> list[list[str]]:
    """The rows, with what merged cells say in each of them. Raises Unreadable for very many."""
    if not cells.merged:
        return cells.rows
    rows = [list(row) for row in cells.rows]
    room = MOST_MERGED
    for top, left, bottom, right in cells.merged:
        text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        if not text.strip():
            continue
        bottom, right = min(bottom, len(rows) - 1), min(right, MOST_COLUMNS - 1)
        room -= (bottom - top + 1) * (right - left + 1)
        if room < 0:
            message = _("More than %(most)d cells are merged with others. Take that away where it is large.")
            raise Unreadable(cells.title, message % {"most": MOST_MERGED})
        for row in rows[top : bottom + 1]:
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = [text] * (right + 1 - left)
    return rows


def _column(sheet: Sheet, header: str, meaning: Meaning) -> Column | None:
    said = meaning.columns.get(name_key(header))
    if said is not None:
        return sheet.column(said)
    return column_meant(sheet, header) if header.strip() else None


def _unknown_column(sheet: Sheet, text: str, header: list[str]) -> str:
    there = {column_key(text) for text in header}
    free = by_key(column.name for column in sheet.columns if column.name not in there)
    return _("This column is not known.%(hint)s Rename it, or say that it may be ignored.") % {
        "hint": hint(column_key(text), free)
    }


def _twice(column: Column, other: str, text: str) -> str:
    if name_key(other) == name_key(text):
        return _("This column is there twice. Keep one of the two.")
    message = _(
        "“%(other)s” and this column both seem to be %(column)s. Say which is, and leave the other out."
    )
    return message % {"other": other, "column": column.name}
