"""What is looked at in the sheets of an XLSX file before the reader of XLSX sees them.

That reader asks for memory for every cell up to the last one that is filled, and for every text as often as
a cell refers to it; it takes a cell with an error, or a formula without its result, for an empty one. So
positions and texts are counted here as it counts them. Rows in the form that programs write are checked by
one pattern, all others by `following`. See docs/decisions/0007-reading-xlsx.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from skillmatrix.exchange import limits
from skillmatrix.exchange.limits import Damaged, Unreadable
from skillmatrix.exchange.loading.cells import Area
from skillmatrix.exchange.loading.following import Follower
from skillmatrix.exchange.loading.measures import Measures, Room, Unread, column_number, spot
from skillmatrix.exchange.loading.zones import Zone

type Write = Callable[[bytes], object]

_AT_ONCE = 16 * 1024  # bytes of rows in an unusual form that are followed in one go


def _columns_up_to(most: int) -> bytes:
    """A pattern for the names of the first columns, from 53 to 702 of them."""
    name = xl_col_to_name(most - 1)
    first, second = name[0], name[1]
    before = chr(ord(first) - 1)
    return f"(?:[A-Z]|[A-{before}][A-Z]|{first}[A-{second}])".encode()


_FORMULA = rb"(?:<f[^<>]*+(?:(?<=/)>|>[^<]*+</f>))?+"
_KINDS = (
    rb' t="s"%(more)s><v>\d++</v>',
    rb'(?: t="[nb]")?+%(more)s>%(formula)s<v>[^<&\s]++</v>',
    rb' t="str"%(more)s>%(formula)s<v>[^<]*+</v>',
    rb' t="inlineStr"%(more)s><is><t(?: xml:space="preserve")?+>[^<]*+</t></is>',
)
_FILLED = b"|".join(_KINDS) % {b"more": rb'(?: [cv]m="\d++")*+', b"formula": _FORMULA}
_CELL = rb'<c r="(?:[A-Z]{1,3}+\1"(?: s="\d++")?+(?:/>|></c>)|%b\1"(?: s="\d++")?+(?:%b)</c>)' % (
    _columns_up_to(limits.MOST_COLUMNS),
    _FILLED,
)
_ROWS = re.compile(rb'\s*+(?:<row r="(\d{1,7}+)"[^<>]*+(?:(?<=/)>|>(?:%b)*+</row>)\s*+)*+' % _CELL)
"""Rows, each cell of which is in its row, is empty or not too far right, and holds no error."""

_FILLED_ROW = re.compile(rb'<row r="(\d++)"[^<>]*+(?<!/)>(?:<c [^<>]*+(?:(?<=/)>|></c>))*+<c ')
_FILLED_COLUMN = re.compile(rb'<c r="([A-Z]++)\d++"[^<>]*+(?<!/)><[^/]')
_HIDDEN_ROW = re.compile(rb'<row r="(\d++)"[^<>]*? hidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'<row r="(\d++)"')
_REFERENCE = re.compile(rb' t="s"[^<>]*+><v>(\d++)')

_TEXT = re.compile(rb"<si[/>]")
_OTHER_TAG = rb"""<(?!/?+si[\s/>])[^<>"']*+(?:(?:"[^<>"]*+"|'[^<>']*+')[^<>"']*+)*+>[^<]*+"""
_TEXTS = re.compile(rb"\s*+(?:<si(?:/>|>[^<]*+(?:%b)*+</si>)\s*+|%b)*+" % (_OTHER_TAG, _OTHER_TAG))
"""Texts one after the other, none within another, and perhaps a list of extensions behind them."""

_TAG = rb"<(?:\w+:)?%b\b([^<>]*)>"
_COLUMN, _MERGED = re.compile(_TAG % b"col"), re.compile(_TAG % b"mergeCell")
_SAID = re.compile(rb"""(?<![\w:])([\w:]++)\s*+=\s*+["']([^"']*)""")


@dataclass(frozen=True, slots=True)
class Measured:
    """A sheet that may be read. `merged` is as it says: areas may reach beyond what is filled."""

    unread: tuple[Unread, ...]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


def measure_texts(chunks: Iterator[bytes], room: Room, write: Write) -> None:
    """The texts that cells refer to, passed on to `write` in plain markup. Raises Damaged."""
    write(b"<sst>")
    for piece in Zone(chunks, "sst", "si").pieces():
        if not (found := _TEXTS.match(piece)) or found.end() < len(piece):
            raise Damaged
        starts = [text.start() for text in _TEXT.finditer(piece)]
        room.texts.extend(end - start for start, end in pairwise([*starts, len(piece)]))
        if len(room.texts) > limits.MOST_CELLS:
            raise Damaged(_("The file holds more than 2,000,000 texts. Import one role at a time."))
        write(piece)
    write(b"</sst>")


def measure_sheet(title: str, chunks: Iterator[bytes], room: Room, write: Write) -> Measured:
    """The rows of a sheet, passed on to `write` in plain markup.

    Raises Unreadable for what is too much or too far out, Damaged or ValueError for what is no sound sheet.
    """
    zone = Zone(chunks, "sheetData", "row")
    rows = _Rows(Measures(title, room))
    write(b"<worksheet><mergeCells/><sheetData>")  # merged cells first: nobody looks for them behind the rows
    for piece in zone.pieces():
        rows.take(piece)
        write(piece)
    write(b"</sheetData></worksheet>")
    rows.measures.leave()
    return Measured(
        tuple(rows.measures.unread),
        tuple(_merged(title, zone)),
        frozenset(rows.measures.hidden_rows),
        frozenset(_hidden_columns(zone.before)),
    )


class _Rows:
    """The rows of a sheet, one piece after the other."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._follower = Follower(measures)

    def take(self, piece: bytes) -> None:
        self.measures.count(piece.count(b"<row"), piece.count(b"<c"))
        at = 0
        while at < len(piece):
            start, found = at, _ROWS.match(piece, at)
            at = found.end() if found else start
            self._regular(piece, start, at)
            if at < len(piece):
                start, at = at, self._behind(piece, at)
                self._follower.follow(piece[start:at])

    def _behind(self, piece: bytes, start: int) -> int:
        """Where rows in an unusual form that begin at `start` may end."""
        near = piece.rfind(b"<row", start + 1, start + _AT_ONCE)
        end = near if near > start else piece.find(b"<row", start + _AT_ONCE)
        return end if end > start else len(piece)

    def _regular(self, piece: bytes, start: int, end: int) -> None:
        if last := _ROW_NUMBER.match(piece, max(piece.rfind(b"<row", start, end), start)):
            self.measures.next_row = int(last[1])
        if filled := _FILLED_ROW.findall(piece, start, end):
            columns = set(_FILLED_COLUMN.findall(piece, start, end))
            right = max(column_number(column.decode()) for column in columns)
            self.measures.reach(max(map(int, filled)) - 1, right)
            for text, times in Counter(_REFERENCE.findall(piece, start, end)).items():
                self.measures.refer(int(text), times)
        if piece.find(b"hidden=", start, end) >= 0:
            for number in _HIDDEN_ROW.findall(piece, start, end):
                self.measures.hide(int(number) - 1)


def _merged(title: str, zone: Zone) -> Iterator[Area]:
    count = 0
    for piece in zone.rest():
        for tag in _MERGED.finditer(piece):
            first, _colon, last = _said(tag[1]).get("ref", "").partition(":")
            count += 1
            if count > limits.MOST_MERGED:
                message = _("More than 20,000 areas of the sheet are merged. Undo the merging.")
                raise Unreadable(title, message)
            yield Area(*spot(first), *spot(last or first))


def _hidden_columns(before: bytes) -> Iterator[int]:
    for tag in _COLUMN.finditer(before):
        said = _said(tag[1])
        if said.get("hidden") in ("1", "true"):
            yield from range(int(said["min"]) - 1, min(int(said["max"]), limits.MOST_COLUMNS))


def _said(attributes: bytes) -> dict[str, str]:
    return {key.decode(): value.decode() for key, value in _SAID.findall(attributes)}
