"""What whoever says which column is which needs to see: first rows, and what each column is taken for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.drawing.guide import is_guide
from skillmatrix.exchange.limits import MOST_COLUMNS
from skillmatrix.exchange.loading.cells import Cells
from skillmatrix.exchange.loading.sheets import load_bytes
from skillmatrix.exchange.meaning import BY_LEVEL, BY_ROLE, LEAVE_OUT, Known, Meaning, SheetMeaning
from skillmatrix.exchange.understanding.crosstabs import Crosstab, role_of_sheet
from skillmatrix.exchange.understanding.headers import SEARCHED, Page, first_filled, header_at
from skillmatrix.exchange.understanding.mapped import fingerprint, is_left_out, mapping_of
from skillmatrix.exchange.understanding.recognising import Recognised, recognise
from skillmatrix.rows import Layout, shown

MOST_ROWS = 12  # that are shown


@dataclass(frozen=True, slots=True)
class Outline:
    """One sheet. `rows` are its first, shortened, with the `fingerprints` that they have as headers.

    `meaning` is how the sheet is read or, where `is_read` is not so, a proposal; `is_said`: by an editor.
    `is_open`: something about its header is unclear, so that the file can't be imported as it is.
    `own_role` is the role that a row above the header or the tab's name gives where nothing else says one.

    `is_fixed`: its header is clear and says more than one column can be told to be, as that of a grid does.
    `unknown` are the headers in it that nobody knows.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    fingerprints: tuple[str, ...]
    meaning: SheetMeaning
    is_read: bool
    is_said: bool = False
    is_open: bool = False
    own_role: str = ""
    is_fixed: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The texts of the header row."""
        at = self.meaning.header - 1
        return self.rows[at] if at < len(self.rows) else ()


def outline(name: str, data: bytes, meaning: Meaning, known: Known) -> tuple[Outline, ...]:
    """The sheets of a file that hold anything; none where it is a workbook. Raises Unreadable."""
    sheets = load_bytes(name, data, meaning.encoding).sheets
    found = recognise(sheets, meaning, known)
    if found.layout is Layout.WORKBOOK:
        return ()
    return tuple(
        _outline(cells, found, meaning, known)
        for cells in sheets
        if first_filled(cells) is not None and not is_guide(cells.title, cells.merged)
    )


def _outline(cells: Cells, found: Recognised, meaning: Meaning, known: Known) -> Outline:
    every: list[Page | Crosstab] = [*found.pages, *found.crosstabs]
    parts = [part for part in every if part.title == cells.title]
    said = mapping_of(cells, meaning)
    width = min(max(len(row) for row in cells.rows), MOST_COLUMNS)
    if said:
        width = max(width, len(said[1].columns))
        columns = _by_position(dict(enumerate(said[1].columns)), width)
        about = replace(said[1], header=said[0] + 1, columns=columns)
    else:
        about = _read_as(parts[0], width) if parts else _proposed(cells, meaning, width)
    own_role = role_of_sheet(cells, about.header - 1, known)
    if about.role == own_role:
        about = replace(about, role="")  # the next sheet with this header may be about another role
    most = max(MOST_ROWS, about.header + 5) if parts or said else SEARCHED
    rows = tuple(_shown(cells, most, width))
    is_fixed = len(parts) > 1 or any(isinstance(part, Crosstab) and _says_more(part) for part in parts)
    is_unclear = any(problem.sheet == cells.title for problem in found.problems)
    return Outline(
        cells.title,
        rows,
        tuple(fingerprint(row) for row in cells.rows[: len(rows)]),
        about,
        is_read=any(part.is_whole for part in parts),
        is_said=said is not None,
        own_role=own_role,
        is_open=is_unclear and not (said and is_left_out(said[1])),
        is_fixed=is_fixed and said is None,
        unknown=tuple(dict.fromkeys(_unknown(parts))),
    )


def _shown(cells: Cells, most: int, width: int) -> Iterator[tuple[str, ...]]:
    for row in cells.rows[:most]:
        yield tuple(shown(text) for text in [*row[:width], *[""] * (width - len(row))])


def _unknown(parts: Iterable[Page | Crosstab]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Crosstab):
            header = part.rows[part.header]
            yield from (header[index].strip() for index in part.unknown if index < len(header))


def _says_more(part: Crosstab) -> bool:
    """Whether a header says of a column its level and its role, or different parts of what is expected."""
    across = part.across.values()
    return len({cell.column for cell in across}) > 1 or any(cell.level and cell.role for cell in across)


def _read_as(part: Page | Crosstab, width: int) -> SheetMeaning:
    if isinstance(part, Page):
        uses = {index: column.name for index, column in part.columns}
        return SheetMeaning(part.header + 1, _by_position(uses, width), part.fixed.get("role", ""))
    uses = {index: column.name for index, column in part.down.items()}
    header = part.rows[part.header]
    for index, cell in part.across.items():
        kind, name = (BY_LEVEL, cell.level) if cell.level else (BY_ROLE, cell.role)
        text = header[index].strip() if index < len(header) else ""
        uses[index] = kind if text == name else f"{kind}={name}"
    holds = next((cell.column for cell in part.across.values()), "description")
    about = part.fixed.get("role", ""), part.fixed.get("level", "")
    return SheetMeaning(part.header + 1, _by_position(uses, width), *about, holds)


def _proposed(cells: Cells, meaning: Meaning, width: int) -> SheetMeaning:
    """What an editor may begin with: the row that is most like a header, and nothing said of its columns."""
    at = header_at(LIST, cells, meaning) or 0
    return SheetMeaning(at + 1, _by_position({}, width))


def _by_position(uses: dict[int, str], width: int) -> tuple[str, ...]:
    return tuple(uses.get(index, LEAVE_OUT) for index in range(width))
