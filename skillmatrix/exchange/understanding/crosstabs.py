"""Sheets with skills down and levels or roles across: where their headers are, and what their cells say.

Our own grid is one, with three columns a level. So is the sheet that most companies have: a text for each
skill and level, the role in the tab's name or above the levels, domains as headings between the skills.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from skillmatrix.exchange.columns import LIST, Column, column_meant
from skillmatrix.exchange.loading.cells import Area, Cells, Flaw
from skillmatrix.exchange.meaning import AS_IT_STANDS, LEAVE_OUT, Known, Meaning
from skillmatrix.exchange.understanding.headers import SEARCHED, filled
from skillmatrix.exchange.words import is_step_of_a_ladder, says_nothing
from skillmatrix.text import name_key

PARTS = ("proficiency", "required", "description")
DOWN = ("domain", "group", "skill", "role", "family", "level")
_TAB_LENGTH = 31  # characters that a tab's name can have
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
    every row. `skills` are those that are known, by `name_key`. `role_from_tab`: only the tab's name says
    which role it is. `is_ours`: a grid as it is exported here, where no row is a heading.
    """

    title: str
    header: int
    end: int
    down: Mapping[int, Column]
    across: Mapping[int, Cell]
    rows: list[list[str]]
    merged: tuple[Area, ...] = ()
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


class _Header(NamedTuple):
    """The rows of a header: its last, that of the levels and that of the roles, None where there is none."""

    bottom: int
    levels: int | None
    roles: int | None

    @property
    def top(self) -> int:
        return min(at for at in self if at is not None)


def crosstabs(cells: Cells, known: Known, meaning: Meaning) -> list[Crosstab]:
    """The parts of a sheet with skills down and levels or roles across; none where it is not one."""
    sheet = _Sheet(cells, known, meaning)
    headers = list(sheet.headers())
    ends = [sheet.start(header) for header in headers[1:]] + [len(sheet.rows)] * bool(headers)
    parts = zip(headers, ends, strict=True)
    return [_Part(sheet, header, end, len(headers) > 1).crosstab() for header, end in parts]


def role_of_sheet(cells: Cells, header: int, known: Known) -> str:
    """The role that a row above the one at `header` says, or else the tab's name; "" where neither does."""
    sheet = _Sheet(cells, known, AS_IT_STANDS)
    above = (said for at in range(header - 1, -1, -1) if (said := sheet.value(at, "role")))
    return next(above, "") or role_of_tab(cells.title, known.roles)


def role_of_tab(title: str, roles: Iterable[str]) -> str:
    """The role that a tab's or a CSV file's name is, or may be; "" where it says nothing."""
    names = {name_key(role): role for role in roles}
    is_csv = title.lower().endswith(".csv")
    stem = title[:-4].replace("_", " ").replace("-", " ") if is_csv else title
    key = name_key(stem)
    if key in names:
        return names[key]
    begun = [name for known, name in names.items() if known.startswith(key)]
    if len(stem) == _TAB_LENGTH and len(begun) == 1:
        return begun[0]
    return "" if is_csv or says_nothing(title) else title.strip()


