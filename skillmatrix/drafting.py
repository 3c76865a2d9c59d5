"""A draft: the framework as it will be once a file is written into it, and what speaks against it. Pure.

Every wanted row is first given its key: a row with a slug is that row, or becomes it; one without is
the row of its name, or a new one. In a list a name means the row of that name, never the one that has it
for a slug, and is never changed; by slug a workbook renames. Then values are filled in, references
resolved, and the result is checked as a whole, so that two rows may swap their names or ranks.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from skillmatrix.flaws import Flaw, clashes
from skillmatrix.nearest import Guesses
from skillmatrix.rows import (
    HIGHEST_RANK,
    KEYS,
    NAMED,
    RANKED,
    REFERENCES,
    Key,
    Layout,
    Present,
    Problem,
    Table,
    Value,
    Values,
    Wanted,
    WantedRow,
    enumerated,
    place_key,
    same_name,
)
from skillmatrix.text import free_slug

_NEVER_EMPTY = {
    (Table.GROUP, "domain"),
    (Table.LEVEL, "rank"),
    (Table.PROFICIENCY, "rank"),
    (Table.PROFICIENCY, "letter"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is meant.

    `replace`: the roles that it mentions expect only what it says. `keep_empty`: an empty cell leaves
    its field alone instead of emptying it. `known_only`: a name that does not exist yet is a problem
    instead of a new row.
    """

    replace: bool = False
    keep_empty: bool = False
    known_only: bool = False


