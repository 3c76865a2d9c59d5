"""The page of a plan: all that an editor reads before anything is written.

`plan_page` works it out from the plan, the framework that it was made from and the page's query; the
templates in admin/plans/ show it. It is quick however long the plan is: only the rows of one page are put
into words, and a page has no more than so many.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.admin.plans.filters import Address, Facet, Listed, listed
from skillmatrix.admin.plans.rows import Section, sections
from skillmatrix.admin.plans.sides import Sides, parts_of
from skillmatrix.admin.shown_rows import kind_name
from skillmatrix.plans import Action, NewName, Plan, RowChange
from skillmatrix.remarks import Remark
from skillmatrix.remarks.kinds import Row, warnings_by_row
from skillmatrix.rows import REFERENCES, Present, Problem, Table

MOST_NAMES = 100  # of one kind
MOST_WARNINGS = 20  # of one kind
OPEN = 5  # warnings of one kind, up to which they stand open
ANY = "warning"  # of whatever kind
FORMATS = ("xlsx", "csv")
_IN_ORDER = (Action.CREATE, Action.CHANGE, Action.DELETE, Action.KEEP)

type To = Callable[..., str]
"""Filters by name -> the address of the rows that are all of that."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of one kind are new, changed, deleted and as before."""

    kind: str
    new: int
    changed: int
    deleted: int
    kept: int


