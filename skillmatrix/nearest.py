"""The names most like a name: what somebody may have meant. Pure."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from skillmatrix.text import name_key

LIKENESS = 60  # of 100; below, nobody would take one for the other


def nearest(name: str, known: Mapping[str, str], likeness: float = LIKENESS) -> str | None:
    """The likest of `known` (name_key -> name as it is shown), or None where nothing is like it."""
    found = process.extractOne(name_key(name), known.keys(), scorer=fuzz.ratio, score_cutoff=likeness)
    return known[found[0]] if found else None


def by_key(names: Iterable[str]) -> dict[str, str]:
    """`names` as `nearest` wants them."""
    return {name_key(name): name for name in names}


def hint(name: str, known: Mapping[str, str]) -> str:
    """“ Did you mean …?” with a space in front, or nothing."""
    likest = nearest(name, known)
    return " " + _("Did you mean “%(name)s”?") % {"name": likest} if likest else ""
