"""A plan between the framework before and after it: what its changes are about, and their order."""

from collections.abc import Iterable
from functools import cached_property

from skillmatrix.plans import Plan, RowChange
from skillmatrix.rows import KEYS, NAMED, RANKED, Present, Table, Values
from skillmatrix.text import name_key

_ORDER = {table: number for number, table in enumerate(Table)}


def parts_of(change: RowChange) -> dict[Table, str]:
    """The named rows that a row is made of, by their tables: of one with a name of its own, itself."""
    if isinstance(change.key, str):
        return {change.table: change.key}
    return dict(zip(KEYS[change.table], change.key, strict=True))


class Sides:
    """`before` and `after`, in which every row of the plan that is there is sound."""

    def __init__(self, plan: Plan, before: Present) -> None:
        self.plan = plan
        self.before = before
        self.after = plan.result(before)
        self._names = {table: self._named(table) for table in NAMED}

    def _named(self, table: Table) -> dict[str, str]:
        both = {**self.before.named(table), **self.after.named(table)}
        names = ((slug, values["name"]) for slug, values in both.items())
        return dict(sorted(names, key=lambda row: (name_key(row[1]), row[0])))

    def names(self, table: Table) -> dict[str, str]:
        """What its rows are called, or were called last, by slug in the order of the names."""
        return self._names[table]

    def name(self, table: Table, slug: str) -> str:
        return self._names[table].get(slug, slug)

    def domains(self, change: RowChange) -> Iterable[str]:
        """The domains: two of a skill that moves from one to the other."""
        match change.table, change.key:
            case Table.DOMAIN, str(slug):
                return (slug,)
            case Table.GROUP, str(slug):
                return self._on_both_sides(Table.GROUP, slug)
            case Table.SKILL, str(slug):
                return self._skill_domains[slug]
            case Table.EXPECTATION, (skill, _, _):
                return self._skill_domains[skill]
        return ()

    @cached_property
    def _skill_domains(self) -> dict[str, tuple[str, ...]]:
        return {slug: self._on_both_sides(Table.SKILL, slug) for slug in self._names[Table.SKILL]}

    def _on_both_sides(self, table: Table, slug: str) -> tuple[str, ...]:
        found = (side[table][slug]["domain"] for side in (self.after, self.before) if slug in side[table])
        return tuple(dict.fromkeys(domain for domain in found if domain))

    # In which order people read

    def ordered(self) -> list[RowChange]:
        """First what the framework is made of, kind by kind; then expectations by role, skill and level."""
        return sorted(self.plan.changes, key=self._place)

    def _place(self, change: RowChange) -> tuple[object, ...]:
        table, key = change.table, change.key
        match key:
            case (skill, role, level):
                places = (self._places[Table.ROLE][role], self._places[Table.SKILL][skill])
                return (_ORDER[table], *places, self._places[Table.LEVEL][level])
            case (role, level):
                return (_ORDER[table], self._places[Table.ROLE][role], self._places[Table.LEVEL][level])
        return (_ORDER[table], self._places[table][str(key)])

    @cached_property
    def _places(self) -> dict[Table, dict[str, int]]:
        """The place of each named row among its like."""
        return {table: {slug: at for at, slug in enumerate(self._in_order(table))} for table in NAMED}

    def _in_order(self, table: Table) -> list[str]:
        """By rank; skills by domain and group, those without one last and first; all others by name."""
        names, latest = self._names[table], self._latest
        if table in RANKED:
            return sorted(names, key=lambda slug: latest(table, slug)["rank"])
        if table is not Table.SKILL:
            return list(names)
        domains, groups = (
            {slug: at for at, slug in enumerate(self._names[each])} for each in (Table.DOMAIN, Table.GROUP)
        )

        def place(slug: str) -> tuple[int, int]:
            skill = latest(table, slug)
            return domains.get(skill["domain"], len(domains)), groups.get(skill["group"], -1)

        return sorted(names, key=place)

    def _latest(self, table: Table, slug: str) -> Values:
        """A row as it would be, or as it was last."""
        return self.after[table].get(slug) or self.before[table][slug]
