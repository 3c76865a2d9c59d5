"""What of the framework an editor's rights hold for: all of it, or some domains and role families. Pure.

A domain brings its groups, its skills and what is expected in them; a role family its roles, their levels
and what is expected of them. Levels, proficiencies and the organisation belong to no domain and no family:
they are for those whose rights hold for everything.
"""

from dataclasses import dataclass, replace

from skillmatrix.plans import Action, Plan, RowChange
from skillmatrix.rows import Key, Present, Table, Values


@dataclass(frozen=True, slots=True)
class Scope:
    """Domains and role families by slug. Without either it is everything; both empty, it is nothing."""

    domains: frozenset[str] | None = None
    families: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if (self.domains is None) != (self.families is None):
            raise ValueError("A scope lists both domains and families, or neither.")

    @property
    def is_limited(self) -> bool:
        return self.domains is not None

    def has_domain(self, slug: str | None) -> bool:
        return self.domains is None or slug in self.domains

    def has_family(self, slug: str | None) -> bool:
        return self.families is None or slug in self.families

    def holds(self, table: Table, key: Key, values: Values, framework: Present) -> bool:
        """Whether a row lies within; `framework` is where what the row refers to is looked up."""
        if not self.is_limited:
            return True
        match table:
            case Table.DOMAIN:
                return self.has_domain(str(key))
            case Table.GROUP | Table.SKILL:
                return self.has_domain(values["domain"])
            case Table.FAMILY:
                return self.has_family(str(key))
            case Table.ROLE:
                return self.has_family(values["family"])
            case Table.ROLE_LEVEL:
                return self._has_role(key[0], framework)
            case Table.EXPECTATION:
                return self._has_skill(key[0], framework) or self._has_role(key[1], framework)
        return False

    def _has_skill(self, slug: str, framework: Present) -> bool:
        return self.has_domain(framework.named(Table.SKILL).get(slug, {}).get("domain"))

    def _has_role(self, slug: str, framework: Present) -> bool:
        return self.has_family(framework.named(Table.ROLE).get(slug, {}).get("family"))

    def outside(self, plan: Plan, present: Present) -> list[RowChange]:
        """The changes of `plan`, made from `present`, that lie outside before or after it.

        Nobody moves a row into what they edit, or out of it, who has only one of the two sides.
        """
        if not self.is_limited:
            return []
        after = plan.result(present)
        return [change for change in plan.changes if not self._holds_change(change, present, after)]

    def _holds_change(self, change: RowChange, before: Present, after: Present) -> bool:
        sides = {Action.CREATE: [after], Action.DELETE: [before]}.get(change.action, [before, after])
        table, key = change.table, change.key
        return all(self.holds(table, key, side[table][key], side) for side in sides)

    def part(self, framework: Present) -> Present:
        """The framework with only those expectations that lie within."""
        if not self.is_limited:
            return framework
        within = {
            key: values
            for key, values in framework[Table.EXPECTATION].items()
            if self.holds(Table.EXPECTATION, key, values, framework)
        }
        return replace(framework, rows={**framework.rows, Table.EXPECTATION: within})


EVERYTHING = Scope()
NOTHING = Scope(frozenset(), frozenset())