@dataclass(frozen=True, slots=True)
class NewNames:
    """New names of one kind; `more` is how many there are beyond those that are listed, at `address`."""

    kind: str
    names: tuple[NewName, ...]
    more: int
    address: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Warnings of one kind; `more` is how many there are beyond those that are listed, at `address`."""

    title: str
    sentences: tuple[str, ...]
    more: int
    address: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """`address` lists the rows that it is about, "" where the plan leaves them as they are."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Where the plan has problems, `problems` lists them and there is nothing else."""

    total: int
    counts: tuple[Count, ...] = ()
    new_names: tuple[NewNames, ...] = ()
    warnings: tuple[Warned, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    changes: Listed[RowChange] | None = None
    sections: tuple[Section, ...] = ()
    problems: Listed[Problem] | None = None
    downloads: tuple[tuple[str, str], ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether there is more to it than one row that is new or changed."""
        return self.total != 1 or any(count.deleted for count in self.counts)


def plan_page(
    plan: Plan, before: Present, query: QueryDict, remarks: Sequence[Remark] = (), path: str = ""
) -> PlanPage:
    """The page of `plan`, made from `before`, that the query of the address `path` asks for."""
    address = Address(path, query)
    downloads = tuple((fmt.upper(), address.with_(format=fmt)) for fmt in FORMATS)
    if plan.problems:
        told = tuple(Sentence(each.sentence, "") for each in remarks if not each.kind.is_warning)
        problems = listed(plan.problems, address, [_sheets(plan.problems)], _problem_text)
        return PlanPage(len(plan.changes), sentences=told, problems=problems, downloads=downloads)
    sides, topics = Sides(plan, before), _Topics(plan, remarks)
    facets = [*_facets(sides), topics.facet]
    changes = listed(sides.ordered(), address, facets, partial(_change_text, sides))
    to = partial(address.only, facets)
    return PlanPage(
        total=len(plan.changes),
        counts=tuple(_counts(plan)),
        new_names=tuple(_new_names(plan, to)),
        warnings=tuple(_warnings(remarks, to)),
        sentences=tuple(topics.sentences(to)),
        changes=changes,
        sections=tuple(sections(changes.rows, changes.before, sides, topics.warnings)),
        downloads=downloads,
    )


def _counts(plan: Plan) -> Iterator[Count]:
    for table, counts in plan.summary.items():
        yield Count(kind_name(table), *(counts.get(action, 0) for action in _IN_ORDER))


def _new_names(plan: Plan, to: To) -> Iterator[NewNames]:
    """Those first that may be a misspelling of the name beside them."""
    for table, found in groupby(plan.new_names, key=lambda new: new.table):
        names = sorted(found, key=lambda new: new.nearest is None)
        shown, more = tuple(names[:MOST_NAMES]), max(len(names) - MOST_NAMES, 0)
        yield NewNames(kind_name(table), shown, more, to(kind=table.value, do=Action.CREATE.value))


def _warnings(remarks: Iterable[Remark], to: To) -> Iterator[Warned]:
    for kind, found in groupby(remarks, key=lambda remark: remark.kind):
        if kind.is_warning:
            sentences = [remark.sentence for remark in found]
            shown, more = tuple(sentences[:MOST_WARNINGS]), max(len(sentences) - MOST_WARNINGS, 0)
            title = kind.counted(len(sentences))
            yield Warned(title, shown, more, to(remark=kind.value), len(sentences) <= OPEN)


class _Topics:
    """What is said about which row of a plan."""

    def __init__(self, plan: Plan, remarks: Sequence[Remark]) -> None:
        rows = {(change.table, change.key) for change in plan.changes} if remarks else set()
        self._remarks = remarks
        self._warnings = warnings_by_row(remarks)
        self._topics: dict[Row, set[str]] = defaultdict(set)
        for remark in remarks:
            if remark.kind.is_of_changes:
                topics = {remark.topic, ANY} if remark.kind.is_warning else {remark.topic}
                for row in rows.intersection(remark.rows):
                    self._topics[row] |= topics

    def warnings(self, change: RowChange) -> Sequence[str]:
        return self._warnings.get((change.table, change.key), ())

    def sentences(self, to: To) -> Iterator[Sentence]:
        """All that is no warning; what it is about can be asked for where the plan has any of it."""
        listed = {topic for topics in self._topics.values() for topic in topics}
        for remark in self._remarks:
            if not remark.kind.is_warning:
                yield Sentence(remark.sentence, to(remark=remark.topic) if remark.topic in listed else "")

    @property
    def facet(self) -> Facet[RowChange]:
        names = {ANY: _("any warning")}
        for remark in self._remarks:
            if remark.topic not in names:
                said = remark.kind.title if remark.kind.is_warning else remark.sentence
                names[remark.topic] = str(said)
        return Facet("remark", _("Worth a look"), _("all rows"), self._of, names)

    def _of(self, change: RowChange) -> Iterable[str]:
        return self._topics.get((change.table, change.key), ())


def _facets(sides: Sides) -> Iterator[Facet[RowChange]]:
    actions = {action.value: capfirst(str(action.label)) for action in _IN_ORDER}
    yield Facet("do", _("What happens"), _("anything"), lambda change: (change.action.value,), actions)
    kinds = {table.value: kind_name(table) for table in Table}
    yield Facet("kind", _("Kind of row"), _("all kinds"), lambda change: (change.table.value,), kinds)
    roles = sides.names(Table.ROLE)
    yield Facet("role", _("Role"), _("all roles"), _role, roles)
    yield Facet("domain", _("Domain"), _("all domains"), sides.domains, sides.names(Table.DOMAIN))


def _role(change: RowChange) -> Iterable[str]:
    role = parts_of(change).get(Table.ROLE)
    return (role,) if role else ()


def _sheets(problems: Iterable[Problem]) -> Facet[Problem]:
    names = {problem.sheet: problem.sheet for problem in problems if problem.sheet}
    return Facet("sheet", _("Sheet"), _("all sheets"), lambda problem: (problem.sheet,), names)


def _problem_text(problem: Problem) -> str:
    return "\n".join((problem.sheet, problem.column, problem.value, problem.message))


def _change_text(sides: Sides, change: RowChange) -> str:
    """All words of a change: what it is called, and its values on both sides, references by their names."""
    references = REFERENCES.get(change.table, {})
    said = [change.label]
    for field, old, new in change.fields:
        for value in (old, new):
            if value and isinstance(value, str):
                said.append(sides.name(references[field], value) if field in references else value)
    return "\n".join(said)
