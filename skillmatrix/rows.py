"""The framework as plain rows, keyed by slug: what a spreadsheet wants and what is present.

Pure: no model, no request. Reading makes `Wanted`, `queries.framework` makes `Present`, planning puts
the two together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmatrix.text import KEY_LENGTH, name_key

HIGHEST_RANK = 9_999
LETTER_LENGTH = 2
SHOWN_LENGTH = 60  # characters of a cell that a problem shows

type Value = str | int | bool | tuple[str, ...]
"""Text, a slug ("" for none), a rank, yes or no, or places `role:level` in their order."""
type Key = str | tuple[str, ...]
"""A slug; (role, level) for a level of a role; (skill, role, level) for an expectation."""
type Values = Mapping[str, Any]
"""Field name -> Value. Never changed once made."""


class Table(Enum):
    """The tables of the framework, each after those it refers to."""

    DOMAIN = "domain"
    GROUP = "group"
    SKILL = "skill"
    FAMILY = "family"
    ROLE = "role"
    LEVEL = "level"
    ROLE_LEVEL = "role_level"
    PROFICIENCY = "proficiency"
    EXPECTATION = "expectation"

    __hash__ = object.__hash__  # that of Enum runs as Python code, at every look into a mapping by table

    @property
    def label(self) -> Promise:
        """What people call one row of it."""
        return _LABELS[self]

    @property
    def blank(self) -> Values:
        """The fields besides the key, in their order, with the values of an empty row."""
        return _BLANK[self]

    @property
    def is_named(self) -> bool:
        """Whether its rows have a name and a slug of their own."""
        return self not in KEYS


NAMED: tuple[Table, ...] = tuple(
    table for table in Table if table not in (Table.ROLE_LEVEL, Table.EXPECTATION)
)
RANKED = (Table.LEVEL, Table.PROFICIENCY)
KEYS: Mapping[Table, tuple[Table, ...]] = {
    Table.ROLE_LEVEL: (Table.ROLE, Table.LEVEL),
    Table.EXPECTATION: (Table.SKILL, Table.ROLE, Table.LEVEL),
}
REFERENCES: Mapping[Table, Mapping[str, Table]] = {
    Table.GROUP: {"domain": Table.DOMAIN},
    Table.SKILL: {"domain": Table.DOMAIN, "group": Table.GROUP},
    Table.ROLE: {"family": Table.FAMILY},
    Table.EXPECTATION: {"proficiency": Table.PROFICIENCY},
}
_BLANK: Mapping[Table, Values] = {
    Table.DOMAIN: {"name": "", "summary": ""},
    Table.GROUP: {"name": "", "domain": ""},
    Table.SKILL: {"name": "", "domain": "", "group": "", "summary": ""},
    Table.FAMILY: {"name": ""},
    Table.ROLE: {"name": "", "family": "", "summary": ""},
    Table.LEVEL: {"name": "", "rank": 0},
    Table.ROLE_LEVEL: {"title": "", "focus": "", "stack": "", "leads_to": ()},
    Table.PROFICIENCY: {"name": "", "letter": "", "rank": 0},
    Table.EXPECTATION: {"proficiency": "", "required": False, "description": ""},
}
_LABELS: Mapping[Table, Promise] = {
    Table.DOMAIN: gettext_lazy("domain"),
    Table.GROUP: gettext_lazy("skill group"),
    Table.SKILL: gettext_lazy("skill"),
    Table.FAMILY: gettext_lazy("role family"),
    Table.ROLE: gettext_lazy("role"),
    Table.LEVEL: gettext_lazy("level"),
    Table.ROLE_LEVEL: gettext_lazy("level of a role"),
    Table.PROFICIENCY: gettext_lazy("proficiency"),
    Table.EXPECTATION: gettext_lazy("expectation"),
}


@dataclass(frozen=True, slots=True)
class Present:
    """The framework as it is: `rows[table][key]` -> values with every field of `table.blank`.

    `retired[table]` are the slugs of rows that are gone; they are not given to anything new.
    """

    rows: Mapping[Table, Mapping[Key, Values]]
    retired: Mapping[Table, frozenset[str]] = field(default_factory=dict)

    def __getitem__(self, table: Table) -> Mapping[Key, Values]:
        return self.rows.get(table, {})

    def named(self, table: Table) -> Mapping[str, Values]:
        """The rows of a named table by slug."""
        return cast(Mapping[str, Values], self[table])

    def keyed(self, table: Table) -> Mapping[tuple[str, ...], Values]:
        """The rows of a table whose key is made of several slugs."""
        return cast(Mapping[tuple[str, ...], Values], self[table])

    def label(self, table: Table, key: Key) -> str:
        """The names of a row as people read them: “Python · Data Analyst · Junior”."""
        if isinstance(key, str):
            return self._name(table, key)
        return " · ".join([self._name(part, slug) for part, slug in zip(KEYS[table], key, strict=True)])

    def _name(self, table: Table, slug: str) -> str:
        row = self[table].get(slug)
        return str(row["name"]) if row else slug


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, where, and (in `message`) what would be right.

    `row` is counted as a spreadsheet program does, the header being row 1; None where the whole sheet
    or file is meant. `value` is the cell's text, shortened and safe to show.
    """

    sheet: str
    row: int | None
    column: str
    value: str
    message: str

    @property
    def where(self) -> str:
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            parts.append(_("row %(row)d") % {"row": self.row})
        if self.column:
            parts.append(_("column %(column)s") % {"column": self.column})
        return ", ".join(parts)

    def __str__(self) -> str:
        said = f"{quoted(self.value)} – {self.message}" if self.value else self.message
        return f"{self.where}: {said}" if self.where else said


