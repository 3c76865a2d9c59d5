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
    or no. `skill` and `role` are the expressions of these slugs, or "''".
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
    slugs = {part: _slug(MODELS[part], f"{{row}}.{part.value}_id") for part in parts}
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
        skill=own if table is Table.SKILL else slugs.get(Table.SKILL, "''"),
        role=own if table is Table.ROLE else slugs.get(Table.ROLE, "''"),
        columns=_columns(model),
    )


def _side_steps() -> Recorded:
    ends = [(end, f"{{row}}.{end}_id") for end in ("origin", "destination")]
    places = [
        _slug(part, f"(SELECT {name}_id FROM {RoleLevel._meta.db_table} WHERE id = {place})")
        for _end, place in ends
        for name, part in (("role", Role), ("level", Level))
    ]
    return Recorded(
        name=Change.SIDE_STEP,
        table=SideStep._meta.db_table,
        key=tuple(places),
        key_columns=tuple(f"{end}_id" for end, _place in ends),
        fields={},
        flags=frozenset(),
        skill="''",
        role=places[0],
        columns=_columns(SideStep),
    )


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def _slug(model: type[Model], pk: str) -> str:
    return f"(SELECT slug FROM {model._meta.db_table} WHERE id = {pk})"


def _field(table: Table, field: Field) -> tuple[str, str]:
    """The column that is compared, and the expression that is recorded."""
    column = f"{{row}}.{field.column}"
    target = REFERENCES.get(table, {}).get(field.name)
    if target is not None:
        return column, f"COALESCE({_slug(MODELS[target], column)}, '')"
    if field.name == "rank":
        rank = f"({column} % {PARKED_RANK})"
        return rank, rank
    if field.model is Proficiency and field.name == "letter":
        letter = f"ltrim({column}, '{PARKED}')"
        return letter, letter
    return column, column
