"""All that can be searched, folded once and scanned for each search: names and texts. Pure.

Memory is mostly the folded texts: of an expectation nothing else is held but its primary key and where it
stands. The same framework gives the same results in the same order, whatever database it came from.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from skillmatrix.searching import SHORT, Query, Word, fold, parts_of, words_of

NEAREST = 5
_LIKENESS = 55  # of 100; lower brings names that nobody could have meant
_LONGEST = 40  # longer words are not compared with misspelt ones
_MOST_INSTEAD = 6  # words that one misspelt word may have meant


class Kind(StrEnum):
    """The kinds of results, in the order of the page: those named, and the words of expectations."""

    SKILLS = "skills"
    ROLES = "roles"
    DOMAINS = "domains"
    EXPECTATIONS = "expectations"


class Entry:
    """Something with a name, `what` being "skill", "role", "family", "domain" or "group".

    `within` is what it stands in, if anything; `about` its summary, which is searched, too.
    """

    __slots__ = ("about", "folded", "folded_about", "key", "name", "slug", "what", "within")

    def __init__(self, what: str, slug: str, name: str, about: str = "", within: Any = None) -> None:
        self.what = what
        self.slug = slug
        self.name = name
        self.about = about
        self.within = within
        self.folded = fold(name)
        self.folded_about = fold(about)

    @property
    def kind(self) -> Kind:
        if self.what == "skill":
            return Kind.SKILLS
        return Kind.ROLES if self.what in ("role", "family") else Kind.DOMAINS


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: by kind, the likest first, and the words as they were meant.

    Of expectations it has positions in the corpus, for `Corpus.expectation`.
    """

    words: tuple[Word, ...]
    named: dict[Kind, list[Entry]]
    expectations: Sequence[int]

    @property
    def misspelt(self) -> tuple[Word, ...]:
        """The words in place of which others were taken."""
        return tuple(word for word in self.words if word.instead)


