"""Spreadsheet -> wanted rows and problems. No database: what the rows mean for it is for planning to say.

All problems of a file are found in one go, each at its sheet, row, column and value.
"""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import LIST, Kind, Sheet
from skillmatrix.exchange.limits import Unreadable, too_many_rows
from skillmatrix.exchange.loading.cells import Loaded
from skillmatrix.exchange.loading.sheets import is_folder, load_bytes, load_path
from skillmatrix.exchange.meaning import AS_IT_STANDS, NOBODY_KNOWN, Known, Meaning
from skillmatrix.exchange.understanding.headers import Page
from skillmatrix.exchange.understanding.lists import fold
from skillmatrix.exchange.understanding.notices import how_loaded
from skillmatrix.exchange.understanding.parsing import Parser
from skillmatrix.exchange.understanding.recognising import Recognised, recognise
from skillmatrix.exchange.understanding.unrolling import unroll
from skillmatrix.rows import Layout, Problem, Table, Value, Wanted, WantedRow, same_name


def read_path(path: Path | str, meaning: Meaning = AS_IT_STANDS, known: Known = NOBODY_KNOWN) -> Wanted:
    """What the file at `path` wants; a path without a suffix is a folder of CSV files."""
    path = Path(path)
    loaded, problems = load_path(path, meaning.encoding)
    try:
        return _read(path.name, loaded, problems, meaning, known, is_folder=is_folder(path))
    except Unreadable as error:
        return _unreadable(error)


def read_bytes(
    name: str, data: bytes, meaning: Meaning = AS_IT_STANDS, known: Known = NOBODY_KNOWN
) -> Wanted:
    """What an uploaded file wants; the suffix of `name` says whether it is CSV or XLSX."""
    try:
        return _read(name, load_bytes(name, data, meaning.encoding), [], meaning, known)
    except Unreadable as error:
        return _unreadable(error)


def _unreadable(error: Unreadable) -> Wanted:
    return Wanted(Layout.LIST, {}, (error.problem,), is_readable=False, encodings=error.encodings)


def _read(
    name: str,
    loaded: Loaded,
    unreadable: list[Problem],
    meaning: Meaning,
    known: Known,
    is_folder: bool = False,
) -> Wanted:
    found = recognise(loaded.sheets, meaning, known, is_folder=is_folder)
    problems = [*unreadable, *found.problems]
    # Rows that refer to a sheet that could not be read would all seem wrong: planning gets none then.
    complete = not unreadable and not (found.layout is Layout.WORKBOOK and found.problems)
    complete = complete and all(page.is_whole for page in found.pages)
    read = _workbook if found.layout is Layout.WORKBOOK else _list
    tables, wrong, notices = read(found, known)
    problems += wrong
    complete = complete and len(problems) < limits.MOST_PROBLEMS
    if not problems and not any(tables.values()):
        problems.append(
            Problem(name, None, "", "", _("There is no row below the header. Fill in at least one."))
        )
    told = (*how_loaded(loaded), *found.notices, *notices)
    return Wanted(
        found.layout,
        tables if complete else {},
        tuple(problems),
        told,
        unclear=found.unclear,
        mapped=tuple(found.mapped),
    )


type _Tables = dict[Table, tuple[WantedRow, ...]]


def _workbook(found: Recognised, known: Known) -> tuple[_Tables, list[Problem], list[str]]:
    parse = Parser(known.doubtful)
    tables: _Tables = {}
    problems = []
    for page in found.pages:
        if page.is_whole and page.sheet.table:
            tables[page.sheet.table], wrong = _rows(page, parse)
            problems += wrong
            problems += _repeated(page.sheet, tables[page.sheet.table])
    return tables, problems, []


def _list(found: Recognised, known: Known) -> tuple[_Tables, list[Problem], list[str]]:
    """The rows of all lists and of all sheets with levels across, as if they stood in one list."""
    parse = Parser(known.doubtful)
    rows: list[WantedRow] = []
    problems: list[Problem] = []
    notices: list[str] = []
    for page in found.pages:
        if page.is_whole:
            listed, wrong = _rows(page, parse)
            rows += listed
            problems += wrong
    for crosstab in found.crosstabs:
        if crosstab.is_whole:
            unrolled = unroll(crosstab, parse)
            rows += [row for row in unrolled.rows if all(row.values[name] for name in LIST.key)]
            problems += unrolled.problems
            notices += unrolled.notices
    if len(rows) > limits.MOST_ROWS:
        raise too_many_rows(rows[-1].sheet)
    problems += _repeated(LIST, rows)
    roles = {same_name(name) for name in known.roles}
    mentioned = [
        WantedRow(crosstab.title, 1, {"role": crosstab.fixed["role"]})
        for crosstab in found.crosstabs
        if same_name(crosstab.fixed.get("role", "")) in roles
    ]
    if not rows and not mentioned:
        return {}, problems, notices
    tables, wrong = fold(tuple(rows), mentioned)
    return tables, problems + wrong, notices


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
    return tuple(rows), problems


def _row(page: Page, number: int, cells: list[str], parse: Parser) -> tuple[WantedRow, list[Problem]]:
    values: dict[str, Value] = {name: parse(Kind.NAME, text)[0] for name, text in page.fixed.items()}
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


def _repeated(sheet: Sheet, rows: Sequence[WantedRow]) -> list[Problem]:
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
                message = _("Row %(row)d has the same. Keep one of the two.")
                if earlier.sheet != row.sheet:
                    message = _("Row %(row)d of sheet “%(sheet)s” has the same. Keep one of the two.")
                message %= {"row": earlier.row, "sheet": earlier.sheet}
                problems.append(row.problem(", ".join(columns), value, message))
            if len(problems) >= limits.MOST_PROBLEMS:
                return [*problems, limits.too_many_problems(row.sheet, row.row)]
    return problems