class Draft:
    """`rows` is the framework as it will be, `source` the wanted row behind each key."""

    def __init__(self, wanted: Wanted, present: Present, options: Options) -> None:
        self.wanted = wanted
        self.present = present
        self.options = options
        self.rows: dict[Table, dict[Key, Values]] = {table: dict(present[table]) for table in Table}
        self.source: dict[Table, dict[Key, WantedRow]] = {table: {} for table in Table}
        self.problems: list[Problem] = list(wanted.problems)
        self._told = {(problem.sheet, problem.row, problem.column) for problem in wanted.problems}
        self._by_name: dict[Table, dict[str, str]] = {}
        self._found: dict[tuple[Table, str], str | None] = {}
        self._unknown: dict[tuple[Table, str], str] = {}
        self._guesses: dict[Table, Guesses] = {}

    def identify(self) -> None:
        """Give every wanted row its key."""
        for table in NAMED:
            self._identify_named(table)
            names = ((same_name(values["name"]), str(slug)) for slug, values in self.rows[table].items())
            self._by_name[table] = dict(names)
        for table in KEYS:
            self._identify_keyed(table)

    def fill(self) -> None:
        """Give every wanted row its values, and the rows that follow from them theirs."""
        for table in Table:
            for key, row in self.source[table].items():
                self.rows[table][key] = self._filled(table, self.rows[table][key], row)
        for table in RANKED:
            self._rank_new(table)
        self._follow_groups()
        if self.options.replace and Table.EXPECTATION in self.wanted.tables:
            self._drop_unmentioned()

    def check(self) -> None:
        """Find what is incomplete, not there, or there twice."""
        for table, field, message in (
            (Table.GROUP, "domain", _("A new group needs a domain. Fill in the column domain.")),
            (
                Table.PROFICIENCY,
                "letter",
                _("A new proficiency needs a letter of its own. Fill in the column letter."),
            ),
        ):
            for key, row in self.source[table].items():
                if not self.rows[table][key][field]:
                    self._tell(row, self._column(table), row.values["name"], message)
        self._check_places()
        for flaw in clashes(Present(self.rows)):
            self._tell_clash(flaw)
        if self.options.known_only:
            self._check_known()

    def _tell(self, row: WantedRow, column: str, value: str, message: str) -> None:
        """Note a problem, unless one is noted for that cell already."""
        if (row.sheet, row.row, column) not in self._told:
            self._told.add((row.sheet, row.row, column))
            self.problems.append(row.problem(column, value, message))

    def _column(self, table: Table) -> str:
        """The column that names rows of `table`."""
        return "name" if self.wanted.layout is Layout.WORKBOOK else table.value

    # Which row is meant

    def _identify_named(self, table: Table) -> None:
        before = self.present.named(table)
        given = {row.values.get("slug", "") for row in self.wanted.rows(table)}
        by_name = {same_name(values["name"]): slug for slug, values in before.items() if slug not in given}
        taken = {*before, *self.present.retired.get(table, ()), *given}
        for row in self.wanted.rows(table):
            slug, name = row.values.get("slug", ""), row.values["name"]
            key = slug or by_name.get(same_name(name))
            if not key:
                key = free_slug(name, taken)
                taken.add(key)
            if self._claim(table, key, row):
                values = self.rows[table].get(key, table.blank)
                if slug or key not in before:
                    values = {**values, "name": name}
                self.rows[table][key] = values

    def _identify_keyed(self, table: Table) -> None:
        for row in self.wanted.rows(table):
            slugs = [self._refer(part, row, part.value) for part in KEYS[table]]
            key = tuple(slug for slug in slugs if slug)
            if len(key) == len(slugs) and self._claim(table, key, row):
                self.rows[table].setdefault(key, table.blank)

    def _claim(self, table: Table, key: Key, row: WantedRow) -> bool:
        """Note that `row` is the one with `key`; a problem where an earlier row is."""
        earlier = self.source[table].setdefault(key, row)
        if earlier is row:
            return True
        message = _("Row %(row)d means the same. Keep one of the two.")
        column = self._column(table) if table.is_named else ", ".join(part.value for part in KEYS[table])
        value = (
            row.values["name"]
            if table.is_named
            else " · ".join(row.values[part.value] for part in KEYS[table])
        )
        self._tell(row, column, value, message % {"row": earlier.row})
        return False

    def _refer(self, table: Table, row: WantedRow, column: str) -> str | None:
        """The slug of the row that the cell names; None, and a problem, where there is none."""
        text = row.values[column]
        if (table, text) not in self._found:
            self._found[table, text] = self._find(table, text)
        found = self._found[table, text]
        if found is None:
            self._tell_unknown(table, row, column)
        return found

    def _find(self, table: Table, text: str) -> str | None:
        """A workbook writes slugs or else names, a list names; for proficiencies slugs or letters will do."""
        by_name = self._by_name[table].get(same_name(text))
        by_slug = text if text in self.rows[table] else None
        if self.wanted.layout is Layout.WORKBOOK:
            found = by_slug or by_name
        else:
            found = by_name or (by_slug if table is Table.PROFICIENCY else None)
        if found is None and table is Table.PROFICIENCY:
            rows = self.rows[table].items()
            letters = {values["letter"].casefold(): str(slug) for slug, values in rows}
            letters |= {values["letter"]: str(slug) for slug, values in rows}
            found = letters.get(text) or letters.get(text.casefold())
        return found

    def _tell_unknown(self, table: Table, row: WantedRow, column: str) -> None:
        text = row.values[column]
        if table is Table.PROFICIENCY and not self.rows[table]:
            if (table, "") not in self._unknown:
                self._unknown[table, ""] = message = _(
                    "There are no proficiencies yet. Add the default four on the start page of the admin, or "
                    "with “python manage.py add_proficiencies”. Then import again."
                )
                self._tell(row, column, text, message)
            return
        if (table, text) not in self._unknown:
            if table is Table.PROFICIENCY:
                names = (values["name"] for values in self.rows[table].values())
                message = _("No proficiency has this name, slug or letter. There are: %(names)s.")
                self._unknown[table, text] = message % {"names": enumerated(names)}
            else:
                message = _(
                    "Not known as %(table)s, by slug or name.%(hint)s Correct it, or add it to its sheet."
                )
                said = {"table": table.label, "hint": self._guesses_of(table).hint(text)}
                self._unknown[table, text] = message % said
        self._tell(row, column, text, self._unknown[table, text])

    def _guesses_of(self, table: Table) -> Guesses:
        if table not in self._guesses:
            self._guesses[table] = Guesses(values["name"] for values in self.rows[table].values())
        return self._guesses[table]

    # What its values become

    def _filled(self, table: Table, before: Values, row: WantedRow) -> Values:
        changed: dict[str, Value] = {}
        references = REFERENCES.get(table, {})
        for field, blank in table.blank.items():
            given = row.values.get(field)
            if field == "name" or given is None:
                continue
            if given == "":
                if not self.options.keep_empty and (table, field) not in _NEVER_EMPTY:
                    changed[field] = blank
            elif field not in references:
                changed[field] = given
            elif slug := self._refer(references[field], row, field):
                changed[field] = slug
        return {**before, **changed} if changed else before

    def _rank_new(self, table: Table) -> None:
        """Put new rows without a rank after the highest, in the order of the file."""
        rows = self.rows[table]
        highest = max((values["rank"] for values in rows.values()), default=0)
        for key, row in self.source[table].items():
            if not rows[key]["rank"]:
                highest += 1
                rows[key] = {**rows[key], "rank": highest}
            if rows[key]["rank"] > HIGHEST_RANK:
                message = _(
                    "No rank is left above the highest, %(highest)d. Give the others lower ranks first."
                )
                self._tell(row, self._column(table), row.values["name"], message % {"highest": HIGHEST_RANK})

    def _follow_groups(self) -> None:
        """A group's skills are in its domain, also those that the file leaves out when a group moves."""
        groups, before = self.rows[Table.GROUP], self.present
        moved = {
            slug
            for slug, values in groups.items()
            if slug in before[Table.GROUP] and before[Table.GROUP][slug]["domain"] != values["domain"]
        }
        for slug, skill in self.rows[Table.SKILL].items():
            row, group = self.source[Table.SKILL].get(slug), skill["group"]
            if not group or (row is None and group not in moved):
                continue
            domain = groups[group]["domain"]
            if not domain or domain == skill["domain"]:
                continue
            as_before = skill["domain"] == before[Table.SKILL].get(slug, {}).get("domain")
            if row and row.values.get("domain") and not as_before:
                self._tell_other_domain(row, group, domain)
            else:
                self.rows[Table.SKILL][slug] = {**skill, "domain": domain}

    def _tell_other_domain(self, row: WantedRow, group: str, domain: str) -> None:
        if row.values.get("group"):
            message = _(
                "The group “%(group)s” of this skill belongs to “%(domain)s”. "
                "Write that domain, or change the group."
            )
        elif "group" in row.values:
            message = _(
                "The group “%(group)s” of this skill belongs to “%(domain)s”, and here an empty cell keeps "
                "the group. Write that domain, or another group; to take the skill out of its group, import "
                "without keeping what empty cells leave out."
            )
        elif self.wanted.layout is not Layout.WORKBOOK:
            message = _(
                "The group “%(group)s” of this skill belongs to “%(domain)s”. Write that domain, or add a "
                "column group: empty, it takes the skill out of its group; with “%(group)s” in it, the whole "
                "group moves to the domain that you write."
            )
        else:
            message = _(
                "The group “%(group)s” of this skill belongs to “%(domain)s”. Write that domain, or add a "
                "column group: empty, it takes the skill out of its group. To move the whole group, write "
                "its domain in the sheet Skill groups."
            )
        names = {
            "group": self.rows[Table.GROUP][group]["name"],
            "domain": self.rows[Table.DOMAIN][domain]["name"],
        }
        self._tell(row, "domain", row.values["domain"], message % names)

    def _drop_unmentioned(self) -> None:
        """Leave out what the mentioned roles expect and the file does not say."""
        source = self.source[Table.EXPECTATION]
        roles = {
            *self.source[Table.ROLE],
            *(key[0] for key in self.source[Table.ROLE_LEVEL]),
            *(key[1] for key in source),
        }
        expectations = self.rows[Table.EXPECTATION]
        self.rows[Table.EXPECTATION] = {
            key: values for key, values in expectations.items() if key in source or key[1] not in roles
        }

    # What speaks against it

    def _check_places(self) -> None:
        role_levels = self.rows[Table.ROLE_LEVEL]
        for key, row in self.source[Table.ROLE_LEVEL].items():
            for place in role_levels[key]["leads_to"]:
                other = place_key(place)
                if other == key:
                    self._tell(row, "leads_to", place, _("A level cannot lead to itself. Remove it here."))
                elif other not in role_levels:
                    message = _("No role has this level. Add it as a row of its own, or remove it here.")
                    self._tell(row, "leads_to", place, message)

    def _tell_clash(self, flaw: Flaw) -> None:
        table, key, field, other = flaw
        source = self.source[table]
        if key not in source:
            key, other = other, key
        if key not in source:
            return
        message = {
            "name": _(
                "“%(other)s” has this name already. Write its slug to mean it, or choose another name."
            ),
            "rank": _("“%(other)s” has this rank already. Each one needs a rank of its own."),
            "letter": _("“%(other)s” has this letter already. Each one needs a letter of its own."),
        }[field]
        owner = self.rows[table][other]["name"] if field != "name" else other
        if other in source:
            owner = _("%(name)s in row %(row)d") % {"name": owner, "row": source[other].row}
        column = self._column(table) if field == "name" else field
        self._tell(source[key], column, str(self.rows[table][key][field]), message % {"other": owner})

    def _check_known(self) -> None:
        for table in NAMED:
            before: Collection[Values] = self.present[table].values()
            guesses = Guesses((values["name"] for values in before), of_new=True)
            for key, row in self.source[table].items():
                if key not in self.present[table]:
                    name = row.values["name"]
                    message = _("This name does not exist yet.%(hint)s Correct it, or allow new names.")
                    self._tell(row, self._column(table), name, message % {"hint": guesses.hint(name)})
