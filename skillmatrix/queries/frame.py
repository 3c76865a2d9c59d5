"""What stands around every page: whose framework this is, and where the reader is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from skillmatrix.models import Expectation, Level, Organisation, Role, RoleLevel
from skillmatrix.places import Place
from skillmatrix.queries.ladders import ladders
from skillmatrix.queries.names import Name, Unknown, by_name, named, none_last, one


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose framework this is; blank where nobody has said so yet."""

    name: str = ""
    contact: str = ""
    in_force_since: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """A place with its names, either side of which may be open."""

    role: Name | None
    level: Name | None

    @property
    def place(self) -> Place:
        return Place(self.role.slug if self.role else None, self.level.slug if self.level else None)


@dataclass(frozen=True, slots=True)
class Rung:
    """A level to choose; `is_own` where the remembered role has it, or no role is remembered."""

    level: Name
    is_own: bool


@dataclass(frozen=True, slots=True)
class Where:
    """What every page needs to show where the reader is and to change it.

    `mine` is None where nothing is remembered or what is no longer exists. `choices` are the roles by
    family, those without one last.
    """

    mine: Here | None
    choices: tuple[tuple[Name | None, tuple[Name, ...]], ...]
    rungs: tuple[Rung, ...]

    @property
    def others(self) -> tuple[Rung, ...]:
        """The levels that only other roles have."""
        return tuple(rung for rung in self.rungs if not rung.is_own)


def whose() -> Whose:
    """The organisation, in one query."""
    row = Organisation.objects.values_list("name", "contact", "in_force_since", "about").first()
    return Whose(*row) if row else Whose()


def where(place: Place) -> Where:
    """Where the reader is, and where they may say that they are, in two queries."""
    families: dict[Name | None, list[Name]] = defaultdict(list)
    for slug, name, family, family_name in Role.objects.order_by().values_list(
        "slug", "name", "family__slug", "family__name"
    ):
        families[Name(family, family_name) if family else None].append(Name(slug, name))
    roles = {role.slug: role for members in families.values() for role in members}
    role = roles.get(place.role) if place.role else None
    steps = _levels(role)
    levels = {rung.level.slug: rung.level for rung in steps}
    level = levels.get(place.level) if place.level else None
    is_known = bool(place.role) == bool(role) and bool(place.level) == bool(level)
    return Where(
        mine=Here(role, level) if is_known and place else None,
        choices=tuple(
            (family, tuple(by_name(families[family]))) for family in sorted(families, key=none_last)
        ),
        rungs=steps,
    )


def _levels(role: Name | None) -> tuple[Rung, ...]:
    """All levels, the lowest first, in one query."""
    levels = Level.objects.order_by("rank")
    if role is None:
        return tuple(Rung(Name(*row), True) for row in levels.values_list("slug", "name"))
    here = {"level": OuterRef("pk"), "role__slug": role.slug}
    has = Exists(Expectation.objects.filter(**here)) | Exists(RoleLevel.objects.filter(**here))
    rows = levels.annotate(is_own=has).values_list("slug", "name", "is_own")
    return tuple(Rung(Name(slug, name), bool(is_own)) for slug, name, is_own in rows)


def existing(place: Place) -> Place:
    """`place` without the level where its role has none such; in at most two queries."""
    if not place.role or not place.level:
        return place
    ladder = ladders([place.role]).get(place.role)
    return place if ladder and place.level in ladder else Place(place.role)


def here(place: Place) -> Here | None:
    """`place` with its names, in at most two queries; None where it is open or no longer exists."""
    try:
        return known(place) if place else None
    except Unknown:
        return None


def known(place: Place) -> Here:
    """`place` with its names, in at most two queries; raises Unknown for a slug that names nothing."""
    return Here(
        named(one(Role.objects.all(), "role", place.role)) if place.role else None,
        named(one(Level.objects.all(), "level", place.level)) if place.level else None,
    )
