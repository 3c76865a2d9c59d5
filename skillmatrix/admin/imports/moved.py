"""What happened to the framework since a plan was made, as far as it makes another plan of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from skillmatrix.admin.base import list_address
from skillmatrix.importing import Planned, options_of
from skillmatrix.models import Change, Import
from skillmatrix.overtaken import as_before, overtaken
from skillmatrix.planning import plan
from skillmatrix.plans import RowChange
from skillmatrix.queries.history import address, as_rows, entries, row_of
from skillmatrix.rows import Key, Table

MOST_CHANGES = 10_000  # that are replayed to find out which rows they concern
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A row, what became of it in the plan, and who changed it last; "" where nobody did, or nobody knows."""

    kind: str
    label: str
    fate: str
    by: str
    history: str


@dataclass(frozen=True, slots=True)
class Moved:
    """`is_meaning` where the file is meant otherwise, rather than the framework being another."""

    is_meaning: bool = False
    rows: tuple[MovedRow, ...] = ()
    more: int = 0


def moved(import_: Import, since: int, found: Planned) -> Moved:
    """What became of the plan that was made when the latest change was `since`; `found` is that of now."""
    changes = Change.objects.filter(pk__gt=since).select_related("operation").order_by("pk")
    if changes.count() > MOST_CHANGES:
        return Moved()
    latest = {row_of(change): change for change in changes}
    if found.plan.problems:
        return _shown(_as_they_are(latest.values()), latest)
    before = as_before(found.before, entries(changes))
    then = plan(found.wanted, before, options_of(import_))
    return _shown([(each.row, str(each.fate.label)) for each in overtaken(then, found.plan)], latest)


def _as_they_are(changes: Iterable[Change]) -> list[tuple[RowChange, str]]:
    rows, _names = as_rows(changes)
    return [(row, str(row.action.label)) for row in rows]


def _shown(rows: list[tuple[RowChange, str]], latest: dict[tuple[Table, Key], Change]) -> Moved:
    shown = tuple(_row(row, fate, latest.get((row.table, row.key))) for row, fate in rows[:MOST_ROWS])
    return Moved(rows=shown, more=max(len(rows) - MOST_ROWS, 0))


def _row(row: RowChange, fate: str, change: Change | None) -> MovedRow:
    kind = capfirst(str(row.table.label))
    history = list_address(Change, row=address(row.table, row.key)) if change else ""
    return MovedRow(kind, row.label, fate, _by(change) if change else "", history)


def _by(change: Change) -> str:
    time = date_format(localtime(change.at), "DATETIME_FORMAT")
    who = change.operation.person_name if change.operation else ""
    if who:
        return _("Changed by %(person)s, %(time)s") % {"person": who, "time": time}
    return _("Changed %(time)s") % {"time": time}
