"""The grid: a sheet a role, a row a skill, and for each level three cells side by side.

    role        Data Scientist          family   Data
                                        Junior                              Senior
    domain      group        skill      proficiency  required  description  proficiency  required  …
    Data        Storing      SQL        Working      yes       Writes …

The first cell is always `role`; each level's name is in a cell merged over its three columns. An expectation
always says `yes` or `no`, so three empty cells are none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from skillmatrix.exchange.drawing.guide import GUIDE, Guide
from skillmatrix.exchange.drawing.ordering import ordered, ordered_slugs
from skillmatrix.exchange.drawing.tables import Cells, cell_text, name_of
from skillmatrix.exchange.drawing.tabs import tab_names
from skillmatrix.exchange.drawing.xlsx import (
    A3,
    A4,
    BEGINS,
    BOLD,
    BOXED,
    CENTRED,
    ENDS,
    FIXED,
    PADDED,
    SPARE_ROWS,
    TEXT,
    TINTED,
    Book,
    Style,
    height,
    lay_out,
    limit_texts,
)
from skillmatrix.rows import Present, Table, Values

ROWS_ABOVE = 3  # the role, the levels, and what each column holds
WHICH = {"domain": 20, "group": 20, "skill": 26}
"""The columns that say which skill a row is about, and their widths in characters."""
WHAT = {"proficiency": 13, "required": 10, "description": 42}
"""The columns of each level, and their widths."""
_HEAD_HEIGHTS = (20, 24, 20)  # points
_LEVELS_ON_A4 = 2


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """What the sheet of one role holds: `rows` of three names of the skill and three cells a level.

    Without a `role` it is one to fill in, and names no family.
    """

    role: str
    family: str
    levels: tuple[str, ...]
    rows: tuple[Cells, ...] = ()


def role_sheets(framework: Present, roles: Collection[str]) -> list[RoleSheet]:
    """The sheets of these roles, by slug, in the order of their names."""
    expected: dict[str, dict[str, dict[str, Values]]] = defaultdict(lambda: defaultdict(dict))
    for key, values in ordered(framework, Table.EXPECTATION):
        if isinstance(key, tuple):
            skill, role, level = key
            expected[role][skill][level] = values
    levels = _levels(framework)
    return [
        RoleSheet(
            values["name"],
            name_of(framework, Table.FAMILY, values["family"]),
            tuple(name_of(framework, Table.LEVEL, level) for level in levels[slug]),
            tuple(
                _row(framework, skill, [cells.get(level) for level in levels[slug]])
                for skill, cells in expected[slug].items()
            ),
        )
        for slug in ordered_slugs(framework, Table.ROLE)
        if slug in roles
        for values in [framework.named(Table.ROLE)[slug]]
    ]


def empty_sheet(framework: Present) -> RoleSheet:
    """A sheet for a role that does not exist yet: all levels there are; where there are none, one to name."""
    levels = [name_of(framework, Table.LEVEL, slug) for slug in ordered_slugs(framework, Table.LEVEL)]
    return RoleSheet("", "", tuple(levels) or ("",))


def _levels(framework: Present) -> dict[str, list[str]]:
    """The levels of each role by slug, in their order: those that it is said to have, or else all."""
    own: dict[str, set[str]] = defaultdict(set)
    for role, level in framework.keyed(Table.ROLE_LEVEL):
        own[role].add(level)
    for _skill, role, level in framework.keyed(Table.EXPECTATION):
        own[role].add(level)
    every = ordered_slugs(framework, Table.LEVEL)
    return {
        role: [level for level in every if level in own[role]] or every
        for role in framework.named(Table.ROLE)
    }


def _row(framework: Present, skill: str, expected: list[Values | None]) -> Cells:
    values = framework.named(Table.SKILL)[skill]
    which = (
        name_of(framework, Table.DOMAIN, values["domain"]),
        name_of(framework, Table.GROUP, values["group"]),
        values["name"],
    )
    return (*which, *(cell for one in expected for cell in _cells(framework, one)))


def _cells(framework: Present, expected: Values | None) -> Cells:
    if expected is None:
        return ("", "", "")
    proficiency = name_of(framework, Table.PROFICIENCY, expected["proficiency"])
    return (proficiency, cell_text(expected["required"]), expected["description"])


# Drawing


def draw(book: Book, sheets: list[RoleSheet], guide: Guide) -> None:
    """A tab for each of `sheets`, in a book whose first tab is the guide."""
    tabs = tab_names((sheet.role for sheet in sheets), taken=[GUIDE])
    for name, sheet in zip(tabs, sheets, strict=True):
        tab = book.tab(name)
        _draw_columns(book, tab, sheet)
        _draw_head(book, tab, sheet)
        _draw_rows(book, tab, sheet)
        _offer(tab, sheet, guide)
        tab.freeze_panes(ROWS_ABOVE, len(WHICH))
        lay_out(tab, A4 if len(sheet.levels) <= _LEVELS_ON_A4 else A3, ROWS_ABOVE, across=True)


def _widths(sheet: RoleSheet) -> list[int]:
    return [*WHICH.values(), *[*WHAT.values()] * len(sheet.levels)]


def _styles(sheet: RoleSheet) -> Iterator[Style]:
    """The style of each column of the levels: every other level is tinted, and a line is between them."""
    last = len(sheet.levels) - 1
    for at, _level in enumerate(sheet.levels):
        style = {**TEXT, **PADDED, **BOXED, **(TINTED if at % 2 else {})}
        yield {**style, **BEGINS}
        yield {**style, **CENTRED}
        yield {**style, **(ENDS if at == last else {})}


def _draw_columns(book: Book, tab: Worksheet, sheet: RoleSheet) -> None:
    """Widths, and how cells look that nothing was written into yet."""
    styles = [*(TEXT for _name in WHICH), *_styles(sheet)]
    for at, (width, style) in enumerate(zip(_widths(sheet), styles, strict=True)):
        tab.set_column(at, at, width, book.style(style))


def _draw_head(book: Book, tab: Worksheet, sheet: RoleSheet) -> None:
    label = book.style(TEXT, FIXED, BOLD)
    for row, points in enumerate(_HEAD_HEIGHTS):
        needed = height([sheet.role], [WHICH["group"]]) if row == 0 else None
        tab.set_row(row, needed or points, book.style(TEXT))
    tab.write_string(0, 0, "role", label)
    if sheet.role:
        tab.write_string(0, 1, sheet.role, label)
        tab.write_string(0, 2, "family", label)
        tab.write_string(0, 3, sheet.family, book.style(TEXT, {"text_wrap": False}))
    else:
        tab.write_blank(0, 1, None, book.style(TEXT, BOXED, BOLD))
    for at, name in enumerate(WHICH):
        tab.write_string(2, at, name, label)
    for number, level in enumerate(sheet.levels):
        first = len(WHICH) + number * len(WHAT)
        fill = FIXED if level else BOXED
        style = book.style(TEXT, PADDED, fill, BOLD, {"font_size": 12, "valign": "vcenter"}, BEGINS, ENDS)
        tab.merge_range(1, first, 1, first + len(WHAT) - 1, "", style)
        tab.write_string(1, first, level, style)
        for at, (name, edge) in enumerate(zip(WHAT, (BEGINS, {}, ENDS), strict=True)):
            tab.write_string(2, first + at, name, book.style(TEXT, PADDED, FIXED, BOLD, edge))


def _draw_rows(book: Book, tab: Worksheet, sheet: RoleSheet) -> None:
    which = [book.style(TEXT, FIXED, style) for style in ({}, {}, BOLD)]
    styles = [*which, *(book.style(style) for style in _styles(sheet))]
    widths = _widths(sheet)
    for number, cells in enumerate(sheet.rows, ROWS_ABOVE):
        tab.set_row(number, height(cells, widths))
        for at, (cell, style) in enumerate(zip(cells, styles, strict=True)):
            tab.write_string(number, at, cell, style)


def _offer(tab: Worksheet, sheet: RoleSheet, guide: Guide) -> None:
    """Drop-downs for what may be written, in the rows that are there and in many below."""
    below = ROWS_ABOVE + len(sheet.rows)
    last = below + SPARE_ROWS - 1
    columns = [(at, name, below) for at, name in enumerate(WHICH)]
    columns += [
        (at, name, ROWS_ABOVE) for at, name in enumerate([*WHAT] * len(sheet.levels), start=len(WHICH))
    ]
    for at, name, first in columns:
        if name in guide.choices:
            guide.choices[name].offer(tab, at, first, last)
        elif name == "description":
            limit_texts(tab, guide.too_long, at, first, last)
    of_role = ("family", 3) if sheet.role else ("role", 1)
    if of_role[0] in guide.choices:
        guide.choices[of_role[0]].offer(tab, of_role[1], 0, 0)
