"""The triggers of PostgreSQL: one for each event of each table, run once for all rows of a statement."""

from collections.abc import Iterator

from skillmatrix.recording.content import Recorded

_CHANGE = "skillmatrix_change"
_RAISE = "UPDATE skillmatrix_revision SET number = number + 1;"
_EVENTS = {
    "insert": ("AFTER INSERT", "REFERENCING NEW TABLE AS new_rows"),
    "update": ("AFTER UPDATE", "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    "delete": ("AFTER DELETE", "REFERENCING OLD TABLE AS old_rows"),
    "truncate": ("BEFORE TRUNCATE", ""),
}


def create(recorded: Recorded) -> Iterator[str]:
    """The statements that make the triggers of one table, and the functions that they call.

    Their statements look costly to the planner, because of what is asked of the history only where a row is
    gone. Compiling them anew for each statement that fires them would take longer than running them.
    """
    bodies = _bodies(recorded)
    for event, (when, rows) in _EVENTS.items():
        name = _name(recorded, event)
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET jit = off AS $body$ "
            f"BEGIN {bodies[event]} RETURN NULL; END $body$"
        )
        # Their plans are made once in a session: for the one row of a form it would be a nested loop, in
        # which the rows of an import are then compared each with each.
        yield f"ALTER FUNCTION {name}() SET enable_nestloop TO off"
        yield (
            f"CREATE OR REPLACE TRIGGER {name} {when} ON {recorded.table} {rows} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def names(recorded: Recorded) -> list[str]:
    """The names of the triggers of one table."""
    return [_name(recorded, event) for event in _EVENTS]


def drop(recorded: Recorded) -> Iterator[str]:
    """The triggers go with their functions."""
    for event in _EVENTS:
        yield f"DROP FUNCTION IF EXISTS {_name(recorded, event)}() CASCADE"


def _name(recorded: Recorded, event: str) -> str:
    return f"skillmatrix_record_{recorded.name}_{event}"


def _bodies(recorded: Recorded) -> dict[str, str]:
    """Each event's body. An update that makes one row into another is a deletion and a creation; one of
    what is not recorded, such as a date, raises the revision all the same. Rows before and after are paired
    by what the history knows them by: a primary key can change, too."""
    same = " AND ".join(f"o.{column} = n.{column}" for column in recorded.key_columns)
    differs = " OR ".join(
        f"{raw.format(row='o')} IS DISTINCT FROM {raw.format(row='n')}"
        for raw, _value in recorded.fields.values()
    )
    created = f"{_insert(recorded, 'n', 'create', _NOTHING, _whole(recorded, 'n'))} FROM "
    deleted = f"{_insert(recorded, 'o', 'delete', _whole(recorded, 'o'), _NOTHING)} FROM "
    changed = _insert(recorded, "n", "change", _changed(recorded, "o"), _changed(recorded, "n"))
    update = (
        f"{deleted} old_rows o WHERE NOT EXISTS (SELECT FROM new_rows n WHERE {same}); "
        f"{created} new_rows n WHERE NOT EXISTS (SELECT FROM old_rows o WHERE {same}); "
        f"{changed} FROM old_rows o JOIN new_rows n ON {same} WHERE {differs or 'FALSE'}; "
        f"IF FOUND OR EXISTS (TABLE new_rows EXCEPT TABLE old_rows) THEN {_RAISE} END IF;"
    )
    return {
        "insert": f"{created} new_rows n; {_if_any('new_rows')}",
        "update": update,
        "delete": f"{deleted} old_rows o; {_if_any('old_rows')}",
        "truncate": f"{deleted} {recorded.table} o; {_if_any(recorded.table)}",
    }


_NOTHING = "'{}'::jsonb"


def _if_any(rows: str) -> str:
    return f"IF EXISTS (SELECT FROM {rows}) THEN {_RAISE} END IF;"


def _insert(recorded: Recorded, row: str, action: str, old: str, new: str) -> str:
    key = " || ':' || ".join(part.format(row=row) for part in recorded.key)
    if action == "delete":
        key = f"COALESCE({key}, '#' || {row}.id)"  # else refused: a new row is about what is there
    return (
        f'INSERT INTO {_CHANGE} ("table", "key", row_pk, skill, role, action, old, new, at, operation_id) '
        f"SELECT '{recorded.name}', {key}, {row}.id, COALESCE({recorded.skill.format(row=row)}, ''), "
        f"COALESCE({recorded.role.format(row=row)}, ''), '{action}', {old}, {new}, clock_timestamp(), "
        f"(SELECT operation_id FROM skillmatrix_revision)"
    )


def _whole(recorded: Recorded, row: str) -> str:
    pairs = (f"'{name}', {value.format(row=row)}" for name, (_raw, value) in recorded.fields.items())
    return f"jsonb_build_object({', '.join(pairs)})"


def _changed(recorded: Recorded, row: str) -> str:
    """Only the fields that changed: what is null is left out."""
    pairs = (
        f"'{name}', CASE WHEN {raw.format(row='o')} IS DISTINCT FROM {raw.format(row='n')} "
        f"THEN {value.format(row=row)} END"
        for name, (raw, value) in recorded.fields.items()
    )
    return f"jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))"
