"""A sheet with skills down and levels or roles across, surveyed: where its headers are, what its rows say."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from skillmatrix.exchange.columns import LIST, Column, column_meant, sheet_titled
from skillmatrix.exchange.loading.cells import Cells, Flaw
from skillmatrix.exchange.meaning import LEAVE_OUT, Known, Meaning
from skillmatrix.exchange.understanding.headers import SEARCHED, filled
from skillmatrix.exchange.words import is_step_of_a_ladder, says_nothing
from skillmatrix.text import name_key

PARTS = ("proficiency", "required", "description")
_TAB_LENGTH = 31  # characters that a tab's name can have


class Names(NamedTuple):
    """The names of `Known` by `name_key`; of the roles, which name it is."""

    levels: frozenset[str]
    roles: Mapping[str, str]
    depths: frozenset[str]
    skills: frozenset[str]


@lru_cache(maxsize=2)  # asked for each of many sheets
def folded(known: Known) -> Names:
    """What the framework has, as a sheet is compared with it."""
    levels, depths, skills = (
        frozenset(map(name_key, names)) for names in (known.levels, known.proficiencies, known.skills)
    )
    return Names(levels, {name_key(name): name for name in known.roles}, depths, skills)


def wide(cells: Cells) -> frozenset[int]:
    """The rows in which three or more columns are merged into one, as is done for a heading."""
    return frozenset(
        area.top for area in cells.merged if area.right - area.left >= 2 and area.top == area.bottom
    )


class Header(NamedTuple):
    """The rows of a header: its last, that of the levels and that of the roles, None where there is none."""

    bottom: int
    levels: int | None
    roles: int | None

    @property
    def top(self) -> int:
        return min(at for at in self if at is not None)


def is_ours(cells: Cells) -> bool:
    """Whether a sheet is a grid as it is exported here, whatever names it holds."""
    head = [[cell.strip() for cell in row[:3]] + [""] * (3 - len(row)) for row in cells.rows[:3]]
    return len(head) == 3 and head[0][0] == "role" and not any(head[1]) and head[2][2] == "skill"


def role_of_tab(title: str, known: Known) -> str:
    """The role that a tab's or a CSV file's name is, or may be; "" where it says nothing."""
    names = folded(known).roles
    is_csv = title.lower().endswith(".csv")
    stem = title[:-4].replace("_", " ").replace("-", " ") if is_csv else title
    key = name_key(stem)
    if key in names:
        return names[key]
    if len(stem) == _TAB_LENGTH:
        begun = [name for role, name in names.items() if role.startswith(key)]
        if len(begun) == 1:
            return begun[0]
    return "" if is_csv or says_nothing(title) or sheet_titled(title) else title.strip()


class Survey:
    """One sheet, with what merged cells say in each of them, and where its headers are."""

    def __init__(self, cells: Cells, known: Known, meaning: Meaning) -> None:
        self.cells = cells
        self.rows = filled(cells)
        self.meaning = meaning
        self.known = known
        self.levels, self.roles, self.depths, self.skills = folded(known)
        self.wide = wide(cells)
        self._searched = min(len(self.rows), SEARCHED)
        self._walked, self._role_said = 0, ""

    def headers(self) -> Iterator[Header]:
        """The headers of its parts, from the top."""
        if is_ours(self.cells):
            yield Header(2, 1, None)  # perhaps without any level yet
            return
        first = next((found for at in range(self._searched) if (found := self._header(at))), None)
        if first is None:
            return
        yield first
        if first.bottom != first.levels:
            return
        own = [index for index, text in enumerate(self.rows[first.levels]) if self.is_level(text)]
        for at in range(first.bottom + 1, len(self.rows)):
            if self._is_again(at, first.levels, own) and (header := self._header(at)):
                yield header

    def _is_again(self, at: int, first: int, own: list[int]) -> bool:
        """Whether row `at` is a header like the `first`, whose levels stand in the columns `own`.

        Cells may say what could be levels (“L2”, “Lead”), so that alone makes no header. One has a level
        where the first has its own, and says the same above the skills; or, in place of the skills, a role:
        one that is known, or any below a blank row where the first has a role there, too.
        """
        if not self.is_level(self.text(at, own[0])):
            return False
        skill = self._skill(first)
        same = [index for index in own if name_key(self.text(at, index)) == name_key(self.text(first, index))]
        corner, first_corner = self.text(at, skill), self.text(first, skill)
        if name_key(corner) == name_key(first_corner):
            return bool(corner or same)
        if len(same) < len(own):
            return False
        above = self.said(at - 1)
        if any(name_key(text) in self.roles for text in (corner, *above[: len(above) == 1])):
            return True
        return bool(corner) and self.column(first_corner) is None and not above

    def _skill(self, at: int) -> int:
        """The position of the skills below a header, or else of its first text."""
        row = [self.text(at, index) for index in range(len(self.rows[at]))]
        named = (
            index
            for index, text in enumerate(row)
            if (column := self.column(text)) and column.name == "skill"
        )
        first = next((index for index, text in enumerate(row) if text), 0)
        return next(named, 0 if self.is_level(row[first]) else first)

    def _header(self, at: int) -> Header | None:
        """The header whose levels, or else whose roles, stand in row `at`."""
        row = self.rows[at]
        parts = self._parts(at + 1)
        if parts and not self.text(at, 0) and self.across(at, parts[0]):
            return Header(at + 1, at, self._roles_above(at, parts))
        levels = [index for index, text in enumerate(row) if self.is_level(text)]
        names = {column.name for text in row if (column := self.column(text))}
        if len({name_key(row[index]) for index in levels}) > 1 and not names >= LIST.needed:
            return Header(at, at, self._roles_above(at, levels))
        if "skill" in names and sum(name_key(text) in self.roles for text in row) > 1:
            return Header(at, None, at)
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

    def start(self, header: Header, previous: Header) -> int:
        """Where a part below another begins: with a lone text above its header, which names it."""
        above = header.top - 1
        return max(above if len(self.said(above)) == 1 else header.top, previous.bottom + 1)

    # What its cells say

    def text(self, at: int, index: int) -> str:
        row = self.rows[at] if 0 <= at < len(self.rows) else []
        cell = row[index] if index < len(row) else ""
        return cell if isinstance(cell, Flaw) else cell.strip()

    def across(self, at: int, index: int) -> str:
        """What a row says above a column: in its own cell, or in the last filled one before it."""
        return next((text for left in range(index, -1, -1) if (text := self.text(at, left))), "")

    def level_above(self, at: int, index: int) -> str:
        """The level that row `at` says above a part of what is expected, or left of that in its block.

        A block has each part once, so its level never holds for the next one.
        """
        level = self.text(at, index)
        if level:
            return level
        parts: set[str] = set()
        for left in range(index, -1, -1):
            text = self.text(at, left)
            if level and text != level:
                break
            column = self.column(self.text(at + 1, left))
            if column and column.name in parts:
                return ""
            parts |= {column.name} if column else set()
            level = text
        return level

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

    def role_above(self, at: int) -> str:
        """The role that the last row above `at` says which says one. Asked from the top, it walks once."""
        for above in range(self._walked, at):
            self._role_said = self.value(above, "role") or self._role_said
        self._walked = at
        return self._role_said

    def value(self, at: int, name: str) -> str:
        """What a row above a header says of `name`: “Role: Data Scientist”, or in two cells."""
        said = self.said(at)
        for text, after in zip_longest(said, said[1:], fillvalue=""):
            label, _colon, value = text.partition(":")
            column = self.column(label)
            if column and column.name == name and not self.is_level(text):
                return value.strip() or after
        return ""
