"""All skills by domain and group; one skill's profile with the chosen place."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from skillmatrix.comparing import Difference, Expected, compare
from skillmatrix.models import Expectation, Level, Role, Skill
from skillmatrix.places import Place
from skillmatrix.queries.across import Across, Sort, one_across, ordered
from skillmatrix.queries.ladders import Ladder, Sideways, depths, ladders, sideways
from skillmatrix.queries.names import Name, Unknown, by_name, named, none_last, one
from skillmatrix.queries.pairs import Pair, columns, pair
from skillmatrix.queries.revision import steady
from skillmatrix.text import name_key

MANY_ROLES = 12  # above this, only now and next and the levels asked for have their table on the page


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill in a list, with how many roles it appears in."""

    slug: str
    name: str
    summary: str
    roles: int


@dataclass(frozen=True, slots=True)
class GroupOfSkills:
    """A group's skills, or (without a group) those that stand in the domain itself."""

    group: Name | None
    skills: tuple[SkillLine, ...]


@dataclass(frozen=True, slots=True)
class DomainOfSkills:
    """A domain with its groups; without a domain, the skills that are not sorted yet."""

    domain: Name | None
    summary: str
    groups: tuple[GroupOfSkills, ...]

    @property
    def size(self) -> int:
        return sum(len(group.skills) for group in self.groups)


@dataclass(frozen=True, slots=True)
class RoleOfSkill:
    """A role that has the skill: its ladder, and what it expects by level slug."""

    name: Name
    family: Name | None
    ladder: Ladder
    cells: dict[str, Expected]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One role at one level, with what changed from the nearest level below that has a text, if any."""

    role: Name
    family: Name | None
    level: Name
    expected: Expected
    below: Name | None
    difference: Difference


@dataclass(frozen=True, slots=True)
class SkillRung:
    """One level of a role's ladder in a skill; `row` is None where nothing is written."""

    level: Name
    row: LevelRow | None


@dataclass(frozen=True, slots=True)
class LevelTable:
    """What every role expects at one level, or only how many where it is closed.

    `opening` are the levels that an address asks for to open this one too.
    """

    level: Name
    rows: tuple[LevelRow, ...]
    open: bool
    opening: tuple[str, ...]

    @property
    def required(self) -> int:
        return sum(row.expected.required for row in self.rows)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the tables.

    Only roles of `family` whose name holds `wanted`, in the order `sort` (see Sort.parse), and the texts of
    the levels `opened`; all by slug. `others`: where there are many, also the other roles side by side.
    """

    family: str = ""
    wanted: str = ""
    sort: str = ""
    opened: tuple[str, ...] = ()
    others: bool = False

    def has(self, role: RoleOfSkill) -> bool:
        """Whether `role` is shown."""
        in_family = not self.family or (role.family is not None and role.family.slug == self.family)
        return in_family and name_key(self.wanted) in name_key(role.name.name)


@dataclass(frozen=True, slots=True)
class SkillProfile:
    """Everything on a skill's page.

    `pairs` has the chosen role's first, or that alone where there are many; `others` counts those besides it.
    `sideways` is where that may lead besides its next level; `rungs`
    is a role's whole ladder where only a role was chosen. `without_level` are roles that lack the chosen
    level, `lacking` a role that lacks the skill.
    """

    skill: Name
    summary: str
    domain: Name | None
    group: Name | None
    changed_at: datetime
    roles: tuple[RoleOfSkill, ...]
    levels: tuple[Name, ...]
    role: Name | None
    level: Name | None
    pairs: tuple[Pair, ...]
    others: int
    sideways: tuple[Sideways, ...]
    rungs: tuple[SkillRung, ...]
    without_level: tuple[RoleOfSkill, ...]
    lacking: Name | None
    across: Across
    tables: tuple[LevelTable, ...]

    @property
    def required(self) -> int:
        """How many expectations are required, in all roles."""
        return sum(cell.required for role in self.roles for cell in role.cells.values())

    @property
    def optional(self) -> int:
        return sum(not cell.required for role in self.roles for cell in role.cells.values())

    @property
    def shown(self) -> int:
        """How many roles the filter leaves."""
        return len(self.across.rows)

    @property
    def next(self) -> Name | None:
        """The next level of the first pair's role."""
        cells = self.pairs[0].cells if self.pairs else ()
        return cells[1].column.rung.level if len(cells) > 1 else None

    @property
    def own(self) -> RoleOfSkill | None:
        """The chosen role, where it has the skill."""
        return next((role for role in self.roles if role.name == self.role), None)

    @property
    def are_others_closed(self) -> bool:
        """Whether other roles have a pair that is not on the page."""
        return self.others >= len(self.pairs) > 0

    @property
    def closed(self) -> tuple[Name, ...]:
        """The levels whose texts are not on the page."""
        return tuple(table.level for table in self.tables if not table.open)

    @property
    def every_level(self) -> list[str]:
        """The slugs of the levels that have a table."""
        return [table.level.slug for table in self.tables]

    @property
    def families(self) -> list[Name]:
        return by_name({role.family for role in self.roles if role.family})

    @property
    def choices(self) -> list[tuple[Name | None, list[Name]]]:
        """Roles by family for the picker, those without a family last."""
        return [
            (family, by_name(role.name for role in self.roles if role.family == family))
            for family in [*self.families, None]
            if any(role.family == family for role in self.roles)
        ]

    @property
    def choosable(self) -> list[Name]:
        """The levels for the picker: the chosen role's, or those of all its roles, the lowest first."""
        roles = [self.own] if self.own else self.roles
        ranks = {rung.level: rung.rank for role in roles for rung in role.ladder.rungs}
        return sorted(ranks, key=lambda level: ranks[level])


