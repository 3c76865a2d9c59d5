"""Sheets -> the bytes of an XLSX file. The same calls always become the same bytes.

All cells but ranks are text and formatted as text: a spreadsheet program makes no formula, number or date
of them, nor of what somebody types into one later.
"""

import datetime
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from skillmatrix.text import TEXT_LENGTH

SPARE_ROWS = 500  # empty ones below the last that have drop-downs, too
A3, A4 = 8, 9

type Style = Mapping[str, Any]

_LINE, _EDGE = "#C9C6BD", "#737C87"
TEXT: Style = {"num_format": "@", "text_wrap": True, "valign": "top"}
NUMBER: Style = {"valign": "top"}
BOXED: Style = {"border": 1, "border_color": _LINE}
TINTED: Style = {"bg_color": "#F1F7F7"}
BEGINS: Style = {"left": 2, "left_color": _EDGE}
ENDS: Style = {"right": 2, "right_color": _EDGE}
PADDED: Style = {"align": "left", "indent": 1}
CENTRED: Style = {"align": "center", "indent": 0}
BOLD: Style = {"bold": True}
FIXED: Style = {"bg_color": "#E4E2DC", **BOXED}
"""The grey of a cell that stays as it is."""

_CREATED = datetime.datetime(2026, 1, 1)  # noqa: DTZ001
_EVERYWHERE = "A1:XFD1048576"
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f000-\U0003fffd]"
)
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409  # points; no row of a spreadsheet program is higher


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down: the cells that it offers, and what is said about anything else.

    `is_open` lets something new be written after that was said.
    """

    source: str
    told: str
    is_open: bool

    def offer(self, tab: Worksheet, column: int, first: int, last: int) -> None:
        """Have it in the cells of a column from row `first` to row `last`, counted from 0."""
        about = {
            "validate": "list",
            "source": self.source,
            "error_message": self.told,
            "error_type": "information" if self.is_open else "stop",
        }
        tab.data_validation(first, column, last, column, about)


def limit_texts(tab: Worksheet, told: str, column: int, first: int, last: int) -> None:
    """Say `told` about a text in a column that is longer than an import takes."""
    about = {
        "validate": "length",
        "criteria": "<=",
        "value": TEXT_LENGTH,
        "error_message": told,
        "error_type": "warning",
    }
    tab.data_validation(first, column, last, column, about)


class _Tab(Worksheet):
    """A sheet whose rows have a height to begin with, and grow with what is typed into them.

    XlsxWriter would fix each height that is set. Without any, LibreOffice shows one line of each text.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        free = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, free)


def height(cells: Iterable[str], widths: Iterable[int]) -> int | None:
    """The points that wrapped cells in columns of these widths need, about; None for a single line."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        if 2 * len(cell) > width or "\n" in cell:
            lines = max(lines, _lines(cell, width))
    return min(lines * _LINE_HEIGHT, _MOST_HEIGHT) if lines > 1 else None


def _lines(cell: str, width: int) -> int:
    most = width + width // 10  # most signs are narrower than the digits that widths are counted in
    return sum(1 + max(_breadth(line) - 1, 0) // most for line in cell.split("\n"))


def _breadth(line: str) -> int:
    """In signs of usual width."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


class Book:
    """An XLSX file in the making; `title` is what programs show about it."""

    def __init__(self, title: str = "") -> None:
        self._data = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        about = {"created": _CREATED, "title": title} if title else {"created": _CREATED}
        self._book.set_properties(about)
        self._styles: dict[tuple[tuple[str, Any], ...], Format] = {}

    def tab(self, title: str) -> Worksheet:
        """A new sheet after those there are."""
        tab = self._book.add_worksheet(title, _Tab)
        tab.ignore_errors({"number_stored_as_text": _EVERYWHERE})
        return tab

    def style(self, *styles: Style) -> Format:
        """These styles in one, the later ones over the earlier ones."""
        merged = {name: value for style in styles for name, value in style.items()}
        key = tuple(merged.items())
        if key not in self._styles:
            self._styles[key] = self._book.add_format(merged)
        return self._styles[key]

    def finish(self) -> bytes:
        self._book.close()
        return self._data.getvalue()


def lay_out(tab: Worksheet, paper: int, header_rows: int, *, across: bool) -> None:
    """Print as wide as the paper, with the header rows on each page and the sheet's name at its foot."""
    if across:
        tab.set_landscape()
    tab.set_paper(paper)
    tab.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    tab.fit_to_pages(1, 0)
    if header_rows:
        tab.repeat_rows(0, header_rows - 1)
    tab.set_footer("&L&A&R&P / &N")
