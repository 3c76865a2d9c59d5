"""The bytes of an XLSX file -> its sheets as text.

The library that reads XLSX gets a plain copy: the cells of the sheets that are shown, each looked at on its
way, their texts and number formats, and nothing else of what the file holds. See
docs/decisions/0007-reading-xlsx.md.
"""

import datetime
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from skillmatrix.exchange.limits import Damaged, Unreadable
from skillmatrix.exchange.loading.cells import MOST_DATES, Area, Cells, Flaw, Loaded, Spot, Texts
from skillmatrix.exchange.loading.formats import damaged
from skillmatrix.exchange.loading.measures import Room, Unread
from skillmatrix.exchange.loading.measuring import Measured, measure_sheet, measure_texts
from skillmatrix.exchange.loading.packages import Book, Package

_BROKEN = (
    CalamineError,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    expat.ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
_EXACT = 10**15  # up to which spreadsheet programs keep every digit
_FORMAT_LENGTH = 255

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def load(name: str, data: bytes) -> Loaded:
    """The sheets that are shown, and the titles of those that are not. Raises Unreadable."""
    with _refusing(name), tempfile.NamedTemporaryFile(suffix=".xlsx", delete_on_close=False) as file:
        package = Package(name, data)
        book = package.book()
        if book.hidden and not book.tabs:
            raise Damaged(_("Every sheet of this file is hidden. Show the one that is to be read."))
        with zipfile.ZipFile(file, "w") as copy:
            measured = _copied(package, book, copy)
        file.close()
        reader = CalamineWorkbook.from_path(file.name)
        texts = Texts()
        sheets = [
            _cells(tab.title, reader.get_sheet_by_index(index), measured[index], texts)
            for index, tab in enumerate(book.tabs)
        ]
    return Loaded(sheets, book.hidden)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except Damaged as error:
        raise (Unreadable(name, str(error)) if error.args else damaged(name)) from None
    except _BROKEN:
        raise damaged(name) from None
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # where the reader of XLSX gave up in the midst
            raise
        raise damaged(name) from None


# The plain copy


def _copied(package: Package, book: Book, copy: zipfile.ZipFile) -> list[Measured]:
    """Write into `copy` what of the `book` is read, and say of each sheet what was seen in it."""
    numbers = range(1, len(book.tabs) + 1)
    sheets = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
    dates = '<workbookPr date1904="1"/>' if book.counts_from_1904 else ""
    copy.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
    copy.writestr(
        "xl/_rels/workbook.xml.rels",
        _relations([("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]),
    )
    copy.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns:r="{_DOCUMENT}">{dates}<sheets>{sheets}</sheets></workbook>',
    )
    if book.styles:
        copy.writestr("xl/styles.xml", _styles(package, book.styles))
    room = Room()
    if book.strings:
        with copy.open("xl/sharedStrings.xml", "w") as part:
            measure_texts(package.chunks(book.strings), room, part.write)
    measured = []
    for number, tab in zip(numbers, book.tabs, strict=True):
        with copy.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
            measured.append(measure_sheet(tab.title, package.chunks(tab.part), room, part.write))
    return measured


def _relations(targets: list[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_DOCUMENT}/{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'


def _styles(package: Package, part: zipfile.ZipInfo) -> str:
    """The number formats of cells, by which dates are told from numbers."""
    within = {"numFmts", "fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}
    formats, cells, place = [], [], ""
    for tag, said in package.elements(part, {*within, "numFmt", "xf"}):
        place = tag if tag in within else place
        number = quoteattr(said.get("numFmtId", ""))
        if tag == "numFmt" and place == "numFmts":
            code = quoteattr(said.get("formatCode", "")[:_FORMAT_LENGTH])
            formats.append(f"<numFmt numFmtId={number} formatCode={code}/>")
        elif tag == "xf" and place == "cellXfs":
            cells.append(f"<xf numFmtId={number}/>")
    return (
        f"<styleSheet><numFmts>{''.join(formats)}</numFmts><cellXfs>{''.join(cells)}</cellXfs></styleSheet>"
    )


# Cells


def _cells(title: str, sheet: CalamineSheet, measured: Measured, texts: Texts) -> Cells:
    rows, dates, dated = _rows(sheet, texts)
    _mark(rows, measured.unread)
    height, width = len(rows), max(map(len, rows), default=0)
    return Cells(
        title,
        rows,
        tuple(_merged(measured.merged, height, width)),
        frozenset(row for row in measured.hidden_rows if row < height),
        frozenset(column for column in measured.hidden_columns if column < width),
        tuple(dates),
        dated,
    )


def _rows(sheet: CalamineSheet, texts: Texts) -> tuple[list[list[str]], list[Spot], int]:
    """All rows from the first, the places of the first dates, and how many dates there are."""
    if sheet.start is None:
        return [], [], 0
    rows: list[list[str]] = []
    dates: list[Spot] = []
    dated = 0
    left = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows()):
        found = [texts[cell] if type(cell) is str else _text(cell) for cell in row]
        rows.append(left + found if left else found)
        if not _TIMES.isdisjoint(map(type, row)):
            spots = [Spot(number, len(left) + at) for at, cell in enumerate(row) if type(cell) in _TIMES]
            dated += len(spots)
            dates += spots[: MOST_DATES - len(dates)]
    return rows, dates, dated


_TIMES = {datetime.date, datetime.datetime, datetime.time}


def _text(cell: Any) -> str:
    """A cell's value as a spreadsheet program shows it: whole numbers without a fraction, dates as ISO."""
    match cell:
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < _EXACT:
            return str(int(cell))
        case float():
            return format(cell, ".15g")
        case datetime.datetime() | datetime.date() | datetime.time():
            return cell.isoformat()
        case datetime.timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(cell)


def _mark(rows: list[list[str]], unread: tuple[Unread, ...]) -> None:
    """Put in the cells that the reader of XLSX took for empty ones."""
    flaws: dict[tuple[str, bool], Flaw] = {}
    for cell in unread:
        flaw = flaws.setdefault((cell.text, cell.is_error), _flaw(cell))
        rows += [[] for _missing in range(cell.row + 1 - len(rows))]
        row = rows[cell.row]
        row += [""] * (cell.column + 1 - len(row))
        row[cell.column] = flaw


def _flaw(cell: Unread) -> Flaw:
    if cell.is_error:
        return Flaw(cell.text, _("This cell holds an error. Correct it in the spreadsheet."))
    message = _(
        "This cell holds a formula without its result. Open the file in a spreadsheet program and save it."
    )
    return Flaw(cell.text, message)


def _merged(areas: tuple[Area, ...], height: int, width: int) -> Iterator[Area]:
    """The areas as far as there are cells. Raises Damaged where they overlap, for certain."""
    room = height * width
    for area in areas:
        bottom, right = min(area.bottom, height - 1), min(area.right, width - 1)
        if area.top <= bottom and area.left <= right:
            room -= (bottom - area.top + 1) * (right - area.left + 1)
            if room < 0:
                raise Damaged
            yield Area(area.top, area.left, bottom, right)
