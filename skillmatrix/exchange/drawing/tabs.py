"""What the tabs of an XLSX file are called: short, and each unlike the others. Pure."""

import re
import unicodedata
from collections.abc import Iterable

from skillmatrix.exchange.columns import sheet_titled
from skillmatrix.text import name_key

MOST_UNITS = 31  # of UTF-16, as Excel counts
_NOT_ALLOWED = re.compile(r"[\[\]:*?/\\]|[\x00-\x1f]")
_RESERVED = "history"  # Excel keeps it for itself
_JOINS = "\u200d"


def tab_names(names: Iterable[str], taken: Iterable[str] = (), unnamed: str = "Role") -> list[str]:
    """For each name that of its tab: the name as far as it may be one, numbered where two are alike.

    None is like one of `taken`, nor like a sheet of the workbook, as which the tab would be read.
    """
    used = {name_key(name) for name in taken}
    tabs = []
    for name in names:
        stem = _NOT_ALLOWED.sub(" ", name)
        tab, number = _cut(stem, MOST_UNITS) or unnamed, 1
        while name_key(tab) in used or name_key(tab) == _RESERVED or sheet_titled(tab):
            number += 1
            end = f" ({number})"
            tab = (_cut(stem, MOST_UNITS - len(end)) or unnamed) + end
        used.add(name_key(tab))
        tabs.append(tab)
    return tabs


def _cut(name: str, most: int) -> str:
    """The beginning of `name` that fits, without an apostrophe or half a sign at an end."""
    cut = " ".join(name.split()).strip("' ")
    while _units(cut) > most:
        cut = _without_the_last(cut).rstrip("' ")
    return cut


def _without_the_last(text: str) -> str:
    """`text` without its last sign and what belongs to that: marks upon it, and signs joined with it."""
    while text and unicodedata.category(text[-1])[0] == "M":
        text = text[:-1]
    text = text[:-1]
    return _without_the_last(text[:-1]) if text.endswith(_JOINS) else text


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
