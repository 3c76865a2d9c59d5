"""What an editor reads where somebody else changed a row in the meantime: both sides, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst

from skillmatrix.admin.formsets import RowsAsSent, Typed, in_words
from skillmatrix.admin.versions import Clash, VersionedForm
from skillmatrix.models.base import Row
from skillmatrix.queries.history import LastChange, last_change


@dataclass(frozen=True, slots=True)
class Side:
    """One field: what is there now, what this person wants, what both were shown before ("" if unknown).

    `take` is the name of the choice between the two, `anchor` the id of the field in the form. `is_content`:
    these are words of the framework, not of the interface.
    """

    label: str
    now: str
    mine: str
    before: str
    take: str
    anchor: str
    is_content: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One row: `both` are the fields to decide, `newer` those that only somebody else changed."""

    kind: str
    label: str
    both: tuple[Side, ...]
    newer: tuple[Side, ...]
    deleting: bool
    by: LastChange | None


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All of one page.

    `lost` are texts that were typed into rows that are gone by now, `outside` those into rows that this
    person may not edit by now.
    """

    rows: tuple[Conflict, ...]
    lost: tuple[str, ...]
    outside: tuple[str, ...] = ()


def conflicts(form: Any, formsets: Iterable[Any], sent: QueryDict) -> tuple[Conflicts | None, bool]:
    """What the page shows, if there is anything, and whether that is why nothing was saved."""
    clashing = [form] if isinstance(form, VersionedForm) and form.clash else []
    gone: list[Typed] = []
    out: list[Typed] = []
    for formset in formsets:
        if isinstance(formset, RowsAsSent):
            clashing += formset.clashing
            gone += formset.gone
            out += formset.outside
    lost = (*sent.getlist("lost"), *map(str, gone))
    outside = (*sent.getlist("outside"), *map(str, out))
    if not (clashing or lost or outside):
        return None, False
    rows = tuple(_conflict(form, form.clash) for form in clashing if form.clash)
    return Conflicts(rows, lost, outside), bool(clashing or gone or out)


def _conflict(form: VersionedForm, clash: Clash) -> Conflict:
    both = tuple(_side(form, clash, name) for name in clash.both)
    newer = tuple(_side(form, clash, name) for name in clash.newer)
    stored = type(form.instance)._base_manager.filter(pk=form.instance.pk)
    row = stored.first() or form.instance  # the form's own is as it was typed
    return Conflict(
        capfirst(str(form.instance._meta.verbose_name)),
        str(row),
        () if clash.deleting else both,
        (*both, *newer) if clash.deleting else newer,
        clash.deleting,
        last_change(row) if isinstance(row, Row) else None,
    )


def _side(form: VersionedForm, clash: Clash, name: str) -> Side:
    asked = form.fields[name]
    before = clash.before.get(name)
    return Side(
        capfirst(str(asked.label)),
        in_words(asked, clash.now[name]),
        in_words(asked, form.wanted[name]),
        "" if before is None else in_words(asked, before),
        form.take(name),
        form[name].id_for_label,
        not isinstance(clash.now[name], bool),
    )
