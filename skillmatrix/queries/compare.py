"""Any place beside any others: every skill of either, what changes, and what could be compared next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q

from skillmatrix.comparing import Change, Depth, Expected, weight
from skillmatrix.depthchart import DepthChart, SkillDepth, draw
from skillmatrix.models import Domain, Expectation, Level, SkillGroup
from skillmatrix.places import Place
from skillmatrix.queries import roles
from skillmatrix.queries.ladders import Ladder, Rung, depths, ladders
from skillmatrix.queries.names import Name, Unknown, by_name, named, none_last, one
from skillmatrix.queries.pairs import Column, Pair, Tally, columns, is_stepwise, pair, sorted_out, tallies
from skillmatrix.queries.revision import steady
from skillmatrix.queries.ways import Ways, ways
from skillmatrix.text import name_key

MOST_ENDS = 3  # places beside the first
MOST_BETWEEN = 2  # steps between two levels


@dataclass(frozen=True, slots=True)
class Filters:
    """Which skills are wanted: slugs of a domain and a group, blank for all; `words` marks changed words."""

    changes: bool = False
    required: bool = False
    domain: str = ""
    group: str = ""
    words: bool = False

    @property
    def is_open(self) -> bool:
        """Whether every skill is wanted."""
        return not (self.changes or self.required or self.domain or self.group)


@dataclass(frozen=True, slots=True)
class Side:
    """A place that was asked for, with the levels of its role; it `is_there` where `level` is one of them."""

    role: Name
    level: Name
    levels: tuple[Name, ...]

    @property
    def is_there(self) -> bool:
        return self.level in self.levels

    @property
    def place(self) -> Place:
        return Place(self.role.slug, self.level.slug)


@dataclass(frozen=True, slots=True)
class Missing:
    """A place whose role lacks the level; `instead` has each level with the places to ask for with it."""

    side: Side
    instead: tuple[tuple[Name, Place | None, tuple[Place, ...]], ...]


@dataclass(frozen=True, slots=True)
class DomainOfPairs:
    """The skills of one domain side by side; without a domain, those that are not sorted yet.

    Between roles, what is `left` behind stands apart from what `changed`.
    """

    domain: Name | None
    changed: tuple[Pair, ...]
    same: tuple[Pair, ...]
    left: tuple[Pair, ...] = ()

    @property
    def changing(self) -> tuple[Pair, ...]:
        """All but what is the same."""
        return (*self.changed, *self.left)

    @property
    def weight(self) -> int:
        """Where it stands among domains: by its weightiest skill."""
        return min((weight(each.differences) for each in self.changing), default=len(Change))


@dataclass(frozen=True, slots=True)
class StepBetween:
    """A level between two of one role: whether it stands as a column, and the places after a change of that.

    `ends` is empty where no further column fits.
    """

    level: Name
    is_shown: bool
    ends: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything on the page.

    `columns` and `domains` are empty until two places are there; `domains` has what the filters leave,
    the figures count all: `skills`, those `changed`, and those that `ask_more` (new, required or deeper).
    `alike` counts the texts whose changed words can be marked. `groups` has the group of each skill that
    is in one, by the skill's slug. `chart` is for two places, `ways` for one.
    """

    start: Side | None
    ends: tuple[Side, ...]
    families: tuple[roles.FamilyOfRoles, ...]
    levels: tuple[Name, ...]
    columns: tuple[Column, ...] = ()
    domains: tuple[DomainOfPairs, ...] = ()
    tallies: tuple[Tally, ...] = ()
    skills: int = 0
    changed: int = 0
    ask_more: int = 0
    alike: int = 0
    between: tuple[StepBetween, ...] = ()
    in_domains: tuple[Name, ...] = ()
    in_groups: tuple[Name, ...] = ()
    groups: Mapping[str, Name] = field(default_factory=dict)
    chart: DepthChart[Name] | None = None
    ways: Ways = field(default_factory=Ways)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The places whose role lacks the level."""
        return tuple(
            Missing(side, tuple(self._instead(at, level) for level in side.levels))
            for at, side in enumerate(self.sides)
            if not side.is_there
        )

    def _instead(self, at: int, level: Name) -> tuple[Name, Place | None, tuple[Place, ...]]:
        places = [side.place for side in self.sides]
        places[at] = Place(places[at].role, level.slug)
        start, ends = (places[0], places[1:]) if self.start else (None, places)
        return level, start, tuple(ends)

    @property
    def turned(self) -> tuple[Place, tuple[Place, ...]] | None:
        """The same the other way round, as start and ends; None where there is no such way."""
        if not self.columns or not (len(self.columns) == 2 or self.is_stepwise):
            return None
        start, *ends = [column.rung.place for column in reversed(self.columns)]
        return start, tuple(ends)

    @property
    def sides(self) -> tuple[Side, ...]:
        return (*((self.start,) if self.start else ()), *self.ends)

    @property
    def choices(self) -> list[tuple[Name | None, tuple[roles.RoleLine, ...]]]:
        """Roles by family for the picker."""
        return roles.by_family(self.families)

    @property
    def pairs(self) -> list[Pair]:
        """What the filters leave, in the order of the page."""
        return [pair for domain in self.domains for pair in (*domain.changed, *domain.same, *domain.left)]

    @property
    def is_mixed(self) -> bool:
        """Whether the places are of several roles."""
        return len({column.rung.role for column in self.columns}) > 1

    @property
    def is_stepwise(self) -> bool:
        """Whether each column is marked against the one before it."""
        return is_stepwise([column.rung for column in self.columns])

    @property
    def is_one_place(self) -> bool:
        """Whether all places are the same one."""
        return len({side.place for side in self.sides}) == 1


@dataclass(frozen=True, slots=True)
class _Skill:
    """Where a skill stands, and what is expected in it: texts by place, levels by role."""

    name: Name
    domain: Name | None
    group: Name | None
    cells: dict[str, dict[str, Expected]] = field(default_factory=lambda: defaultdict(dict))
    levels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@steady
def page(start: Place | None, ends: Sequence[Place], filters: Filters | None = None) -> Comparison:
    """`start` beside `ends`, in at most fourteen queries; raises Unknown for a slug that names nothing."""
    filters = filters or Filters()
    chosen = _chosen(filters)
    families = roles.index()
    levels = tuple(Name(*row) for row in Level.objects.order_by("rank").values_list("slug", "name"))
    asked = [place for place in (start, *ends) if place]
    found = ladders({place.role for place in asked if place.role})
    sides = [_side(place, families, levels, found) for place in asked]
    first, others = (sides[0] if start else None), tuple(sides[1:] if start else sides)
    bare = Comparison(first, others, families, levels)
    if not first or bare.missing:
        return bare
    if not others:
        return replace(bare, ways=ways(found[first.role.slug], first.level.slug))
    rungs = [found[side.role.slug].rung(side.level.slug) for side in sides]
    return _offering(_beside(bare, rungs, found, filters), *chosen)


def _offering(comparison: Comparison, domain: Name | None, group: Name | None) -> Comparison:
    """The same, its filters offering also a domain and a group that are wanted and have nothing here."""
    domains, groups = comparison.in_domains, comparison.in_groups
    if domain and domain not in domains:
        domains = (*domains, domain)
    if group and group not in groups:
        groups = (*groups, group)
    return replace(comparison, in_domains=domains, in_groups=groups)


def settled(places: Sequence[Place]) -> list[Place]:
    """`places`, each at the level nearest in rank where its role lacks the level; in three queries."""
    found = ladders({place.role for place in places if place.role})
    ranks = dict(Level.objects.values_list("slug", "rank"))
    return [_settled(place, found.get(place.role or ""), ranks.get(place.level or "")) for place in places]


def _settled(place: Place, ladder: Ladder | None, rank: int | None) -> Place:
    if ladder is None or rank is None or place.level in ladder.slugs:
        return place
    return ladder.at_rank(rank).place


def _chosen(filters: Filters) -> tuple[Name | None, Name | None]:
    """The domain and the group that are wanted; raises Unknown where there is no such."""
    return (
        named(one(Domain.objects.all(), "domain", filters.domain)) if filters.domain else None,
        named(one(SkillGroup.objects.all(), "group", filters.group)) if filters.group else None,
    )


def _side(
    place: Place, families: Iterable[roles.FamilyOfRoles], levels: Iterable[Name], found: Mapping[str, Ladder]
) -> Side:
    role = next((line for family in families for line in family.roles if line.slug == place.role), None)
    if role is None:
        raise Unknown("role", place.role or "")
    level = next((level for level in levels if level.slug == place.level), None)
    if level is None:
        raise Unknown("level", place.level or "")
    ladder = found.get(role.slug)
    return Side(Name(role.slug, role.name), level, ladder.levels if ladder else ())


# Places beside each other


def _beside(bare: Comparison, rungs: list[Rung], found: Mapping[str, Ladder], filters: Filters) -> Comparison:
    beside = columns(rungs)
    scale = depths()
    skills = _skills(bare.sides, scale)
    pairs = {
        skill.name: pair(skill.name, beside, skill.cells, found, skill.levels) for skill in skills.values()
    }
    here = [skill for skill in skills.values() if pairs[skill.name].is_written]
    written = [pairs[skill.name] for skill in here]
    wanted = [skill for skill in here if _is_wanted(skill, pairs[skill.name], filters)]
    texts = {each.skill: each.texts for each in written}
    if filters.words:
        pairs = {name: pair.with_words(texts.get(name)) for name, pair in pairs.items()}
    return replace(
        bare,
        columns=beside,
        domains=_domains(wanted, pairs, len({rung.role for rung in rungs}) > 1),
        tallies=tallies(written),
        skills=len(written),
        changed=sum(not each.is_same for each in written),
        ask_more=sum(each.asks_more for each in written),
        alike=sum(found is not None for found in texts.values()),
        between=_between(rungs, found),
        chart=_chart(beside, here, pairs, list(scale.values())),
        in_domains=tuple(by_name({skill.domain for skill in here if skill.domain})),
        groups={skill.name.slug: skill.group for skill in here if skill.group},
        in_groups=tuple(by_name({skill.group for skill in here if skill.group and _is_in(skill, filters)})),
    )


def _skills(sides: Iterable[Side], scale: Mapping[int, Depth]) -> dict[str, _Skill]:
    """The skills of all these places' roles, in the order of names, in two queries."""
    places = {side.place for side in sides}
    of_roles = Expectation.objects.filter(role__slug__in={place.role for place in places}).order_by()
    of_places = Q()
    for place in places:
        of_places |= Q(role__slug=place.role, level__slug=place.level)
    skills: dict[str, _Skill] = {}
    for slug, name, domain, domain_name, group, group_name, role, level in of_roles.values_list(
        "skill__slug", "skill__name", "skill__domain__slug", "skill__domain__name",
        "skill__group__slug", "skill__group__name", "role__slug", "level__slug",
    ):  # fmt: skip
        skill = skills.setdefault(
            slug,
            _Skill(
                Name(slug, name),
                Name(domain, domain_name) if domain else None,
                Name(group, group_name) if group else None,
            ),
        )
        skill.levels[role].append(level)
    for slug, role, level, depth, required, description in of_roles.filter(of_places).values_list(
        "skill__slug", "role__slug", "level__slug", "proficiency", "required", "description"
    ):
        if slug in skills:
            skills[slug].cells[role][level] = Expected(scale.get(depth), required, description)
    return dict(sorted(skills.items(), key=lambda item: name_key(item[1].name.name)))


