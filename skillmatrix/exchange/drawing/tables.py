"""The list and the sheets of a workbook: a row of cells for each row of a table, below one header."""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from skillmatrix.exchange.columns import LIST, Column, Kind, Sheet
from skillmatrix.exchange.drawing.guide import Guide
from skillmatrix.exchange.drawing.ordering import ordered
from skillmatrix.exchange.drawing.xlsx import (
    A4,
    BOLD,
    FIXED,
    NUMBER,
    SPARE_ROWS,
    TEXT,
    Book,
    height,
    lay_out,
    limit_texts,
)
from skillmatrix.rows import KEYS, Present, Table, Value, Values

type Cells = tuple[str, ...]


# Rows


def list_rows(framework: Present, role: str | None = None) -> list[Cells]:
    """The cells of a list in their order: of all expectations, or of one role's."""
    return [
        tuple(said[column.name] for column in LIST.columns)
        for key, values in ordered(framework, Table.EXPECTATION)
        if isinstance(key, tuple) and role in (None, key[1])
        for said in [_said(framework, key, values)]
    ]


def sheet_rows(framework: Present, sheet: Sheet) -> list[Cells]:
    """The cells of one sheet of a workbook, or of a list."""
    table = sheet.table
    if table is None:
        return list_rows(framework)
    parts = [part.value for part in KEYS.get(table, ())] or ["slug"]
    return [
        tuple(cell_text(cells[column.name]) for column in sheet.columns)
        for key, values in ordered(framework, table)
        for cells in [{**dict(zip(parts, (key,) if isinstance(key, str) else key, strict=True)), **values}]
    ]


def cell_text(value: Value) -> str:
    """A value as a cell says it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " ".join(value)
        case _:
            return str(value)


def name_of(framework: Present, table: Table, slug: str) -> str:
    """What a row that may be referred to is called; "" where none is."""
    return str(framework[table][slug]["name"]) if slug else ""


def _said(framework: Present, key: tuple[str, ...], values: Values) -> dict[str, str]:
    """An expectation as a list says it: by names, with what its skill and role belong to."""
    skill, role, level = key
    skills, roles = framework[Table.SKILL][skill], framework[Table.ROLE][role]
    references = {
        "domain": (Table.DOMAIN, skills["domain"]),
        "group": (Table.GROUP, skills["group"]),
        "skill": (Table.SKILL, skill),
        "role": (Table.ROLE, role),
        "family": (Table.FAMILY, roles["family"]),
        "level": (Table.LEVEL, level),
        "proficiency": (Table.PROFICIENCY, values["proficiency"]),
    }
    names = {column: name_of(framework, table, slug) for column, (table, slug) in references.items()}
    return {**names, "required": cell_text(values["required"]), "description": values["description"]}


# Drawing


def draw(book: Book, sheet: Sheet, rows: list[Cells], guide: Guide | None = None) -> None:
    """A tab with these rows; with a guide, it offers in drop-downs what that lists."""
    tab = book.tab(sheet.title)
    heading, text, number = book.style(TEXT, FIXED, BOLD), book.style(TEXT), book.style(NUMBER)
    for at, column in enumerate(sheet.columns):
        style = number if column.kind is Kind.RANK else text
        tab.set_column(at, at, column.width, style)
        tab.write_string(0, at, column.name, heading)
        _fill(tab, at, column, rows, style)
        if guide is not None:
            _offer(tab, at, column, len(rows), guide)
    if guide is not None:
        tab.autofilter(0, 0, len(rows), len(sheet.columns) - 1)
    widths = [column.width for column in sheet.columns]
    for at, cells in enumerate(rows, start=1):
        tab.set_row(at, height(cells, widths))
    tab.freeze_panes(1, 0)
    lay_out(tab, A4, 1, across=True)


def _fill(tab: Worksheet, at: int, column: Column, rows: list[Cells], style: Format) -> None:
    """Write one column below its header: ranks as numbers, all else as text."""
    for number, row in enumerate(rows, start=1):
        if column.kind is Kind.RANK:
            tab.write_number(number, at, int(row[at]), style)
        elif row[at]:
            tab.write_string(number, at, row[at], style)


def _offer(tab: Worksheet, at: int, column: Column, rows: int, guide: Guide) -> None:
    last = rows + SPARE_ROWS
    if column.name in guide.choices:
        guide.choices[column.name].offer(tab, at, 1, last)
    elif column.kind is Kind.TEXT:
        limit_texts(tab, guide.too_long, at, 1, last)
