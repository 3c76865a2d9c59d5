"""What is asked for and where it stands: folding, words, matches and marks. Pure.

Everything that is compared is folded first. Folding goes sign by sign, so that what a text folds to is what
its signs fold to, joined; that is how a match is found again in the text as it was written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

MOST_SIGNS = 200  # of what is asked are looked at
MOST_WORDS = 8
SNIPPET = 180  # signs of a text that are shown around a match
_BEFORE = 60  # of these at most before the match
_MOST_HELD = 20_000  # signs whose folding is kept; a framework of several scripts has some 5,000

# What decomposition leaves alone and readers take for one another.
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("’‘‛ʼ`´", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
# Scripts that put no space between words (Hangul stands here decomposed).
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NOT_INSIDE = rf"(?<![^\W_{_UNSPACED}])"  # no letter or digit of a word stands before
_NOT_ON = rf"(?![^\W_{_UNSPACED}])"  # nor after
_ASKED = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORDS = re.compile(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]+")
_AROUND_A_WORD = ",;:!?()[]{}'。、…"
SHORT = 2  # letters; so few stand inside every other word


class _Folding(dict[int, str]):
    """Code point -> what it folds to, as `str.translate` takes it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_sign(chr(code))
        if len(self) < _MOST_HELD:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` without what tolerant readers overlook: case, accents, width, ligatures, kinds of quotes,
    dashes and white space, and signs that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return text.translate(_FOLDING)


def _fold_sign(sign: str) -> str:
    folded, before = sign, ""
    while folded != before:
        before = folded
        shown = unicodedata.normalize("NFKD", "".join(map(_visible, folded))).casefold()
        decomposed = unicodedata.normalize("NFKD", shown).translate(_ALIKE)
        folded = "".join(part for part in decomposed if not _is_accent(part))
    return folded


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] == "Z" or category == "Cc":
        return " "
    return "" if category in ("Cf", "Cs") or "\ufe00" <= sign <= "\ufe0f" else sign


def _is_accent(sign: str) -> bool:
    """A mark that a word is read without: not what tells か from が, nor what joins letters of India."""
    return unicodedata.combining(sign) not in (0, 6, 7, 8, 9)


@dataclass(frozen=True)
class Word:
    """One asked word or phrase, folded; and `instead` of it what it may have meant, where it stands nowhere.

    It matches anywhere, also inside a word. But one or two letters stand inside every other word: they match
    where a word of a name begins, and in a text only a whole word. What stands instead matches where a word
    begins.
    """

    text: str
    instead: tuple[str, ...] = ()
    is_phrase: bool = field(default=False, compare=False)

    @cached_property
    def is_short(self) -> bool:
        letters = sum(sign.isalnum() for sign in self.text)
        return letters <= SHORT and self.text[0].isalnum() and not _HAS_UNSPACED.search(self.text)

    @cached_property
    def is_in_name(self) -> Callable[[str], object]:
        """Tells of a folded name whether the word is in it: something truthy."""
        return self._finder(self._in_name)

    @cached_property
    def is_in_text(self) -> Callable[[str], object]:
        """Tells the same of a folded text."""
        return self._finder(self._in_text)

    @cached_property
    def begins_in(self) -> Callable[[str], object]:
        """Whether a word begins with it."""
        return self._finder(re.compile(_NOT_INSIDE + self._either))

    @cached_property
    def is_whole_in(self) -> Callable[[str], object]:
        """Whether it is a whole word."""
        return self._finder(re.compile(_NOT_INSIDE + self._either + _NOT_ON))

    def spans(self, folded: str, in_name: bool) -> list[tuple[int, int]]:
        """Where it stands in a folded name or text."""
        pattern = self._in_name if in_name else self._in_text
        return [found.span() for found in pattern.finditer(folded)]

    @cached_property
    def _either(self) -> str:
        texts = sorted(self.instead or (self.text,), key=len, reverse=True)
        return f"(?:{'|'.join(map(re.escape, texts))})"

    @cached_property
    def _in_name(self) -> re.Pattern[str]:
        return re.compile((_NOT_INSIDE if self.is_short or self.instead else "") + self._either)

    @cached_property
    def _in_text(self) -> re.Pattern[str]:
        return re.compile(self._in_name.pattern + (_NOT_ON if self.is_short else ""))

    def _finder(self, pattern: re.Pattern[str]) -> Callable[[str], object]:
        """`pattern.search`, but quick where nothing is found."""
        text, instead, search = self.text, self.instead, pattern.search
        if len(instead) == 1:
            text = instead[0]
        elif instead:
            return lambda folded: any(like in folded for like in instead) and search(folded)
        if pattern.pattern == self._either:
            return lambda folded: text in folded
        return lambda folded: text in folded and search(folded)


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: `text` as it is looked at, its `words`, and whether more was asked than that."""

    text: str
    words: tuple[Word, ...]
    is_cut: bool

    @property
    def line(self) -> str:
        """All of it, folded, in one line."""
        return " ".join(word.text for word in self.words)


def parsed(asked: str) -> Query:
    """What `asked` asks for; what stands in quotation marks is one phrase.

    Commas and the like around words are overlooked, and signs beside words, too; of signs alone, all count.
    """
    text = asked[:MOST_SIGNS]
    phrases, words = [], []
    for phrase, word in _ASKED.findall(fold(text)):
        phrases += [Word(" ".join(phrase.split()), is_phrase=True)] if phrase.strip() else []
        words += [Word(_bare(word))] if word else []
    found = list(dict.fromkeys([*phrases, *words]))
    telling = [word for word in found if any(sign.isalnum() for sign in word.text)] or found
    visible = "".join(map(_visible, text)).strip()
    return Query(
        visible, tuple(telling[:MOST_WORDS]), len(asked.strip()) > MOST_SIGNS or len(telling) > MOST_WORDS
    )


def _bare(word: str) -> str:
    stripped = word.strip(_AROUND_A_WORD).rstrip(".")
    return stripped if any(sign.isalnum() for sign in stripped) else word


def words_of(folded: str) -> list[str]:
    """The words of a folded text; where a script puts no space between them, a run of its signs."""
    return _WORDS.findall(folded)


def parts_of(word: str) -> Iterator[str]:
    """What may be a word in a run of signs without spaces: each part of it that has three to six signs."""
    if _HAS_UNSPACED.search(word):
        for size in range(3, 7):
            yield from (word[start : start + size] for start in range(len(word) - size + 1))


class Piece(NamedTuple):
    """A piece of a text; `is_match` where it is what was asked for."""

    text: str
    is_match: bool


def marked(text: str, words: Sequence[Word], in_name: bool = True) -> tuple[Piece, ...]:
    """A name or text in pieces, those that match one of `words` told apart."""
    pieces, end = [], 0
    for start, stop in _spans(text, words, in_name):
        pieces += [Piece(text[end:start], False), Piece(text[start:stop], True)]
        end = stop
    return tuple(piece for piece in [*pieces, Piece(text[end:], False)] if piece.text)


def snippet(text: str, words: Sequence[Word]) -> tuple[Piece, ...]:
    """What stands around the first match in `text`, or its beginning where there is none, in pieces."""
    spans = _spans(text, words, in_name=False)
    first = spans[0][0] if spans else 0
    if len(text) <= SNIPPET:
        return marked(text, words, in_name=False)
    start = _at_a_word(text, max(0, min(first - _BEFORE, len(text) - SNIPPET)), first)
    # What is cut through is shown whole, but nothing is longer than twice a snippet.
    stop = max([start + SNIPPET, *(span[1] for span in spans if span[0] < start + SNIPPET <= span[1])])
    stop = min(stop, start + 2 * SNIPPET, len(text))
    shown = text[start:stop]
    if stop < len(text) and (end := shown.rfind(" ", SNIPPET - 24)) > 0:
        shown = shown[:end]
    before, after = ("… " if start else ""), (" …" if start + len(shown) < len(text) else "")
    around = marked(shown, words, in_name=False)
    return tuple(piece for piece in (Piece(before, False), *around, Piece(after, False)) if piece.text)


def _at_a_word(text: str, start: int, latest: int) -> int:
    """Where a word begins near `start`, which stands at most at `latest`."""
    if start == 0:
        return 0
    space = re.compile(r"\s").search(text, start, min(start + 24, latest))
    return space.end() if space else start


def _spans(text: str, words: Sequence[Word], in_name: bool) -> list[tuple[int, int]]:
    """Where `words` stand in `text` as it is written: apart, in order."""
    folded = fold(text)
    found = sorted(span for word in words for span in word.spans(folded, in_name))
    if not found:
        return []
    origin = _origins(text)
    spans: list[tuple[int, int]] = []
    for first, last in found:
        start, stop = origin[first], origin[last - 1] + 1
        while stop < len(text) and not fold(text[stop]):  # an accent that follows its letter
            stop += 1
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(stop, spans[-1][1]))
        else:
            spans.append((start, stop))
    return spans


def _origins(text: str) -> list[int]:
    """For each sign of the folded text, the position of the sign that it comes from."""
    return [position for position, sign in enumerate(text) for _part in fold(sign)]
