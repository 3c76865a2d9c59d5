"""Sheets with skills down and levels or roles across: what their cells say.

Our own grid is one, with three columns a level. So is the sheet that most companies have: a text for each
skill and level, the role in the tab's name or above the levels, domains as headings between the skills.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import LIST, Column
from skillmatrix.exchange.limits import MOST_HEADERS, Unreadable
from skillmatrix.exchange.loading.cells import Cells
from skillmatrix.exchange.meaning import AS_IT_STANDS, Known, Meaning
from skillmatrix.exchange.understanding.surveying import PARTS, Header, Survey, is_ours, role_of_tab
from skillmatrix.text import name_key

DOWN = ("domain", "group", "skill", "role", "family", "level")
_MARKS = {"x", "✓", "✔", "●", "○", "yes", "no", "ja", "nein", "sí", "si", "是", "否", "true", "false"}


class Cell(NamedTuple):
    """What a column of cells says: which part of an expectation, and of which level and role.

    `level` and `role` are "" where a column, or the whole sheet, says them.
    """

    column: str
    level: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A sheet, or a part of one below a header of its own.

    `down` are the columns that say which skill a row is about, by position; `across` what the cells beside it
    say; `unknown` and `bare` are positions that are neither, with and without a header. `fixed` holds for
    every row. `wide` are the rows that are merged as headings are; `skills` those that are known, by
    `name_key`. `role_from_tab`: only the tab's name says which role it is. `is_ours`: a grid as it is
    exported here, where no row is a heading.
    """

    title: str
    header: int
    end: int
    down: Mapping[int, Column]
    across: Mapping[int, Cell]
    rows: list[list[str]]
    wide: frozenset[int] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    bare: tuple[int, ...] = ()
    skills: frozenset[str] = frozenset()
    skill_guessed: bool = False
    role_from_tab: bool = False
    is_ours: bool = False

    def has(self, name: str) -> bool:
        """Whether a column, or the whole sheet, says `name`."""
        return bool(self.fixed.get(name)) or any(column.name == name for column in self.down.values())

    @property
    def has_role(self) -> bool:
        return self.has("role") or all(cell.role for cell in self.across.values())

    @property
    def has_level(self) -> bool:
        return self.has("level") or all(cell.level for cell in self.across.values())

    @property
    def is_whole(self) -> bool:
        """Whether it says which skill, role and level each of its cells is about."""
        return self.has("skill") and self.has_role and self.has_level


def crosstabs(cells: Cells, known: Known, meaning: Meaning) -> list[Crosstab]:
    """The parts of a sheet with skills down and levels or roles across; none where it is not one."""
    sheet = Survey(cells, known, meaning)
    headers = list(islice(sheet.headers(), MOST_HEADERS + 1))
    if len(headers) > MOST_HEADERS:
        message = _("This sheet has more than %(most)d headers. Divide it among several sheets.")
        raise Unreadable(cells.title, message % {"most": MOST_HEADERS})
    ends = [sheet.start(after, before) for before, after in pairwise(headers)] + [len(sheet.rows)] * bool(
        headers
    )
    parts = zip(headers, ends, strict=True)
    return [_Part(sheet, header, end, len(headers) > 1).crosstab() for header, end in parts]


def role_of_sheet(cells: Cells, header: int, known: Known) -> str:
    """The role that a row above the one at `header` says, or else the tab's name; "" where neither does."""
    return Survey(cells, known, AS_IT_STANDS).role_above(header) or role_of_tab(cells.title, known)


