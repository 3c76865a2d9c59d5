"""A remark as a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from skillmatrix.rows import Key, Table

type Row = tuple[Table, Key]


class Kind(Enum):
    """What a remark is about, in the order in which remarks are shown. The first four are warnings."""

    NO_TEXT = "no-text"
    FALLS = "falls"
    SAME_TEXT = "same-text"
    OPTIONAL_AGAIN = "optional-again"
    EMPTIED = "emptied"
    BLANK = "blank"
    ABSENT = "absent"
    UNMENTIONED = "unmentioned"
    LEFT = "left"
    KEPT = "kept"
    READ = "read"

    @property
    def is_warning(self) -> bool:
        return self in _COUNTED

    @property
    def is_of_changes(self) -> bool:
        """Whether it is about what the plan does to its rows, and not about what it leaves alone."""
        return self not in (Kind.LEFT, Kind.KEPT, Kind.READ)

    @property
    def title(self) -> Promise:
        """What warnings of this kind are called; that of a sentence is the sentence."""
        return _TITLES[self]

    def counted(self, count: int) -> str:
        """So many warnings of this kind, in words."""
        return str(_COUNTED[self] % {"count": count})


_TITLES: Mapping[Kind, Promise] = {
    Kind.NO_TEXT: _("required without a description"),
    Kind.FALLS: _("less depth at a higher level"),
    Kind.SAME_TEXT: _("the same text at two levels"),
    Kind.OPTIONAL_AGAIN: _("required, then optional"),
}
_COUNTED: Mapping[Kind, Any] = {
    Kind.NO_TEXT: ngettext_lazy(
        "%(count)d required expectation has no description",
        "%(count)d required expectations have no description",
        "count",
    ),
    Kind.FALLS: ngettext_lazy(
        "%(count)d proficiency falls as the level rises",
        "%(count)d proficiencies fall as the level rises",
        "count",
    ),
    Kind.SAME_TEXT: ngettext_lazy(
        "%(count)d text stands at more than one level",
        "%(count)d texts stand at more than one level",
        "count",
    ),
    Kind.OPTIONAL_AGAIN: ngettext_lazy(
        "%(count)d skill is required at one level and optional at the next",
        "%(count)d skills are required at one level and optional at the next",
        "count",
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and the rows that it is about; `about` tells sentences of one kind apart."""

    kind: Kind
    sentence: str
    rows: tuple[Row, ...] = ()
    about: str = ""

    @property
    def topic(self) -> str:
        """What sets it apart in an address: warnings of one kind have one topic, sentences each their own."""
        return f"{self.kind.value}-{self.about}" if self.about else self.kind.value


def warnings_by_row(remarks: Iterable[Remark]) -> dict[Row, list[str]]:
    """The warnings about each row that there are any about."""
    found: dict[Row, list[str]] = {}
    for remark in remarks:
        if remark.kind.is_warning:
            for row in remark.rows:
                found.setdefault(row, []).append(remark.sentence)
    return found
