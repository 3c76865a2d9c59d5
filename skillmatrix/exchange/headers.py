"""Sheets of cells -> pages: which sheet of which layout each one is, and what its columns hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skillmatrix.exchange.cells import Cells
from skillmatrix.exchange.columns import (
    EXPECTATIONS,
    LIST,
    Column,
    Sheet,
    column_key,
    sheet_meant,
    sheet_titled,
)
from skillmatrix.nearest import by_key, hint
from skillmatrix.rows import Layout, Problem, shown


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is understood: `columns` by position; `bare` are the positions without a header."""

    sheet: Sheet
    title: str
    columns: tuple[tuple[int, Column], ...]
    bare: tuple[int, ...]
    first_row: int
    rows: list[list[str]]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for _index, column in self.columns)

    @property
    def is_whole(self) -> bool:
        """Whether it has the columns that its sheet cannot do without."""
        return self.sheet.needed <= self.names

    def numbered(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers as a spreadsheet program shows them."""
        for number, cells in enumerate(self.rows, start=self.first_row):
            if any(cells) and any(cell.strip() for cell in cells):
                yield number, cells


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layout of a file, which of its sheets takes part as what, and what speaks against it."""

    layout: Layout
    parts: list[tuple[Sheet, Cells]]
    problems: list[Problem]


def recognise(sheets: list[Cells], *, is_folder: bool = False) -> Recognised:
    """What the `sheets` of a file are; blank ones take no part.

    A folder is a workbook. In a file, Expectations alone are a list: they read the same, and a list may
    also name what does not exist yet.
    """
    filled = [cells for cells in sheets if _header_at(cells) is not None]
    lists = [cells for cells in filled if _holds(LIST, cells)]
    named = [(sheet, cells) for cells in filled if (sheet := sheet_titled(cells.title))]
    fitting = {sheet.title for sheet, cells in named if _holds(sheet, cells)}
    if is_folder or fitting - {EXPECTATIONS.title} or (named and not lists):
        strangers = [cells for cells in filled if not sheet_titled(cells.title)]
        return Recognised(Layout.WORKBOOK, named, [*_misplaced(strangers), *_twice(named)])
    if len(lists) > 1:
        message = _("This file holds more than one list: %(titles)s. Import one sheet at a time.")
        titles = ", ".join(shown(cells.title) for cells in lists)
        return Recognised(Layout.LIST, [], [Problem("", None, "", "", message % {"titles": titles})])
    return Recognised(Layout.LIST, [(LIST, cells) for cells in (lists or filled)[:1]], [])


def page(sheet: Sheet, cells: Cells, ignored: Collection[str]) -> tuple[Page, list[Problem]]:
    """`cells` read as `sheet`, and what is wrong with its header. `ignored` are columns waved through."""
    at = _header_at(cells) or 0
    header = [cell.strip() for cell in cells.rows[at]]
    waved = {column_key(name) for name in ignored}
    columns: dict[str, int] = {}
    problems = []
    for index, text in enumerate(header):
        name = column_key(text)
        if not name or name in waved:
            continue
        if name in columns:
            message = _("This column is there twice. Keep one of the two.")
        elif sheet.column(name):
            columns[name] = index
            continue
        else:
            message = _unknown_column(sheet, name, header)
        problems.append(Problem(cells.title, at + 1, shown(text), "", message))
    problems += _missing(sheet, cells.title, at + 1, columns)
    width = max(len(row) for row in cells.rows)
    bare = [index for index in range(width) if index >= len(header) or not header[index]]
    known = tuple((index, column) for name, index in columns.items() if (column := sheet.column(name)))
    return Page(sheet, cells.title, known, tuple(bare), at + 2, cells.rows[at + 1 :]), problems


def _header_at(cells: Cells) -> int | None:
    """The position of the first row that holds anything."""
    return next((at for at, row in enumerate(cells.rows) if any(cell.strip() for cell in row)), None)


def _header(cells: Cells) -> set[str]:
    at = _header_at(cells)
    return set() if at is None else {column_key(cell) for cell in cells.rows[at]}


def _holds(sheet: Sheet, cells: Cells) -> bool:
    return sheet.needed <= _header(cells)


def _misplaced(strangers: list[Cells]) -> Iterator[Problem]:
    """Sheets of other names in a workbook that seem to be meant as part of it; all others are passed over."""
    for cells in strangers:
        if meant := sheet_meant(cells.title):
            message = _("No sheet has this name. Did you mean “%(name)s”? Rename it so, or remove it.")
            yield Problem(cells.title, None, "", "", message % {"name": meant})
        elif _holds(LIST, cells):
            message = _("This is a list beside sheets of a workbook. Import it as a file of its own.")
            yield Problem(cells.title, None, "", "", message)


def _twice(named: list[tuple[Sheet, Cells]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for sheet, cells in named:
        other = first.setdefault(sheet.title, cells.title)
        if other != cells.title:
            message = _("This is the same sheet as “%(other)s”. Keep one of the two.")
            yield Problem(cells.title, None, "", "", message % {"other": other})


def _unknown_column(sheet: Sheet, name: str, header: list[str]) -> str:
    there = {column_key(text) for text in header}
    free = by_key(column.name for column in sheet.columns if column.name not in there)
    return _("This column is not known.%(hint)s Rename it, or say that it may be ignored.") % {
        "hint": hint(name, free)
    }


def _missing(sheet: Sheet, title: str, row: int, columns: Collection[str]) -> Iterator[Problem]:
    for column in sheet.columns:
        if column.needed and column.name not in columns:
            message = _("This column is missing. There must be: %(needed)s.")
            needed = ", ".join(other.name for other in sheet.columns if other.needed)
            yield Problem(title, row, column.name, "", message % {"needed": needed})
