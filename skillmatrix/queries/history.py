"""The recorded changes of the framework."""

from collections.abc import Iterator

from django.db.models import QuerySet

from skillmatrix.models import Change
from skillmatrix.plans import Action
from skillmatrix.replaying import Entry
from skillmatrix.rows import Table


def entries(changes: QuerySet[Change] | None = None) -> Iterator[Entry]:
    """Recorded changes, by default all of them, the oldest first, in one query."""
    found = Change.objects.all() if changes is None else changes
    for change in found.order_by("pk").iterator():
        table = None if change.table == Change.SIDE_STEP else Table(change.table)
        yield Entry(table, change.row_key, Action(change.action), change.old, change.new)
