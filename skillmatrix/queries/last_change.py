"""Who changed a row last, and when."""

import datetime
from dataclasses import dataclass

from skillmatrix.models import Change
from skillmatrix.models.base import Row
from skillmatrix.queries.framework import key_of, table_of
from skillmatrix.rows import place_text


@dataclass(frozen=True, slots=True)
class LastChange:
    """`who` is empty where nobody is known: a command, or what was there before history was kept."""

    who: str
    at: datetime.datetime


def last_change(row: Row) -> LastChange | None:
    """The latest that is recorded of a row, which was read with what it refers to; None if nothing is."""
    key = key_of(row)
    text = key if isinstance(key, str) else place_text(key)
    of_row = Change.objects.filter(table=table_of(type(row)).value, key=text)
    found = of_row.select_related("operation__person").first()
    if found is None:
        return None
    operation = found.operation
    if operation is None:
        return LastChange("", found.at)
    name = operation.person.get_full_name() if operation.person else ""
    return LastChange(name or operation.person_name, found.at)
