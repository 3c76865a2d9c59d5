"""One role's matrix: its skills by its levels, and the text of the one cell that is opened."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from skillmatrix.comparing import Depth, Expected
from skillmatrix.models import Expectation, Level, Role, Skill
from skillmatrix.queries.ladders import Ladder, Step, depths, ladders
from skillmatrix.queries.names import Name, Unknown, by_name, named, none_last, one
from skillmatrix.queries.revision import steady

HEATS = 4  # steps of colour, whatever the number of proficiencies
UNSORTED = "-"  # asks for the skills without a domain; a slug always has a letter or digit


@dataclass(frozen=True, slots=True)
class Cell:
    """What a skill needs at one level, without its text; not `written` where it needs nothing.

    `heat` is 0 where no proficiency is stated.
    """

    level: str
    depth: Depth | None = None
    required: bool = False
    heat: int = 0
    written: bool = True


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill with a cell for each level of the ladder."""

    skill: Name
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GroupOfRows:
    """A group's rows, or (without a group) those that stand in the domain itself."""

    group: Name | None
    rows: tuple[SkillRow, ...]


@dataclass(frozen=True, slots=True)
class DomainOfRows:
    """A domain's rows by group; without a domain, the skills that are not sorted yet."""

    domain: Name | None
    groups: tuple[GroupOfRows, ...]

    @property
    def slug(self) -> str:
        """What asks for this domain alone."""
        return self.domain.slug if self.domain else UNSORTED

    @property
    def size(self) -> int:
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Opened:
    """The cell that is read: the expectation of `role` at `level` in `skill`."""

    role: Name
    skill: Name
    level: Name
    expected: Expected
    columns: int

    @property
    def cell(self) -> str:
        """What asks for this cell."""
        return f"{self.skill.slug}:{self.level.slug}"


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Everything on the page. `shown` are the domains that the filter leaves of all `domains`.

    `step` is None where no level is chosen or the role lacks it.
    """

    role: Name
    ladder: tuple[Name, ...]
    level: Name | None
    step: Step | None
    scale: tuple[tuple[Depth, int], ...]
    domains: tuple[DomainOfRows, ...]
    shown: tuple[DomainOfRows, ...]
    opened: Opened | None

    @property
    def skills(self) -> int:
        return sum(domain.size for domain in self.domains)

    @property
    def rows(self) -> int:
        """How many skills the filter leaves."""
        return sum(domain.size for domain in self.shown)

    @property
    def only(self) -> DomainOfRows | None:
        """The domain that the filter leaves, if one is chosen."""
        return self.shown[0] if self.shown != self.domains else None


def heat(depth: Depth | None) -> int:
    """The step of colour, 1 to HEATS: the lowest of the scale is the palest, its deepest the darkest."""
    if depth is None:
        return 0
    if depth.steps == 1:
        return 1
    return 1 + ((HEATS - 1) * (depth.step - 1) * 2 + depth.steps - 1) // (2 * (depth.steps - 1))


@steady
def page(slug: str, level: str | None = None, domain: str = "", cell: str = "") -> MatrixPage:
    """The matrix of a role with the column of `level` chosen, only `domain`, and `cell` opened.

    Raises Unknown for a slug that names nothing, a domain without a row here, and a cell without a text.
    """
    role = named(one(Role.objects.all(), "role", slug))
    chosen = named(one(Level.objects.all(), "level", level)) if level else None
    ladder = ladders([slug]).get(slug) or Ladder(role, ())
    domains, scale = _domains(slug, ladder)
    shown = _only(domains, domain) if domain else domains
    opened = _opened(role, ladder, cell, scale) if cell else None
    if opened and opened.skill not in {row.skill for row in _rows(shown)}:
        raise Unknown("cell", cell)
    return MatrixPage(
        role=role,
        ladder=ladder.levels,
        level=chosen,
        step=ladder.step(chosen.slug) if chosen and chosen.slug in ladder else None,
        scale=tuple((depth, heat(depth)) for depth in scale.values()),
        domains=domains,
        shown=shown,
        opened=opened,
    )


@steady
def opened(slug: str, cell: str) -> Opened:
    """The text of one cell alone; raises Unknown where there is none."""
    role = named(one(Role.objects.all(), "role", slug))
    return _opened(role, ladders([slug]).get(slug) or Ladder(role, ()), cell, depths())


def _opened(role: Name, ladder: Ladder, cell: str, scale: dict[int, Depth]) -> Opened:
    asked, _colon, at = cell.partition(":")
    skill = named(one(Skill.objects.all(), "skill", asked))
    level = named(one(Level.objects.all(), "level", at))
    rows = Expectation.objects.filter(role__slug=role.slug, skill__slug=asked, level__slug=at)
    found = rows.values_list("proficiency", "required", "description").first()
    if found is None:
        raise Unknown("cell", cell)
    depth, required, description = found
    expected = Expected(scale.get(depth), required, description)
    return Opened(role, skill, level, expected, columns=len(ladder.levels) + 1)


def _domains(role: str, ladder: Ladder) -> tuple[tuple[DomainOfRows, ...], dict[int, Depth]]:
    """All rows by domain and group in the order of names, and the scale, in two queries; no texts."""
    scale = depths()
    heats = {pk: heat(depth) for pk, depth in scale.items()}
    cells: dict[Name, dict[str, Cell]] = defaultdict(dict)
    homes: dict[Name | None, dict[Name | None, set[Name]]] = defaultdict(lambda: defaultdict(set))
    rows = Expectation.objects.filter(role__slug=role).order_by().values_list(
        "skill__slug", "skill__name", "skill__domain__slug", "skill__domain__name",
        "skill__group__slug", "skill__group__name", "level__slug", "proficiency", "required",
    )  # fmt: skip
    for slug, name, domain, domain_name, group, group_name, level, depth, required in rows:
        skill = Name(slug, name)
        cells[skill][level] = Cell(level, scale.get(depth), required, heats.get(depth, 0))
        home = Name(domain, domain_name) if domain else None
        homes[home][Name(group, group_name) if group else None].add(skill)

    missing = {level.slug: Cell(level.slug, written=False) for level in ladder.levels}

    def group_of(name: Name | None, skills: Iterable[Name]) -> GroupOfRows:
        rows = (SkillRow(skill, tuple((missing | cells[skill]).values())) for skill in by_name(skills))
        return GroupOfRows(name, tuple(rows))

    domains = tuple(
        DomainOfRows(
            domain,
            tuple(group_of(group, homes[domain][group]) for group in sorted(homes[domain], key=none_last)),
        )
        for domain in sorted(homes, key=none_last)
    )
    return domains, scale


def _only(domains: tuple[DomainOfRows, ...], asked: str) -> tuple[DomainOfRows, ...]:
    found = tuple(domain for domain in domains if domain.slug == asked)
    if not found:
        raise Unknown("domain", asked)
    return found


def _rows(domains: tuple[DomainOfRows, ...]) -> Iterable[SkillRow]:
    return (row for domain in domains for group in domain.groups for row in group.rows)
