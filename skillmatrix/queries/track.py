"""One role's career track: what each level is about, what is new at it, and where it leads."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from skillmatrix.comparing import Change, Expected, compare
from skillmatrix.models import Expectation, Level, Role, SideStep
from skillmatrix.queries.ladders import Ladder, Rung, Sideways, Step, depths, ladders, sideways
from skillmatrix.queries.names import Name, named, one
from skillmatrix.queries.revision import steady


@dataclass(frozen=True, slots=True)
class Stop:
    """One level of the track.

    `below` is the rung that its changes are counted from, None at the lowest; `tally` counts the skills
    that each change heads, in the order of changes; `skills` are those with a text here.
    """

    rung: Rung
    skills: int
    below: Rung | None
    tally: tuple[tuple[Change, int], ...]
    leads_to: tuple[Sideways, ...]
    reached_from: tuple[Sideways, ...]

    @property
    def level(self) -> Name:
        return self.rung.level

    @property
    def new(self) -> int:
        """How many skills are expected here that the level below does not list; all, at the lowest."""
        return dict(self.tally).get(Change.ADDED, 0) if self.below else self.skills


@dataclass(frozen=True, slots=True)
class TrackPage:
    """Everything on the page. `stops` are the levels, the lowest first.

    `step` is None where no level is chosen or the role lacks it.
    """

    role: Name
    summary: str
    level: Name | None
    step: Step | None
    stops: tuple[Stop, ...]

    @property
    def levels(self) -> tuple[Name, ...]:
        return tuple(stop.level for stop in self.stops)


@steady
def page(slug: str, level: str | None = None) -> TrackPage:
    """The track of a role with `level` chosen; raises Unknown for a slug that names nothing."""
    role = one(Role.objects.all(), "role", slug)
    chosen = named(one(Level.objects.all(), "level", level)) if level else None
    ladder = ladders([slug]).get(slug) or Ladder(named(role), ())
    return TrackPage(
        role=named(role),
        summary=role.summary,
        level=chosen,
        step=ladder.step(chosen.slug) if chosen and chosen.slug in ladder else None,
        stops=_stops(slug, ladder),
    )


def _stops(role: str, ladder: Ladder) -> tuple[Stop, ...]:
    there, here, back = _expected(role), sideways(role), _reached_from(role)
    return tuple(
        Stop(
            rung=rung,
            skills=len(there[rung.level.slug]),
            below=below,
            tally=_tally(there[below.level.slug], there[rung.level.slug]) if below else (),
            leads_to=here.get(rung.level.slug, ()),
            reached_from=back.get(rung.level.slug, ()),
        )
        for below, rung in zip((None, *ladder.rungs), ladder.rungs, strict=False)
    )


def _expected(role: str) -> dict[str, dict[str, Expected]]:
    """What `role` expects by level and skill slug, in two queries."""
    scale = depths()
    found: dict[str, dict[str, Expected]] = defaultdict(dict)
    rows = Expectation.objects.filter(role__slug=role).order_by()
    for level, skill, depth, required, description in rows.values_list(
        "level__slug", "skill__slug", "proficiency", "required", "description"
    ):
        found[level][skill] = Expected(scale.get(depth), required, description)
    return found


def _tally(now: dict[str, Expected], then: dict[str, Expected]) -> tuple[tuple[Change, int], ...]:
    found = Counter(compare(now.get(skill), then.get(skill)).heading for skill in {*now, *then})
    return tuple((change, found[change]) for change in Change if found[change])


def _reached_from(role: str) -> dict[str, tuple[Sideways, ...]]:
    """The places that lead sideways into each level of `role`, by level slug, in one query."""
    found: dict[str, list[Sideways]] = defaultdict(list)
    steps = SideStep.objects.filter(destination__role__slug=role).order_by(
        "origin__role__name_key", "origin__level__rank"
    )
    for level, *origin in steps.values_list(
        "destination__level__slug",
        "origin__role__slug",
        "origin__role__name",
        "origin__level__slug",
        "origin__level__name",
    ):
        found[level].append(Sideways(Name(origin[0], origin[1]), Name(origin[2], origin[3])))
    return {level: tuple(places) for level, places in found.items()}
