"""What an address asks of a long list: filters, words to look for, a page. The address is its whole state.

A value that the list does not know finds nothing and is told; it never stands for another one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from unicodedata import normalize

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix.admin.lists import searched_words
from skillmatrix.rows import quoted, shown
from skillmatrix.text import is_number

PAGE = 50  # rows of a page
MOST = 1_000  # rows of a page that shows all of them
MOST_SIGNS = 1_000_000  # characters of such a page, more than any that goes page by page has as a rule
MOST_WORDS = 10  # that are looked for at once
_OF_A_PAGE = ("page", "all", "format")


@dataclass(frozen=True, slots=True)
class Facet[Row]:
    """What rows can be filtered by: the values that a row stands under, and their names in order."""

    name: str
    label: str
    everything: str
    values: Callable[[Row], Iterable[str]]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One select: `name` is its parameter in the address; its first choice, "", leaves everything in."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which rows are shown, of how many, and where the others are; `first` and `last` are counted from 1.

    `all` is the address with every row on one page: "" where that is this one, or it would be too long.
    `by_page` leads from there to the first page.
    """

    first: int
    last: int
    found: int
    page: int
    pages: int
    previous: str
    next: str
    all: str
    by_page: str = ""


@dataclass(frozen=True, slots=True)
class Listed[Row]:
    """A page of a list; `before` is the row just before it.

    `told` says why there is nothing on it, and `way_out` is an address that has something.
    """

    rows: tuple[Row, ...]
    before: Row | None
    total: int
    filters: tuple[Filter, ...]
    words: str
    is_narrowed: bool
    told: str
    way_out: str
    paging: Paging
    path: str
    sent_along: tuple[tuple[str, str], ...]
    everything: str

    @property
    def is_long(self) -> bool:
        """Whether there is enough to be filtered."""
        return self.is_narrowed or self.total > PAGE // 5