class _Part:
    """A sheet below one of its headers: the columns that say which skill it is, and the cells beside them."""

    def __init__(self, sheet: Survey, header: Header, end: int, is_one_of_several: bool) -> None:
        self.sheet = sheet
        self.header = header
        self.end = end
        self.is_one_of_several = is_one_of_several
        self.down: dict[int, Column] = {}
        self.across: dict[int, Cell] = {}
        self.strange: dict[int, str] = {}
        self.bare: list[int] = []
        self.is_ours = is_ours(sheet.cells)

    def crosstab(self) -> Crosstab:
        sheet = self.sheet
        self._sort_columns()
        role, is_from_tab = self._role()
        corner = self._corner()
        guessed = self._guess_skill()
        fixed = {"family": sheet.text(0, 3)} if self.is_ours and sheet.text(0, 2) == "family" else {}
        if role and not self._says_role_itself():
            fixed["role"] = role
        return Crosstab(
            sheet.cells.title,
            self.header.bottom,
            self.end,
            self.down,
            self._with_parts(),
            sheet.rows,
            sheet.wide,
            fixed,
            tuple(self.strange),
            tuple(self.bare),
            sheet.skills,
            skill_guessed=guessed and name_key(corner) != name_key(role),
            role_from_tab=is_from_tab and "role" in fixed,
            is_ours=self.is_ours,
        )

    def _sort_columns(self) -> None:
        for index in range(max(len(row) for row in self.sheet.rows[self.header.top : self.end])):
            text = self._text_above(index)
            column = self.sheet.column(text)
            if self.sheet.is_left_out(text) or self._is_spare(index):
                continue
            if cell := self._cell(index):
                self.across[index] = cell
            elif column and column.name in DOWN and column not in self.down.values():
                self.down[index] = column
            elif text:
                self.strange[index] = text
            else:
                self.bare.append(index)

    def _is_spare(self, index: int) -> bool:
        """Whether a column of our own grid waits for a level, and for what is expected at it."""
        if not self.is_ours or self.sheet.level_above(1, index):
            return False
        column = self.sheet.column(self.sheet.text(self.header.bottom, index))
        body = range(self.header.bottom + 1, self.end)
        is_empty = not any(self.sheet.text(at, index) for at in body)
        return column is not None and column.name in PARTS and is_empty

    def _text_above(self, index: int) -> str:
        """The lowest text of the header above a column."""
        rows = range(self.header.bottom, self.header.top - 1, -1)
        return next((text for at in rows if (text := self.sheet.text(at, index))), "")

    def _cell(self, index: int) -> Cell | None:
        """What the cells below a header say; None where they say which row it is."""
        sheet, (bottom, levels, roles) = self.sheet, self.header
        if levels is None:
            role = sheet.roles.get(name_key(sheet.text(bottom, index)))
            return Cell("", role=role) if role else None
        role = sheet.across(roles, index) if roles is not None else ""
        if bottom == levels:
            level = sheet.text(levels, index)
            return Cell("", level, role) if sheet.is_level(level) else None
        column = sheet.column(sheet.text(bottom, index))
        if column is None or column.name not in PARTS:
            return None
        return Cell(column.name, sheet.level_above(levels, index), role)

    def _with_parts(self) -> dict[int, Cell]:
        """Where headers do not say what cells hold: depths where all are, marks where all are, else texts."""
        open_ones = [index for index, cell in self.across.items() if not cell.column]
        body = range(self.header.bottom + 1, self.end)
        texts = {name_key(self.sheet.text(at, index)) for at in body for index in open_ones} - {""}
        holds = "description"
        if texts and texts <= self.sheet.depths:
            holds = "proficiency"
        elif texts and texts <= _MARKS:
            holds = "required"
        return {
            index: cell if cell.column else cell._replace(column=holds) for index, cell in self.across.items()
        }

    def _corner(self) -> str:
        """The first header that is no column we know, left of the cells."""
        first = min(self.strange, default=None)
        return self.strange[first] if first is not None and first < min(self.across, default=0) else ""

    def _guess_skill(self) -> bool:
        """Where no header says skill: the only filled column left of the cells that is nothing else."""
        skill = LIST.column("skill")
        if skill is None or skill in self.down.values() or not self.across:
            return False
        body = range(self.header.bottom + 1, self.end)
        left = [index for index in (*self.strange, *self.bare) if index < min(self.across)]
        left = [index for index in left if any(self.sheet.text(at, index) for at in body)]
        if len(left) != 1:
            return False
        self.down[left[0]] = skill
        self.strange.pop(left[0], None)
        self.bare = [index for index in self.bare if index != left[0]]
        return True

    # Which role it is about

    def _says_role_itself(self) -> bool:
        in_column = any(column.name == "role" for column in self.down.values())
        return in_column or (bool(self.across) and all(cell.role for cell in self.across.values()))

    def _role(self) -> tuple[str, bool]:
        """The role that the part is about, as far as one place says it, and whether that is the tab's name.

        It is said in a row above; by the corner of the header, or a text alone above it, where that is a role
        or each part has one; or by the tab.
        """
        sheet, top = self.sheet, self.header.top
        if self.is_ours:
            return sheet.text(0, 1), False
        if said := sheet.role_above(top):
            return said, False
        alone = sheet.said(top - 1)
        for text in (self._corner(), alone[0] if len(alone) == 1 else ""):
            if text and (name_key(text) in sheet.roles or self.is_one_of_several):
                return text, False
        return role_of_tab(sheet.cells.title, sheet.known), True
