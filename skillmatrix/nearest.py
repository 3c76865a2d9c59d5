"""The names most like a name: what somebody may have meant. Pure."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from skillmatrix.text import name_key

LIKENESS = 60  # of 100; below, nobody would take one for the other
SIBLINGS = 82  # of new names of several words: in the demo no two names are that like, two slips of a pen are
MOST_COMPARED = 2_000_000  # pairs of names, which takes half a second


def nearest(name: str, known: Mapping[str, str], likeness: float = LIKENESS) -> str | None:
    """The likest of `known` (name_key -> name as it is shown), or None where nothing is like it."""
    found = process.extractOne(name_key(name), known.keys(), scorer=fuzz.ratio, score_cutoff=likeness)
    return known[found[0]] if found else None


def by_key(names: Iterable[str]) -> dict[str, str]:
    """`names` as `nearest` wants them."""
    return {name_key(name): name for name in names}


def hint(name: str, known: Mapping[str, str]) -> str:
    """“ Did you mean …?” with a space in front, or nothing."""
    return _asked(nearest(name, known))


class Guesses:
    """The likest of the same `names` for one name after the other, until so many pairs are compared.

    All further names have none: it is a help, and a file may bring thousands of names. With `of_new`, names
    of several words have to be more like: Data Engineer is no misspelling of LLM Engineer.
    """

    def __init__(self, names: Iterable[str], of_new: bool = False) -> None:
        self._known = by_key(names)
        self._of_new = of_new
        self._left = MOST_COMPARED

    def nearest(self, name: str) -> str | None:
        self._left -= len(self._known)
        if self._left < 0:
            return None
        return nearest(name, self._known, SIBLINGS if self._of_new and " " in name else LIKENESS)

    def hint(self, name: str) -> str:
        """As `hint` says it."""
        return _asked(self.nearest(name))


def _asked(likest: str | None) -> str:
    return " " + _("Did you mean “%(name)s”?") % {"name": likest} if likest else ""
