"""Two texts -> which words of each the other one lacks. Pure, and quick however long the texts are.

Words, signs and white space are told apart; Chinese and Japanese, which leave no space between words, by
character. What people see as one sign (a letter with its accents, an emoji of several) is never cut. What
is chosen here, and from which examples: docs/decisions/0019-word-diff.md.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

ALIKE = 0.25  # the share in common below which marks would only stand in the way
MOST_SIGNS = 20_000  # of one text, far beyond the longest that is stored; longer ones stand whole
_FARTHEST = 100  # tokens that a mark is moved by, to where a line, a sentence or a word begins
_SENTENCE_END = frozenset(".!?…:;。！？：；")
_CLINGING = ("Mn", "Mc", "Me", "Cf", "Sk")  # marks, joiners, selectors and tints belong to the sign before
_JOINING = frozenset(  # what follows belongs to them: a joiner, a carriage return, signs before a number
    "\u200d\r\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_VOICED = "\uff9e\uff9f"  # marks of half-width katakana
_UNSPACED = (
    *((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF)),
    *((0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF)),
)


class Part(NamedTuple):
    """A piece of a text, and whether it is marked: deleted on the old side, inserted on the new one."""

    text: str
    marked: bool


type Parts = tuple[Part, ...]


def words_changed(old: str, new: str) -> tuple[Parts, Parts]:
    """Both texts in pieces, those marked that the other text lacks.

    Put together, the pieces of a side are its text. Equal texts have no marks, and neither have two that
    share too little to be read beside each other with marks. Swapped texts swap their pieces.
    """
    if old > new:
        new_parts, old_parts = words_changed(new, old)
        return old_parts, new_parts
    if old == new or max(len(old), len(new)) > MOST_SIGNS:
        return whole(old), whole(new)
    compared = _Compared(old, new)
    if compared.share < ALIKE:
        return whole(old), whole(new)
    return compared.parts(0), compared.parts(1)


def similarity(old: str, new: str) -> float:
    """The share of the words of both that stays in place, from 0 to 1; long words count for more."""
    if old == new:
        return 1.0
    if max(len(old), len(new)) > MOST_SIGNS:
        return 0.0
    return _Compared(*sorted([old, new])).share


def share_words(old: str, new: str) -> bool:
    """Whether two texts differ and yet share enough of their words to be read with marks."""
    return old != new and similarity(old, new) >= ALIKE


def whole(text: str) -> Parts:
    """`text` as one piece without a mark; no piece at all where there is none."""
    return (Part(text, False),) if text else ()


# Tokens


def tokens(text: str) -> list[str]:
    """`text` in words, single signs and single white spaces; put together, they are the text again."""
    found: list[str] = []
    before, kind = "", ""
    for sign in text:
        last_kind, kind = kind, _kind(sign)
        clings = kind == "mark" or before in _JOINING
        if clings:
            kind = last_kind or kind
        goes_on = kind == last_kind and (kind == "word" or (kind == "flag" and len(found[-1]) == 1))
        if found and (clings or goes_on):
            found[-1] += sign
        else:
            found.append(sign)
        before = sign
    return found


@lru_cache(maxsize=4_096)
def _kind(sign: str) -> str:
    code = ord(sign)
    if code > 0x7F and (sign in _VOICED or unicodedata.category(sign) in _CLINGING):
        return "mark"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "flag"  # two of these letters make one
    if sign.isalnum() and not any(first <= code <= last for first, last in _UNSPACED):
        return "word"
    return "sign"


def _sizes(run: list[str]) -> list[int]:
    """How much is written before each token and in all of them: white space and signs say nothing."""
    return list(accumulate((len(token) if token[0].isalnum() else 0 for token in run), initial=0))


# Runs


class _Run(NamedTuple):
    """From where to where both texts have the same tokens, or each has others (one of them perhaps none)."""

    old: range
    new: range
    same: bool

    def of(self, side: int) -> range:
        return self.new if side else self.old


class _Compared:
    """Two texts in runs, same and other by turns."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = (tokens(old), tokens(new))
        self._sizes = (_sizes(self._texts[0]), _sizes(self._texts[1]))
        self._runs: list[_Run] = []
        self._align()
        self._slide()
        self._absorb()

    @property
    def share(self) -> float:
        written = self._sizes[0][-1] + self._sizes[1][-1]
        kept = sum(self._size(run, 0) + self._size(run, 1) for run in self._runs if run.same)
        return kept / written if written else 1.0

    def parts(self, side: int) -> Parts:
        text = self._texts[side]
        pieces = (("".join(text[run.of(side).start : run.of(side).stop]), not run.same) for run in self._runs)
        return tuple(Part(piece, marked) for piece, marked in pieces if piece)

    def _size(self, run: _Run, side: int) -> int:
        return self._sizes[side][run.of(side).stop] - self._sizes[side][run.of(side).start]

    # Which tokens both have

    def _align(self) -> None:
        """The longest sequence of words and signs that both have, and the white space that goes with it."""
        old, new = self._texts
        at_old = at_new = 0
        for to_old, to_new in [*self._matches(), (len(old), len(new))]:
            self._add_gap(range(at_old, to_old), range(at_new, to_new))
            at_old, at_new = min(to_old + 1, len(old)), min(to_new + 1, len(new))
            self._add(range(to_old, at_old), range(to_new, at_new), True)

    def _matches(self) -> Iterator[tuple[int, int]]:
        numbers: dict[str, int] = {}
        written = [[at for at, token in enumerate(text) if not token[0].isspace()] for text in self._texts]
        numbered = [
            [numbers.setdefault(text[at], len(numbers)) for at in places]
            for text, places in zip(self._texts, written, strict=True)
        ]
        for code in LCSseq.opcodes(*numbered):
            if code.tag == "equal":
                for step in range(code.src_end - code.src_start):
                    yield written[0][code.src_start + step], written[1][code.dest_start + step]

    def _add_gap(self, old: range, new: range) -> None:
        """What stands between two matches; white space at both ends of both sides is the same."""
        shorter = min(len(old), len(new))
        head = 0
        while head < shorter and self._agree(old[head], new[head]):
            head += 1
        tail = 0
        while tail < shorter - head and self._agree(old[-1 - tail], new[-1 - tail]):
            tail += 1
        self._add(old[:head], new[:head], True)
        self._add(old[head : len(old) - tail], new[head : len(new) - tail], False)
        self._add(old[len(old) - tail :], new[len(new) - tail :], True)

    def _agree(self, at_old: int, at_new: int) -> bool:
        return self._texts[0][at_old] == self._texts[1][at_new]

    def _add(self, old: range, new: range, same: bool) -> None:
        if not old and not new:
            return
        if self._runs and self._runs[-1].same == same:
            last = self._runs.pop()
            old, new = range(last.old.start, old.stop), range(last.new.start, new.stop)
        self._runs.append(_Run(old, new, same))

    # Where a mark stands best

    def _slide(self) -> None:
        """Move what could stand further left or right as well to where a line, sentence or word begins."""
        for at in range(1, len(self._runs) - 1):
            before, run, after = self._runs[at - 1 : at + 2]
            if run.same or (run.old and run.new):
                continue
            by = self._best_way(before, run, after, 1 if run.new else 0)
            self._runs[at - 1 : at + 2] = (
                _Run(_longer(before.old, by), _longer(before.new, by), True),
                _Run(_moved(run.old, by), _moved(run.new, by), False),
                _Run(_later(after.old, by), _later(after.new, by), True),
            )

    def _best_way(self, before: _Run, run: _Run, after: _Run, side: int) -> int:
        """By how many tokens to move a mark; something unmarked is left on both sides of it."""
        text, start, end = self._texts[side], run.of(side).start, run.of(side).stop
        left = right = 0
        while left < min(len(before.old) - 1, _FARTHEST) and text[start - left - 1] == text[end - left - 1]:
            left += 1
        while right < min(len(after.old) - 1, _FARTHEST) and text[start + right] == text[end + right]:
            right += 1
        return max(
            range(-left, right + 1),
            key=lambda by: (_break(text, start + by) + _break(text, end + by), -abs(by)),
        )

    # What is the same by chance

    def _absorb(self) -> None:
        """Do away with short runs of a line that are the same between longer ones that are not."""
        kept: list[_Run] = []
        for run in self._runs:
            kept.append(run)
            while len(kept) > 2 and not run.same and self._is_chance(*kept[-3:]):
                before, after = kept[-3], kept[-1]
                old, new = range(before.old.start, after.old.stop), range(before.new.start, after.new.stop)
                kept[-3:] = [_Run(old, new, False)]
        self._runs = kept

    def _is_chance(self, before: _Run, between: _Run, after: _Run) -> bool:
        around = min(
            max(self._size(before, 0), self._size(before, 1)), max(self._size(after, 0), self._size(after, 1))
        )
        text = self._texts[0]
        return self._size(between, 0) <= around and "\n" not in (text[at] for at in between.old)


def _moved(part: range, by: int) -> range:
    return range(part.start + by, part.stop + by)


def _longer(part: range, by: int) -> range:
    return range(part.start, part.stop + by)


def _later(part: range, by: int) -> range:
    return range(part.start + by, part.stop)


def _break(text: list[str], at: int) -> int:
    """How much of a break there is before a token: the more, the better a mark begins or ends there."""
    if text[at - 1] == "\n":
        return 4
    if text[at - 1].isspace():
        return 3 if at > 1 and text[at - 2] in _SENTENCE_END else 2
    return 1 if text[at].isspace() or text[at - 1] in _SENTENCE_END else 0
