"""The bytes of a CSV file -> one sheet as text. Read line by line, and no further than a file may reach."""

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from django.utils.translation import gettext as _

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import LIST, WORKBOOK, column_key
from skillmatrix.exchange.limits import Unreadable, too_many_rows
from skillmatrix.exchange.loading import encodings
from skillmatrix.exchange.loading.cells import Cells, Loaded, Texts
from skillmatrix.exchange.words import HEADERS, is_step_of_a_ladder, plain

_SIGNS = ",;\t"
_LOOKED_AT = 64 * 1024  # characters that say what separates the cells, and the records among them
_RECORDS = 50
_SIGN_SAID = re.compile(r'"?sep=([,;|\t])"?(?:\r\n?|\n)', re.IGNORECASE)  # Excel understands it
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class _Texts(Texts):
    """Cells of CSV: without the apostrophe that keeps spreadsheet programs from reading a formula."""

    def read(self, written: str) -> str:
        guarded = written[:1] == "'" and _GUARDED.match(written)
        return super().read(written[1:] if guarded else written)


def load(name: str, data: bytes, encoding: str = "") -> Loaded:
    """The one sheet of a CSV file. `encoding` is what the file is said to have, if it is not Unicode.

    Raises Unreadable, and UnknownEncoding where an encoding has to be said.
    """
    text, said = encodings.opened(name, data, encoding)
    try:
        with text:
            start = text.read(_LOOKED_AT)
            text.seek(0)
            return Loaded([Cells(name, _rows(name, text, start))], encoding=said)
    except UnicodeDecodeError:
        raise encodings.undecodable(name, data, said) from None


def _rows(name: str, text: TextIO, start: str) -> list[list[str]]:
    """The rows up to the last that is filled, each up to its last cell that is filled."""
    lines = _lines(name, text)
    if said := _SIGN_SAID.match(start):
        next(lines)
    texts, blank = _Texts(), 0
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=said[1] if said else _sign(start), strict=True):
            if len(row) > limits.MOST_BLANK_CELLS:
                raise _too_wide(name, len(rows) + blank + 1)
            while row and not row[-1]:
                row.pop()
            if not row:
                blank += 1
                if blank > limits.MOST_BLANK_ROWS:
                    raise too_many_rows(name)
                continue
            rows += [[] for _row in range(blank)]
            blank = 0
            rows.append([texts[cell] for cell in row])
            if len(rows) - 1 > limits.MOST_ROWS:
                raise too_many_rows(name)
            if len(row) > limits.MOST_COLUMNS:
                raise _too_wide(name, len(rows))
    except csv.Error:
        message = _(
            "From this row on the file cannot be read: a quotation mark is missing or one too many, "
            "or a cell has more than 131,072 characters."
        )
        raise Unreadable(name, message, row=len(rows) + blank + 1) from None
    return rows


def _lines(name: str, text: TextIO) -> Iterator[str]:
    number = 0
    while line := text.readline(limits.MOST_LINE + 1):
        number += 1
        if len(line) > limits.MOST_LINE:
            message = _("Line %(number)d has more than 2,000,000 characters. Is this a spreadsheet?")
            raise Unreadable(name, message % {"number": number})
        yield line


def _too_wide(name: str, row: int) -> Unreadable:
    message = _("This row has more than %(most)d cells, which is as many as can be read.")
    return Unreadable(name, message % {"most": limits.MOST_COLUMNS}, row=row)


def _sign(start: str) -> str:
    """What separates the cells: where the columns are known by their names, or else the rows equally wide."""
    names = {column.name for sheet in (LIST, *WORKBOOK) for column in sheet.columns}

    def is_known(cell: str) -> bool:
        return column_key(cell) in names or plain(cell) in HEADERS or is_step_of_a_ladder(cell)

    def sense(sign: str) -> tuple[int, float, int]:
        records = _records(start, sign)
        columns = max((sum(map(is_known, record)) for record in records), default=0)
        widths = Counter(len(record) for record in records if len(record) > 1)
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return columns if columns > 1 else 0, times / max(len(records), 1), width

    return max(_SIGNS, key=sense)


def _records(start: str, sign: str) -> list[list[str]]:
    """The first records that hold anything; quotation marks need not be right yet."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=sign)
    with contextlib.suppress(csv.Error):
        records += itertools.islice((record for record in reader if any(record)), _RECORDS)
    return records
