"""A comparison -> a file to take along. The same comparison always becomes the same bytes.

It is for reading: nothing of it is imported again. So its words are those of the interface, and only the
names and texts of the framework stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from skillmatrix.comparing import Change, Expected
from skillmatrix.exchange.drawing.xlsx import (
    A3,
    A4,
    BEGINS,
    BOLD,
    FIXED,
    PADDED,
    TEXT,
    Book,
    Style,
    height,
    lay_out,
)
from skillmatrix.exchange.writing import Format, csv_lines

type Cells = tuple[str, ...]

_SKILL_WIDTHS = (14, 14, 20)
_PLACE_WIDTHS = (14, 12, 10, 42)  # the first place has no changes, which come first
_ABOUT_WIDTHS = (22, 90)
_MOST_HEADER = 200  # characters; a page's header in XLSX ends at 255


@dataclass(frozen=True, slots=True)
class Side:
    """A place in words; `since` is the one that its changes are counted from, None for the first."""

    place: str
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a place says in one skill, and what that changes; the first place changes nothing."""

    expected: Expected | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One skill at all places; `domain` and `group` are blank where it has none."""

    domain: str
    group: str
    skill: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the file says: the `lines` of `skills` that there are, `kept` by a filter that is blank for none.

    `about` says more in pairs of a heading and a text.
    """

    title: str
    sides: tuple[Side, ...]
    lines: tuple[Line, ...]
    skills: int
    kept: str = ""
    about: tuple[tuple[str, str], ...] = ()


def write_comparison(compared: Compared, fmt: Format) -> bytes:
    """A row a skill, in the language that is active."""
    if fmt == "xlsx":
        return _xlsx(compared)
    return "".join(csv_lines([_header(compared), *_rows(compared)])).encode("utf-8-sig")


def _header(compared: Compared) -> Cells:
    """One row of headings that says all: also what was filtered, for files are renamed and passed on."""
    skill = _("Skill")
    if compared.kept:
        skill = f"{skill} ({_kept(compared)})"
    cells = [_("Domain"), _("Group"), skill]
    for side in compared.sides:
        if side.since is not None:
            told = {"place": side.place, "other": side.since}
            cells.append(_("%(place)s: what changes since %(other)s") % told)
        cells += [
            _("%(place)s: proficiency") % {"place": side.place},
            _("%(place)s: required") % {"place": side.place},
            _("%(place)s: description") % {"place": side.place},
        ]
    return tuple(cells)


def _kept(compared: Compared) -> str:
    counts = {"shown": len(compared.lines), "all": compared.skills, "filters": compared.kept}
    return _("%(shown)d of %(all)d: %(filters)s") % counts


def _rows(compared: Compared) -> Iterator[Cells]:
    for line in compared.lines:
        cells = [line.domain, line.group, line.skill]
        for side, said in zip(compared.sides, line.said, strict=True):
            if side.since is not None:
                cells.append(", ".join(str(change.label) for change in said.changes))
            cells += _expected(said.expected)
        yield tuple(cells)


def _expected(expected: Expected | None) -> Cells:
    if expected is None:
        return ("", "", "")
    depth = expected.depth.name if expected.depth else ""
    return depth, _("Required") if expected.required else _("Optional"), expected.description


# XLSX


def _xlsx(compared: Compared) -> bytes:
    book = Book(compared.title)
    tab = book.tab(_("Comparison"))
    rows, widths, styles = list(_rows(compared)), _widths(compared), _styles(compared)
    for at, (width, style, heading) in enumerate(zip(widths, styles, _header(compared), strict=True)):
        tab.set_column(at, at, width, book.style(style))
        tab.write_string(0, at, heading, book.style(style, FIXED, BOLD))
    tab.set_row(0, height(_header(compared), widths))
    for number, cells in enumerate(rows, start=1):
        tab.set_row(number, height(cells, widths))
        for at, (cell, style) in enumerate(zip(cells, styles, strict=True)):
            tab.write_string(number, at, cell, book.style(style))
    tab.freeze_panes(1, len(_SKILL_WIDTHS))
    tab.autofilter(0, 0, len(rows), len(widths) - 1)
    _lay_out(tab, compared, A4 if len(compared.sides) == 2 else A3)
    _about(book, compared)
    return book.finish()


def _widths(compared: Compared) -> list[int]:
    others = compared.sides[1:]
    return [*_SKILL_WIDTHS, *_PLACE_WIDTHS[1:], *(_PLACE_WIDTHS * len(others))]


def _styles(compared: Compared) -> list[Style]:
    """A line stands before each place."""
    styles: list[Style] = [TEXT] * len(_SKILL_WIDTHS)
    for side in compared.sides:
        cells = len(_PLACE_WIDTHS) - (side.since is None)
        styles += [{**TEXT, **BEGINS, **PADDED}, *([TEXT] * (cells - 1))]
    return styles


def _lay_out(tab: Worksheet, compared: Compared, paper: int) -> None:
    lay_out(tab, paper, 1, across=True)
    tab.set_header("&L" + compared.title[:_MOST_HEADER].replace("&", "&&")[:_MOST_HEADER])


def _about(book: Book, compared: Compared) -> None:
    """A sheet that says what was compared, of whose framework, and where it can be seen."""
    tab = book.tab(_("About this file"))
    which = _kept(compared) if compared.kept else _("all %(all)d") % {"all": compared.skills}
    lines = [(_("What is compared"), compared.title), (_("Which skills"), which), *compared.about]
    for at, width in enumerate(_ABOUT_WIDTHS):
        tab.set_column(at, at, width, book.style(TEXT))
    for number, cells in enumerate(lines):
        tab.set_row(number, height(cells, _ABOUT_WIDTHS))
        tab.write_string(number, 0, cells[0], book.style(TEXT, BOLD))
        tab.write_string(number, 1, cells[1], book.style(TEXT))
    lay_out(tab, A4, 0, across=False)
