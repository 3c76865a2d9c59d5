"""Recorded changes -> the framework that they lead to, and a plan as it would be recorded. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skillmatrix.plans import Action, RowChange
from skillmatrix.rows import KEYS, Key, Present, Table, Values, place_key, place_text


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded change. `table` is None for a sideways step, whose key is that of both its places."""

    table: Table | None
    key: Key
    action: Action
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    @property
    def row(self) -> tuple[Table, Key]:
        """The row that the change is about: of a sideways step, the level of a role where it begins."""
        return (self.table, self.key) if self.table else (Table.ROLE_LEVEL, self._places[0])

    @property
    def destination(self) -> str:
        """Where a sideways step leads."""
        return place_text(self._places[1])

    @property
    def _places(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        parts, key = len(KEYS[Table.ROLE_LEVEL]), tuple(self.key)
        return key[:parts], key[parts:]

    def slug_of(self, part: Table) -> str:
        """The slug of the skill or the role that the row is, or is about; of a sideways step its origin's."""
        if self.table is part:
            return str(self.key)
        parts = KEYS.get(self.table or Table.ROLE_LEVEL, ())
        return self.key[parts.index(part)] if part in parts else ""


def as_entries(changes: Iterable[RowChange]) -> Iterator[Entry]:
    """The changes of a plan as the triggers would record them: sideways steps apart, and gone first."""
    for change in changes:
        old, new = change.old, change.new
        before, after = set(old.pop("leads_to", ())), set(new.pop("leads_to", ()))
        for place in sorted(before - after):
            yield Entry(None, (*change.key, *place_key(place)), Action.DELETE, {}, {})
        if old or new:
            yield Entry(change.table, change.key, change.action, old, new)
        for place in sorted(after - before):
            yield Entry(None, (*change.key, *place_key(place)), Action.CREATE, {}, {})


def replay(entries: Iterable[Entry]) -> Present:
    """The framework that `entries`, the oldest first, have made out of nothing.

    Raises KeyError where they change or delete what is not there.
    """
    rows: dict[Table, dict[Key, Values]] = {table: {} for table in Table}
    steps: dict[Key, set[str]] = {}
    for entry in entries:
        if entry.table is None:
            _step(steps, entry)
        elif entry.action is Action.DELETE:
            del rows[entry.table][entry.key]
        else:
            before = rows[entry.table][entry.key] if entry.action is Action.CHANGE else {}
            rows[entry.table][entry.key] = {**before, **entry.new}
    role_levels = rows[Table.ROLE_LEVEL]
    for key, values in role_levels.items():
        role_levels[key] = {**values, "leads_to": tuple(sorted(steps.get(key, ())))}
    return Present(rows)


def _step(steps: dict[Key, set[str]], entry: Entry) -> None:
    _table, origin = entry.row
    if entry.action is Action.DELETE:
        steps[origin].remove(entry.destination)
    else:
        steps.setdefault(origin, set()).add(entry.destination)
