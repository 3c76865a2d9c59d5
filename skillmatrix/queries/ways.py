"""What a place could be compared with: its ladder, where it leads, and the roles that share its skills."""

from dataclasses import dataclass

from django.db.models import Count

from skillmatrix.models import Expectation
from skillmatrix.queries.ladders import Ladder, Rung, Sideways, ladders, sideways
from skillmatrix.queries.names import Name
from skillmatrix.text import name_key

NEIGHBOURS = 5  # roles that are offered because they have most skills in common


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A role with skills in common: how many, and its level that is nearest to one's own."""

    rung: Rung
    skills: int


@dataclass(frozen=True, slots=True)
class Ways:
    """What the first place could be compared with."""

    ladder: tuple[Rung, ...] = ()
    next: Rung | None = None
    sideways: tuple[Sideways, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    skills: int = 0


def ways(ladder: Ladder, level: str) -> Ways:
    """What could stand beside `level` of a ladder, in five queries."""
    here, step = ladder.rung(level), ladder.step(level)
    skills, near = _neighbours(ladder.role.slug)
    found = ladders([role.slug for role, _count in near])
    return Ways(
        ladder=tuple(rung for rung in ladder.rungs if rung.level not in (step.now, step.next)),
        next=ladder.rung(step.next.slug) if step.next else None,
        sideways=sideways(ladder.role.slug).get(level, ()),
        neighbours=tuple(Neighbour(found[role.slug].at_rank(here.rank), count) for role, count in near),
        skills=skills,
    )


def _neighbours(role: str) -> tuple[int, list[tuple[Name, int]]]:
    """How many skills `role` has, and the roles that have most of them, with how many, in two queries."""
    own = Expectation.objects.filter(role__slug=role).order_by().values("skill")
    shared = (
        Expectation.objects.filter(skill__in=own)
        .exclude(role__slug=role)
        .order_by()
        .values_list("role__slug", "role__name")
        .annotate(skills=Count("skill", distinct=True))
    )
    counts = [(Name(slug, name), number) for slug, name, number in shared]
    counts.sort(key=lambda count: (-count[1], name_key(count[0].name)))
    return own.distinct().count(), counts[:NEIGHBOURS]
