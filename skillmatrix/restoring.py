"""What once was + present rows -> the plan that makes it so again. Pure."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.flaws import Flaw, flaws
from skillmatrix.plans import Action, Plan, difference
from skillmatrix.replaying import Entry
from skillmatrix.rows import (
    KEYS,
    REFERENCES,
    Key,
    Present,
    Problem,
    Table,
    Values,
    place_key,
    quoted,
    shown,
)

_FIELDS = {"name": _("name"), "rank": _("rank"), "letter": _("letter")}


def restoration(present: Present, table: Table, key: Key, values: Values) -> Plan:
    """The plan that gives the row of `key` these values, also where it is gone; other rows stay.

    A skill goes with its group, also where that has moved to another domain since. Sideways steps to what
    is gone are left out. What else stands in the way is a problem of the plan.
    """
    row = {**table.blank, **values}
    if table is Table.SKILL and row["group"] in present[Table.GROUP]:
        row["domain"] = present[Table.GROUP][row["group"]]["domain"]
    if table is Table.ROLE_LEVEL:
        known = present[Table.ROLE_LEVEL]
        row["leads_to"] = tuple(place for place in row["leads_to"] if place_key(place) in known)
    if lost := tuple(_lost(present, table, key, row)):
        return Plan(problems=lost)
    return _leading(present, Present({**present.rows, table: {**present[table], key: row}}, present.retired))


def rewound(table: Table, row: Values | None, entries: Iterable[Entry]) -> Values | None:
    """A row as it was before `entries`, the oldest first, made it what it is; None where it was not there.

    Goes back from today, so it needs nothing of the history before them.
    """
    for entry in reversed(list(entries)):
        if entry.table is not None and entry.action is Action.CREATE:
            row = None
        elif entry.table is not None:
            row = {**table.blank, **(row or {}), **entry.old}
        elif row is not None:
            row = {**row, "leads_to": _turned(row["leads_to"], entry.destination)}
    return row


def undoing(present: Present, entries: Iterable[Entry]) -> Plan:
    """The plan that takes recorded changes back, the latest first; `entries` come the oldest first.

    A row that is no longer as they left it is a problem: what was done since would be lost.
    """
    rows: dict[Table, dict[Key, Values]] = {table: dict(present[table]) for table in Table}
    problems: dict[tuple[Table, Key], Problem] = {}
    for entry in reversed(list(entries)):
        table, key = entry.row
        if not _take_back(rows[table], key, entry):
            message = gettext(
                "This was changed again afterwards. Take that back first, or restore single rows."
            )
            problems[table, key] = _named(table, key, present, message)
    if problems:
        return Plan(problems=tuple(problems.values()))
    return _leading(present, Present(rows, present.retired))


def _take_back(rows: dict[Key, Values], key: Key, entry: Entry) -> bool:
    """Undo one change of a row; False where the row is not as the change left it."""
    row = rows.get(key)
    if entry.table is None:
        return _take_step_back(rows, key, entry)
    if entry.action is Action.DELETE:
        rows.setdefault(key, {**entry.table.blank, **entry.old})
        return row is None
    if row is None or any(row[field] != value for field, value in entry.new.items()):
        return False
    if entry.action is Action.CHANGE:
        rows[key] = {**row, **entry.old}
    elif row.get("leads_to"):
        return False
    else:
        del rows[key]
    return True


def _take_step_back(rows: dict[Key, Values], key: Key, entry: Entry) -> bool:
    row = rows.get(key)
    if row is None or (entry.destination in row["leads_to"]) is (entry.action is Action.DELETE):
        return False
    rows[key] = {**row, "leads_to": _turned(row["leads_to"], entry.destination)}
    return True


def _turned(steps: Iterable[str], place: str) -> tuple[str, ...]:
    """The sideways steps with `place`, where it was not among them, or else without."""
    return tuple(sorted({*steps} ^ {place}))


def _leading(present: Present, after: Present) -> Plan:
    """The plan from one to the other, with what would be unsound afterwards as its problems."""
    unsound = sorted(flaws(after) - flaws(present), key=lambda flaw: (flaw.table.value, flaw.field))
    return Plan(
        difference(present, after), problems=tuple(_problem(flaw, present, after) for flaw in unsound)
    )


def _lost(present: Present, table: Table, key: Key, row: Values) -> Iterator[Problem]:
    """What the row refers to and is no longer there."""
    parts = zip(KEYS.get(table, ()), key, strict=True) if isinstance(key, tuple) else ()
    references = [(target, row[field]) for field, target in REFERENCES.get(table, {}).items()]
    for target, slug in [*parts, *references]:
        if slug and slug not in present[target]:
            message = gettext("The %(kind)s of this address is gone. Restore it first.")
            yield Problem(str(target.label), None, "", slug, message % {"kind": target.label})


def _problem(flaw: Flaw, present: Present, after: Present) -> Problem:
    if flaw.field not in _FIELDS:
        message = gettext("This still needs %(other)s, which would go. Change or delete this first.")
        other = quoted(_name_of(flaw, present))
        return _named(flaw.table, flaw.key, present, message % {"other": other})
    rows, then = after[flaw.table], present[flaw.table]
    keeps = flaw.key if then.get(flaw.key) == rows[flaw.key] else flaw.other
    message = gettext("This has the same %(field)s by now. Change that, then try again.")
    return _named(flaw.table, keeps, after, message % {"field": _FIELDS[flaw.field]})


def _name_of(flaw: Flaw, present: Present) -> str:
    """What people call the row that another one would lose."""
    target = REFERENCES.get(flaw.table, {}).get(flaw.field)
    if target is None:
        target = Table.ROLE_LEVEL if flaw.field == "leads_to" else Table(flaw.field)
    return present.label(target, flaw.other)


def _named(table: Table, key: Key, framework: Present, message: str) -> Problem:
    return Problem(str(table.label), None, "", shown(framework.label(table, key)), message)
