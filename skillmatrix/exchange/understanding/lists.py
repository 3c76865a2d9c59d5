"""A list -> rows a table: what each row of a list says about its skill, group, role and level, said once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmatrix.exchange.columns import EXPECTATIONS
from skillmatrix.rows import Problem, Table, WantedRow, same_name

_EXPECTATION = frozenset(column.name for column in EXPECTATIONS.columns)
_ONE_EACH: Mapping[tuple[str, str], Promise] = {
    ("skill", "domain"): gettext_lazy(
        "Row %(row)d puts the skill “%(owner)s” in “%(other)s”. A skill has one domain."
    ),
    ("skill", "group"): gettext_lazy(
        "Row %(row)d puts the skill “%(owner)s” in “%(other)s”. A skill has one group."
    ),
    ("role", "family"): gettext_lazy(
        "Row %(row)d puts the role “%(owner)s” in “%(other)s”. A role has one family."
    ),
    ("group", "domain"): gettext_lazy(
        "Row %(row)d puts the group “%(owner)s” in “%(other)s”. A group has one domain."
    ),
}


@dataclass(slots=True)
class _Said:
    """What the rows of a list say in column `column` about each `owner`: one value, from its first row."""

    owner: str
    column: str
    asked: set[str] = field(default_factory=set)
    first: dict[str, tuple[str, WantedRow]] = field(default_factory=dict)
    other: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def hear(self, owner: str, value: str, row: WantedRow) -> None:
        self.asked.add(same_name(owner))
        if not value:
            return
        said, by = self.first.setdefault(same_name(owner), (value, row))
        if same_name(said) != same_name(value):
            message = _ONE_EACH[self.owner, self.column] % {"row": by.row, "owner": owner, "other": said}
            hint = _("Write the same in both rows.")
            if by.sheet != row.sheet:
                hint = _("That row is in sheet “%(sheet)s”. Write the same in both.") % {"sheet": by.sheet}
            key = (same_name(owner), same_name(value))
            self.other.setdefault(key, row.problem(self.column, value, f"{message} {hint}"))

    def of(self, owner: str) -> dict[str, str]:
        """What is said about an owner, as the value of its column; nothing where no sheet has that column."""
        if same_name(owner) not in self.asked:
            return {}
        return {self.column: self.first[same_name(owner)][0] if same_name(owner) in self.first else ""}


def fold(
    rows: tuple[WantedRow, ...], mentioned: Iterable[WantedRow] = ()
) -> tuple[dict[Table, tuple[WantedRow, ...]], list[Problem]]:
    """The rows of a list as rows of each table, and what contradicts itself.

    A value given in some rows of a skill or role and left blank in others is one value. Rows of other
    tables than Expectation stand for the first row that names them. `mentioned` are rows that say a role
    and nothing that is expected of it.
    """
    skill_domain, skill_group, family = (
        _listen(rows, owner, column)
        for owner, column in (("skill", "domain"), ("skill", "group"), ("role", "family"))
    )
    group_domain = _Said("group", "domain")
    for key, (group, said_by) in skill_group.first.items():
        if key in skill_domain.asked:
            domain, said_by = skill_domain.first.get(key, ("", said_by))
            group_domain.hear(group, domain, said_by)
    tables = {
        Table.DOMAIN: _rows(_first(rows, "domain")),
        Table.GROUP: _rows(_first(rows, "group"), group_domain),
        Table.SKILL: _rows(_first(rows, "skill"), skill_domain, skill_group),
        Table.FAMILY: _rows(_first(rows, "family")),
        Table.ROLE: _rows(_first((*rows, *mentioned), "role"), family),
        Table.LEVEL: _rows(_first(rows, "level")),
        Table.EXPECTATION: tuple(_expectation(row) for row in rows),
    }
    said = (skill_domain, skill_group, family, group_domain)
    return tables, [problem for each in said for problem in each.other.values()]


def _listen(rows: Iterable[WantedRow], owner: str, column: str) -> _Said:
    said = _Said(owner, column)
    for row in rows:
        if column in row.values:
            said.hear(row.values[owner], row.values[column], row)
    return said


def _first(rows: Iterable[WantedRow], column: str) -> list[tuple[str, WantedRow]]:
    """Each name in a column as it is first written, with the row that writes it."""
    found: dict[str, tuple[str, WantedRow]] = {}
    for row in rows:
        if name := row.values.get(column, ""):
            found.setdefault(same_name(name), (name, row))
    return list(found.values())


def _rows(names: Iterable[tuple[str, WantedRow]], *said: _Said) -> tuple[WantedRow, ...]:
    return tuple(
        WantedRow(
            row.sheet,
            row.row,
            {"name": name, **{column: value for about in said for column, value in about.of(name).items()}},
        )
        for name, row in names
    )


def _expectation(row: WantedRow) -> WantedRow:
    values = {column: value for column, value in row.values.items() if column in _EXPECTATION}
    return WantedRow(row.sheet, row.row, values)
