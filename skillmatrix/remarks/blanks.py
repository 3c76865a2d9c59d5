"""What blank cells, absent columns and absent rows of a file mean for the framework, in numbers.

A column that is absent is left alone; an empty cell empties its field, or with `keep_empty` leaves it; what
the file does not mention stays, or with `replace` is deleted where the file mentions its role.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import ngettext

from skillmatrix.drafting import Options
from skillmatrix.plans import Action, Plan
from skillmatrix.remarks.kinds import Kind, Remark, Row
from skillmatrix.remarks.sentences import Case, Field
from skillmatrix.rows import (
    KEYS,
    NAMED,
    Key,
    Layout,
    Present,
    Table,
    Values,
    Wanted,
    WantedRow,
    enumerated,
    same_name,
)

type _Found = dict[tuple[Case, Field], list[Row]]

_FIELDS = {
    table: [field for field in table.blank if any((table, field) in case.sentences for case in Case)]
    for table in Table
}


def emptied(plan: Plan) -> Iterator[Remark]:
    """How many fields would lose their value, each kind of field in a sentence."""
    found: _Found = defaultdict(list)
    for change in plan.changes:
        if change.action is Action.CHANGE:
            for field, old, new in change.fields:
                if old and not new:
                    found[Case.EMPTIED, (change.table, field)].append((change.table, change.key))
    return _counted(found)


def meant(plan: Plan, before: Present, after: Present, wanted: Wanted, options: Options) -> Iterator[Remark]:
    """What the blanks of `wanted` mean in `plan`, which leads from `before` to `after`."""
    keys = _Keys(wanted.layout, after)
    found: _Found = defaultdict(list)
    mentioned: dict[Table, set[Key]] = defaultdict(set)
    for table in wanted.tables:
        was, will_be, fields = before[table], after[table], _FIELDS[table]
        for key, row in keys.of(table, wanted.rows(table)):
            mentioned[table].add(key)
            old, new = was.get(key), will_be[key]
            for field in fields:
                if not row.values.get(field) and (case := _case(field, row, old, new, options)):
                    found[case, (table, field)].append((table, key))
    yield from _counted(found)
    if kept := [row for (case, _field), some in found.items() if case is Case.KEPT for row in some]:
        yield Remark(Kind.KEPT, _keeps(len(kept)) % {"count": len(kept)}, tuple(kept))
    if Table.EXPECTATION in wanted.tables:
        yield from _unmentioned(mentioned, plan, before, options)


def _case(field: str, row: WantedRow, old: Values | None, new: Values, options: Options) -> Case | None:
    """What becomes of a field of a wanted row, where its cell is empty or not there."""
    given = row.values.get(field)
    if given is None:
        if old is None:
            return None if new[field] else Case.NEW_ABSENT
        return Case.ABSENT if old[field] else None
    if given != "" or (old is not None and not old[field]):
        return None
    if old is None:
        return Case.NEW_BLANK
    if new[field]:
        return Case.KEPT if options.keep_empty else None
    return Case.BLANK


def _counted(found: _Found) -> Iterator[Remark]:
    for (case, field), rows in found.items():
        if sentence := case.sentences.get(field):
            about = f"{case.value}-{field[0].value}-{field[1]}"
            yield Remark(case.kind, str(sentence % {"count": len(rows)}), tuple(rows), about)


class _Keys:
    """Finds the rows that a file means, by the rules of a draft."""

    def __init__(self, layout: Layout, after: Present) -> None:
        self._after = after
        self._by_slug = layout is Layout.WORKBOOK
        self._slugs: dict[Table, dict[str, str]] = {table: {} for table in NAMED}  # by what is written
        self._by_name = {
            table: {same_name(values["name"]): slug for slug, values in after.named(table).items()}
            for table in NAMED
        }

    def of(self, table: Table, rows: Iterable[WantedRow]) -> Iterator[tuple[Key, WantedRow]]:
        """Each row of `table` with its key; rows that are nowhere in the framework are left out."""
        known = self._after[table]
        if table.is_named:
            named = ((row.values.get("slug") or self._slug(table, row.values["name"]), row) for row in rows)
            yield from ((key, row) for key, row in named if key in known)
            return
        parts = [(part.value, part, self._slugs[part]) for part in KEYS[table]]
        for row in rows:
            given = row.values
            slugs = [found.get(given[name]) or self._slug(part, given[name]) for name, part, found in parts]
            if (key := tuple(slugs)) in known:
                yield key, row

    def _slug(self, table: Table, text: str) -> str:
        is_slug = self._by_slug and text in self._after[table]
        found = text if is_slug else self._by_name[table].get(same_name(text), "")
        self._slugs[table][text] = found
        return found


def _unmentioned(
    mentioned: Mapping[Table, set[Key]], plan: Plan, before: Present, options: Options
) -> Iterator[Remark]:
    """The expectations of the roles that the file mentions, which it says nothing of."""
    if options.replace:
        gone = [change.key for change in plan.of(Table.EXPECTATION, Action.DELETE)]
        yield from _said_of(gone, before, is_gone=True)
        return
    said = mentioned[Table.EXPECTATION]
    roles = {
        *mentioned[Table.ROLE],
        *(key[0] for key in mentioned[Table.ROLE_LEVEL]),
        *(key[1] for key in said),
    }
    stays = [key for key in before[Table.EXPECTATION] if key[1] in roles and key not in said]
    yield from _said_of(stays, before, is_gone=False)


def _said_of(keys: Iterable[Key], before: Present, *, is_gone: bool) -> Iterator[Remark]:
    rows = tuple((Table.EXPECTATION, key) for key in keys)
    if not rows:
        return
    by_role = Counter(key[1] for _table, key in rows)
    names = {slug: before.label(Table.ROLE, slug) for slug in by_role}
    if len(by_role) == 1:
        told = _gone_of_one(len(rows)) if is_gone else _stays_of_one(len(rows))
        [roles] = names.values()
    else:
        told = _gone(len(rows)) if is_gone else _stays(len(rows))
        roles = enumerated(f"{names[slug]}: {count}" for slug, count in by_role.most_common())
    yield Remark(Kind.UNMENTIONED, told % {"count": len(rows), "roles": roles}, rows)


def _keeps(count: int) -> str:
    return ngettext(
        "%(count)d empty cell keeps what is there.", "%(count)d empty cells keep what is there.", count
    )


def _gone_of_one(count: int) -> str:
    return ngettext(
        "%(count)d expectation of %(roles)s that the file does not mention would be deleted.",
        "The %(count)d expectations of %(roles)s that the file does not mention would be deleted.",
        count,
    )


def _stays_of_one(count: int) -> str:
    return ngettext(
        "%(count)d expectation of %(roles)s that the file does not mention stays.",
        "The %(count)d expectations of %(roles)s that the file does not mention stay.",
        count,
    )


def _gone(count: int) -> str:
    return ngettext(
        "%(count)d expectation that the file does not mention would be deleted (%(roles)s).",
        "%(count)d expectations that the file does not mention would be deleted (%(roles)s).",
        count,
    )


def _stays(count: int) -> str:
    return ngettext(
        "%(count)d expectation that the file does not mention stays (%(roles)s).",
        "%(count)d expectations that the file does not mention stay (%(roles)s).",
        count,
    )
