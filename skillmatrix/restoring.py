"""A row as it once was + present rows -> the plan that makes it so again. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.flaws import Flaw, flaws
from skillmatrix.plans import Plan, difference
from skillmatrix.rows import KEYS, REFERENCES, Key, Present, Problem, Table, Values, place_key

_FIELDS = {"name": _("name"), "rank": _("rank"), "letter": _("letter")}


def restoration(present: Present, table: Table, key: Key, values: Values) -> Plan:
    """The plan that gives the row of `key` these values, also where it is gone; other rows stay.

    A skill goes with its group, also where that has moved to another domain since. Sideways steps to what
    is gone are left out. What else stands in the way is a problem of the plan.
    """
    row = {**table.blank, **values}
    if table is Table.SKILL and row["group"] in present[Table.GROUP]:
        row["domain"] = present[Table.GROUP][row["group"]]["domain"]
    if table is Table.ROLE_LEVEL:
        known = present[Table.ROLE_LEVEL]
        row["leads_to"] = tuple(place for place in row["leads_to"] if place_key(place) in known)
    if lost := tuple(_lost(present, table, key, row)):
        return Plan(problems=lost)
    after = Present({**present.rows, table: {**present[table], key: row}}, present.retired)
    unsound = sorted(flaws(after) - flaws(present), key=lambda flaw: flaw.field)
    return Plan(difference(present, after), problems=tuple(_problem(flaw, key, present) for flaw in unsound))


def _lost(present: Present, table: Table, key: Key, row: Values) -> Iterator[Problem]:
    """What the row refers to and is no longer there."""
    parts = zip(KEYS.get(table, ()), key, strict=True) if isinstance(key, tuple) else ()
    references = [(target, row[field]) for field, target in REFERENCES.get(table, {}).items()]
    for target, slug in [*parts, *references]:
        if slug and slug not in present[target]:
            message = gettext("The %(kind)s of this address is gone. Restore it first.") % {
                "kind": target.label
            }
            yield Problem("", None, str(target.label), slug, message % {"kind": target.label})


def _problem(flaw: Flaw, key: Key, present: Present) -> Problem:
    other = present.label(flaw.table, flaw.other if flaw.key == key else flaw.key)
    message = gettext("“%(other)s” has the same %(field)s by now. Change it there, then restore this.")
    return Problem("", None, "", "", message % {"other": other, "field": _FIELDS.get(flaw.field, flaw.field)})
