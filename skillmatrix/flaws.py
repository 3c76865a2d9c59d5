"""What keeps the rows of a framework from standing beside each other. Pure.

The database refuses most of it as well; found here, it has a name and a row before anything is written.
"""

from collections.abc import Iterator
from typing import NamedTuple

from skillmatrix.rows import KEYS, NAMED, RANKED, REFERENCES, Key, Present, Table, Value, place_key, same_name


class Flaw(NamedTuple):
    """A row that may not be as it is: `field` speaks against it, and a row or slug `other`."""

    table: Table
    key: Key
    field: str
    other: Key


def flaws(framework: Present) -> set[Flaw]:
    """All of them; none in a sound framework."""
    return {*clashes(framework), *dangling(framework), *lost_steps(framework), *strays(framework)}


def clashes(framework: Present) -> Iterator[Flaw]:
    """Rows that share with an earlier row of their table what must be theirs alone."""
    for table in NAMED:
        for field in _unique_fields(table):
            owners: dict[Value, Key] = {}
            for key, values in framework[table].items():
                value = same_name(values["name"]) if field == "name" else values[field]
                owner = owners.setdefault(value, key)
                if owner != key:
                    yield Flaw(table, key, field, owner)


def dangling(framework: Present) -> Iterator[Flaw]:
    """References, and parts of keys, to rows that are not there."""
    for table, references in REFERENCES.items():
        for field, target in references.items():
            known = framework[target]
            for key, values in framework[table].items():
                if values[field] and values[field] not in known:
                    yield Flaw(table, key, field, values[field])
    for table, parts in KEYS.items():
        for at, part in enumerate(parts):
            known = framework[part]
            for key in framework.keyed(table):
                if key[at] not in known:
                    yield Flaw(table, key, part.value, key[at])


def lost_steps(framework: Present) -> Iterator[Flaw]:
    """Levels of roles that lead to themselves or to one that is not there."""
    role_levels = framework[Table.ROLE_LEVEL]
    for key, values in role_levels.items():
        for place in values["leads_to"]:
            other = place_key(place)
            if other == key or other not in role_levels:
                yield Flaw(Table.ROLE_LEVEL, key, "leads_to", other)


def strays(framework: Present) -> Iterator[Flaw]:
    """Skills that are not in the domain of their group."""
    groups = framework[Table.GROUP]
    for slug, skill in framework[Table.SKILL].items():
        if skill["group"] in groups and groups[skill["group"]]["domain"] != skill["domain"]:
            yield Flaw(Table.SKILL, slug, "domain", skill["group"])


def _unique_fields(table: Table) -> tuple[str, ...]:
    if table is Table.PROFICIENCY:
        return ("name", "rank", "letter")
    return ("name", "rank") if table in RANKED else ("name",)