def _is_wanted(skill: _Skill, found: Pair, filters: Filters) -> bool:
    return (
        (found.is_required or not filters.required)
        and (not found.is_same or not filters.changes)
        and _is_in(skill, filters)
        and (not filters.group or (skill.group is not None and skill.group.slug == filters.group))
    )


def _is_in(skill: _Skill, filters: Filters) -> bool:
    return not filters.domain or (skill.domain is not None and skill.domain.slug == filters.domain)


def _domains(skills: Iterable[_Skill], pairs: Mapping[Name, Pair], mixed: bool) -> tuple[DomainOfPairs, ...]:
    """Domains by their weightiest skill where the places are of several roles (`mixed`), else by name."""
    members: dict[Name | None, list[Pair]] = defaultdict(list)
    for skill in skills:
        members[skill.domain].append(pairs[skill.name])
    domains = [_domain(domain, members[domain], mixed) for domain in sorted(members, key=none_last)]
    return tuple(sorted(domains, key=lambda domain: domain.weight) if mixed else domains)


def _domain(domain: Name | None, pairs: list[Pair], mixed: bool) -> DomainOfPairs:
    changed, same = sorted_out(pairs)
    left = tuple(each for each in changed if mixed and each.is_left)
    return DomainOfPairs(domain, tuple(each for each in changed if each not in left), same, left)


