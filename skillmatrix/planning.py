"""Wanted rows + present rows -> plan. Pure: nothing is read or written here.

A draft finds out which row each wanted row is and what its values become (see `drafting`); the plan is
the difference between the framework before and after.
"""

from collections.abc import Collection, Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import ngettext

from skillmatrix.drafting import Draft, Options
from skillmatrix.flaws import Flaw, flaws
from skillmatrix.nearest import Guesses
from skillmatrix.plans import Action, FieldChange, NewName, Plan, RowChange, difference
from skillmatrix.progress import Progress, Stage, untold
from skillmatrix.rows import (
    KEYS,
    NAMED,
    REFERENCES,
    Key,
    Layout,
    Present,
    Problem,
    Table,
    Values,
    Wanted,
    WantedRow,
    enumerated,
    place_key,
    quoted,
)

__all__ = [
    "Action",
    "FieldChange",
    "NewName",
    "Options",
    "Plan",
    "RowChange",
    "default_proficiencies",
    "deletion",
    "plan",
    "removal",
]

DEFAULT_PROFICIENCIES = (("Awareness", "A"), ("Working", "W"), ("Advanced", "V"), ("Expert", "E"))
_AS_MEANT = Options()


def plan(wanted: Wanted, present: Present, options: Options = _AS_MEANT, progress: Progress = untold) -> Plan:
    """What it takes to make the framework as `wanted` says; with the problems of both, if there are any."""
    draft = Draft(wanted, present, options)
    for done, step in enumerate((draft.identify, draft.fill, draft.check)):
        progress(Stage.PLANNING, done / 4)
        step()
    progress(Stage.PLANNING, 3 / 4)
    changes = difference(present, Present(draft.rows, present.retired))
    return Plan(changes, _kept(draft, changes), _new_names(draft), _sorted(draft.problems))


def default_proficiencies(present: Present) -> Plan:
    """The plan that adds the default four; empty where there are any proficiencies already."""
    rows = tuple(
        WantedRow("", number, {"name": name, "letter": letter, "rank": number})
        for number, (name, letter) in enumerate(DEFAULT_PROFICIENCIES, start=1)
    )
    if present[Table.PROFICIENCY]:
        return Plan()
    return plan(Wanted(Layout.WORKBOOK, {Table.PROFICIENCY: rows}), present)


def removal(present: Present, wanted: Wanted) -> Plan:
    """The plan that takes the rows of `wanted` away, except for those that other rows rely on."""
    draft = Draft(wanted, present, _AS_MEANT)
    draft.identify()
    draft.fill()
    rows = {table: dict(present[table]) for table in Table}
    for table in reversed(Table):
        leaving = {key for key in draft.source[table] if key in rows[table]}
        staying = {key: values for key, values in rows[table].items() if key not in leaving}
        while relied_on := leaving & _relied_on(table, {**rows, table: staying}):
            leaving -= relied_on
            staying |= {key: rows[table][key] for key in relied_on}
        rows[table] = staying
    changes = difference(present, Present(rows, present.retired))
    return Plan(changes, _kept(draft, changes))


def deletion(present: Present, table: Table, keys: Collection[Key]) -> Plan:
    """The plan that deletes rows of one table, and with a role its levels; keys of no row are passed over.

    Where other rows rely on one of them, that is a problem: what relies on it is to go first.
    """
    leaving = {key for key in keys if key in present[table]}
    rows = {each: dict(present[each]) for each in Table}
    for key in leaving:
        del rows[table][key]
    if table is Table.ROLE:
        levels = rows[Table.ROLE_LEVEL]
        rows[Table.ROLE_LEVEL] = {key: values for key, values in levels.items() if key[0] not in leaving}
    after = Present(rows, present.retired)
    relying: dict[Key, list[Flaw]] = {}
    for flaw in sorted(flaws(after) - flaws(present), key=lambda flaw: str(flaw.key)):
        subject = flaw.other[0] if table is Table.ROLE and isinstance(flaw.other, tuple) else flaw.other
        relying.setdefault(subject, []).append(flaw)
    problems = [_in_use(present, table, key, found) for key, found in relying.items()]
    return Plan(difference(present, after), problems=tuple(problems))


def _in_use(present: Present, table: Table, key: Key, relying: list[Flaw]) -> Problem:
    sentence = ngettext(
        "%(kind)s “%(name)s” can't be deleted: %(uses)s uses it.",
        "%(kind)s “%(name)s” can't be deleted: %(uses)s use it.",
        len(relying),
    )
    uses = (f"{flaw.table.label} {quoted(present.label(flaw.table, flaw.key))}" for flaw in relying)
    told = {"kind": capfirst(str(table.label)), "name": present.label(table, key)}
    return Problem("", None, "", "", sentence % {**told, "uses": enumerated(uses, 3)})


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By sheet, in the order in which they come up, and by row."""
    found = list(problems)
    sheets = list(dict.fromkeys(problem.sheet for problem in found))
    return tuple(sorted(found, key=lambda problem: (sheets.index(problem.sheet), problem.row or 0)))


def _kept(draft: Draft, changes: tuple[RowChange, ...]) -> tuple[tuple[Table, int], ...]:
    """How many of the wanted rows that are present stay as they are."""
    changed = {(change.table, change.key) for change in changes}
    counts = (
        (
            table,
            sum(key in draft.present[table] and (table, key) not in changed for key in draft.source[table]),
        )
        for table in Table
    )
    return tuple((table, count) for table, count in counts if count)


def _new_names(draft: Draft) -> tuple[NewName, ...]:
    found = []
    for table in NAMED:
        before = draft.present.named(table)
        guesses = Guesses((values["name"] for values in before.values()), of_new=True)
        for slug in draft.source[table]:
            if slug not in before and table is not Table.PROFICIENCY:
                name = draft.rows[table][slug]["name"]
                found.append(NewName(table, name, guesses.nearest(name)))
    return tuple(found)


def _relied_on(table: Table, rows: Mapping[Table, Mapping[Key, Values]]) -> set[Key]:
    """The keys of `table` that any of `rows` refers to."""
    found: set[Key] = set()
    for owner, references in REFERENCES.items():
        fields = [field for field, target in references.items() if target is table]
        found.update(values[field] for values in rows[owner].values() for field in fields)
    for owner, parts in KEYS.items():
        if table in parts:
            found.update(key[parts.index(table)] for key in rows[owner])
    if table is Table.ROLE_LEVEL:
        found.update(place_key(place) for values in rows[table].values() for place in values["leads_to"])
    return found
