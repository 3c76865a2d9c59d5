"""A plan: what a write would do, row by row and field by field, as a value. Pure.

A plan can be counted, shown, undone (`inverse`), told from another (`digest`) and held against the
framework as it is by the time it is carried out (`conflicts`).
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import batched
from typing import Any, NamedTuple, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmatrix.rows import Key, Present, Problem, Table, Value, Values, quoted


class Action(Enum):
    """What happens to a row."""

    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    KEEP = "keep"

    @property
    def label(self) -> Promise:
        return _ACTIONS[self]


_ACTIONS: Mapping[Action, Promise] = {
    Action.CREATE: _("new"),
    Action.CHANGE: _("changed"),
    Action.DELETE: _("deleted"),
    Action.KEEP: _("as before"),
}
_OPPOSITE = {Action.CREATE: Action.DELETE, Action.DELETE: Action.CREATE, Action.CHANGE: Action.CHANGE}
_DIGESTED = 1_000  # changes that are turned into text at a time


class FieldChange(NamedTuple):
    """One field of a row: `old` is None where the row is created, `new` where it is deleted."""

    field: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to one row: all fields of a row created or deleted, else those that change.

    `label` is what people call the row; `kept` rows are counted by the plan and have no RowChange.
    """

    table: Table
    key: Key
    action: Action
    fields: tuple[FieldChange, ...]
    label: str

    @property
    def old(self) -> dict[str, Any]:
        return {change.field: change.old for change in self.fields if self.action is not Action.CREATE}

    @property
    def new(self) -> dict[str, Any]:
        return {change.field: change.new for change in self.fields if self.action is not Action.DELETE}

    def touches(self, field: str) -> bool:
        return any(change.field == field for change in self.fields)

    def inverse(self) -> Self:
        swapped = tuple(FieldChange(field, new, old) for field, old, new in self.fields)
        return type(self)(self.table, self.key, _OPPOSITE[self.action], swapped, self.label)

    def __str__(self) -> str:
        return f"{self.table.label} {quoted(self.label)}"


class NewName(NamedTuple):
    """A name that a plan would create, and the existing name most like it, if any is."""

    table: Table
    name: str
    nearest: str | None


@dataclass(frozen=True)
class Plan:
    """What a write would do. With `problems` it can be shown but not carried out.

    `changes` stand in the order of Table; `kept` counts the rows that were asked for and are so already.
    """

    changes: tuple[RowChange, ...] = ()
    kept: tuple[tuple[Table, int], ...] = ()
    new_names: tuple[NewName, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def digest(self) -> str:
        """64 hexadecimal digits: two plans with one digest do the same."""
        digest = hashlib.sha256()
        for changes in batched(self.changes, _DIGESTED, strict=False):
            rows = [
                [change.table.value, change.key, change.action.value, change.fields] for change in changes
            ]
            digest.update(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
        return digest.hexdigest()

    @cached_property
    def summary(self) -> Mapping[Table, Mapping[Action, int]]:
        """How many rows of each table, by what happens to them; only tables and actions that occur."""
        counts: dict[Table, Counter[Action]] = {}
        for change in self.changes:
            counts.setdefault(change.table, Counter())[change.action] += 1
        for table, number in self.kept:
            counts.setdefault(table, Counter())[Action.KEEP] += number
        return {
            table: {action: counts[table][action] for action in Action if counts[table][action]}
            for table in Table
            if table in counts
        }

    def of(self, table: Table, *actions: Action) -> Iterator[RowChange]:
        """The changes of one table, by default all of them."""
        for change in self.changes:
            if change.table is table and (not actions or change.action in actions):
                yield change

    def inverse(self) -> Self:
        """The plan that takes this one back."""
        return type(self)(tuple(change.inverse() for change in self.changes), self.kept)

    def conflicts(self, present: Present) -> list[RowChange]:
        """The changes that no longer fit: something is there already, gone, or other than it was."""
        return [change for change in self.changes if not _fits(change, present)]

    def result(self, present: Present) -> Present:
        """The framework after the plan, which must not conflict with `present`."""
        rows: dict[Table, dict[Key, Values]] = {table: dict(present[table]) for table in Table}
        for change in self.changes:
            if change.action is Action.DELETE:
                del rows[change.table][change.key]
            else:
                before = rows[change.table].get(change.key, {})
                rows[change.table][change.key] = {**before, **change.new}
        return Present(rows, present.retired)


type Hold = Callable[[Plan, Present], Plan]
"""A plan, made from a framework, as somebody may carry it out: what they may not is a problem of it."""


def unheld(plan: Plan, before: Present) -> Plan:
    """For whoever may do everything."""
    return plan


def difference(before: Present, after: Present) -> tuple[RowChange, ...]:
    """What leads from one framework to the other, in the order of Table and of `after`, deletions last."""
    changes = []
    for table in Table:
        old_rows, new_rows = before[table], after[table]
        for key, new in new_rows.items():
            old = old_rows.get(key)
            if old is None:
                fields = tuple(FieldChange(name, None, value) for name, value in new.items())
                changes.append(RowChange(table, key, Action.CREATE, fields, after.label(table, key)))
            elif old is not new and old != new:
                fields = tuple(
                    FieldChange(name, old[name], new[name]) for name in new if old[name] != new[name]
                )
                changes.append(RowChange(table, key, Action.CHANGE, fields, after.label(table, key)))
        for key, old in old_rows.items():
            if key not in new_rows:
                fields = tuple(FieldChange(name, value, None) for name, value in old.items())
                changes.append(RowChange(table, key, Action.DELETE, fields, before.label(table, key)))
    return tuple(changes)


def _fits(change: RowChange, present: Present) -> bool:
    row = present[change.table].get(change.key)
    if change.action is Action.CREATE:
        return row is None
    return row is not None and all(row[field] == old for field, old, _new in change.fields)
