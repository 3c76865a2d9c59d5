"""Names as pages show them, and what is said when a name in an address is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from rapidfuzz import fuzz

from skillmatrix.models import Domain, Level, Role, RoleFamily, Skill, SkillGroup
from skillmatrix.models.base import Named
from skillmatrix.text import name_key

NEAREST = 3
LIKENESS = 55  # of 100; lower brings names that nobody could have meant


@dataclass(frozen=True, slots=True)
class Name:
    """A row by its address and its name."""

    slug: str
    name: str

    def __str__(self) -> str:
        return self.name


def named(row: Named) -> Name:
    """The name of a row."""
    return Name(row.slug, row.name)


def by_name(items: Iterable[Any]) -> list[Any]:
    """`items` in the order of their names, the same on every database."""
    return sorted(items, key=lambda item: name_key(item.name))


def none_last(name: Name | None) -> tuple[bool, str]:
    """Sorts by name, what has none last."""
    return name is None, name_key(name.name) if name else ""


class Unknown(LookupError):
    """What an address asks for and is not there: `asked` for a `kind`, with the `nearest` names there are.

    A kind without rows of its own, such as an order, has those `known`, if any.
    """

    KINDS: ClassVar[dict[str, type[Named]]] = {
        "domain": Domain,
        "family": RoleFamily,
        "group": SkillGroup,
        "level": Level,
        "role": Role,
        "skill": Skill,
    }

    def __init__(self, kind: str, asked: str, known: Iterable[Name] = ()) -> None:
        super().__init__(f"no {kind} {asked!r}")
        self.kind = kind
        self.asked = asked
        self.nearest = nearest(asked, self.KINDS[kind]) if kind in self.KINDS else list(known)


def one[T: Model](rows: QuerySet[T], kind: str, slug: str) -> T:
    """The one of `rows` with this slug; raises Unknown where there is none."""
    row = None if "\0" in slug else rows.filter(slug=slug).first()  # PostgreSQL takes no NUL
    if row is None:
        raise Unknown(kind, slug)
    return row


def nearest(asked: str, model: type[Named]) -> list[Name]:
    """At most three rows of `model` whose name or slug is most like `asked`, the likest first."""
    wanted = name_key(asked.replace("-", " "))
    found = []
    for slug, name in model._base_manager.values_list("slug", "name"):
        likeness = max(fuzz.ratio(wanted, name_key(name)), fuzz.ratio(asked.casefold(), slug))
        if likeness >= LIKENESS:
            found.append((-likeness, name_key(name), Name(slug, name)))
    return [name for _likeness, _key, name in sorted(found)[:NEAREST]]
