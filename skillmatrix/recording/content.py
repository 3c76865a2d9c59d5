"""What of each table of the framework is recorded, as expressions that both databases understand.

A row is recorded as `skillmatrix.rows` has it: by slugs instead of primary keys, "" for a reference to
nothing. What is parked (see `skillmatrix.applying`) reads as it was before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Field, Model

from skillmatrix.models import Change, Level, Proficiency, Role, RoleLevel, SideStep
from skillmatrix.models.base import PARKED, PARKED_RANK
from skillmatrix.queries.framework import MODELS
from skillmatrix.rows import KEYS, REFERENCES, Table


@dataclass(frozen=True, slots=True)
class Recorded:
    """A table of the database and its columns.

    `key` and `fields` are expressions with `{row}` for the row; `fields` maps a field to its raw column,
    by which two rows are compared, and to the value that is recorded. `flags` are the fields that are yes
    or no. `skill` and `role` are the expressions of these slugs. What is about a row that is not there, and
    never was, gives NULL.
    """

    name: str
    table: str
    key: tuple[str, ...]
    key_columns: tuple[str, ...]
    fields: Mapping[str, tuple[str, str]]
    flags: frozenset[str]
    skill: str
    role: str
    columns: tuple[str, ...]


def recorded_tables() -> Iterator[Recorded]:
    """All tables of the framework, each after those it refers to."""
    for table, model in MODELS.items():
        yield _recorded(table, model)
        if table is Table.ROLE_LEVEL:
            yield _side_steps()


def _recorded(table: Table, model: type[Model]) -> Recorded:
    parts = KEYS.get(table, ())
    slugs = {part: _slug(part, f"{{row}}.{part.value}_id") for part in parts}
    own = "{row}.slug"
    return Recorded(
        name=table.value,
        table=model._meta.db_table,
        key=tuple(slugs.values()) or (own,),
        key_columns=tuple(f"{part.value}_id" for part in parts) or ("slug",),
        fields={
            name: _field(table, cast(Field, model._meta.get_field(name)))
            for name in table.blank
            if name != "leads_to"
        },
        flags=frozenset(name for name, value in table.blank.items() if value is False),
        skill=own if table is Table.SKILL else slugs.get(Table.SKILL, "NULL"),
        role=own if table is Table.ROLE else slugs.get(Table.ROLE, "NULL"),
        columns=_columns(model),
    )


def _side_steps() -> Recorded:
    return Recorded(
        name=Change.SIDE_STEP,
        table=SideStep._meta.db_table,
        key=(_place("{row}.origin_id"), _place("{row}.destination_id")),
        key_columns=("origin_id", "destination_id"),
        fields={},
        flags=frozenset(),
        skill="NULL",
        role=_place("{row}.origin_id", "role.slug", once="role"),
        columns=_columns(SideStep),
    )


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def _slug(table: Table, pk: str) -> str:
    """The slug of a named row."""
    found = f"(SELECT slug FROM {MODELS[table]._meta.db_table} WHERE id = {pk})"
    return f"COALESCE({found}, {_once(table, pk)})"


def _place(pk: str, part: str = "role.slug || ':' || level.slug", once: str = '"key"') -> str:
    """A level of a role as `role:level`, or a part of it; `once` is where the history has that."""
    place, role, level = (model._meta.db_table for model in (RoleLevel, Role, Level))
    found = (
        f"(SELECT {part} FROM {place} place JOIN {role} role ON role.id = place.role_id "
        f"JOIN {level} level ON level.id = place.level_id WHERE place.id = {pk})"
    )
    return f"COALESCE({found}, {_once(Table.ROLE_LEVEL, pk, once)})"


def _once(table: Table, pk: str, column: str = '"key"') -> str:
    """What the history last said of a row that is gone, as where a skill goes before its expectations."""
    return (
        f"(SELECT {column} FROM {Change._meta.db_table} WHERE \"table\" = '{table.value}' "
        f"AND row_pk = {pk} ORDER BY id DESC LIMIT 1)"
    )


def _field(table: Table, field: Field) -> tuple[str, str]:
    """The column that is compared, and the expression that is recorded."""
    column = f"{{row}}.{field.column}"
    target = REFERENCES.get(table, {}).get(field.name)
    if target is not None:
        return column, f"COALESCE({_slug(target, column)}, '')"
    if field.name == "rank":
        rank = f"({column} % {PARKED_RANK})"
        return rank, rank
    if field.model is Proficiency and field.name == "letter":
        letter = f"ltrim({column}, '{PARKED}')"
        return letter, letter
    return column, column
