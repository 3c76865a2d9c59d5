"""How a file is meant, where an editor said so: its encoding, and what its columns are. Pure values.

A meaning is kept with an upload and saved for the next time, so it becomes JSON and comes back from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Self

from skillmatrix.exchange.loading.cells import Lost, unless_lost
from skillmatrix.rows import Present, Table
from skillmatrix.text import name_key

NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
LEAVE_OUT = ""
BY_LEVEL = "@level"
BY_ROLE = "@role"
"""What a column of a sheet may be besides a column of the list: left out, or cells for the level or the role
that its header names."""


@dataclass(frozen=True, slots=True)
class SheetMeaning:
    """One sheet. `header` is the number of its header row, counted from 1; `columns` says by position what
    each column is: a column of the list, LEAVE_OUT, BY_LEVEL or BY_ROLE, the last two perhaps with a name
    behind “=” that is meant instead of the header's.

    `role` and `level` hold for the whole sheet where no column says them. `holds` is what the cells below
    the levels are: "description", "proficiency" or "required".
    """

    header: int
    columns: tuple[str, ...]
    role: str = ""
    level: str = ""
    holds: str = "description"

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """As JSON has it."""
        return cls(**{**said, "columns": tuple(said["columns"])})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A file. `encoding` is that of a CSV file that is not Unicode, "" where nobody said.

    `columns` says of headers (by `name_key`) which column they are, LEAVE_OUT to leave one out; it holds for
    all sheets. `sheets` says of whole sheets, by the fingerprint of their header, how they are meant.
    """

    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, SheetMeaning] = field(default_factory=dict)

    @classmethod
    def of(
        cls, ignore: Iterable[str] = (), encoding: str = "", columns: Mapping[str, str] = NOTHING_SAID
    ) -> Self:
        """A meaning that leaves out the columns of these headers, and says which `columns` others are."""
        left_out = {name_key(header): LEAVE_OUT for header in ignore}
        return cls(encoding, {**left_out, **columns})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        sheets = {
            fingerprint: SheetMeaning.of(about) for fingerprint, about in said.get("sheets", {}).items()
        }
        return cls(said.get("encoding", ""), said.get("columns", {}), sheets)


AS_IT_STANDS = Meaning()


@dataclass(frozen=True, slots=True)
class Known:
    """Names that the framework has already, by which the headers of a sheet are recognised.

    `doubtful` are its texts that look as if letters of them were lost: they are right as they are.
    """

    domains: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    proficiencies: tuple[str, ...] = ()  # names and letters
    doubtful: frozenset[str] = frozenset()

    @classmethod
    def of(cls, framework: Present) -> Self:
        def names(table: Table) -> tuple[str, ...]:
            return tuple(values["name"] for values in framework[table].values())

        letters = (values["letter"] for values in framework[Table.PROFICIENCY].values())
        return cls(
            names(Table.DOMAIN),
            names(Table.SKILL),
            names(Table.ROLE),
            names(Table.LEVEL),
            (*names(Table.PROFICIENCY), *letters),
            frozenset(text for text in _texts(framework) if isinstance(unless_lost(text), Lost)),
        )


def _texts(framework: Present) -> Iterator[str]:
    for table in Table:
        for values in framework[table].values():
            yield from (value for value in values.values() if isinstance(value, str))


NOBODY_KNOWN = Known()