def _between(rungs: Sequence[Rung], found: Mapping[str, Ladder]) -> tuple[StepBetween, ...]:
    """The levels between the first and the last place, where all are levels of one role in a row."""
    if not is_stepwise(rungs):
        return ()
    first, *shown, last = rungs
    ladder = found[first.role.slug]
    inner = ladder.between(first.level.slug, last.level.slug)
    kept = [rung.level for rung in shown]
    steps = []
    for level in inner:
        after = [other for other in inner if (other in kept) != (other == level)]
        fits = len(after) <= MOST_BETWEEN
        ends = tuple(Place(first.role.slug, other.slug) for other in (*after, last.level)) if fits else ()
        steps.append(StepBetween(level, level in kept, ends))
    return tuple(steps)


def _chart(
    beside: Sequence[Column], skills: Iterable[_Skill], pairs: Mapping[Name, Pair], scale: Sequence[Depth]
) -> DepthChart[Name] | None:
    """How deep each domain goes at two places; None for more of them."""
    if len(beside) != 2:
        return None
    lines = []
    for skill in skills:
        start, end = pairs[skill.name].cells
        lines.append(SkillDepth(skill.domain, skill.name, start.expected, end.expected))
    mixed = beside[0].rung.role != beside[1].rung.role
    now, then = (
        f"{rung.role.name} · {rung.level.name}" if mixed else rung.level.name
        for rung in (column.rung for column in beside)
    )
    return draw(lines, scale, now, then)
