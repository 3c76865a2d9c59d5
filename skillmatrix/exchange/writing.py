"""Framework -> sheets -> bytes. The same framework always becomes the same bytes.

What leaves here can be imported again as it is, and changes nothing then.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import LIST, WORKBOOK, Sheet
from skillmatrix.exchange.drawing import grids, tables
from skillmatrix.exchange.drawing.guide import guide
from skillmatrix.exchange.drawing.xlsx import Book
from skillmatrix.nearest import hint
from skillmatrix.rows import Layout, Present, Table, shown
from skillmatrix.text import name_key

type Format = Literal["csv", "xlsx"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class UnknownRole(LookupError):
    """There is no role with this slug; the message names the nearest ones."""


def write_list(framework: Present, fmt: Format, role: str | None = None) -> bytes:
    """The framework as a list, or what it expects of one role (a slug). Raises UnknownRole."""
    _hold_known(framework, role)
    rows = tables.list_rows(framework, role)
    return _csv(LIST, rows) if fmt == "csv" else _list_xlsx(framework, rows)


def write_grid(framework: Present, role: str | None = None, *, with_empty: bool = True) -> bytes:
    """The framework as an XLSX file with a sheet a role, or with that of one role (a slug).

    Without `with_empty`, a role that nothing is expected of has no sheet unless it is the one that was asked
    for. Raises UnknownRole.
    """
    _hold_known(framework, role)
    expected_of = {of for _skill, of, _level in framework.keyed(Table.EXPECTATION)}
    if role is not None:
        roles = {role}
    else:
        roles = set(framework.named(Table.ROLE)) if with_empty else expected_of
    return _grid(framework, grids.role_sheets(framework, roles))


def write_template(framework: Present, layout: Layout, role: str | None = None) -> bytes:
    """A list or a grid as XLSX to fill in: empty, or with what is there of one role (a slug).

    A workbook has no template: ValueError. Raises UnknownRole.
    """
    match layout:
        case Layout.WORKBOOK:
            raise ValueError("There is no template of a workbook.")
        case Layout.LIST:
            return write_list(framework, "xlsx", role) if role is not None else _list_xlsx(framework, [])
        case Layout.GRID:
            return (
                write_grid(framework, role)
                if role is not None
                else _grid(framework, [grids.empty_sheet(framework)])
            )


def write_workbook_xlsx(framework: Present) -> bytes:
    """The whole framework as one XLSX file with a tab a table."""
    book = Book()
    for sheet in WORKBOOK:
        tables.draw(book, sheet, tables.sheet_rows(framework, sheet))
    return book.finish()


def write_folder(framework: Present, path: Path) -> None:
    """The whole framework as CSV files, one a table, in the folder `path`, which is made where it is missing.

    Other files in the folder stay. Each file is replaced as a whole once all are written.
    """
    path.mkdir(parents=True, exist_ok=True)
    files = {sheet.file_name: _csv(sheet, tables.sheet_rows(framework, sheet)) for sheet in WORKBOOK}
    replace_files({path / name: data for name, data in files.items()})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write `files`: first all beside their places, then each into its place at once. Raises OSError."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            parts[path].write_bytes(data)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _hold_known(framework: Present, role: str | None) -> None:
    roles = framework.named(Table.ROLE)
    if role is None or role in roles:
        return
    known = {name_key(values["name"]): slug for slug, values in roles.items()}
    known |= {slug: slug for slug in roles}
    told = _("There is no role “%(role)s”.%(hint)s") % {"role": shown(role), "hint": hint(role, known)}
    raise UnknownRole(told)


# Bytes


def _list_xlsx(framework: Present, rows: list[tables.Cells]) -> bytes:
    """The list comes first: programs that know one sheet only take the first."""
    with translation.override(settings.CONTENT_LANGUAGE):
        book, rules = Book(), guide(framework, Layout.LIST)
        tables.draw(book, LIST, rows, rules)
        rules.draw(book)
        return book.finish()


def _grid(framework: Present, sheets: list[grids.RoleSheet]) -> bytes:
    with translation.override(settings.CONTENT_LANGUAGE):
        book, rules = Book(), guide(framework, Layout.GRID)
        rules.draw(book)
        grids.draw(book, sheets, rules)
        return book.finish()


def _csv(sheet: Sheet, rows: Iterable[tables.Cells]) -> bytes:
    lines = csv_lines([tuple(column.name for column in sheet.columns), *rows])
    return "".join(lines).encode("utf-8-sig")


def csv_lines(rows: Iterable[tables.Cells]) -> Iterator[str]:
    """Each row as a line of CSV that no spreadsheet program takes for a formula."""
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([_guarded(cell) for cell in row])
        yield line.getvalue()


def _guarded(cell: str) -> str:
    """With an apostrophe in front where a spreadsheet program would read a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
