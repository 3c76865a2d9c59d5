"""A change of a row in words, as the history shows it."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.plans import Action, RowChange
from skillmatrix.queries.framework import MODELS
from skillmatrix.rows import REFERENCES, Present, Table, Value, place_key

_BEFORE = 60  # characters of a shortened value that stand before the first difference


@dataclass(frozen=True, slots=True)
class ShownField:
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    action: str
    mark: str
    kind: str
    label: str
    fields: tuple[ShownField, ...]


def shown_row(change: RowChange, before: Present, after: Present, longest: int | None) -> ShownRow:
    """A change in words; values longer than `longest` characters are cut to where they begin to differ."""
    fields = []
    for field, old, new in told_fields(change):
        texts = (
            value_in_words(before, change.table, field, old),
            value_in_words(after, change.table, field, new),
        )
        if texts[0] != texts[1]:
            shortened = _excerpts(*texts, longest) if longest else texts
            fields.append(ShownField(field_name(change.table, field), *shortened))
    kind = capfirst(str(change.table.label))
    return ShownRow(change.action.value, str(change.action.label), kind, change.label, tuple(fields))


def told_fields(change: RowChange) -> list[tuple[str, Value | None, Value | None]]:
    """The fields worth telling: of a row that is new or goes, those that say more than its label does."""
    if change.action is Action.CHANGE:
        return list(change.fields)
    return [
        (field, old, new)
        for field, old, new in change.fields
        if (old or new) and not (field == "name" and change.label in (old, new))
    ]


def field_name(table: Table, field: str) -> str:
    return capfirst(str(getattr(MODELS[table]._meta.get_field(field), "verbose_name", field)))


def kind_name(table: Table) -> str:
    """What people call the rows of a table: “Skills”."""
    return capfirst(str(MODELS[table]._meta.verbose_name_plural))


def value_in_words(framework: Present, table: Table, field: str, value: Value | None) -> str:
    """A value as people read it; what it refers to by the name that it has in `framework`."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(framework.label(Table.ROLE_LEVEL, place_key(place)) for place in value)
    referred = REFERENCES.get(table, {}).get(field)
    return framework.label(referred, str(value)) if referred else str(value)


def _excerpts(old: str, new: str, longest: int) -> tuple[str, str]:
    """Both shortened to where they begin to differ."""
    start = max(_alike(old, new) - _BEFORE, 0) if max(len(old), len(new)) > longest else 0
    return _excerpt(old, start, longest), _excerpt(new, start, longest)


def _alike(old: str, new: str) -> int:
    """How many characters they have in common before the first difference."""
    differing = (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differing, min(len(old), len(new)))


def _excerpt(text: str, start: int, longest: int) -> str:
    part = text[start : start + longest]
    return ("…" if start and part else "") + part + ("…" if len(text) > start + longest else "")
