"""Plan -> outcome: the only writer of the framework, in one short transaction.

Under the lock the framework is read again. A plan whose old values no longer hold, or that would leave
something unsound behind, is refused as a whole. What must be unique is parked before it is placed, so
that two rows may swap names, ranks or letters on every database.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import (
    CharField,
    ExpressionWrapper,
    F,
    IntegerField,
    ProtectedError,
    Value,
)
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix.flaws import Flaw, flaws
from skillmatrix.locking import is_collision, lock_tables, lock_writing
from skillmatrix.models import Operation, RetiredSlug, SideStep
from skillmatrix.models.base import PARKED, PARKED_RANK
from skillmatrix.plans import Action, Hold, Plan, RowChange, unheld
from skillmatrix.progress import Progress, Stage, untold
from skillmatrix.queries.framework import MODELS, named_model, present, primary_keys
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.rows import (
    KEYS,
    NAMED,
    RANKED,
    REFERENCES,
    Key,
    Present,
    Table,
    enumerated,
    place_key,
    quoted,
)

BATCH = 500  # rows that one statement names by their keys
AT_ONCE = 5_000  # rows that one statement places: of 50,000, SQLite makes five times the work
_BY_ITSELF = Cause(Operation.Kind.COMMAND)


class Refused(Exception):
    """A plan that was not carried out; nothing is written."""


class Stale(Refused):
    """The framework has changed since the plan was made; `rows` are what no longer fits."""

    def __init__(self, rows: Sequence[str]) -> None:
        message = ngettext(
            "Somebody else changed %(count)d row in the meantime: %(rows)s. Nothing is written; try again.",
            "Somebody else changed %(count)d rows in the meantime: %(rows)s. Nothing is written; try again.",
            len(rows),
        )
        super().__init__(message % {"count": len(rows), "rows": enumerated(rows)})
        self.rows = tuple(rows)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan that was carried out, when, and as which operation of the history: None if it changed nothing.

    `undo` is the plan that takes it back.
    """

    plan: Plan
    at: datetime.datetime
    operation: Operation | None = None

    @property
    def undo(self) -> Plan:
        return self.plan.inverse()


def apply(plan: Plan, cause: Cause = _BY_ITSELF, hold: Hold = unheld, progress: Progress = untold) -> Outcome:
    """Carry out `plan`, all of it or nothing, recorded as done for `cause`.

    Raises Refused where it has problems, also those that `hold` finds in it by now, or somebody else writes
    at the same moment, and Stale where the framework has changed since.
    """
    if plan.problems:
        raise Refused(_("This cannot be written before its problems are solved."))
    now = timezone.now()
    if not plan.changes:
        return Outcome(plan, now)
    progress(Stage.WRITING, 0)
    with all_or_refused():
        lock_writing()
        lock_tables()
        with recorded(cause) as operation:
            _Writer(plan, _fitting(plan, hold), now, progress).write()
    return Outcome(plan, now, operation)


def _fitting(plan: Plan, hold: Hold) -> Present:
    """The framework as `plan` makes it of what is there now; raises Refused as `apply` does."""
    before = present()
    after = _result(plan, before)
    if not_theirs := hold(plan, before).problems:
        raise Refused(not_theirs[0].message)
    return after


@contextmanager
def all_or_refused() -> Iterator[None]:
    """A transaction that raises Refused where somebody else writes, or still needs what would go."""
    try:
        with transaction.atomic():
            yield
    except ProtectedError as error:
        rows = enumerated(sorted({quoted(str(row)) for row in error.protected_objects}))
        message = _("What would be deleted is still needed by: %(rows)s. Nothing is written.")
        raise Refused(message % {"rows": rows}) from error
    except (OperationalError, IntegrityError) as error:
        if not is_collision(error):
            raise
        raise Refused(
            _("Somebody else was writing at the same moment. Nothing is written; try again.")
        ) from error


def _result(plan: Plan, before: Present) -> Present:
    """The framework after `plan`; raises Stale where the plan does not fit the one before."""
    if late := plan.conflicts(before):
        raise Stale([str(change) for change in late])
    after = plan.result(before)
    if unsound := flaws(after) - flaws(before):
        raise Stale(sorted({_named(flaw, before, after) for flaw in unsound}))
    return after


def _named(flaw: Flaw, before: Present, after: Present) -> str:
    """The row as people call it; the names of rows that are to go are known only before."""
    known = before if flaw.key in before[flaw.table] else after
    return f"{flaw.table.label} {quoted(known.label(flaw.table, flaw.key))}"


