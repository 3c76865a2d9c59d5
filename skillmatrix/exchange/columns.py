"""The framework as a spreadsheet, stated once: its sheets, their columns and what each one feeds.

`WORKBOOK` has one sheet a table, in the order of Table. `LIST` is one sheet, a row an expectation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from skillmatrix.exchange.words import HEADERS, plain
from skillmatrix.nearest import by_key, nearest
from skillmatrix.rows import Table
from skillmatrix.text import name_key

_MISSPELT = 80  # of 100: a title this like that of a sheet of the workbook was meant to be it


class Kind(Enum):
    """What a cell of a column holds."""

    NAME = auto()  # one line; may not be blank where it makes up the row's key
    TEXT = auto()
    SLUG = auto()  # the row's own address; blank: the row is known by its name
    REFERENCE = auto()  # another row's slug, or else its name
    YES_NO = auto()
    RANK = auto()  # a whole number from 1
    LETTER = auto()  # one or two characters
    PLACES = auto()  # role-slug:level-slug, separated by spaces


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of a table that it feeds, and whether the sheet cannot do without it."""

    name: str
    kind: Kind
    table: Table
    field: str
    needed: bool = False
    width: int = 30  # in XLSX, in characters


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `key` names the columns that say which row is meant; `table` is None for the list."""

    title: str
    table: Table | None
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """Its name as one of a folder of CSV files."""
        return self.title.lower().replace(" ", "-") + ".csv"

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns if column.needed)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def _named(title: str, table: Table, *columns: Column) -> Sheet:
    slug = Column("slug", Kind.SLUG, table, "slug", width=24)
    return Sheet(
        title, table, (slug, Column("name", Kind.NAME, table, "name", needed=True), *columns), ("name",)
    )


def _text(table: Table, name: str) -> Column:
    return Column(name, Kind.TEXT, table, name, width=70)


def _reference(table: Table, name: str, *, needed: bool = False) -> Column:
    return Column(name, Kind.REFERENCE, table, name, needed, width=24)


def _rank(table: Table) -> Column:
    return Column("rank", Kind.RANK, table, "rank", width=8)


def _expected(table: Table = Table.EXPECTATION) -> tuple[Column, ...]:
    return (
        Column("proficiency", Kind.REFERENCE, table, "proficiency", width=14),
        Column("required", Kind.YES_NO, table, "required", width=10),
        _text(table, "description"),
    )


DOMAINS = _named("Domains", Table.DOMAIN, _text(Table.DOMAIN, "summary"))
GROUPS = _named("Skill groups", Table.GROUP, _reference(Table.GROUP, "domain"))
SKILLS = _named(
    "Skills",
    Table.SKILL,
    _reference(Table.SKILL, "domain"),
    _reference(Table.SKILL, "group"),
    _text(Table.SKILL, "summary"),
)
FAMILIES = _named("Role families", Table.FAMILY)
ROLES = _named("Roles", Table.ROLE, _reference(Table.ROLE, "family"), _text(Table.ROLE, "summary"))
LEVELS = _named("Levels", Table.LEVEL, _rank(Table.LEVEL))
ROLE_LEVELS = Sheet(
    "Role levels",
    Table.ROLE_LEVEL,
    (
        _reference(Table.ROLE_LEVEL, "role", needed=True),
        _reference(Table.ROLE_LEVEL, "level", needed=True),
        Column("title", Kind.NAME, Table.ROLE_LEVEL, "title"),
        _text(Table.ROLE_LEVEL, "focus"),
        _text(Table.ROLE_LEVEL, "stack"),
        Column("leads_to", Kind.PLACES, Table.ROLE_LEVEL, "leads_to", width=40),
    ),
    ("role", "level"),
)
PROFICIENCIES = _named(
    "Proficiencies",
    Table.PROFICIENCY,
    Column("letter", Kind.LETTER, Table.PROFICIENCY, "letter", width=8),
    _rank(Table.PROFICIENCY),
)
EXPECTATIONS = Sheet(
    "Expectations",
    Table.EXPECTATION,
    (
        _reference(Table.EXPECTATION, "skill", needed=True),
        _reference(Table.EXPECTATION, "role", needed=True),
        _reference(Table.EXPECTATION, "level", needed=True),
        *_expected(),
    ),
    ("skill", "role", "level"),
)
WORKBOOK = (DOMAINS, GROUPS, SKILLS, FAMILIES, ROLES, LEVELS, ROLE_LEVELS, PROFICIENCIES, EXPECTATIONS)

LIST = Sheet(
    "Framework",
    None,
    (
        Column("domain", Kind.NAME, Table.DOMAIN, "name"),
        Column("group", Kind.NAME, Table.GROUP, "name"),
        Column("skill", Kind.NAME, Table.SKILL, "name", needed=True),
        Column("role", Kind.NAME, Table.ROLE, "name", needed=True, width=24),
        Column("family", Kind.NAME, Table.FAMILY, "name", width=24),
        Column("level", Kind.NAME, Table.LEVEL, "name", needed=True, width=12),
        *_expected(),
    ),
    ("skill", "role", "level"),
)


def column_key(header: str) -> str:
    """A header as columns are named: `Leads to` is `leads_to`."""
    return name_key(header).replace(" ", "_").replace("-", "_")


def column_meant(sheet: Sheet, header: str) -> Column | None:
    """The column of `sheet` that a header is: by our own name, or by a word that people use for it."""
    return sheet.column(column_key(header)) or sheet.column(HEADERS.get(plain(header), ""))


def sheet_key(title: str) -> str:
    """A tab's or a file's name as sheets are told apart: `role_levels` is `Role levels`."""
    return name_key(title.replace("_", " ").replace("-", " "))


SHEETS: Mapping[str, Sheet] = {sheet_key(sheet.title): sheet for sheet in WORKBOOK}

_TITLES = by_key(sheet.title for sheet in WORKBOOK)


def sheet_titled(title: str) -> Sheet | None:
    """The sheet of the workbook that a tab or file of this name is."""
    return SHEETS.get(sheet_key(_stem(title)))


def sheet_meant(title: str) -> str | None:
    """The title of the sheet that a tab or file of this name is or, misspelt, was meant to be."""
    return nearest(sheet_key(_stem(title)), _TITLES, _MISSPELT)


def _stem(title: str) -> str:
    return title[:-4] if title.lower().endswith(".csv") else title
