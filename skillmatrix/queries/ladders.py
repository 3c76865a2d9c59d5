"""The levels that a role has, and the step from one to the next: the same on every page."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from skillmatrix.comparing import Depth
from skillmatrix.models import Expectation, Proficiency, RoleLevel, SideStep
from skillmatrix.places import Place
from skillmatrix.queries.names import Name


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of one role; `title`, `focus` and `stack` may be blank."""

    role: Name
    level: Name
    rank: int
    title: str = ""
    focus: str = ""
    stack: str = ""

    @property
    def place(self) -> Place:
        return Place(self.role.slug, self.level.slug)


@dataclass(frozen=True, slots=True)
class Sideways:
    """A role and level that a rung may lead to besides the next level."""

    role: Name
    level: Name

    @property
    def place(self) -> Place:
        return Place(self.role.slug, self.level.slug)


@dataclass(frozen=True, slots=True)
class Step:
    """From one level of a role to its next; `next` is None at the top."""

    role: Name
    now: Name
    next: Name | None
    sideways: tuple[Sideways, ...] = ()


class Ladder:
    """The rungs of one role, the lowest first."""

    def __init__(self, role: Name, rungs: Collection[Rung]) -> None:
        self.role = role
        self.rungs = tuple(sorted(rungs, key=lambda rung: rung.rank))

    @property
    def levels(self) -> tuple[Name, ...]:
        return tuple(rung.level for rung in self.rungs)

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(rung.level.slug for rung in self.rungs)

    def __contains__(self, level: str) -> bool:
        return level in self.slugs

    def at_rank(self, rank: int) -> Rung:
        """The rung of this rank, else the one nearest to it."""
        return min(self.rungs, key=lambda rung: abs(rung.rank - rank))

    def step(self, level: str, sideways: tuple[Sideways, ...] = ()) -> Step:
        """The step that starts at `level`, which the ladder must have."""
        position = self._position(level)
        following = self.levels[position + 1 : position + 2]
        return Step(self.role, self.levels[position], following[0] if following else None, sideways)

    def below(self, level: str) -> tuple[Name, ...]:
        """The levels beneath `level`, the nearest first."""
        return self.levels[: self._position(level)][::-1]

    def rung(self, level: str) -> Rung:
        """The rung at `level`, which the ladder must have."""
        return self.rungs[self._position(level)]

    def between(self, level: str, other: str) -> tuple[Name, ...]:
        """The levels that lie between two of the ladder, in the order from `level` to `other`."""
        start, end = self._position(level), self._position(other)
        inner = self.levels[min(start, end) + 1 : max(start, end)]
        return inner if start < end else inner[::-1]

    def nearest(self, level: str, having: Collection[str]) -> Name | None:
        """The level nearest to `level` that is among `having`: the first above, else the first below."""
        above = self.levels[self._position(level) + 1 :]
        return next((found for found in (*above, *self.below(level)) if found.slug in having), None)

    def _position(self, level: str) -> int:
        return [rung.level.slug for rung in self.rungs].index(level)


def ladders(roles: Collection[str]) -> dict[str, Ladder]:
    """The ladders of the roles with these slugs, in two queries.

    A role has a level where it is described (title, focus, stack) or where anything is expected.
    """
    columns = ("role__slug", "role__name", "level__slug", "level__name", "level__rank")
    expected = Expectation.objects.filter(role__slug__in=roles).order_by().values_list(*columns).distinct()
    described = RoleLevel.objects.filter(role__slug__in=roles).order_by()
    rungs: dict[Name, dict[str, Rung]] = defaultdict(dict)
    for role, role_name, level, level_name, rank in expected:
        rungs[Name(role, role_name)][level] = Rung(Name(role, role_name), Name(level, level_name), rank)
    for role, role_name, level, level_name, rank, *about in described.values_list(
        *columns, "title", "focus", "stack"
    ):
        rung = Rung(Name(role, role_name), Name(level, level_name), rank, *about)
        rungs[rung.role][level] = rung
    return {role.slug: Ladder(role, found.values()) for role, found in rungs.items()}


def sideways(role: str) -> dict[str, tuple[Sideways, ...]]:
    """Where each level of `role` may lead besides the next one, by level slug, in one query."""
    found: dict[str, list[Sideways]] = defaultdict(list)
    steps = SideStep.objects.filter(origin__role__slug=role).order_by(
        "destination__role__name_key", "destination__level__rank"
    )
    for origin, *there in steps.values_list(
        "origin__level__slug",
        "destination__role__slug",
        "destination__role__name",
        "destination__level__slug",
        "destination__level__name",
    ):
        found[origin].append(Sideways(Name(there[0], there[1]), Name(there[2], there[3])))
    return {level: tuple(steps) for level, steps in found.items()}


def depths() -> dict[int, Depth]:
    """The depth scale by primary key, in one query."""
    scale = list(Proficiency.objects.order_by("rank").values_list("pk", "name", "letter", "rank"))
    return {
        pk: Depth(name, letter, rank, step, len(scale))
        for step, (pk, name, letter, rank) in enumerate(scale, 1)
    }
