"""What is looked at in an XLSX file before the reader of XLSX sees it.

That reader asks for memory for every cell up to the last one that is filled, and takes a cell with an
error, or a formula without its result, for an empty one. It finds the sheets by following references, and
opens other kinds of spreadsheet too. So every part is measured, whatever its name and whatever size the
archive claims, and positions are counted as the reader counts them.
"""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from xml.parsers import expat

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from skillmatrix.exchange.limits import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED,
    Unreadable,
    too_big,
    too_many_rows,
)

_OF_OTHER_KINDS = {"mimetype", "xl/workbook.bin"}  # ODS and XLSB have one of these
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DIGITS = "0123456789"
_FARTHEST_LETTERS = 3


class Damaged(Exception):
    """A file that is no sound XLSX."""


def measure(name: str, data: bytes) -> None:
    """Raise Unreadable for what is too large, too far out or would wrongly read as empty; Damaged otherwise.

    Raises what zipfile raises, too. Takes time in proportion to the unpacked size.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.filename.lower() in _OF_OTHER_KINDS for part in parts):
            raise Damaged
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise too_big(name)
        room = MOST_UNPACKED
        for part in parts:
            unpacked = _unpacked(archive, part, room)
            room -= len(unpacked)
            if room < 0:
                raise too_big(name)
            if b"sheetData" in unpacked:
                _Cells(name).measure(unpacked)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> bytes:
    """The first `room` bytes of a part and, where there are more, one more."""
    if part.compress_type not in _PACKINGS:
        raise Damaged
    part.file_size = room + 2  # more than is read: what the archive says may be less than what comes out
    with archive.open(part) as file:
        return file.read(room + 1)


class _Cells:
    """Goes through the cells of one sheet; row and column count from 0."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._next_row = 0
        self._column = self._next_column = 0
        self._kind: str | None = None  # of the cell that is being read
        self._formula = self._value = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def measure(self, xml: bytes) -> None:
        try:
            self._parser.Parse(xml, True)
        except (expat.ExpatError, ValueError):
            raise Damaged from None

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._cell(attributes)
            case ("v" | "is") as value if self._kind is not None:
                self._look_where_it_is()
                self._value = self._value or value == "is"
            case "f" if self._kind is not None:
                self._formula = True
                self._parser.CharacterDataHandler = self._result
            case "row":
                self._next_row = int(attributes["r"]) - 1 if "r" in attributes else self._next_row

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._row, self._column = self._next_row, self._next_column
        if at := attributes.get("r"):
            letters = at.rstrip(_DIGITS)
            self._row, self._column = int(at[len(letters) :]) - 1, _column_number(letters)
        self._next_column = self._column + 1
        self._kind = attributes.get("t", "")
        self._formula = self._value = False
        if self._kind == "e":
            message = _("Cell %(cell)s holds an error such as #N/A. Correct it.")
            raise Unreadable(self._name, message % {"cell": self._called()})

    def _look_where_it_is(self) -> None:
        if self._row > MOST_ROWS:
            raise too_many_rows(self._name)
        if self._column >= MOST_COLUMNS:
            column = self._called().rstrip(_DIGITS)
            message = _("Column %(column)s is filled: at most %(most)d columns can be read. Empty it.")
            raise Unreadable(self._name, message % {"column": column, "most": MOST_COLUMNS})

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                if self._formula and not self._value and self._kind != "str":
                    message = _(
                        "Cell %(cell)s holds a formula without its result. Open the file and save it again."
                    )
                    raise Unreadable(self._name, message % {"cell": self._called()})
                self._kind = None
                self._parser.CharacterDataHandler = None
            case "f":
                self._value = False  # what was heard so far is the formula
            case "row":
                self._next_row, self._next_column = self._next_row + 1, 0

    def _result(self, text: str) -> None:
        self._value = self._value or not text.isspace()

    def _refuse(self, *_declared: object) -> None:
        raise Damaged

    def _called(self) -> str:
        return str(xl_rowcol_to_cell(self._row, self._column))


@cache
def _column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26. Raises ValueError for what names no column."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= _FARTHEST_LETTERS):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
