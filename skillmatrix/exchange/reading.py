"""Spreadsheet -> wanted rows and problems. No database: what the rows mean for it is for planning to say.

All problems of a file are found in one go, each at its sheet, row, column and value.
"""

from collections.abc import Collection
from pathlib import Path

from django.utils.translation import gettext as _

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import Sheet
from skillmatrix.exchange.headers import Page, Recognised, page, recognise
from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.lists import fold
from skillmatrix.exchange.meaning import AS_IT_STANDS, LEAVE_OUT, NOBODY_KNOWN, Known, Meaning
from skillmatrix.exchange.parsing import Parser
from skillmatrix.exchange.sheets import is_folder, load_bytes, load_path
from skillmatrix.rows import Layout, Problem, Table, Value, Wanted, WantedRow, same_name


def read_path(path: Path | str, meaning: Meaning = AS_IT_STANDS, known: Known = NOBODY_KNOWN) -> Wanted:
    """What the file at `path` wants; a path without a suffix is a folder of CSV files."""
    path = Path(path)
    loaded, problems = load_path(path, meaning.encoding)
    parts = recognise(loaded.sheets, is_folder=is_folder(path))
    return _read(path.name, parts, problems, _left_out(meaning))


def read_bytes(
    name: str, data: bytes, meaning: Meaning = AS_IT_STANDS, known: Known = NOBODY_KNOWN
) -> Wanted:
    """What an uploaded file wants; the suffix of `name` says whether it is CSV or XLSX."""
    try:
        loaded = load_bytes(name, data, meaning.encoding)
        return _read(name, recognise(loaded.sheets), [], _left_out(meaning))
    except Unreadable as error:
        return Wanted(Layout.LIST, {}, (error.problem,))


def _left_out(meaning: Meaning) -> list[str]:
    return [header for header, column in meaning.columns.items() if column == LEAVE_OUT]


def _read(name: str, recognised: Recognised, unreadable: list[Problem], ignored: Collection[str]) -> Wanted:
    problems = [*unreadable, *recognised.problems]
    complete = not problems
    parse = Parser()
    tables: dict[Table, tuple[WantedRow, ...]] = {}
    for sheet, cells in recognised.parts:
        understood, wrong = page(sheet, cells, ignored)
        problems += wrong
        if not understood.is_whole:
            complete = False
            continue
        rows, wrong = _rows(understood, parse)
        problems += wrong
        complete = complete and len(wrong) < limits.MOST_PROBLEMS
        if sheet.table:
            tables[sheet.table] = rows
        else:
            tables, wrong = fold(rows, understood.names)
            problems += wrong
    if not problems and not any(tables.values()):
        problems.append(
            Problem(name, None, "", "", _("There is no row below the header. Fill in at least one."))
        )
    # Rows that refer to a sheet that could not be read would all seem wrong: planning gets none then.
    return Wanted(recognised.layout, tables if complete else {}, tuple(problems))


def _rows(page: Page, parse: Parser) -> tuple[tuple[WantedRow, ...], list[Problem]]:
    """The rows of a page but those with a blank key, and what is wrong in all of them."""
    rows, problems = [], []
    for number, cells in page.numbered():
        row, wrong = _row(page, number, cells, parse)
        problems += wrong
        blank = [name for name in page.sheet.key if not row.values[name]]
        problems += [row.problem(name, "", _("This cell must not be empty.")) for name in blank]
        if len(problems) >= limits.MOST_PROBLEMS:
            return (), [*problems, limits.too_many_problems(page.title, number)]
        if not blank:
            rows.append(row)
    return tuple(rows), problems + _repeated(page.sheet, rows)


def _row(page: Page, number: int, cells: list[str], parse: Parser) -> tuple[WantedRow, list[Problem]]:
    values: dict[str, Value] = {}
    row = WantedRow(page.title, number, values)
    problems = []
    for index, column in page.columns:
        text = cells[index] if index < len(cells) else ""
        values[column.name], wrong = parse(column.kind, text)
        if wrong:
            problems.append(row.problem(column.name, text, wrong))
    for index in page.bare:
        if index < len(cells) and cells[index].strip():
            message = _("No header is above this cell. Give it one; text with commas needs quotation marks.")
            problems.append(row.problem("", cells[index], message))
            break
    return row, problems


def _repeated(sheet: Sheet, rows: list[WantedRow]) -> list[Problem]:
    """Rows that say which row they mean in the same words as an earlier one, or by the same slug."""
    problems = []
    for columns in (sheet.key, ("slug",)):
        first: dict[tuple[str, ...], WantedRow] = {}
        for row in rows:
            if not all(row.values.get(column) for column in columns):
                continue
            earlier = first.setdefault(tuple(same_name(row.values[column]) for column in columns), row)
            if earlier is not row:
                value = " · ".join(row.values[column] for column in columns)
                message = _("Row %(row)d has the same. Keep one of the two.") % {"row": earlier.row}
                problems.append(row.problem(", ".join(columns), value, message))
            if len(problems) >= limits.MOST_PROBLEMS:
                return [*problems, limits.too_many_problems(row.sheet, row.row)]
    return problems
