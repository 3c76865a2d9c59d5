"""A cell's text -> its value, by the kind of its column, and what is wrong with it."""

import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import Kind
from skillmatrix.exchange.loading.cells import Flaw, Lost
from skillmatrix.exchange.words import YES_NO
from skillmatrix.rows import HIGHEST_RANK, LETTER_LENGTH, Value, shown
from skillmatrix.text import NAME_LENGTH, SLUG_LENGTH, clean_name, clean_text, name_key


class Parser:
    """Reads cells: the value of one, and what is wrong with it ("" if nothing). Remembers short ones.

    `doubtful` are texts that look as if letters of them were lost, and are right.
    """

    def __init__(self, doubtful: frozenset[str] = frozenset()) -> None:
        self._doubtful = doubtful
        self._known: dict[tuple[Kind, str], tuple[Value, str]] = {}

    def __call__(self, kind: Kind, text: str) -> tuple[Value, str]:
        if not text:
            return "", ""
        if isinstance(text, Flaw):
            value, wrong = self._parse(kind, str(text))
            is_right = isinstance(text, Lost) and value in self._doubtful
            return (value, wrong) if is_right else (_stand_in(kind, text), text.message)
        if kind is Kind.TEXT:
            return self._parse(kind, text)
        if (kind, text) not in self._known:
            self._known[kind, text] = self._parse(kind, text)
        return self._known[kind, text]

    def _parse(self, kind: Kind, text: str) -> tuple[Value, str]:
        try:
            return _PARSERS[kind](text), ""
        except ValidationError as error:
            return _stand_in(kind, text), " ".join(error.messages)


def _stand_in(kind: Kind, text: str) -> Value:
    """What a refused cell counts as, so that what refers to its row is not called wrong as well.

    Long texts stay apart from each other, and are not carried along.
    """
    if kind not in (Kind.NAME, Kind.REFERENCE, Kind.SLUG):
        return ""
    line = " ".join(text.split())
    if len(line) <= SLUG_LENGTH:
        return line
    return f"{line[:NAME_LENGTH]}-{sha256(line.encode(errors='replace')).hexdigest()[:16]}"


def _is_slug(text: str) -> bool:
    """Letters and digits, one at least, with their marks, and hyphens between them."""
    return any(sign.isalnum() for sign in text) and all(
        sign in "-_" or unicodedata.category(sign)[0] in "LMN" for sign in text
    )


def _slug(text: str) -> str:
    slug = clean_text(text, SLUG_LENGTH)
    if slug and not _is_slug(slug):
        raise ValidationError(
            _("A slug has letters, digits and hyphens only. Leave it empty to have one made.")
        )
    if slug != slug.lower():
        message = _("A slug has no capital letters. Write “%(slug)s”, or leave it empty to have one made.")
        raise ValidationError(message % {"slug": shown(slug.lower())})
    return slug


def _reference(text: str) -> str:
    """A slug, which may be longer than a name, or else a name."""
    return clean_text(text, SLUG_LENGTH) if _is_slug(text.strip()) else clean_name(text)


def _yes_no(text: str) -> Value:
    word = name_key(text)
    if word and word not in YES_NO:
        raise ValidationError(_("This is neither yes nor no. Write yes or no; empty means no."))
    return YES_NO[word] if word else ""


def _rank(text: str) -> Value:
    digits = text.strip()
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4 and 1 <= int(digits) <= HIGHEST_RANK):
        message = _("A rank is a whole number from 1 to %(highest)d. The lowest comes first.")
        raise ValidationError(message % {"highest": HIGHEST_RANK})
    return int(digits)


def _letter(text: str) -> str:
    letter = clean_name(text)
    if len(letter) > LETTER_LENGTH:
        raise ValidationError(_("This takes one letter, two at most."))
    return letter


def _places(text: str) -> Value:
    places = clean_text(text).split()
    for place in places:
        parts = place.split(":")
        if len(parts) != 2 or not all(map(_is_slug, parts)):
            message = _("“%(place)s” is no role and level. Write role-slug:level-slug, separated by spaces.")
            raise ValidationError(message % {"place": shown(place)})
    return tuple(sorted(set(places)))


_PARSERS: Mapping[Kind, Callable[[str], Value]] = {
    Kind.NAME: clean_name,
    Kind.TEXT: clean_text,
    Kind.SLUG: _slug,
    Kind.REFERENCE: _reference,
    Kind.YES_NO: _yes_no,
    Kind.RANK: _rank,
    Kind.LETTER: _letter,
    Kind.PLACES: _places,
}
