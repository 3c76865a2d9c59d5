"""The recorded changes of the framework: to be replayed, and as rows that people can read."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from skillmatrix.models import Change, Operation, Role
from skillmatrix.models.base import Row
from skillmatrix.plans import Action, FieldChange, RowChange
from skillmatrix.queries.framework import key_of, named_model, present, table_of
from skillmatrix.queries.revision import steady
from skillmatrix.replaying import Entry
from skillmatrix.rows import KEYS, REFERENCES, Key, Present, Table, Values, key_text, place_key
from skillmatrix.scopes import Scope
from skillmatrix.text import is_number


@dataclass(frozen=True, slots=True)
class LastChange:
    """`who` is empty where nobody is known: a command, or what was there before history was kept."""

    who: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Done:
    """An operation: what it is called, from where and why it came, and how many changes it made."""

    pk: int
    name: str
    at: datetime.datetime
    source: str
    note: str
    count: int


TEXTS = tuple(  # the fields of any table that hold words, such as people search for
    dict.fromkeys(
        field
        for table in Table
        for field, blank in table.blank.items()
        if blank == "" and field not in REFERENCES.get(table, {}) and field != "letter"
    )
)
_BELONGS_TO = {Table.GROUP: "domain", Table.SKILL: "domain", Table.ROLE: "family"}


def entries(changes: QuerySet[Change] | None = None) -> Iterator[Entry]:
    """Recorded changes, by default all of them, the oldest first, in one query."""
    found = Change.objects.all() if changes is None else changes
    return map(_entry, found.order_by("pk").iterator())


def _entry(change: Change) -> Entry:
    table = None if change.table == Change.SIDE_STEP else Table(change.table)
    return Entry(table, change.row_key, Action(change.action), change.old, change.new)


def row_of(change: Change) -> tuple[Table, Key]:
    """The row that a change is about, as an entry has it."""
    return _entry(change).row


def address(table: Table, key: Key) -> str:
    """A row in one word, as the history's list is asked for it: `expectation:sql:analyst:senior`."""
    return f"{table.value}:{key_text(key)}"


def address_of(row: Row) -> str:
    """`address` of a row of the database, which was read with what it refers to."""
    return address(table_of(type(row)), key_of(row))


def of_row(table: Table, key: str) -> Q:
    """The changes of one row, whose key is given as text."""
    own = Q(table=table.value, key=key)
    steps = Q(table=Change.SIDE_STEP, key__startswith=f"{key}:")
    return own | steps if table is Table.ROLE_LEVEL else own


@steady
def since(change: Change) -> tuple[Present, list[Entry]]:
    """The framework now, and a change with all that happened to its row afterwards, the oldest first."""
    table, key = row_of(change)
    of_its_row = Change.objects.filter(of_row(table, key_text(key)))
    first = change.pk
    if change.action == Action.DELETE.value:
        first = _with_its_steps(change, of_its_row)
    return present(), list(entries(of_its_row.filter(pk__gte=first)))


def _with_its_steps(change: Change, of_its_row: QuerySet[Change]) -> int:
    """Where the deletion of a level of a role begins: its sideways steps go right before it."""
    first = change.pk
    for earlier in of_its_row.filter(pk__lt=change.pk).order_by("-pk").iterator(chunk_size=20):
        is_its_step = earlier.table == Change.SIDE_STEP and earlier.action == Action.DELETE.value
        if not is_its_step or earlier.operation_id != change.operation_id:
            break
        first = earlier.pk
    return first


@steady
def done_by(operation: Operation) -> tuple[Present, list[Entry]]:
    """The framework now, and what an operation did, the oldest first."""
    return present(), list(entries(operation.changes.all()))


def last_change(row: Row) -> LastChange | None:
    """The latest that is recorded of a row, which was read with what it refers to; None if nothing is."""
    changes = Change.objects.filter(of_row(table_of(type(row)), key_text(key_of(row))))
    found = changes.select_related("operation__person").first()
    if found is None:
        return None
    operation = found.operation
    name = operation.person.get_full_name() if operation and operation.person else ""
    return LastChange(name or (operation.person_name if operation else ""), found.at)


def latest_of(person_pk: int, most: int = 8) -> tuple[Done, ...]:
    """What somebody did last, the latest first, in one query."""
    changes = Change.objects.filter(operation=OuterRef("pk")).order_by().values("operation")
    count = Subquery(changes.annotate(count=Count("pk")).values("count"))
    found = Operation.objects.filter(person=person_pk).annotate(count=count)[:most]
    return tuple(
        Done(operation.pk, str(operation), operation.at, operation.source, operation.note, operation.count)
        for operation in found
    )


