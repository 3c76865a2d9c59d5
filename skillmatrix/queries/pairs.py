"""Skills at two places or more, side by side: the one way in which pages compare."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from skillmatrix.comparing import Change, Difference, Expected, compare_along, weight
from skillmatrix.queries.ladders import Ladder, Rung
from skillmatrix.queries.names import Name
from skillmatrix.worddiff import Parts, share_words, words_changed

type Cells = Mapping[str, Mapping[str, Expected]]  # what is expected in one skill, by role and level slug
type Levels = Mapping[str, Iterable[str]]  # the levels at which a skill is written, by role slug


@dataclass(frozen=True, slots=True)
class Column:
    """A place beside others. Its changes are those since `against`, which the first column has none of."""

    rung: Rung
    against: Rung | None = None

    @property
    def is_step(self) -> bool:
        """Whether it is marked against another level of its own role."""
        return self.against is not None and self.against.role == self.rung.role


@dataclass(frozen=True, slots=True)
class Cell:
    """One skill in one column.

    `difference` is None in the first column. `elsewhere` is the nearest level of the column's role that
    has a text, where this one has none. `parts` is the text with its changed words told apart, where
    that was asked for and the texts share enough of them.
    """

    column: Column
    expected: Expected | None
    difference: Difference | None = None
    elsewhere: Name | None = None
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One skill at the places of `cells`, two as a rule, at most four."""

    skill: Name
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(cell.column for cell in self.cells)

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(cell.difference for cell in self.cells if cell.difference)

    @property
    def is_written(self) -> bool:
        """Whether any of the places says something."""
        return any(cell.expected for cell in self.cells)

    @property
    def is_same(self) -> bool:
        """Whether it is the same at every place."""
        same = (Change.UNCHANGED,)
        return bool(self.differences) and all(each.changes == same for each in self.differences)

    @property
    def is_left(self) -> bool:
        """Whether only the first place says anything of it."""
        return all(each.changes == (Change.DROPPED,) for each in self.differences)

    @property
    def is_required(self) -> bool:
        """Whether any of the places requires it."""
        return any(cell.expected and cell.expected.required for cell in self.cells)

    @property
    def asks_more(self) -> bool:
        """Whether it is new, becomes required or goes deeper at any of the places."""
        more = {Change.ADDED, Change.NEWLY_REQUIRED, Change.RAISED}
        return any(not more.isdisjoint(each.changes) for each in self.differences)

    @property
    def texts(self) -> tuple[str, str] | None:
        """The two texts where there are two, which differ and share enough words to be read with marks."""
        if len(self.cells) != 2 or not (self.cells[0].expected and self.cells[1].expected):
            return None
        texts = self.cells[0].expected.description, self.cells[1].expected.description
        return texts if share_words(*texts) else None

    def with_words(self, texts: tuple[str, str] | None) -> "Pair":
        """The same pair, its `texts` in parts where there are such."""
        if texts is None:
            return self
        parts = words_changed(*texts)
        return replace(
            self,
            cells=tuple(replace(cell, parts=part) for cell, part in zip(self.cells, parts, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many skills each change heads in one column, in the order of changes."""

    column: Column
    counts: tuple[tuple[Change, int], ...]


def columns(rungs: Sequence[Rung]) -> tuple[Column, ...]:
    """The places side by side, each with the one it is marked against.

    Steps of one ladder, all up or all down, are each marked against the step before; anything else
    against the first.
    """
    first, *others = rungs
    before = rungs if is_stepwise(rungs) else [first] * len(others)
    return (
        Column(first),
        *(Column(rung, against) for rung, against in zip(others, before, strict=False)),
    )


def is_stepwise(rungs: Sequence[Rung]) -> bool:
    """Whether these are levels of one role in a row, all up or all down the ladder."""
    ranks = [rung.rank for rung in rungs]
    up, down = sorted(set(ranks)), sorted(set(ranks), reverse=True)
    return len({rung.role for rung in rungs}) == 1 and ranks in (up, down)


def pair(
    skill: Name, beside: Sequence[Column], cells: Cells, ladders: Mapping[str, Ladder], levels: Levels
) -> Pair:
    """One skill in the columns `beside`, of whose roles `ladders` has the ladders."""
    rungs = [column.rung for column in beside]
    found = [_expected(rung, cells) for rung in rungs]
    differences = (None, *compare_along(*found, stepwise=is_stepwise(rungs)))
    return Pair(
        skill,
        tuple(
            Cell(column, expected, difference, None if expected else _elsewhere(at, rungs, ladders, levels))
            for at, (column, expected, difference) in enumerate(zip(beside, found, differences, strict=True))
        ),
    )


def _elsewhere(at: int, rungs: Sequence[Rung], ladders: Mapping[str, Ladder], levels: Levels) -> Name | None:
    """Where else its role writes the skill: said in the role's last column, unless that stands beside."""
    role = rungs[at].role
    if any(later.role == role for later in rungs[at + 1 :]):
        return None
    nearest = ladders[role.slug].nearest(rungs[at].level.slug, tuple(levels.get(role.slug, ())))
    return None if any(rung.role == role and rung.level == nearest for rung in rungs) else nearest


def _expected(rung: Rung, cells: Cells) -> Expected | None:
    return cells.get(rung.role.slug, {}).get(rung.level.slug)


def sorted_out(pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """What changes, the weightiest first, and what is the same everywhere; what nobody writes is left out."""
    written = [pair for pair in pairs if pair.is_written]
    changed = sorted(
        (pair for pair in written if not pair.is_same), key=lambda pair: weight(pair.differences)
    )
    return tuple(changed), tuple(pair for pair in written if pair.is_same)


def tallies(pairs: Iterable[Pair]) -> tuple[Tally, ...]:
    """For each column but the first, how many skills each change heads."""
    found: dict[int, Counter[Change]] = {}
    beside: dict[int, Column] = {}
    for each in pairs:
        for at, cell in enumerate(each.cells):
            if cell.difference and cell.difference.heading:
                beside[at] = cell.column
                found.setdefault(at, Counter())[cell.difference.heading] += 1
    return tuple(
        Tally(beside[at], tuple((change, found[at][change]) for change in Change if found[at][change]))
        for at in sorted(found)
    )
