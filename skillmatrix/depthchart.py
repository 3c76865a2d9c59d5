"""Depth by domain at two places -> a chart's marks and its table. Pure: no text of the page, no colour.

A line a domain, a column a step of the depth scale, and in each line two lanes: what is expected now
above, what comes next below. Every skill is one mark in each lane that has it, so growth is seen as
marks further right. Nothing is added up: a place is no score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from skillmatrix.comparing import Change, Depth, Expected, compare
from skillmatrix.text import name_key

PITCH = 14  # from the middle of one mark to the middle of the next, in pixels
REACH = 6  # no mark is drawn further from its middle
CROWDED = 5  # columns; beyond, the chart is wider than a phone


class HasName(Protocol):
    """A skill or domain by its address and its name."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...


class Kind(Enum):
    """What a mark says, in the order in which marks stand in a cell. Each has a shape of its own."""

    NOW = "now"  # the upper lane has no other
    SAME = "same"
    EASED = "eased"
    RAISED = "raised"
    ADDED = "added"

    @property
    def key(self) -> str:
        """As style sheets and templates know it."""
        return self.value

    @property
    def change(self) -> Change | None:
        """The change that it shows."""
        return {Kind.EASED: Change.EASED, Kind.RAISED: Change.RAISED, Kind.ADDED: Change.ADDED}.get(self)

    @property
    def alone(self) -> str:
        """Its outline in a square of its own, for a legend."""
        return self.path(PITCH // 2, PITCH // 2)

    def path(self, x: int, y: int) -> str:
        """The outline of a mark around (x, y), as SVG writes paths; blank for the two circles."""
        match self:
            case Kind.RAISED:
                return f"M{x} {y - 6}l6 11h-12z"
            case Kind.EASED:
                return f"M{x} {y + 6}l6-11h-12z"
            case Kind.ADDED:
                return f"M{x - 2} {y - 6}h4v4h4v4h-4v4h-4v-4h-4v-4h4z"
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class SkillDepth[N: HasName]:
    """One skill between two places: where it belongs, and what each place expects (None: nothing)."""

    domain: N | None
    skill: N
    now: Expected | None
    then: Expected | None = None

    @property
    def kind(self) -> Kind:
        """How its mark in the lower lane is drawn; a blank depth is less than the lowest."""
        changes = compare(self.now, self.then).changes
        return next((kind for kind in Kind if kind.change in changes), Kind.SAME)


@dataclass(frozen=True, slots=True)
class Mark[N: HasName]:
    """A skill's mark in one lane; (x, y) is its middle, in pixels from the cell's top left."""

    skill: N
    kind: Kind
    x: int
    y: int

    @property
    def path(self) -> str:
        return self.kind.path(self.x, self.y)


@dataclass(frozen=True, slots=True)
class Cell[N: HasName]:
    """The marks of one domain at one depth in one lane, and the size of their drawing."""

    depth: Depth | None
    marks: tuple[Mark[N], ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DomainDepths[N: HasName]:
    """One domain (None: not sorted yet): its lanes, a cell a column, and the skills behind the marks.

    `then` is empty where the chart has only one place.
    """

    domain: N | None
    now: tuple[Cell[N], ...]
    then: tuple[Cell[N], ...]
    skills: tuple[SkillDepth[N], ...]


@dataclass(frozen=True, slots=True)
class DepthChart[N: HasName]:
    """Everything that parts/depth_chart.html draws. A column None is "no depth written"."""

    now: str
    then: str | None
    columns: tuple[Depth | None, ...]
    domains: tuple[DomainDepths[N], ...]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of marks that occur, for the legend."""
        drawn = {mark.kind for line in self.domains for cell in line.now + line.then for mark in cell.marks}
        return tuple(kind for kind in Kind if kind in drawn)

    @property
    def speaks(self) -> bool:
        """Whether any depth is written: without one there is nothing to see."""
        sides = [side for line in self.domains for skill in line.skills for side in (skill.now, skill.then)]
        return any(side and side.depth for side in sides)

    @property
    def is_wide(self) -> bool:
        """Whether it needs more room than a phone has."""
        return len(self.columns) > CROWDED


def draw[N: HasName](
    skills: Iterable[SkillDepth[N]], scale: Sequence[Depth], now: str, then: str | None = None
) -> DepthChart[N]:
    """The chart of `skills` from the place that people read as `now` to the one they read as `then`.

    `scale` is every step of the depth scale, the lowest first. Where `then` is None there is one lane.
    Skills that neither place has are left out; domains and skills stand by name, what is not sorted last.
    """
    here = [line for line in skills if line.now or (then is not None and line.then)]
    here.sort(key=lambda line: name_key(line.skill.name))
    sides = [side for line in here for side in (line.now, line.then if then is not None else None)]
    blank = any(side and side.depth is None for side in sides)
    columns = (*((None,) if blank else ()), *scale)
    return DepthChart(now, then, columns, tuple(_domains(here, columns, two=then is not None)))


def _domains[N: HasName](
    skills: list[SkillDepth[N]], columns: tuple[Depth | None, ...], two: bool
) -> Iterable[DomainDepths[N]]:
    members: dict[str, list[SkillDepth[N]]] = {}
    for line in skills:
        members.setdefault(line.domain.slug if line.domain else "", []).append(line)
    for lines in sorted(members.values(), key=lambda lines: _none_last(lines[0].domain)):
        above = [(line.now, line.skill, Kind.NOW) for line in lines]
        below = [(line.then, line.skill, line.kind) for line in lines] if two else []
        below.sort(key=lambda placed: list(Kind).index(placed[2]))
        yield DomainDepths(
            lines[0].domain, _lane(above, columns), _lane(below, columns) if two else (), tuple(lines)
        )


def _none_last(domain: HasName | None) -> tuple[bool, str]:
    return domain is None, name_key(domain.name) if domain else ""


def _lane[N: HasName](
    placed: list[tuple[Expected | None, N, Kind]], columns: tuple[Depth | None, ...]
) -> tuple[Cell[N], ...]:
    """A cell for each column, its marks in rows that break where the column ends."""
    per_row = _per_row(len(columns))
    cells = []
    for column in columns:
        here = [(skill, kind) for side, skill, kind in placed if side and side.depth == column]
        marks = tuple(
            Mark(skill, kind, PITCH // 2 + PITCH * (at % per_row), PITCH // 2 + PITCH * (at // per_row))
            for at, (skill, kind) in enumerate(here)
        )
        rows = -(-len(here) // per_row)
        cells.append(Cell(column, marks, PITCH * min(per_row, len(here)), PITCH * rows))
    return tuple(cells)


def _per_row(columns: int) -> int:
    """How many marks stand side by side in a column, so that `columns` fit on a phone."""
    return 4 if columns > 3 else 12 // columns