class Layout(Enum):
    """How a spreadsheet lays the framework out."""

    LIST = "list"
    WORKBOOK = "workbook"
    GRID = "grid"  # also any other sheet with skills down and levels or roles across


@dataclass(frozen=True, slots=True)
class WantedRow:
    """One row of a file: column -> value for the columns that the file has, "" for an empty cell.

    References are as written. In a list a row of another table than Expectation stands for the first
    row of the file that names it.
    """

    sheet: str
    row: int
    values: Values

    def problem(self, column: str, value: str, message: str) -> Problem:
        return Problem(self.sheet, self.row, column, shown(value), message)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file asks for. `tables` holds the tables that the file has, also those without a row.

    `notices` are sentences on how the file was read that its editor should know: a hidden sheet that was
    left out, dates that were taken for text. `unclear`: an editor who says which column is which may help;
    `mapped` are the fingerprints of headers of which one has said so.
    A file that is not `is_readable` has nothing but a problem, and `encodings` where one has to be said.
    """

    layout: Layout
    tables: Mapping[Table, tuple[WantedRow, ...]]
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    unclear: bool = False
    mapped: tuple[str, ...] = ()
    is_readable: bool = True
    encodings: tuple[str, ...] = ()

    def rows(self, table: Table) -> tuple[WantedRow, ...]:
        return self.tables.get(table, ())


def same_name(name: str) -> str:
    """`name_key`, remembered: a file of 50,000 rows names the same skills and roles over and over.

    What is too long to be a name is not kept, so that no uploaded text outlives its request.
    """
    return _remembered_key(name) if len(name) <= KEY_LENGTH else name_key(name)


_remembered_key = lru_cache(maxsize=65_536)(name_key)


def place_key(place: str) -> tuple[str, ...]:
    """`role:level` as the key of a level of a role."""
    return tuple(place.split(":"))


def place_text(key: Key) -> str:
    """The key of a level of a role as `role:level`."""
    return ":".join(key)


def key_text(key: Key) -> str:
    """The key of any row in one word: its slug, or its slugs joined as in a place."""
    return key if isinstance(key, str) else place_text(key)


def shown(text: str) -> str:
    """`text` as a message may show it: on one line, short, nothing in it that moves or hides text."""
    line = " ".join(text.split())
    short = line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
    return printable(short)


def printable(text: str) -> str:
    """`text` with the code of each sign that would move or hide text instead of it."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)


def quoted(text: str) -> str:
    """`text` in the quotation marks of the language that is spoken."""
    return _("“%(text)s”") % {"text": text}


def enumerated(names: Iterable[str], most: int = 10) -> str:
    """The first names of a list, and that there are more."""
    listed = list(names)
    return ", ".join(listed[:most]) + (", …" if len(listed) > most else "")