class _Words:
    """The distinct words of texts: those `known`, and for each `short` one the positions of its texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: set[str] = set()
        self.short: dict[str, array[int]] = {}
        for position, text in enumerate(texts):
            words = set(words_of(text))
            known |= words
            for word in words:
                if len(word) <= SHORT:
                    self.short.setdefault(word, array("I")).append(position)
        self.known = sorted(word for word in known if len(word) <= _LONGEST)


class Corpus:
    """One framework, complete once it is made."""

    def __init__(
        self,
        entries: Iterable[Entry],
        skills: Sequence[str],
        roles: Sequence[str],
        levels: Sequence[str],
        expectations: Iterable[tuple[int, int, int, int, str]],
    ) -> None:
        """All of it in the order in which it is to be shown where nothing else decides.

        An expectation is the positions of its skill, role and level among these names, its primary key and
        its text; they may come in any order.
        """
        self.entries = tuple(entries)
        self._skills = [fold(name) for name in skills]
        self._roles = [fold(name) for name in roles]
        self._levels = [fold(name) for name in levels]
        rows = sorted((skill, role, level, pk, fold(text)) for skill, role, level, pk, text in expectations)
        self._skill_of = array("I", (row[0] for row in rows))
        self._role_of = array("I", (row[1] for row in rows))
        self._level_of = array("I", (row[2] for row in rows))
        self._pks = array("q", (row[3] for row in rows))
        self._texts: list[str] = [row[4] for row in rows]
        names = (*(entry.folded for entry in self.entries), *self._levels)
        words = {word for name in names for word in words_of(name)}
        self._name_words = sorted(words.union(*map(parts_of, words)))
        self._text_words: _Words | None = None
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._texts)

    def expectation(self, position: int) -> int:
        """The primary key of an expectation."""
        return self._pks[position]

    def find(self, query: Query) -> Found:
        """What has all words of `query`; nothing where it has none."""
        if not query.words:
            return Found((), {}, ())
        words = tuple(self._meant(word) for word in query.words)
        named: dict[Kind, list[Entry]] = {kind: [] for kind in Kind if kind is not Kind.EXPECTATIONS}
        for entry in self._named(query, words):
            named[entry.kind].append(entry)
        return Found(words, named, self._expected(query, words))

    def nearest(self, query: Query) -> list[Entry]:
        """The few names that are most like the whole query."""
        likest = process.extract(
            query.line,
            [entry.folded for entry in self.entries],
            scorer=fuzz.ratio,
            score_cutoff=_LIKENESS,
            limit=NEAREST,
        )
        return [self.entries[position] for _name, _likeness, position in likest]

    def _meant(self, word: Word) -> Word:
        """`word`, with what it may have meant instead where it stands nowhere."""
        if word.is_phrase or not _slips(word.text) or self._has(word):
            return word
        instead = _like(word.text, self._name_words) + _like(word.text, self._words.known)
        return replace(word, instead=tuple(dict.fromkeys(instead))[:_MOST_INSTEAD])

    def _has(self, word: Word) -> bool:
        return (
            any(
                word.is_in_name(entry.folded) or word.is_in_text(entry.folded_about) for entry in self.entries
            )
            or any(map(word.is_in_name, self._levels))
            or any(map(word.is_in_text, self._texts))
        )

    @property
    def _words(self) -> _Words:
        """The words of all texts, found out when first asked for, by one thread."""
        with self._lock:
            if self._text_words is None:
                self._text_words = _Words(self._texts)
            return self._text_words

    def _in_text(self, word: Word) -> Callable[[int], object]:
        """Tells of a position whether the text there has `word`."""
        if word.is_short and word.text.isalnum():
            return frozenset(self._words.short.get(word.text, ())).__contains__
        here, texts = word.is_in_text, self._texts
        return lambda position: here(texts[position])

    def _named(self, query: Query, words: Sequence[Word]) -> list[Entry]:
        """The entries that have all `words`, the likest first."""
        scored = [
            (score, position)
            for position, entry in enumerate(self.entries)
            if (score := _name_score(entry, query.line, words)) is not None
        ]
        return [self.entries[position] for _score, position in sorted(scored)]

    def _expected(self, query: Query, words: Sequence[Word]) -> list[int]:
        """Where all `words` stand in an expectation's text or the names of its skill, role and level.

        Where one name has them all, it is found itself, and so the text must have one of them.
        """
        everything = tuple(map(range, map(len, (self._skills, self._roles, self._levels))))
        alone = [set(positions) for positions in everything]  # the names that have all words
        chosen: Iterable[int] = range(len(self._texts))
        tells = [self._in_text(word) for word in words]
        for word, in_text in zip(words, tells, strict=True):
            skills, roles, levels = named = [
                {position for position, name in enumerate(names) if word.is_in_name(name)}
                for names in (self._skills, self._roles, self._levels)
            ]
            alone = [before & now for before, now in zip(alone, named, strict=True)]
            if any(named):
                chosen = [
                    each
                    for each in chosen
                    if self._skill_of[each] in skills
                    or self._role_of[each] in roles
                    or self._level_of[each] in levels
                    or in_text(each)
                ]
            else:
                chosen = [each for each in chosen if in_text(each)]
        skills, roles, levels = alone
        scored = []
        for each in chosen:
            score = self._score(each, query.line, words, tells)
            if score or not (
                self._skill_of[each] in skills
                or self._role_of[each] in roles
                or self._level_of[each] in levels
            ):
                scored.append((score, each))
        return [each for _score, each in sorted(scored)]

    def _score(
        self, each: int, line: str, words: Sequence[Word], tells: Sequence[Callable[[int], object]]
    ) -> int:
        """How well a text fits, the lower the better; 0 where it has no word, all being in names."""
        number = sum(1 for in_text in tells if in_text(each))
        if not number:
            return 0
        if len(words) > 1:
            return 1 if line in self._texts[each] else len(words) - number + 2
        (word,), text = words, self._texts[each]
        if word.is_short or word.is_whole_in(text):
            return 1
        return 2 if word.begins_in(text) else 3


def _name_score(entry: Entry, line: str, words: Sequence[Word]) -> tuple[int, int] | None:
    """How well an entry fits, the lower the better; None where it does not have all words."""
    name = entry.folded
    if all(word.is_in_name(name) for word in words):
        if name == line:
            return 0, 0
        if any(word.instead for word in words):
            return 4, len(name)
        if all(word.is_whole_in(name) for word in words):
            return 1, len(name)
        return (2 if all(word.begins_in(name) for word in words) else 3), len(name)
    if entry.about and all(word.is_in_name(name) or word.is_in_text(entry.folded_about) for word in words):
        return 5, 0
    return None


def _like(word: str, known: Iterable[str]) -> list[str]:
    """The words of `known` that a slip of the pen away from `word`, or two in a long one; the likest only."""
    slips = _slips(word)
    if not slips:
        return []
    scorer: Any = OSA.distance
    found = process.extract(word, known, scorer=scorer, score_cutoff=slips, limit=_MOST_INSTEAD)
    return sorted(like for like, distance, _key in found if distance == found[0][1])


def _slips(word: str) -> int:
    """How many letters of `word` may be missing, too many, others or transposed."""
    if any(sign > "\u2e80" for sign in word):  # a sign is a word, or half of one
        return int(len(word) > 2)
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
