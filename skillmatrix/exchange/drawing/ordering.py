"""In which order the rows of a framework stand in its sheets: by names in Python, never a database's way."""

from skillmatrix.rows import Key, Present, Table, Values
from skillmatrix.text import name_key

_NAMED = (Table.DOMAIN, Table.GROUP, Table.SKILL, Table.FAMILY, Table.ROLE)


def ordered(framework: Present, table: Table) -> list[tuple[Key, Values]]:
    """The rows of `table`: by domain, group, skill and role in the order of their names, then by rank."""
    order = _Order(framework)
    return sorted(framework[table].items(), key=lambda row: order.of(table, *row))


def ordered_slugs(framework: Present, table: Table) -> list[str]:
    """The slugs of the rows of a named table in their order."""
    return [str(slug) for slug, _values in ordered(framework, table)]


class _Order:
    """Where each row stands."""

    def __init__(self, framework: Present) -> None:
        self._names = {
            table: {slug: name_key(values["name"]) for slug, values in framework.named(table).items()}
            for table in _NAMED
        }
        skills = framework.named(Table.SKILL)
        self._skills = {slug: self._skill(slug, values) for slug, values in skills.items()}
        self._ranks = {slug: values["rank"] for slug, values in framework.named(Table.LEVEL).items()}

    def of(self, table: Table, key: Key, values: Values) -> tuple[object, ...]:
        match table, key:
            case Table.EXPECTATION, (skill, role, level):
                return (self._skills[skill], self._names[Table.ROLE][role], self._ranks[level])
            case Table.ROLE_LEVEL, (role, level):
                return (self._names[Table.ROLE][role], self._ranks[level])
            case Table.SKILL, str():
                return self._skills[key]
            case Table.GROUP, str():
                return (self._names[Table.DOMAIN][values["domain"]], self._names[table][key])
            case Table.LEVEL | Table.PROFICIENCY, _:
                return (values["rank"],)
            case _:
                return (self._names[table][str(key)],)

    def _skill(self, slug: str, values: Values) -> tuple[object, ...]:
        """Skills that are not sorted into a domain yet come last, those without a group first in theirs."""
        domain, group = values["domain"], values["group"]
        return (
            not domain,
            self._names[Table.DOMAIN].get(domain, ""),
            self._names[Table.GROUP].get(group, ""),
            self._names[Table.SKILL][slug],
        )
