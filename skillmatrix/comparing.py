"""Two places -> changes. Pure: what a skill's expectation at one place becomes at another.

The ladder is sparse, so either side may be missing. A blank proficiency counts as less than the
lowest one, which keeps there and back mirror images: what is raised one way is eased the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Depth:
    """One step of the depth scale: `step` of `steps`, counted from 1 (4 of 4 is the deepest)."""

    name: str
    letter: str
    rank: int
    step: int
    steps: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What one place expects in one skill."""

    depth: Depth | None
    required: bool
    description: str


class Change(Enum):
    """What becomes of a skill between two places, in the order in which changes head a skill."""

    ADDED = ("added", "+", _("New"))
    NEWLY_REQUIRED = ("newly-required", "●", _("Now required"))
    RAISED = ("raised", "▲", _("Deeper"))
    EASED = ("eased", "▼", _("Less depth"))
    NEWLY_OPTIONAL = ("newly-optional", "○", _("Now optional"))
    REWORDED = ("reworded", "≈", _("Text differs"))
    DROPPED = ("dropped", "–", _("Not listed"))
    UNCHANGED = ("unchanged", "=", _("Same"))

    def __init__(self, key: str, mark: str, label: Promise) -> None:
        self.key = key
        self.mark = mark
        self.label = label

    @property
    def order(self) -> int:
        """0 for what matters most to the one who moves."""
        return list(Change).index(self)


@dataclass(frozen=True, slots=True)
class Difference:
    """One skill between two places. `changes` is in Change's order; empty where neither side has it."""

    now: Expected | None
    then: Expected | None
    changes: tuple[Change, ...]

    @property
    def heading(self) -> Change | None:
        """The change that heads the skill."""
        return self.changes[0] if self.changes else None

    @property
    def labels(self) -> tuple[Change, ...]:
        """The changes worth a label: that the text differs goes without saying beside a weightier one."""
        weightier = tuple(change for change in self.changes if change is not Change.REWORDED)
        return weightier or self.changes


def compare(now: Expected | None, then: Expected | None) -> Difference:
    """The changes from `now` to `then` in one skill."""
    return Difference(now, then, _changes(now, then))


def compare_along(
    first: Expected | None, *others: Expected | None, stepwise: bool = False
) -> tuple[Difference, ...]:
    """One skill at several places: its changes at each of `others`.

    They are counted from `first`, or `stepwise` from the place before.
    """
    before = (first, *others) if stepwise else (first,) * len(others)
    return tuple(compare(now, then) for now, then in zip(before, others, strict=False))


def weight(differences: Iterable[Difference]) -> int:
    """Where a skill stands among others: the order of its weightiest change, 0 for what matters most."""
    return min((change.order for each in differences for change in each.changes), default=len(Change))


def _changes(now: Expected | None, then: Expected | None) -> tuple[Change, ...]:
    if now is None and then is None:
        return ()
    if now is None:
        return (Change.ADDED,)
    if then is None:
        return (Change.DROPPED,)
    before, after = (side.depth.rank if side.depth else 0 for side in (now, then))
    found = {
        Change.NEWLY_REQUIRED: then.required and not now.required,
        Change.RAISED: after > before,
        Change.EASED: after < before,
        Change.NEWLY_OPTIONAL: now.required and not then.required,
        Change.REWORDED: now.description != then.description,
    }
    return tuple(change for change, holds in found.items() if holds) or (Change.UNCHANGED,)
