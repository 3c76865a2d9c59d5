"""All roles by family; one role: its ladder and all its skills, now and next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from skillmatrix.comparing import Depth, Expected
from skillmatrix.depthchart import DepthChart, SkillDepth, draw
from skillmatrix.models import Expectation, Level, Role
from skillmatrix.queries.ladders import Ladder, Rung, Sideways, Step, depths, ladders, sideways
from skillmatrix.queries.names import Name, by_name, named, none_last, one
from skillmatrix.queries.pairs import Column, Pair, Tally, columns, pair, sorted_out, tallies
from skillmatrix.queries.revision import steady


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role in a list."""

    slug: str
    name: str
    summary: str
    skills: int


@dataclass(frozen=True, slots=True)
class FamilyOfRoles:
    """A family's roles, or (without a family) those that have none."""

    family: Name | None
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class SkillOfRole:
    """A skill as one role has it: at which levels, and from which one it is required (if ever)."""

    skill: Name
    first: Name
    last: Name
    required_from: Name | None


@dataclass(frozen=True, slots=True)
class DomainOfRole:
    """A role's skills in one domain; without a domain, those that are not sorted yet.

    `changed` and `same` hold now and next where a level is chosen; `elsewhere` are skills that the
    role has only at other levels; `skills` is all of them.
    """

    domain: Name | None
    skills: tuple[SkillOfRole, ...]
    changed: tuple[Pair, ...] = ()
    same: tuple[Pair, ...] = ()
    elsewhere: tuple[SkillOfRole, ...] = ()

    @property
    def here(self) -> int:
        """How many skills stand side by side here."""
        return len(self.changed) + len(self.same)


@dataclass(frozen=True, slots=True)
class RolePage:
    """Everything on a role's page.

    `step` is None where no level is chosen or the role lacks it; otherwise `columns` has now and, unless
    that is the top, next.
    """

    role: Name
    summary: str
    family: Name | None
    ladder: tuple[Rung, ...]
    sideways: dict[str, tuple[Sideways, ...]]
    skills: int
    required: int
    optional: int
    level: Name | None
    step: Step | None
    domains: tuple[DomainOfRole, ...]
    columns: tuple[Column, ...]
    tallies: tuple[Tally, ...]
    families: tuple[FamilyOfRoles, ...]
    chart: DepthChart[Name] | None

    @property
    def levels(self) -> tuple[Name, ...]:
        """The levels for the picker."""
        return tuple(rung.level for rung in self.ladder)

    @property
    def choices(self) -> list[tuple[Name | None, tuple[RoleLine, ...]]]:
        """Roles by family for the picker."""
        return by_family(self.families)


def index() -> tuple[FamilyOfRoles, ...]:
    """All roles by family, those without one last, in one query."""
    families: dict[Name | None, list[RoleLine]] = defaultdict(list)
    rows = Role.objects.annotate(skills=Count("expectations__skill", distinct=True)).order_by()
    for slug, name, summary, skills, family, family_name in rows.values_list(
        "slug", "name", "summary", "skills", "family__slug", "family__name"
    ):
        families[Name(family, family_name) if family else None].append(RoleLine(slug, name, summary, skills))
    return tuple(
        FamilyOfRoles(family, tuple(by_name(families[family]))) for family in sorted(families, key=none_last)
    )


def by_family(families: Iterable[FamilyOfRoles]) -> list[tuple[Name | None, tuple[RoleLine, ...]]]:
    """Roles by family, as a picker offers them."""
    return [(family.family, family.roles) for family in families]


@steady
def page(slug: str, level: str | None = None) -> RolePage:
    """A role with `level` chosen; raises Unknown for a slug that names nothing."""
    role = one(Role.objects.select_related("family"), "role", slug)
    chosen = named(one(Level.objects.all(), "level", level)) if level else None
    name = named(role)
    ladder = ladders([slug]).get(slug) or Ladder(name, ())
    leads = sideways(slug)
    step = ladder.step(chosen.slug, leads.get(chosen.slug, ())) if chosen and chosen.slug in ladder else None
    scale = depths()
    cells, homes = _cells(slug, scale)
    beside = columns([ladder.rung(at.slug) for at in (step.now, step.next) if at]) if step else ()
    domains = _domains(ladder, beside, cells, homes)
    every = [cell for row in cells.values() for cell in row.values()]
    return RolePage(
        role=name,
        summary=role.summary,
        family=named(role.family) if role.family else None,
        ladder=ladder.rungs,
        sideways=leads,
        skills=len(cells),
        required=sum(cell.required for cell in every),
        optional=sum(not cell.required for cell in every),
        level=chosen,
        step=step,
        domains=domains,
        columns=beside,
        tallies=tallies(pair for domain in domains for pair in (*domain.changed, *domain.same)),
        families=index(),
        chart=_chart(domains, step, list(scale.values())) if step else None,
    )


type Cells = dict[Name, dict[str, Expected]]


def _cells(role: str, scale: Mapping[int, Depth]) -> tuple[Cells, dict[Name, Name | None]]:
    """What `role` expects by skill and level slug, and each skill's domain, in one query."""
    cells: Cells = defaultdict(dict)
    homes: dict[Name, Name | None] = {}
    rows = Expectation.objects.filter(role__slug=role).order_by()
    for skill, skill_name, domain, domain_name, level, depth, required, description in rows.values_list(
        "skill__slug", "skill__name", "skill__domain__slug", "skill__domain__name",
        "level__slug", "proficiency", "required", "description",
    ):  # fmt: skip
        name = Name(skill, skill_name)
        cells[name][level] = Expected(scale.get(depth), required, description)
        homes[name] = Name(domain, domain_name) if domain else None
    return cells, homes


def _domains(
    ladder: Ladder, beside: tuple[Column, ...], cells: Cells, homes: Mapping[Name, Name | None]
) -> tuple[DomainOfRole, ...]:
    members: dict[Name | None, list[Name]] = defaultdict(list)
    for skill in by_name(cells):
        members[homes[skill]].append(skill)
    return tuple(
        _domain(domain, members[domain], ladder, beside, cells) for domain in sorted(members, key=none_last)
    )


def _domain(
    domain: Name | None, skills: list[Name], ladder: Ladder, beside: tuple[Column, ...], cells: Cells
) -> DomainOfRole:
    lines = {skill: _line(skill, ladder, cells[skill]) for skill in skills}
    if not beside:
        return DomainOfRole(domain, tuple(lines.values()))
    role = ladder.role.slug
    pairs = [
        pair(skill, beside, {role: cells[skill]}, {role: ladder}, {role: cells[skill]}) for skill in skills
    ]
    elsewhere = tuple(lines[each.skill] for each in pairs if not each.is_written)
    return DomainOfRole(domain, tuple(lines.values()), *sorted_out(pairs), elsewhere)


def _chart(domains: tuple[DomainOfRole, ...], step: Step, scale: Sequence[Depth]) -> DepthChart[Name]:
    skills = (
        SkillDepth(domain.domain, pair.skill, *(cell.expected for cell in pair.cells))
        for domain in domains
        for pair in (*domain.changed, *domain.same)
    )
    return draw(skills, scale, step.now.name, step.next.name if step.next else None)


def _line(skill: Name, ladder: Ladder, cells: dict[str, Expected]) -> SkillOfRole:
    levels = [level for level in ladder.levels if level.slug in cells]
    required_from = next((level for level in levels if cells[level.slug].required), None)
    return SkillOfRole(skill, levels[0], levels[-1], required_from)