class _Sheet:
    """One sheet, with what merged cells say in each of them, and where its headers are."""

    def __init__(self, cells: Cells, known: Known, meaning: Meaning) -> None:
        self.cells = cells
        self.rows = filled(cells)
        self.meaning = meaning
        self.levels = {name_key(name) for name in known.levels}
        self.roles = {name_key(name): name for name in known.roles}
        self.depths = {name_key(name) for name in known.proficiencies}
        self.skills = frozenset(name_key(name) for name in known.skills)
        self._searched = min(len(self.rows), SEARCHED)

    def headers(self) -> Iterator[_Header]:
        """The headers of its parts, from the top. Below the first, one has a level where that has its own."""
        first = next((found for at in range(self._searched) if (found := self._header(at))), None)
        if first is None:
            return
        yield first
        if first.bottom != first.levels:
            return
        own = [index for index, text in enumerate(self.rows[first.levels]) if self.is_level(text)]
        for at in range(first.bottom + 1, len(self.rows)):
            if self.is_level(self.text(at, own[0])) and (header := self._header(at)):
                yield header

    def _header(self, at: int) -> _Header | None:
        """The header whose levels, or else whose roles, stand in row `at`."""
        row = self.rows[at]
        parts = self._parts(at + 1)
        if at == 1 and self.text(0, 0) == "role" and self.text(2, 2) == "skill":
            return _Header(2, 1, None)  # our own, perhaps without any level yet
        if parts and not self.text(at, 0) and self.across(at, parts[0]):
            return _Header(at + 1, at, self._roles_above(at, parts))
        levels = [index for index, text in enumerate(row) if self.is_level(text)]
        names = {column.name for text in row if (column := self.column(text))}
        if len({name_key(row[index]) for index in levels}) > 1 and not names >= LIST.needed:
            return _Header(at, at, self._roles_above(at, levels))
        if "skill" in names and sum(name_key(text) in self.roles for text in row) > 1:
            return _Header(at, None, at)
        return None

    def _parts(self, at: int) -> list[int]:
        """The positions of “proficiency”, “required”, “description” in a row with a skill and no level."""
        row = self.rows[at] if at < len(self.rows) else []
        names = {index: column.name for index, text in enumerate(row) if (column := self.column(text))}
        if "skill" not in names.values() or {"level", "role"} & set(names.values()):
            return []
        return [index for index, name in names.items() if name in PARTS]

    def _roles_above(self, at: int, over: list[int]) -> int | None:
        """The row above that of the levels, where it says a role over each of them."""
        if at == 0 or self.label(at - 1):
            return None
        above = {name_key(text) for index in over if (text := self.text(at - 1, index))}
        levels = [name_key(self.text(at, index)) for index in over]
        is_needed = len(above) > 1 and len(set(levels)) < len(levels)
        return at - 1 if above and (above <= self.roles.keys() or is_needed) else None

    def start(self, header: _Header) -> int:
        """Where a part that is not the first begins: with a lone text above its header, which names it."""
        above = header.top - 1
        return above if len(self.said(above)) == 1 else header.top

    # What its cells say

    def text(self, at: int, index: int) -> str:
        row = self.rows[at] if 0 <= at < len(self.rows) else []
        cell = row[index] if index < len(row) else ""
        return cell if isinstance(cell, Flaw) else cell.strip()

    def across(self, at: int, index: int) -> str:
        """What a row says above a column: in its own cell, or in the last filled one before it."""
        return next((text for left in range(index, -1, -1) if (text := self.text(at, left))), "")

    def said(self, at: int) -> list[str]:
        """The different texts of a row."""
        row = self.rows[at] if 0 <= at < len(self.rows) else []
        return list(dict.fromkeys(text.strip() for text in row if text.strip()))

    def column(self, text: str) -> Column | None:
        """The column of the list that a header is."""
        said = self.meaning.columns.get(name_key(text))
        if said is not None:
            return LIST.column(said)
        return column_meant(LIST, text) if text.strip() else None

    def is_left_out(self, text: str) -> bool:
        return bool(text) and self.meaning.columns.get(name_key(text)) == LEAVE_OUT

    def is_level(self, text: str) -> bool:
        key = name_key(text)
        return bool(key) and (key in self.levels or (key not in self.depths and is_step_of_a_ladder(text)))

    def label(self, at: int) -> str:
        """The column of which a row says a value beside it or behind a colon; "" for a row of headers."""
        said = self.said(at)
        if sum(self.column(text) is not None for text in said) > 2:
            return ""
        head, colon, _value = said[0].partition(":") if said else ("", "", "")
        column = self.column(head) if colon or len(said) > 1 else None
        return column.name if column else ""

    def value(self, at: int, name: str) -> str:
        """What a row above the header says of `name`: “Role: Data Scientist”, or in two cells."""
        said = self.said(at)
        for text, after in zip_longest(said, said[1:], fillvalue=""):
            label, _colon, value = text.partition(":")
            column = self.column(label)
            if column and column.name == name and not self.is_level(text):
                return value.strip() or after
        return ""


class _Part:
    """A sheet below one of its headers: the columns that say which skill it is, and the cells beside them."""

    def __init__(self, sheet: _Sheet, header: _Header, end: int, is_one_of_several: bool) -> None:
        self.sheet = sheet
        self.header = header
        self.end = end
        self.is_one_of_several = is_one_of_several
        self.down: dict[int, Column] = {}
        self.across: dict[int, Cell] = {}
        self.strange: dict[int, str] = {}
        self.bare: list[int] = []
        self.is_ours = header.bottom == 2 and header.levels == 1 and sheet.text(0, 0) == "role"

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
            sheet.cells.merged,
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
        if not self.is_ours or self.sheet.across(1, index):
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
        level, column = sheet.across(levels, index), sheet.column(sheet.text(bottom, index))
        is_part = column is not None and column.name in PARTS and (level or self.is_ours)
        return Cell(column.name, level, role) if column and is_part else None

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
        for at in range(top - 1, -1, -1):
            if said := sheet.value(at, "role"):
                return said, False
        alone = sheet.said(top - 1)
        for text in (self._corner(), alone[0] if len(alone) == 1 else ""):
            if text and (name_key(text) in sheet.roles or self.is_one_of_several):
                return text, False
        return role_of_tab(sheet.cells.title, sheet.roles.values()), True