def index() -> tuple[DomainOfSkills, ...]:
    """All skills, by domain and group, in two queries; those not sorted yet come last."""
    return group_skills(Skill.objects.all())


def group_skills(skills: Any) -> tuple[DomainOfSkills, ...]:
    """The skills of a queryset, by domain and group, each in the order of names."""
    tree: dict[tuple[Name, str] | None, dict[Name | None, list[SkillLine]]] = defaultdict(
        lambda: defaultdict(list)
    )
    rows = skills.annotate(roles=Count("expectations__role", distinct=True)).order_by().values_list(
        "slug", "name", "summary", "roles",
        "domain__slug", "domain__name", "domain__summary", "group__slug", "group__name",
    )  # fmt: skip
    for slug, name, summary, roles, domain, domain_name, about, group, group_name in rows:
        where = (Name(domain, domain_name), about) if domain else None
        tree[where][Name(group, group_name) if group else None].append(SkillLine(slug, name, summary, roles))
    return tuple(
        DomainOfSkills(
            domain[0] if domain else None,
            domain[1] if domain else "",
            tuple(
                GroupOfSkills(group, tuple(by_name(tree[domain][group])))
                for group in sorted(tree[domain], key=none_last)
            ),
        )
        for domain in sorted(
            tree, key=lambda where: (where is None, name_key(where[0].name) if where else "")
        )
    )


@steady
def profile(slug: str, place: Place, asked: Asked) -> SkillProfile:
    """A skill's profile with `place` chosen; raises Unknown for a slug or an order that names nothing."""
    order = Sort.parse(asked.sort)
    skill = one(Skill.objects.select_related("domain", "group"), "skill", slug)
    role = named(one(Role.objects.all(), "role", place.role)) if place.role else None
    level = named(one(Level.objects.all(), "level", place.level)) if place.level else None
    roles, changed_at = _roles(skill)
    roles.sort(key=lambda item: _own_first(item, role))
    own = next((item for item in roles if item.name == role), None)
    levels = _levels(roles)
    _refuse_unknown(asked, roles, levels)
    shown = [item for item in roles if asked.has(item)]
    name = named(skill)
    pairs = _pairs(name, roles, role, level)
    beside = sideways(role.slug) if role and level and own and level.slug in own.ladder else {}
    # With a level alone every role stands side by side already.
    steps = {cell.column.rung.level for pair in pairs for cell in pair.cells} if role else set()
    return SkillProfile(
        skill=name,
        summary=skill.summary,
        domain=named(skill.domain) if skill.domain else None,
        group=named(skill.group) if skill.group else None,
        changed_at=max(
            [changed_at, skill.changed_at, *(row.changed_at for row in (skill.domain, skill.group) if row)]
        ),
        roles=tuple(roles),
        levels=tuple(levels),
        role=role,
        level=level,
        pairs=pairs[:1] if role and len(pairs) > MANY_ROLES and not asked.others else pairs,
        others=len(pairs) - 1 if role and pairs else 0,
        sideways=beside.get(level.slug, ()) if level else (),
        rungs=_rungs(own) if own and not level else (),
        without_level=tuple(item for item in roles if level and level.slug not in item.ladder),
        lacking=role if role and own is None else None,
        across=ordered((one_across(item.ladder, item.family, item.cells, level) for item in shown), order),
        tables=_tables(shown, levels, {name.slug for name in steps}, asked.opened),
    )


