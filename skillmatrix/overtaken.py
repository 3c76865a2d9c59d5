"""What became of a plan that was made some time ago: which of its rows are others by now. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmatrix.plans import Plan, RowChange
from skillmatrix.replaying import Entry
from skillmatrix.restoring import rewound
from skillmatrix.rows import Key, Present, Table, Values


class Fate(Enum):
    """What became of a row of the plan."""

    OTHER = "other"
    GONE = "gone"
    NEW = "new"

    @property
    def label(self) -> Promise:
        return _FATES[self]


_FATES = {
    Fate.OTHER: _("would change otherwise now"),
    Fate.GONE: _("would no longer change"),
    Fate.NEW: _("would change only now"),
}


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A row that a plan does something else to than before: `then`, `now`, or both are something."""

    then: RowChange | None
    now: RowChange | None

    @property
    def row(self) -> RowChange:
        found = self.now or self.then
        assert found is not None
        return found

    @property
    def fate(self) -> Fate:
        if self.then is None:
            return Fate.NEW
        return Fate.OTHER if self.now else Fate.GONE


def overtaken(then: Plan, now: Plan) -> list[Overtaken]:
    """The rows for which two plans differ, in the order of both."""
    before = {(change.table, change.key): change for change in then.changes}
    after = {(change.table, change.key): change for change in now.changes}
    return [
        Overtaken(before.get(row), after.get(row))
        for row in {**before, **after}
        if _done(before.get(row)) != _done(after.get(row))
    ]


def as_before(present: Present, entries: Iterable[Entry]) -> Present:
    """The framework as it was before `entries`, the oldest first, made it what it is."""
    of_rows: dict[tuple[Table, Key], list[Entry]] = {}
    for entry in entries:
        of_rows.setdefault(entry.row, []).append(entry)
    rows: dict[Table, dict[Key, Values]] = {table: dict(present[table]) for table in Table}
    retired = {table: set(slugs) for table, slugs in present.retired.items()}
    for (table, key), of_row in of_rows.items():
        values = rewound(table, rows[table].get(key), of_row)
        if values is None:
            rows[table].pop(key, None)
        else:
            rows[table][key] = values
            retired.get(table, set()).discard(str(key))
    return Present(rows, {table: frozenset(slugs) for table, slugs in retired.items()})


def _done(change: RowChange | None) -> object:
    return change and (change.action, change.fields)
