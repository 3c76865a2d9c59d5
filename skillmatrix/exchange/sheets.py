"""Bytes and paths -> sheets of text cells. What a cell means is for `reading` to say.

Nothing here trusts the file: it is measured before it is read (see `measuring`), because a process that
asks for too much memory is ended by the system.
"""

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from skillmatrix.exchange.columns import LIST, WORKBOOK, column_key, sheet_meant, sheet_titled
from skillmatrix.exchange.limits import MOST_ROWS, Unreadable, too_big, too_many_rows
from skillmatrix.exchange.measuring import Damaged, measure
from skillmatrix.rows import Problem

MOST_BYTES = 50 * 1024 * 1024

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BROKEN = (
    CalamineError,
    Damaged,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class Area(NamedTuple):
    """Merged cells, first and last included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cells:
    """One sheet as text: every row from the first, cells not yet trimmed.

    `title` is a tab's or a file's name.
    """

    title: str
    rows: list[list[str]]
    merged: tuple[Area, ...] = ()


def is_folder(path: Path) -> bool:
    """Whether `path` stands for a folder of CSV files, there or not: it has no suffix."""
    return path.is_dir() or not path.suffix


def load_path(path: Path) -> tuple[list[Cells], list[Problem]]:
    """The sheets of a file, or of a folder of CSV files, and what could not be read."""
    if is_folder(path):
        return _load_folder(path)
    try:
        return load_bytes(path.name, _bytes(path)), []
    except Unreadable as error:
        return [], [error.problem]


def load_bytes(name: str, data: bytes) -> list[Cells]:
    """The sheets of the file `name`, whose suffix says how to read it. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise too_big(name)
    if not data:
        raise Unreadable(name, _("The file is empty. Choose a file with a header and at least one row."))
    match Path(name).suffix.lower():
        case ".csv":
            sheets = [_csv_cells(name, data)]
        case ".xlsx":
            sheets = _xlsx_cells(name, data)
        case _suffix:
            raise Unreadable(
                name, _("Only files that end in .xlsx or .csv can be read. Save it as one of them.")
            )
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS + len(sheets):
        raise too_many_rows(name)
    return sheets


def _load_folder(folder: Path) -> tuple[list[Cells], list[Problem]]:
    if not folder.is_dir():
        message = _("There is no such folder. A file's name ends in .xlsx or .csv.")
        return [], [Problem(str(folder), None, "", "", message)]
    paths = [path for path in sorted(folder.iterdir()) if _is_csv(path)]
    if not any(sheet_titled(path.name) for path in paths):
        message = _("This folder holds none of the sheets. It needs one or more of: %(names)s.")
        names = ", ".join(sheet.file_name for sheet in WORKBOOK)
        return [], [Problem(folder.name, None, "", "", message % {"names": names})]
    sheets, problems = [], []
    size = rows = 0
    for path in paths:
        try:
            data = _bytes(path)
            loaded = load_bytes(path.name, data)
        except Unreadable as error:
            problems += [error.problem] if sheet_meant(path.name) else []
            continue
        sheets += loaded
        if sheet_titled(path.name):
            size += len(data)
            rows += sum(len(sheet.rows) - 1 for sheet in loaded)
        if size > MOST_BYTES:
            return [], [too_big(folder.name).problem]
    if rows > MOST_ROWS:
        problems.append(too_many_rows(folder.name).problem)
    return sheets, problems


def _is_csv(path: Path) -> bool:
    """Hidden files are none: systems leave theirs beside those that they copy."""
    return path.suffix.lower() == ".csv" and not path.name.startswith(".") and not path.is_dir()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise too_big(path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(str(path), _("There is no such file.")) from None
    except OSError as error:
        message = _("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}
        raise Unreadable(str(path), message) from None


def _csv_cells(name: str, data: bytes) -> Cells:
    text = _decoded(name, data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([_unguarded(cell) for cell in row])
    except csv.Error:
        message = _("From this row on the file cannot be read: a quotation mark is missing or one too many.")
        raise Unreadable(name, message, row=len(rows) + 1) from None
    return Cells(name, rows)


def _decoded(name: str, data: bytes) -> str:
    encoding = next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text.partition("\n")[0]:  # or UTF-16 that does not say so
        message = _("The file is not text in UTF-8. In Excel, save it as “CSV UTF-8”, or as .xlsx.")
        raise Unreadable(name, message)
    return text


def _delimiter(text: str) -> str:
    """What separates the cells: a comma, unless the header makes better sense otherwise."""
    text = text.lstrip()
    known = {column.name for sheet in (LIST, *WORKBOOK) for column in sheet.columns}

    def columns_known(sign: str) -> int:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])
        except csv.Error:
            return 0
        return sum(column_key(cell) in known for cell in header)

    return max(",;\t", key=columns_known)


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps spreadsheet programs from reading the cell as a formula."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def _xlsx_cells(name: str, data: bytes) -> list[Cells]:
    try:
        measure(name, data)
        book = CalamineWorkbook.from_object(io.BytesIO(data))
        tabs = [tab.name for tab in book.sheets_metadata if tab.typ == SheetTypeEnum.WorkSheet]
        return [_xlsx_sheet(book.get_sheet_by_name(tab)) for tab in tabs]
    except _BROKEN:
        message = _(
            "The file cannot be opened: it is damaged, protected by a password, or not XLSX. "
            "Save it again as .xlsx, without a password."
        )
        raise Unreadable(name, message) from None


def _xlsx_sheet(sheet: Any) -> Cells:
    merged = tuple(Area(*start, *end) for start, end in sheet.merged_cell_ranges or ())
    return Cells(sheet.name, _texts(sheet.to_python(skip_empty_area=False)), merged)


def _texts(rows: Iterable[Iterable[Any]]) -> list[list[str]]:
    return [[cell if type(cell) is str else _text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """A cell's value as a spreadsheet program shows it: whole numbers without a fraction, dates as ISO."""
    match cell:
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime() | datetime.date() | datetime.time():
            return cell.isoformat()
        case _:
            return str(cell)
