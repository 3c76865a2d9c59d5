"""The first page: the picker, the domains and the role families."""

from dataclasses import dataclass

from django.db.models import Count

from skillmatrix.models import Domain, Level, Skill
from skillmatrix.queries import roles
from skillmatrix.queries.names import Name, by_name
from skillmatrix.queries.revision import steady


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A domain in a list, with how many skills it holds."""

    slug: str
    name: str
    summary: str
    skills: int


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the first page; `is_empty` before anything has been written."""

    domains: tuple[DomainLine, ...]
    unsorted: int
    families: tuple[roles.FamilyOfRoles, ...]
    levels: tuple[Name, ...]

    @property
    def choices(self) -> list[tuple[Name | None, tuple[roles.RoleLine, ...]]]:
        """Roles by family for the picker."""
        return roles.by_family(self.families)

    @property
    def is_empty(self) -> bool:
        return not (self.domains or self.families or self.levels or self.unsorted)


@steady
def page() -> Home:
    """The first page, in four queries."""
    domains = Domain.objects.annotate(size=Count("skills")).order_by()
    return Home(
        domains=tuple(
            by_name(DomainLine(*row) for row in domains.values_list("slug", "name", "summary", "size"))
        ),
        unsorted=Skill.objects.filter(domain=None).count(),
        families=roles.index(),
        levels=tuple(Name(*row) for row in Level.objects.order_by("rank").values_list("slug", "name")),
    )
