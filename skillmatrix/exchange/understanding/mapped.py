"""Sheets whose columns an editor has said; the header is found again by its fingerprint, where it stands."""

import hashlib
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.loading.cells import Cells
from skillmatrix.exchange.meaning import BY_LEVEL, BY_ROLE, LEAVE_OUT, Known, Meaning, SheetMeaning
from skillmatrix.exchange.understanding.crosstabs import Cell, Crosstab, role_of_sheet
from skillmatrix.exchange.understanding.headers import SEARCHED, Page, bare, filled
from skillmatrix.exchange.understanding.surveying import folded, role_of_tab, wide
from skillmatrix.rows import Problem, shown
from skillmatrix.text import name_key


def fingerprint(row: Sequence[str]) -> str:
    """32 hexadecimal digits: two headers with one fingerprint say the same in the same order."""
    said = [name_key(cell) for cell in row]
    while said and not said[-1]:
        said.pop()
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]


def mapping_of(cells: Cells, meaning: Meaning) -> tuple[int, SheetMeaning] | None:
    """What an editor has said of this sheet, and the position of its header; None where nothing is."""
    if not meaning.sheets:
        return None
    for at, row in enumerate(cells.rows[:SEARCHED]):
        if (said := meaning.sheets.get(fingerprint(row))) and any(cell.strip() for cell in row):
            return at, said
    return None


def mapped(cells: Cells, at: int, said: SheetMeaning, known: Known) -> Page | Crosstab:
    """A sheet read as its editor has said; `at` is the position of its header."""
    header = [cell.strip() for cell in cells.rows[at]]
    header += [""] * (len(said.columns) - len(header))
    columns = dict(enumerate(said.columns))
    down = {index: column for index, name in columns.items() if (column := LIST.column(name))}
    across = {
        index: cell for index, name in columns.items() if (cell := _cell(name, header[index], said.holds))
    }
    names = {column.name for column in down.values()}
    fixed = {name: value for name, value in (("role", said.role), ("level", said.level)) if value}
    fixed = {name: value for name, value in fixed.items() if name not in names}
    is_open = not (fixed.get("role") or "role" in names or (across and all(c.role for c in across.values())))
    if is_open and (role := role_of_sheet(cells, at, known)):
        fixed["role"] = role
    without_header = bare(cells, [header[i] if columns.get(i) is None else "-" for i in range(len(header))])
    if not across:
        return Page(LIST, cells.title, at, tuple(down.items()), without_header, filled(cells), fixed)
    return Crosstab(
        cells.title,
        at,
        len(cells.rows),
        down,
        across,
        filled(cells),
        wide(cells),
        fixed,
        bare=without_header,
        skills=folded(known).skills,
        role_from_tab=is_open and fixed.get("role") == role_of_tab(cells.title, known),
    )


def beyond(cells: Cells, at: int, said: SheetMeaning) -> Iterator[Problem]:
    """The columns with a header of which the editor has said nothing."""
    for text in filter(None, (cell.strip() for cell in cells.rows[at][len(said.columns) :])):
        message = _("Nobody has said what this column is. Say which it is, or leave it out.")
        yield Problem(cells.title, at + 1, shown(text), "", message)


def is_left_out(said: SheetMeaning) -> bool:
    """Whether the editor wants nothing of the sheet."""
    return all(name == LEAVE_OUT for name in said.columns)


def _cell(name: str, header: str, holds: str) -> Cell | None:
    """What a column of cells is about: `@level` is the level its header names, `@level=Junior` is Junior."""
    kind, _sign, value = name.partition("=")
    if kind == BY_LEVEL:
        return Cell(holds, level=value or header)
    if kind == BY_ROLE:
        return Cell(holds, role=value or header)
    return None
