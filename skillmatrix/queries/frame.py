"""What stands around every page: whose framework this is, and where the reader is."""

from dataclasses import dataclass
from datetime import date

from skillmatrix.models import Level, Organisation, Role
from skillmatrix.places import Place
from skillmatrix.queries.names import Name


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


def here(place: Place) -> Here | None:
    """`place` with its names, in at most two queries; None where it is open or no longer exists."""
    role = Role.objects.filter(slug=place.role).values_list("slug", "name").first() if place.role else None
    level = (
        Level.objects.filter(slug=place.level).values_list("slug", "name").first() if place.level else None
    )
    if not place or (place.role and not role) or (place.level and not level):
        return None
    return Here(Name(*role) if role else None, Name(*level) if level else None)
