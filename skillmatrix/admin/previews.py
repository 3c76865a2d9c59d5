"""A plan as an editor reads it before anything is written: counts, new names, old and new values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.plans import Action, NewName, Plan, RowChange
from skillmatrix.queries.framework import MODELS
from skillmatrix.rows import REFERENCES, Present, Problem, Table, place_key

MOST_ROWS = 300
MOST_PROBLEMS = 300
LONGEST = 300  # characters of a value that are shown
_BEFORE = 60  # of these, how many stand before the first difference


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


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of one kind are new, changed, deleted and as before."""

    kind: str
    new: int
    changed: int
    deleted: int
    kept: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`more_rows` and `more_problems` are how many there are beyond those that are listed."""

    counts: tuple[Count, ...]
    new_names: tuple[tuple[str, NewName], ...]
    rows: tuple[ShownRow, ...]
    more_rows: int
    problems: tuple[Problem, ...]
    more_problems: int


def preview(plan: Plan, before: Present) -> Preview:
    """What `plan`, made from `before`, would do; where it has problems, only those."""
    if plan.problems:
        more = max(len(plan.problems) - MOST_PROBLEMS, 0)
        return Preview((), (), (), 0, plan.problems[:MOST_PROBLEMS], more)
    after = plan.result(before)
    return Preview(
        tuple(_counts(plan)),
        tuple((capfirst(str(name.table.label)), name) for name in plan.new_names),
        tuple(shown_row(change, before, after) for change in plan.changes[:MOST_ROWS]),
        max(len(plan.changes) - MOST_ROWS, 0),
        (),
        0,
    )


def totals(plan: Plan) -> dict[Action, int]:
    """How many rows are new, changed, deleted and as before, over all kinds."""
    return {action: sum(counts.get(action, 0) for counts in plan.summary.values()) for action in Action}


def _counts(plan: Plan) -> Iterator[Count]:
    for table, counts in plan.summary.items():
        kind = capfirst(str(MODELS[table]._meta.verbose_name_plural))
        yield Count(kind, *(counts.get(action, 0) for action in _IN_ORDER))


_IN_ORDER = (Action.CREATE, Action.CHANGE, Action.DELETE, Action.KEEP)


def shown_row(change: RowChange, before: Present, after: Present, longest: int | None = LONGEST) -> ShownRow:
    """A change in words; values longer than `longest` characters are cut to where they begin to differ."""
    fields = []
    for field, old, new in change.fields:
        is_named = field == "name" and change.label in (old, new)
        if change.action is not Action.CHANGE and (is_named or not (old or new)):
            continue  # the row's label says its name, unless that is a later one; what is blank says nothing
        texts = _text(before, change.table, field, old), _text(after, change.table, field, new)
        if texts[0] != texts[1]:
            label = str(MODELS[change.table]._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
            fields.append(ShownField(capfirst(label), *(_excerpts(*texts, longest) if longest else texts)))
    kind = capfirst(str(change.table.label))
    return ShownRow(change.action.value, str(change.action.label), kind, change.label, tuple(fields))


def _text(framework: Present, table: Table, field: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return ", ".join(framework.label(Table.ROLE_LEVEL, place_key(place)) for place in value)
    referred = REFERENCES.get(table, {}).get(field)
    return framework.label(referred, value) if referred else str(value)


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
