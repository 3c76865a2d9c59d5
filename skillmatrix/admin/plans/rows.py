"""The changes of a plan in words: under headings, old beside new."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from skillmatrix.admin.plans.sides import Sides
from skillmatrix.admin.shown_rows import field_name, kind_name, told_fields, value_in_words
from skillmatrix.plans import Action, RowChange
from skillmatrix.rows import Table, Value
from skillmatrix.worddiff import Part, Parts, whole, words_changed

MOST_COMPARED = 600_000  # characters of both sides that a page compares word by word, which takes a second
_TEXTS = ("description", "summary", "focus", "stack")

type Told = Callable[[RowChange], Sequence[str]]
"""The warnings about a row."""


@dataclass(frozen=True, slots=True)
class ShownSides:
    """One field: both sides in pieces, None for a side that the row does not have."""

    name: str
    old: Parts | None
    new: Parts | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One row: `label` is what sets it apart under its heading."""

    action: str
    mark: str
    label: str
    fields: tuple[ShownSides, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """Rows of a section under a heading of their own, a skill; or without one."""

    title: str
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind, or the expectations of a role, whose name is then the title."""

    title: str
    is_continued: bool  # from the page before
    divisions: tuple[Division, ...]


def sections(
    changes: Iterable[RowChange], before: RowChange | None, sides: Sides, told: Told
) -> Iterator[Section]:
    """The changes of a page, which are in order, under headings; `before` is the change before the page."""
    continued, compare = before and _heading(before), _Comparing()
    for heading, rows in groupby(changes, key=_heading):
        table, role = heading
        divisions = (
            Division(
                title=sides.name(Table.SKILL, skill) if skill else "",
                changes=tuple(_shown(change, sides, compare, told(change)) for change in some),
            )
            for skill, some in groupby(rows, key=_skill)
        )
        title = sides.name(Table.ROLE, role) if role else kind_name(table)
        yield Section(title, heading == continued, tuple(divisions))


def _heading(change: RowChange) -> tuple[Table, str]:
    return change.table, change.key[1] if change.table is Table.EXPECTATION else ""


def _skill(change: RowChange) -> str:
    return change.key[0] if change.table is Table.EXPECTATION else ""


def _shown(change: RowChange, sides: Sides, compare: "_Comparing", warnings: Sequence[str]) -> ShownChange:
    label = change.label
    if change.table is Table.EXPECTATION:
        label = sides.name(Table.LEVEL, change.key[2])
    fields = tuple(_compared(change, *field, sides, compare) for field in told_fields(change))
    return ShownChange(change.action.value, str(change.action.label), label, fields, tuple(warnings))


def _compared(
    change: RowChange,
    field: str,
    old: Value | None,
    new: Value | None,
    sides: Sides,
    compare: "_Comparing",
) -> ShownSides:
    was, will_be = both_in_words(change.table, field, old, new, sides)
    parts = _parts(field, was, will_be, compare)
    return ShownSides(
        field_name(change.table, field),
        None if change.action is Action.CREATE else parts[0],
        None if change.action is Action.DELETE else parts[1],
    )


def both_in_words(
    table: Table, field: str, old: Value | None, new: Value | None, sides: Sides
) -> tuple[str, str]:
    """A field before and after, as people read it."""
    if field == "required":
        return _required(old), _required(new)
    return value_in_words(sides.before, table, field, old), value_in_words(sides.after, table, field, new)


def _required(value: Value | None) -> str:
    if value is None:
        return ""
    return _("required") if value else _("optional")


class _Comparing:
    """Compares two texts word by word, until a page has compared so much; what is beyond stands whole."""

    def __init__(self) -> None:
        self._left = MOST_COMPARED

    def __call__(self, old: str, new: str) -> tuple[Parts, Parts]:
        signs = len(old) + len(new)
        if signs > self._left:
            return whole(old), whole(new)
        self._left -= signs
        return words_changed(old, new)


def _parts(field: str, old: str, new: str, compare: _Comparing) -> tuple[Parts, Parts]:
    """Both sides in pieces. Of texts the changed words are marked; short values may be as a whole."""
    if not (old and new):
        return whole(old), whole(new)
    parts = compare(old, new)
    if field in _TEXTS or any(part.marked for side in parts for part in side):
        return parts
    return (Part(old, True),), (Part(new, True),)
