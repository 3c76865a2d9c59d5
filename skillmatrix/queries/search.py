"""Searching the framework: a folded copy of it is held in the process and made anew once it has changed.

Both databases can search, but not alike: see docs/decisions/0023.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Subquery

from skillmatrix.corpus import Corpus, Entry, Kind
from skillmatrix.models import (
    Change,
    Domain,
    Expectation,
    Level,
    Revision,
    Role,
    RoleFamily,
    Skill,
    SkillGroup,
)
from skillmatrix.models.base import Named
from skillmatrix.queries.names import Name
from skillmatrix.queries.revision import steady
from skillmatrix.searching import Query, Word
from skillmatrix.text import name_key

FEW = {Kind.SKILLS: 6, Kind.ROLES: 6, Kind.DOMAINS: 6, Kind.EXPECTATIONS: 10}
PAGE = 50  # results of one kind on a page of its own
_TRIES = 5

type Moment = tuple[str, int, datetime | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A result with a name, `what` being as in an `Entry`."""

    what: str
    name: Name
    about: str
    within: Name | None


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """An expectation that was found, with its text."""

    skill: Name
    role: Name
    level: Name
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind: how many there are, and those that the page shows."""

    kind: Kind
    total: int
    lines: tuple[Line, ...] | tuple[ExpectationLine, ...]
    start: int

    @property
    def first(self) -> int:
        """The number of the first result shown, counted from 1."""
        return self.start + 1

    @property
    def last(self) -> int:
        return self.start + len(self.lines)

    @property
    def before(self) -> int | None:
        """The page of a single kind before this one."""
        return self.start // PAGE or None

    @property
    def after(self) -> int | None:
        return self.start // PAGE + 2 if self.last < self.total else None


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, by kind in the order of the page; kinds without a result are left out.

    `words` are those asked, as they were meant; where nothing was found, `nearest` are names like it.
    """

    groups: tuple[Group, ...]
    words: tuple[Word, ...]
    nearest: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def misspelt(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.instead)


@steady
def page(query: Query, kind: Kind | None = None, number: int = 1) -> Results:
    """What `query` finds: a few of each kind, or the `number`th page of one; in five queries."""
    held = corpus()
    found = held.find(query)
    groups = []
    for each in [kind] if kind else Kind:
        size = PAGE if kind else FEW[each]
        shown = slice((number - 1) * size, number * size)
        lines: tuple[Line, ...] | tuple[ExpectationLine, ...]
        if each is Kind.EXPECTATIONS:
            total, lines = len(found.expectations), _expectations(held, found.expectations[shown])
        else:
            named = found.named.get(each, [])
            total, lines = len(named), tuple(map(_line, named[shown]))
        if total:
            groups.append(Group(each, total, lines, shown.start))
    nearest = () if groups or not query.words else tuple(map(_line, held.nearest(query)))
    return Results(tuple(groups), found.words, nearest)


def _line(entry: Entry) -> Line:
    return Line(entry.what, Name(entry.slug, entry.name), entry.about, entry.within)


def _expectations(held: Corpus, positions: Sequence[int]) -> tuple[ExpectationLine, ...]:
    """Expectations with their texts, in one query."""
    pks = [held.expectation(position) for position in positions]
    rows = Expectation.objects.filter(pk__in=pks).order_by().values_list(
        "pk", "skill__slug", "skill__name", "role__slug", "role__name",
        "level__slug", "level__name", "description",
    )  # fmt: skip
    lines = {
        pk: ExpectationLine(Name(*names[0:2]), Name(*names[2:4]), Name(*names[4:6]), text)
        for pk, *names, text in rows
    }
    return tuple(lines[pk] for pk in pks if pk in lines)


class _Holder:
    """The corpus of this process and the moment of the framework that it shows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: tuple[Moment, Corpus] | None = None

    def corpus(self) -> Corpus:
        held, now = self._held, _moment()  # one attribute: nobody sees a new moment with an old corpus
        if held and held[0] == now:
            return held[1]
        with self._lock:  # whoever comes second waits, and finds it made
            for _try in range(_TRIES):
                now = _moment()
                if self._held and self._held[0] == now:
                    return self._held[1]
                self._held = None  # before the new one is made, so that two are never held
                made = _made()
                if _moment() == now:
                    self._held = now, made
                    return made
            return made  # somebody writes all the time: good for one search, not to be held


_holder = _Holder()


def corpus() -> Corpus:
    """The framework as it is now, ready to be searched."""
    return _holder.corpus()


def _moment() -> Moment:
    """What tells one state of the framework from every other, in one query.

    The revision alone would not do after a backup was restored: it counts on from an earlier number.
    """
    newest = Change.objects.order_by("-pk").values("at")[:1]
    row = Revision.objects.values_list("number", Subquery(newest)).first()
    return str(connection.settings_dict["NAME"]), *(row or (0, None))


def _made() -> Corpus:
    """The corpus of what is in the database, in seven queries."""
    skills = _rows(Skill, "summary", "domain__slug", "domain__name")
    roles = _rows(Role, "summary", "family__slug", "family__name")
    domains, families = _rows(Domain, "summary"), _rows(RoleFamily)
    groups = _rows(SkillGroup, "domain__slug", "domain__name")
    levels = list(Level.objects.order_by("rank").values_list("pk", "slug", "name"))
    entries = [
        *(Entry("skill", row[1], row[2], row[3], _within(row[4:])) for row in skills),
        *(Entry("role", row[1], row[2], row[3], _within(row[4:])) for row in roles),
        *(Entry("family", row[1], row[2]) for row in families),
        *(Entry("domain", row[1], row[2], row[3]) for row in domains),
        *(Entry("group", row[1], row[2], within=_within(row[3:])) for row in groups),
    ]
    three = (skills, roles, levels)
    skill, role, level = ({row[0]: at for at, row in enumerate(rows)} for rows in three)
    rows = Expectation.objects.order_by().values_list("skill", "role", "level", "pk", "description")
    names = [[row[2] for row in rows] for rows in three]
    expectations = (
        (skill[row[0]], role[row[1]], level[row[2]], row[3], row[4])
        for row in rows.iterator()
        if row[0] in skill and row[1] in role and row[2] in level  # of what was added meanwhile
    )
    return Corpus(entries, names[0], names[1], names[2], expectations)


def _rows(model: type[Named], *columns: str) -> list[Any]:
    """Primary key, slug, name and `columns` of all rows, in the order of names."""
    rows = model._base_manager.order_by().values_list("pk", "slug", "name", *columns)
    return sorted(rows, key=lambda row: name_key(row[2]))


def _within(columns: Sequence[str | None]) -> Name | None:
    slug, name = columns
    return Name(slug, name) if slug and name else None
