"""Rows of an XLSX sheet in whatever form XML allows, tag by tag as the reader of XLSX follows them."""

from collections.abc import Mapping
from xml.parsers import expat

from skillmatrix.exchange.limits import Damaged
from skillmatrix.exchange.loading.measures import Measures, Unread, spot
from skillmatrix.exchange.loading.packages import refuse_declaration

_FORMULA_LENGTH = 60


class Follower:
    """Goes through the cells of rows, and tells the measures of their sheet."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._row = self._column = self._next_column = 0
        self._kind: str | None = None  # of the cell that is being read
        self._formula: str | None = None
        self._has_value = False
        self._heard: list[str] = []

    def follow(self, rows: bytes) -> None:
        """Raises Damaged where they are no sound XML by themselves, or ValueError."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._heard.append
        parser.StartDoctypeDeclHandler = refuse_declaration
        try:
            parser.Parse(b"<rows>%b</rows>" % rows, True)
        except expat.ExpatError:
            raise Damaged from None

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._heard.clear()
        match tag.rpartition(":")[2]:
            case "c":
                self._enter(attributes)
            case ("v" | "is") as value if self._kind is not None:
                self._measures.reach(self._row, self._column)
                self._has_value = self._has_value or value == "is"
            case "row":
                self._enter_row(attributes)

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v" if self._kind is not None:
                self._value("".join(self._heard))
            case "f" if self._kind is not None:
                self._formula = "=" + "".join(self._heard)[:_FORMULA_LENGTH]
                self._has_value = False  # what came before it does not count
            case "c" if self._kind is not None:
                self._leave()
            case "row":
                self._measures.next_row += 1
                self._next_column = 0
        self._heard.clear()

    def _enter_row(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            self._measures.next_row = int(attributes["r"]) - 1
        if attributes.get("hidden") in ("1", "true"):
            self._measures.hide(self._measures.next_row)

    def _enter(self, attributes: Mapping[str, str]) -> None:
        self._row, self._column = self._measures.next_row, self._next_column
        if at := attributes.get("r"):
            self._row, self._column = spot(at)
        self._next_column = self._column + 1
        self._kind = attributes.get("t", "")
        self._formula, self._has_value = None, False

    def _value(self, text: str) -> None:
        self._has_value = self._has_value or not (not text or text.isspace())
        if self._kind == "e":
            self._measures.reach(self._row, self._column)
            self._measures.miss(Unread(self._row, self._column, text, is_error=True))
        if self._kind == "s" and text:
            if not (text.isascii() and text.isdigit()):
                raise Damaged
            self._measures.refer(int(text))

    def _leave(self) -> None:
        if self._formula is not None and not self._has_value and self._kind != "str":
            self._measures.reach(self._row, self._column)
            self._measures.miss(Unread(self._row, self._column, self._formula, is_error=False))
        self._kind = None