def deletion_of(table: Table, pk: str) -> Change | None:
    """How the row that once had this primary key went; None where it did not, or nothing is known of it."""
    if not is_number(pk):
        return None
    return Change.objects.filter(table=table.value, row_pk=int(pk), action=Action.DELETE.value).first()


def as_rows(changes: Iterable[Change]) -> tuple[list[RowChange], Present]:
    """The changes as those of a plan, and a framework that knows nothing but the names in them.

    Takes one query for each kind of row, and one for the last names of those that are gone.
    """
    listed = list(changes)
    names = _names(listed)
    return [_as_row(change, names) for change in listed], names


def _as_row(change: Change, names: Present) -> RowChange:
    entry = _entry(change)
    (table, key), action = entry.row, entry.action
    label = names.label(table, key)
    if entry.table is None:
        step = (entry.destination,)
        old, new = (step, ()) if action is Action.DELETE else ((), step)
        return RowChange(table, key, Action.CHANGE, (FieldChange("leads_to", old, new),), label)
    fields = (
        FieldChange(name, change.old.get(name), change.new.get(name))
        for name in table.blank
        if name in change.old or name in change.new
    )
    return RowChange(table, key, action, tuple(fields), label)


def _names(changes: Iterable[Change]) -> Present:
    wanted: dict[Table, set[str]] = defaultdict(set)
    for change in changes:
        for table, slug in _slugs(change):
            wanted[table].add(slug)
    rows: dict[Table, dict[Key, Values]] = {table: {} for table in Table}
    for table, slugs in wanted.items():
        found = named_model(table)._base_manager.filter(slug__in=slugs).values_list("slug", "name")
        rows[table] = {slug: {"name": name} for slug, name in found}
    gone = {(table, slug) for table, slugs in wanted.items() for slug in slugs if slug not in rows[table]}
    if gone:
        tables, keys = {table.value for table, _slug in gone}, {slug for _table, slug in gone}
        deleted = Change.objects.filter(action=Action.DELETE.value, table__in=tables, key__in=keys)
        for kind, slug, old in deleted.order_by("pk").values_list("table", "key", "old"):
            if (Table(kind), slug) in gone:
                rows[Table(kind)][slug] = {"name": old["name"]}
    return Present(rows)


def _slugs(change: Change) -> Iterator[tuple[Table, str]]:
    """The named rows that a change mentions."""
    entry = _entry(change)
    table, key = entry.row
    if isinstance(key, str):
        yield table, key
    else:
        yield from zip(KEYS[table], key, strict=True)
    if entry.table is None:
        yield from zip(KEYS[table], place_key(entry.destination), strict=True)
    for field, target in REFERENCES.get(table, {}).items():
        for side in (change.old, change.new):
            if side.get(field):
                yield target, side[field]


def undone_by(operation: Operation) -> Operation | None:
    """The operation that took this one back and still stands: what was undone itself does not count."""
    return next((later for later in operation.undone_by.all() if undone_by(later) is None), None)


def gone_roles() -> dict[str, str]:
    """The roles that are deleted, each by the name that it had last, in one query."""
    deleted = Change.objects.filter(table=Table.ROLE.value, action=Action.DELETE.value).order_by("pk")
    there = Role._base_manager.values("slug")
    return {slug: old["name"] for slug, old in deleted.exclude(key__in=there).values_list("key", "old")}


def lies_within(change: Change, scope: Scope) -> bool:
    """Whether the row of a change lies within `scope`: as it is today or, where it is gone, as it was.

    Only to decide what is offered; where it is not known whether it does, it may. Takes a query for each
    part of the row's key, and none where the scope is not limited.
    """
    if not scope.is_limited:
        return True
    table, key = row_of(change)
    parts = [(table, key)] if isinstance(key, str) else list(zip(KEYS[table], key, strict=True))
    rows = {part: _belonging(part, slug) for part, slug in parts}
    values = rows.get(table, {}).get(key) or {**change.old, **change.new}
    if table in _BELONGS_TO and _BELONGS_TO[table] not in values:
        return True
    return scope.holds(table, key, values, Present(rows))


def _belonging(table: Table, slug: str) -> dict[Key, Values]:
    """A row with the domain or family that it belongs to; nothing where it is gone."""
    if table not in _BELONGS_TO:
        return {}
    field = _BELONGS_TO[table]
    found = named_model(table)._base_manager.filter(slug=slug).values_list("slug", f"{field}__slug")
    return {slug: {field: owner} for slug, owner in found}
