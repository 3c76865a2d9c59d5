"""The whole framework as plain rows: what plans are made from and spreadsheets are written from."""

from collections import defaultdict
from collections.abc import Mapping
from typing import cast

from skillmatrix.models import (
    Domain,
    Expectation,
    Level,
    Proficiency,
    RetiredSlug,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)
from skillmatrix.models.base import Named, Row
from skillmatrix.queries.revision import steady
from skillmatrix.rows import KEYS, NAMED, REFERENCES, Key, Present, Table, Values, place_text

MODELS: Mapping[Table, type[Row]] = {
    Table.DOMAIN: Domain,
    Table.GROUP: SkillGroup,
    Table.SKILL: Skill,
    Table.FAMILY: RoleFamily,
    Table.ROLE: Role,
    Table.LEVEL: Level,
    Table.ROLE_LEVEL: RoleLevel,
    Table.PROFICIENCY: Proficiency,
    Table.EXPECTATION: Expectation,
}

type _Keys = dict[int, Key]


@steady
def present() -> Present:
    """The framework as it is, in eleven queries and two for its revision, however large it is."""
    keys: dict[Table, _Keys] = {}
    rows: dict[Table, Mapping[Key, Values]] = {}
    for table in Table:
        rows[table], keys[table] = _read(table, keys)
    return Present(rows, _retired())


def primary_keys(table: Table) -> dict[Key, int]:
    """The primary key of each row of `table`, in at most four queries."""
    keys: dict[Table, _Keys] = {part: _slugs(part) for part in KEYS.get(table, ())}
    if table.is_named:
        return {key: pk for pk, key in _slugs(table).items()}
    columns = [f"{part.value}_id" for part in KEYS[table]]
    return {
        tuple(str(keys[part][part_pk]) for part, part_pk in zip(KEYS[table], part_pks, strict=True)): pk
        for pk, *part_pks in MODELS[table]._base_manager.values_list("pk", *columns)
    }


def table_of(model: type[Row]) -> Table:
    """The table that a model's rows are in."""
    return next(table for table, of_table in MODELS.items() if of_table is model)


def key_of(row: Row) -> Key:
    """The key of a row that was read with what it refers to."""
    parts = KEYS.get(table_of(type(row)))
    if parts is None:
        return cast(Named, row).slug
    return tuple(getattr(row, part.value).slug for part in parts)


def named_model(table: Table) -> type[Named]:
    """The model of a table whose rows have a name."""
    return cast(type[Named], MODELS[table])


def _slugs(table: Table) -> _Keys:
    return dict(named_model(table)._base_manager.values_list("pk", "slug"))


def _read(table: Table, keys: Mapping[Table, _Keys]) -> tuple[dict[Key, Values], _Keys]:
    """The rows of one table by key, and their keys by primary key; `keys` are those of the tables before."""
    owners = [cast(Mapping[int, str], keys[part]) for part in KEYS.get(table, ())]
    references = REFERENCES.get(table, {})
    fields = [field for field in table.blank if field != "leads_to"]
    columns = [f"{field}_id" if field in references else field for field in fields]
    key_columns = [f"{part.value}_id" for part in KEYS.get(table, ())] or ["slug"]
    slugs = [(field, keys[target] | {None: ""}) for field, target in references.items()]
    rows: dict[Key, Values] = {}
    found: _Keys = {}
    for record in MODELS[table]._base_manager.order_by("pk").values_list("pk", *key_columns, *columns):
        values = dict(zip(fields, record[1 + len(key_columns) :], strict=True))
        try:
            parts = [slug_of[part] for slug_of, part in zip(owners, record[1:], strict=False)]
            key: Key = tuple(parts) or record[1]
            for field, slug_of in slugs:
                values[field] = slug_of[values[field]]
        except KeyError:
            continue  # it refers to a row added since; `steady` will have everything read again
        rows[key] = values
        found[record[0]] = key
    return (_with_side_steps(rows, found) if table is Table.ROLE_LEVEL else rows), found


def _with_side_steps(rows: Mapping[Key, Values], keys: _Keys) -> dict[Key, Values]:
    places: dict[Key, list[str]] = defaultdict(list)
    for origin, destination in SideStep.objects.values_list("origin_id", "destination_id"):
        if origin in keys and destination in keys:
            places[keys[origin]].append(place_text(keys[destination]))
    return {key: {**values, "leads_to": tuple(sorted(places[key]))} for key, values in rows.items()}


def _retired() -> dict[Table, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, slug in RetiredSlug.objects.values_list("kind", "slug"):
        found[kind].add(slug)
    return {table: frozenset(found[str(MODELS[table]._meta.model_name)]) for table in NAMED}