class Address:
    """The address of a list with its query. The page is left out wherever anything else changes."""

    def __init__(self, path: str, query: QueryDict) -> None:
        self.path = path
        self._query = query

    def get(self, name: str) -> str:
        return self._query.get(name, "")

    def only(self, facets: Iterable[Facet[Any]], **chosen: str) -> str:
        """The address with no other filters than these."""
        return self.with_(**{"q": "", **{facet.name: "" for facet in facets}, **chosen})

    def with_(self, **changed: str | int) -> str:
        query = self._query.copy()
        for name in (*_OF_A_PAGE, *changed):
            query.pop(name, None)
        for name, value in changed.items():
            if value != "":
                query[name] = str(value)
        return f"{self.path}?{query.urlencode()}"

    def sent_along(self, mine: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """What a form has to send besides the parameters that are `mine`."""
        others = self._query.keys() - {*mine, *_OF_A_PAGE}
        return tuple((name, value) for name in sorted(others) for value in self._query.getlist(name))


def listed[Row](
    rows: Sequence[Row], address: Address, facets: Sequence[Facet[Row]], text: Callable[[Row], str]
) -> Listed[Row]:
    """The page of `rows` that the address asks for; `text` is what the words of a row are looked for in."""
    counts = {facet.name: Counter(value for row in rows for value in facet.values(row)) for facet in facets}
    chosen = [(facet, address.get(facet.name)) for facet in facets if address.get(facet.name)]
    words, sought = address.get("q"), _sought(address.get("q"))
    strange = [(facet, value) for facet, value in chosen if not counts[facet.name][value]]
    too_many_words = len(sought) > MOST_WORDS
    found: Sequence[Row] = () if strange or too_many_words else _matching(rows, chosen, sought, text)
    signs = sum(len(text(row)) for row in found) if PAGE < len(found) <= MOST else 0
    paging, told = _paged(len(found), signs, address)
    if strange:
        told = _not_here(*strange[0])
    elif too_many_words:
        told = _("No more than %(most)d words can be looked for at once.") % {"most": MOST_WORDS}
    elif not found and rows:
        told = _("No row is all of that. Take one of the filters away.")
    return Listed(
        rows=tuple(found[paging.first - 1 : paging.last]) if paging.last else (),
        before=found[paging.first - 2] if paging.last and paging.first > 1 else None,
        total=len(rows),
        filters=tuple(_filters(facets, counts, len(rows), address)),
        words=words,
        is_narrowed=bool(chosen or words),
        told=told,
        way_out=address.with_() if found else address.only(facets),
        paging=paging,
        path=address.path,
        sent_along=address.sent_along(("q", *(facet.name for facet in facets))),
        everything=address.only(facets),
    )


def _sought(words: str) -> list[str]:
    """Each of the words once, as it is looked for in a folded text."""
    each = [words] if "\0" in words else searched_words(words)
    return list(dict.fromkeys(_folded(word) for word in each))


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()


def _matching[Row](
    rows: Sequence[Row],
    chosen: Iterable[tuple[Facet[Row], str]],
    sought: Sequence[str],
    text: Callable[[Row], str],
) -> Sequence[Row]:
    for facet, value in chosen:
        rows = [row for row in rows if value in facet.values(row)]
    return [row for row in rows if _has_all(text(row), sought)] if sought else rows


def _has_all(text: str, sought: Iterable[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in sought)


def _filters[Row](
    facets: Sequence[Facet[Row]], counts: Mapping[str, Counter[str]], total: int, address: Address
) -> Iterator[Filter]:
    """Those that tell rows apart: all that occurs, with how often, and what is asked for and does not."""
    for facet in facets:
        found, asked = counts[facet.name], address.get(facet.name)
        known = [
            Choice(value, f"{name} ({found[value]})", value == asked)
            for value, name in facet.names.items()
            if found[value]
        ]
        if asked and not found[asked]:
            known.append(Choice(asked, facet.names.get(asked, shown(asked)), True))
        if asked or any(found[choice.value] < total for choice in known):
            yield Filter(facet.name, facet.label, (Choice("", facet.everything, not asked), *known))


def _not_here[Row](facet: Facet[Row], value: str) -> str:
    name = facet.names.get(value, shown(value))
    return _("%(filter)s: %(value)s does not occur here.") % {"filter": facet.label, "value": quoted(name)}


def _paged(found: int, signs: int, address: Address) -> tuple[Paging, str]:
    """Which of so many rows, of so many characters, are shown.

    Where the address asks for what is not there, or for too much, none, and a sentence.
    """
    pages = max(-(-found // PAGE), 1)
    page, whole = address.get("page") or "1", address.get("all")
    told = ""
    if whole and (whole != "1" or address.get("page")):
        told = _("This address asks for a page in a way that there is none.")
    elif whole and found > MOST:
        told = _too_many(found)
    elif whole and signs > MOST_SIGNS:
        told = _too_long(signs)
    elif not whole and not (is_number(page) and 1 <= int(page) <= pages):
        told = _("There is no page %(page)s: the last one is %(last)d.")
        told %= {"page": quoted(shown(page)), "last": pages}
    if told:
        return Paging(0, 0, found, 0, pages, "", "", ""), told
    if whole:
        return Paging(1, found, found, 1, 1, "", "", "", by_page=address.with_()), ""
    number = int(page)
    return (
        Paging(
            first=(number - 1) * PAGE + 1,
            last=min(number * PAGE, found),
            found=found,
            page=number,
            pages=pages,
            previous=address.with_(page=number - 1 if number > 2 else "") if number > 1 else "",
            next=address.with_(page=number + 1) if number < pages else "",
            all=address.with_(all=1) if PAGE < found <= MOST and signs <= MOST_SIGNS else "",
        ),
        "",
    )


def _too_many(found: int) -> str:
    told = ngettext(
        "%(found)d row is too much for one page, which takes %(most)d. Filter them, or download the plan.",
        "%(found)d rows are too many for one page, which takes %(most)d. Filter them, or download the plan.",
        found,
    )
    return told % {"found": found, "most": MOST}


def _too_long(signs: int) -> str:
    told = _(
        "These rows have %(signs)s characters, too many for one page, which takes %(most)s. Filter them, "
        "look at them page by page, or download the plan."
    )
    grouped = partial(number_format, use_l10n=True, force_grouping=True)
    return told % {"signs": grouped(signs), "most": grouped(MOST_SIGNS)}
