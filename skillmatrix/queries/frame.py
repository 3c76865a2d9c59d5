"""What stands around every page: whose framework this is, and where the reader is."""

from dataclasses import dataclass
from datetime import date

from skillmatrix.models import Level, Organisation, Role
from skillmatrix.places import Place
from skillmatrix.queries.ladders import ladders
from skillmatrix.queries.names import Name, Unknown, named, one


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


def whose() -> Whose:
    """The organisation, in one query."""
    row = Organisation.objects.values_list("name", "contact", "in_force_since", "about").first()
    return Whose(*row) if row else Whose()


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
