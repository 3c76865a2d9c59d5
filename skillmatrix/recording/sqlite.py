"""The triggers of SQLite: one for each event of each table, run for every row."""

from collections.abc import Iterator

from skillmatrix.recording.content import Recorded

_CHANGE = "skillmatrix_change"
_RAISE = "UPDATE skillmatrix_revision SET number = number + 1;"
_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
_OPERATION = "(SELECT operation_id FROM skillmatrix_revision)"


def create(recorded: Recorded) -> Iterator[str]:
    """The statements that make the triggers of one table."""
    for name, sql in triggers(recorded).items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield sql


def names(recorded: Recorded) -> list[str]:
    """The names of the triggers of one table."""
    return list(triggers(recorded))


def drop(recorded: Recorded) -> Iterator[str]:
    for name in triggers(recorded):
        yield f"DROP TRIGGER IF EXISTS {name}"


def triggers(recorded: Recorded) -> dict[str, str]:
    """Name -> statement. `move` is an update that makes one row into another; `touch` one of what is not
    recorded, such as a date, which raises the revision all the same."""
    gone, there = _key(recorded, "OLD", "'#' || OLD.id"), _key(recorded, "NEW", _refusal(recorded))
    stays = " AND ".join(f"OLD.{column} IS NEW.{column}" for column in recorded.key_columns)
    differs = " OR ".join(
        f"{raw.format(row='OLD')} IS NOT {raw.format(row='NEW')}" for raw, _value in recorded.fields.values()
    )
    differs = f"({differs or 'FALSE'})"
    any_differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in recorded.columns)
    created = _insert(recorded, "NEW", there, "create", "'{}'", _whole(recorded, "NEW"))
    deleted = _insert(recorded, "OLD", gone, "delete", _whole(recorded, "OLD"), "'{}'")
    changed = _insert(recorded, "NEW", there, "change", _changed(recorded, "OLD"), _changed(recorded, "NEW"))
    return dict(
        [
            _trigger(recorded, "insert", "INSERT", "", f"{created} {_RAISE}"),
            _trigger(recorded, "delete", "DELETE", "", f"{deleted} {_RAISE}"),
            _trigger(recorded, "change", "UPDATE", f"WHEN {stays} AND {differs}", f"{changed} {_RAISE}"),
            _trigger(recorded, "move", "UPDATE", f"WHEN NOT ({stays})", f"{deleted} {created} {_RAISE}"),
            _trigger(
                recorded, "touch", "UPDATE", f"WHEN {stays} AND NOT {differs} AND ({any_differs})", _RAISE
            ),
        ]
    )


def _trigger(recorded: Recorded, event: str, on: str, when: str, body: str) -> tuple[str, str]:
    name = f"skillmatrix_record_{recorded.name}_{event}"
    return name, f"CREATE TRIGGER {name} AFTER {on} ON {recorded.table} {when} BEGIN {body} END"


def _insert(recorded: Recorded, row: str, key: str, action: str, old: str, new: str) -> str:
    return (
        f'INSERT INTO {_CHANGE} ("table", "key", row_pk, skill, role, action, old, new, at, operation_id) '
        f"VALUES ('{recorded.name}', {key}, {row}.id, COALESCE({recorded.skill.format(row=row)}, ''), "
        f"COALESCE({recorded.role.format(row=row)}, ''), '{action}', {old}, {new}, {_NOW}, {_OPERATION});"
    )


def _key(recorded: Recorded, row: str, otherwise: str) -> str:
    key = " || ':' || ".join(part.format(row=row) for part in recorded.key)
    return f"COALESCE({key}, {otherwise})"


def _refusal(recorded: Recorded) -> str:
    """Said aloud, since OR IGNORE would leave out the history's row and keep the other."""
    return f"RAISE(ABORT, 'a {recorded.name} is about what is not there')"


def _whole(recorded: Recorded, row: str) -> str:
    pairs = (
        f"'{name}', {_value(recorded, name, value.format(row=row))}"
        for name, (_raw, value) in recorded.fields.items()
    )
    return f"json_object({', '.join(pairs)})"


def _changed(recorded: Recorded, row: str) -> str:
    """Only the fields that changed: merging into an empty object leaves out what is null."""
    pairs = []
    for name, (raw, value) in recorded.fields.items():
        same = f"{raw.format(row='OLD')} IS {raw.format(row='NEW')}"
        given = value.format(row=row)
        if name in recorded.flags:
            kept = f"json(CASE WHEN {same} THEN 'null' WHEN {given} THEN 'true' ELSE 'false' END)"
        else:
            kept = f"CASE WHEN {same} THEN NULL ELSE {given} END"
        pairs.append(f"'{name}', {kept}")
    return f"json_patch('{{}}', json_object({', '.join(pairs)}))"


def _value(recorded: Recorded, name: str, given: str) -> str:
    return f"json(CASE WHEN {given} THEN 'true' ELSE 'false' END)" if name in recorded.flags else given
