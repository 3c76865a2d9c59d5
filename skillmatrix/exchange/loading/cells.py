"""What files are loaded into: sheets of text cells, and what about them a reader should know. Pure values."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple, Self

from django.utils.translation import gettext as _

from skillmatrix.rows import shown

MOST_DATES = 100  # whose places are kept
_REMEMBERED = 120  # characters of a text that is looked at only once, however many cells hold it

# What UTF-8 becomes where it is taken for windows-1252: its first byte, and one that goes on.
_GARBLED = re.compile(
    "[\u00c2-\u00f4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_TYPED = re.compile("[\u00a0-\u00ff\u2010-\u2026\u20ac\u2122\u2212]")  # signs that people often type
_CERTAIN = 3  # bytes that went on as they should are no accident


class Area(NamedTuple):
    """Merged cells, of which the first holds the value. All four count from 0 and belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Spot(NamedTuple):
    """A cell, counted from 0."""

    row: int
    column: int


class Flaw(str):
    """The text of a cell that must not be taken as it stands: `message` says why, and what would be right.

    It passes for the text until somebody asks for its value: `parsing.Parser` gives the message then.
    """

    __slots__ = ("message",)
    message: str

    def __new__(cls, text: str, message: str) -> Self:
        made = super().__new__(cls, text)
        made.message = message
        return made


class Lost(Flaw):
    """A text of which letters seem to be lost: a flaw, unless the framework holds this very text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """One sheet as text: every row from the first, cells not yet trimmed. Rows may be of different lengths.

    `title` is a tab's or a file's name. What counts positions counts from 0. `dates` are the places of the
    first cells that held a date or a time, which is text in ISO format now, and `dated` is how many did.
    """

    title: str
    rows: list[list[str]]
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    dates: tuple[Spot, ...] = ()
    dated: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file. `hidden` are the titles of hidden sheets, which are not among the `sheets`.

    `encoding` is what a CSV file was decoded from, where it was not Unicode.
    """

    sheets: list[Cells]
    hidden: tuple[str, ...] = ()
    encoding: str = ""


class Texts(dict[str, str]):
    """Text as a file holds it -> text for a cell, Lost where letters of it were lost on its way.

    Many cells hold the same short text: they share one object, which is looked at once.
    """

    def __missing__(self, written: str) -> str:
        text = self.read(written)
        if len(written) <= _REMEMBERED:
            self[written] = text
        return text

    def read(self, written: str) -> str:
        return unless_lost(written)


def unless_lost(text: str) -> str:
    """`text`, as Lost where letters of it seem to be lost."""
    if text.isascii():
        return text
    if "\ufffd" in text:
        message = _(
            "A letter was lost before the file came here: “%(sign)s” stands in its place. Write it again."
        )
        return Lost(text, message % {"sign": "\ufffd"})
    if _GARBLED.search(text) and (meant := ungarbled(text)):
        message = _(
            "This was saved in one encoding and opened in another; it seems to be meant as “%(meant)s”. "
            "Write it so, or save the file as “CSV UTF-8” again where it is still right."
        )
        return Lost(text, message % {"meant": shown(meant)})
    return text


def ungarbled(text: str) -> str:
    """What `text` was before UTF-8 was taken for windows-1252, "" where that is not all but certain.

    “GrÃ¶ÃŸe” was “Größe”; “Spaß…” is what it seems, though its last two signs would make a letter too.
    """
    for codec in ("cp1252", "latin-1"):
        try:
            meant = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        rare = [sign for sign in meant if not sign.isascii() and not _TYPED.match(sign)]
        if not rare or (sum(map(_evidence, rare)) >= _CERTAIN and all(map(_is_letter, rare))):
            return meant
    return ""


def _evidence(sign: str) -> int:
    """How many bytes had to fit for this sign to come out."""
    return len(sign.encode()) - 1


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"
