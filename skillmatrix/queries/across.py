"""One skill across its roles: where each begins, is required from and gets to; and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmatrix.comparing import Depth, Expected
from skillmatrix.queries.ladders import Ladder, Rung
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.text import name_key


class Column(Enum):
    """What the roles can be sorted by, with its word in addresses and its heading."""

    ROLE = ("role", _("Role"))
    STARTS = ("starts", _("Starts at"))
    REQUIRED = ("required", _("Required from"))
    DEPTH = ("depth", _("Deepest"))

    def __init__(self, key: str, label: Promise) -> None:
        self.key = key
        self.label = label


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: by a column, and whether the last stands first."""

    column: Column
    is_down: bool = False

    @classmethod
    def parse(cls, asked: str) -> Self | None:
        """The order that an address asks for, `required` or `-required`; None where it is blank.

        Raises Unknown, with the orders there are, for anything else.
        """
        if not asked:
            return None
        sign = "-" if asked.startswith("-") else ""
        for column in Column:
            if asked == sign + column.key:
                return cls(column, bool(sign))
        raise Unknown("sort", asked, [Name(sign + column.key, sign + column.key) for column in Column])

    def __str__(self) -> str:
        return f"{'-' if self.is_down else ''}{self.column.key}"

    @property
    def aria(self) -> str:
        """As `aria-sort` says it."""
        return "descending" if self.is_down else "ascending"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: how it is sorted now (None: not by this one), and what a click asks for."""

    column: Column
    sort: Sort | None
    next: Sort


@dataclass(frozen=True, slots=True)
class RoleAcross:
    """A role that has the skill. `required_from` is None where it never is, `depth` where none is written.

    `depth_at` is the lowest level with the greatest depth; `at` the chosen level, where the role has it.
    """

    role: Name
    family: Name | None
    starts: Rung
    required_from: Rung | None
    depth: Depth | None
    depth_at: Name | None
    at: Name | None

    def worth(self, column: Column) -> int | str | None:
        """What the role is sorted by; None where it is blank."""
        match column:
            case Column.ROLE:
                return name_key(self.role.name)
            case Column.STARTS:
                return self.starts.rank
            case Column.REQUIRED:
                return self.required_from.rank if self.required_from else None
            case Column.DEPTH:
                return self.depth.rank if self.depth else None


@dataclass(frozen=True, slots=True)
class Across:
    """The roles in their order, and the headings that sort them."""

    rows: tuple[RoleAcross, ...]
    sort: Sort | None

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(_heading(column, self.sort) for column in Column)


def _heading(column: Column, sort: Sort | None) -> Heading:
    own = sort if sort and sort.column is column else None
    return Heading(column, own, Sort(column, is_down=own is not None and not own.is_down))


def one_across(
    ladder: Ladder, family: Name | None, cells: Mapping[str, Expected], level: Name | None
) -> RoleAcross:
    """One role; `cells` are its expectations by level slug, of which there is at least one."""
    written = [rung for rung in ladder.rungs if rung.level.slug in cells]
    depths = [(depth, rung.level) for rung in written if (depth := cells[rung.level.slug].depth)]
    depth, depth_at = max(depths, key=lambda found: found[0].rank, default=(None, None))
    return RoleAcross(
        role=ladder.role,
        family=family,
        starts=written[0],
        required_from=next((rung for rung in written if cells[rung.level.slug].required), None),
        depth=depth,
        depth_at=depth_at,
        at=level if level and level.slug in ladder else None,
    )


def ordered(rows: Iterable[RoleAcross], sort: Sort | None) -> Across:
    """The roles by `sort`, those alike by name, blanks last either way; without one, as they come."""
    if sort is None:
        return Across(tuple(rows), None)
    by_name = sorted(rows, key=lambda row: name_key(row.role.name))
    column = sort.column
    filled = [row for row in by_name if row.worth(column) is not None]
    blank = [row for row in by_name if row.worth(column) is None]
    filled.sort(key=lambda row: row.worth(column), reverse=sort.is_down)  # type: ignore[arg-type,return-value]
    return Across((*filled, *blank), sort)