def _refuse_unknown(asked: Asked, roles: list[RoleOfSkill], levels: list[Name]) -> None:
    if asked.family and asked.family not in {known.family.slug for known in roles if known.family}:
        raise Unknown("family", asked.family)
    for level in asked.opened:
        if level not in {known.slug for known in levels}:
            raise Unknown("open", level, levels)


def _roles(skill: Skill) -> tuple[list[RoleOfSkill], datetime]:
    """The roles that have `skill`, and when any of what they write was last changed, in four queries."""
    scale = depths()
    cells: dict[str, dict[str, Expected]] = defaultdict(dict)
    families: dict[str, Name | None] = {}
    moments = [skill.changed_at]
    columns = (
        "role__slug", "role__family__slug", "role__family__name", "level__slug",
        "proficiency", "required", "description",
        "changed_at", "role__changed_at", "role__family__changed_at",
        "level__changed_at", "proficiency__changed_at",
    )  # fmt: skip
    rows = Expectation.objects.filter(skill=skill).order_by().values_list(*columns)
    for role, family, family_name, level, depth, required, description, *changed in rows:
        cells[role][level] = Expected(scale.get(depth), required, description)
        families[role] = Name(family, family_name) if family else None
        moments += [moment for moment in changed if moment]
    found = ladders(cells)
    return [RoleOfSkill(found[role].role, families[role], found[role], cells[role]) for role in cells], max(
        moments
    )


def _own_first(item: RoleOfSkill, own: Name | None) -> tuple[bool, bool, str, str]:
    return item.name != own, *none_last(item.family), name_key(item.name.name)


def _levels(roles: list[RoleOfSkill]) -> list[Name]:
    """Every level at which one of `roles` expects something, the lowest first."""
    ranks = {
        rung.level: rung.rank for item in roles for rung in item.ladder.rungs if rung.level.slug in item.cells
    }
    return sorted(ranks, key=lambda level: ranks[level])


def _pairs(skill: Name, roles: list[RoleOfSkill], role: Name | None, level: Name | None) -> tuple[Pair, ...]:
    """Now and next for each role that has the chosen level; none where the chosen role lacks either."""
    if level is None or (role and not any(item.name == role and level.slug in item.ladder for item in roles)):
        return ()
    return tuple(_pair(skill, item, level) for item in roles if level.slug in item.ladder)


def _pair(skill: Name, item: RoleOfSkill, level: Name) -> Pair:
    step = item.ladder.step(level.slug)
    beside = columns([item.ladder.rung(at.slug) for at in (step.now, step.next) if at])
    role = item.name.slug
    return pair(skill, beside, {role: item.cells}, {role: item.ladder}, {role: item.cells})


def _tables(
    roles: list[RoleOfSkill], levels: list[Name], steps: set[str], opened: tuple[str, ...]
) -> tuple[LevelTable, ...]:
    """A table for each level; of many roles, only `steps` and the levels `opened` stand open."""
    few = len(roles) <= MANY_ROLES
    tables = (
        LevelTable(
            level,
            tuple(_row(item, level) for item in roles if level.slug in item.cells),
            few or level.slug in steps or level.slug in opened,
            (*opened, level.slug),
        )
        for level in levels
    )
    return tuple(table for table in tables if table.rows)


def _rungs(item: RoleOfSkill) -> tuple[SkillRung, ...]:
    return tuple(
        SkillRung(level, _row(item, level) if level.slug in item.cells else None)
        for level in item.ladder.levels
    )


def _row(item: RoleOfSkill, level: Name) -> LevelRow:
    below = next((lower for lower in item.ladder.below(level.slug) if lower.slug in item.cells), None)
    expected = item.cells[level.slug]
    before = item.cells[below.slug] if below else None
    return LevelRow(item.name, item.family, level, expected, below, compare(before, expected))