@dataclass(slots=True)
class _Writer:
    """Writes a plan that fits. Tables are written after those they refer to and deleted from before them."""

    plan: Plan
    after: Present
    now: datetime.datetime
    progress: Progress = untold
    _placed: int = 0
    _known: dict[Table, dict[Key, int]] = field(default_factory=dict)

    def write(self) -> None:
        for table in NAMED:
            self._revive_slugs(table)
            self._park(table)
        for table in Table:
            self._place(table)
        self._place_side_steps()
        for table in reversed(Table):
            self._delete(table)

    def _primary_keys(self, table: Table) -> dict[Key, int]:
        """Asked for only once `table` is written."""
        if table not in self._known:
            self._known[table] = primary_keys(table)
        return self._known[table]

    def _revive_slugs(self, table: Table) -> None:
        """A row that a workbook or an undone deletion makes again takes its old slug up again."""
        slugs = [change.key for change in self.plan.of(table, Action.CREATE)]
        for batch in batched(slugs, BATCH, strict=False):
            RetiredSlug.objects.filter(kind=MODELS[table]._meta.model_name, slug__in=batch).delete()

    def _park(self, table: Table) -> None:
        """Set aside what must be unique in rows that change or go, so that others can take it."""
        if not any(self.plan.of(table, Action.CREATE, Action.CHANGE)):
            return
        leaving = list(self.plan.of(table, Action.CHANGE, Action.DELETE))
        self._set_aside(
            table, "name", leaving, name_key=Concat(Value("\n"), F("slug"), output_field=CharField())
        )
        if table in RANKED:
            rank = ExpressionWrapper(F("rank") + PARKED_RANK, output_field=IntegerField())
            self._set_aside(table, "rank", leaving, rank=rank)
        if table is Table.PROFICIENCY:
            letter = Concat(Value(PARKED), F("letter"), output_field=CharField())
            self._set_aside(table, "letter", leaving, letter=letter)

    def _set_aside(self, table: Table, touched: str, changes: Iterable[RowChange], **parked: Any) -> None:
        slugs = [change.key for change in changes if change.touches(touched)]
        for batch in batched(slugs, BATCH, strict=False):
            named_model(table)._base_manager.filter(slug__in=batch).update(**parked)

    def _place(self, table: Table) -> None:
        """Insert the rows that are new and update those that change, each whole."""
        changes = list(self.plan.of(table, Action.CREATE, Action.CHANGE))
        if not changes:
            return
        model = MODELS[table]
        fields = [name for name in table.blank if name != "leads_to"]
        for batch in batched(changes, AT_ONCE, strict=False):
            model._base_manager.bulk_create(
                [model(**self._columns(table, change.key), changed_at=self.now) for change in batch],
                update_conflicts=True,
                unique_fields=[part.value for part in KEYS[table]] if table in KEYS else ["slug"],
                update_fields=[*fields, *(["name_key"] if table.is_named else []), "changed_at"],
            )
            self._placed += len(batch)
            self.progress(Stage.WRITING, self._placed / len(self.plan.changes))

    def _columns(self, table: Table, key: Key) -> dict[str, Any]:
        """The row as its model takes it: references as primary keys."""
        columns: dict[str, Any] = {}
        if isinstance(key, str):
            columns["slug"] = key
        else:
            for part, slug in zip(KEYS[table], key, strict=True):
                columns[f"{part.value}_id"] = self._primary_keys(part)[slug]
        references = REFERENCES.get(table, {})
        for name, value in self.after[table][key].items():
            if name in references:
                columns[f"{name}_id"] = self._primary_keys(references[name])[value] if value else None
            elif name != "leads_to":
                columns[name] = value
        return columns

    def _place_side_steps(self) -> None:
        changes = [change for change in self.plan.of(Table.ROLE_LEVEL) if change.touches("leads_to")]
        if not changes:
            return
        keys = self._primary_keys(Table.ROLE_LEVEL)
        wanted = {
            (keys[change.key], keys[place_key(place)])
            for change in changes
            for place in change.new.get("leads_to", ())
        }
        origins = {keys[change.key] for change in changes}
        steps = SideStep.objects.values_list("pk", "origin_id", "destination_id")
        there = {(origin, destination): pk for pk, origin, destination in steps if origin in origins}
        gone = [pk for step, pk in there.items() if step not in wanted]
        for batch in batched(gone, BATCH, strict=False):
            SideStep.objects.filter(pk__in=batch).delete()
        SideStep.objects.bulk_create(
            SideStep(origin_id=origin, destination_id=destination)
            for origin, destination in sorted(wanted - there.keys())
        )

    def _delete(self, table: Table) -> None:
        keys = [change.key for change in self.plan.of(table, Action.DELETE)]
        if not keys:
            return
        known = self._primary_keys(table)
        for batch in batched((known[key] for key in keys), BATCH, strict=False):
            MODELS[table]._default_manager.filter(pk__in=batch).delete()
