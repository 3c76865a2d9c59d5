"""The bytes of a CSV file -> text, and what they might be where they are not Unicode.

Only Unicode is recognised. Older encodings differ in a few letters that look plausible in each of them, so a
person says which one is meant, by words of the file as they would read. See docs/decisions/0017-encodings.md.
"""

import codecs
import io
import re
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmatrix.exchange.limits import Unreadable
from skillmatrix.rows import quoted, shown

_WESTERN = gettext_lazy("Western European")
_CENTRAL = gettext_lazy("Central European")
_CYRILLIC = gettext_lazy("Cyrillic")

OFFERED: Mapping[str, Promise] = {
    "windows-1252": _WESTERN,
    "mac-roman": gettext_lazy("Western European (Mac)"),
    "gb18030": gettext_lazy("Simplified Chinese"),
    "windows-1250": _CENTRAL,
    "windows-1251": _CYRILLIC,
    "iso-8859-15": _WESTERN,
    "iso-8859-1": _WESTERN,
    "cp850": gettext_lazy("Western European (DOS)"),
    "cp437": gettext_lazy("Western European (DOS)"),
    "big5": gettext_lazy("Traditional Chinese"),
    "shift_jis": gettext_lazy("Japanese"),
    "euc-kr": gettext_lazy("Korean"),
    "iso-8859-2": _CENTRAL,
    "koi8-r": _CYRILLIC,
    "windows-1253": gettext_lazy("Greek"),
    "windows-1254": gettext_lazy("Turkish"),
}
"""The encodings a file may be said to have, with who writes in them; the likeliest first."""

_CODECS = {codecs.lookup(name).name: name for name in OFFERED}

_SAMPLE = 20_000  # bytes of the lines with signs beyond ASCII that a guess is built on
_WORD_LENGTH = 40
_MOST_CANDIDATES = 5
_MOST_NAMED = 3
_SHOWN_LENGTH = 20
_MOST_WORDS = 3

_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = re.compile(rb"[\x80-\xff]")
_FOREIGN_WORD = re.compile(r'(?<![^\s,;"])[^\s,;"]*[^\x00-\x7f][^\s,;"]*')
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")  # controls, private use


class Candidate(NamedTuple):
    """An encoding that a file may have: its name, who writes in it, and words as they would read."""

    codec: str
    label: str
    words: tuple[str, ...]


class UnknownEncoding(Unreadable):
    """A file that is not Unicode. One of the `candidates`, the likeliest first, may be what it is."""

    def __init__(self, sheet: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(sheet, _unknown(candidates), encodings=tuple(each.codec for each in candidates))
        self.candidates = candidates


def offered(encoding: str) -> str:
    """The name in OFFERED of an encoding, by any of its names. Raises LookupError."""
    return _CODECS[codecs.lookup(encoding).name]


def opened(name: str, data: bytes, encoding: str = "") -> tuple[TextIO, str]:
    """The text of a file, line breaks as they are, and the name of its encoding where it is not Unicode.

    Reading the text raises UnicodeDecodeError where it is not what it seems: see `undecodable`.
    Raises Unreadable.
    """
    if data.startswith(_UTF_32):
        raise Unreadable(name, _("The file is text in UTF-32. Save it as “CSV UTF-8” or as .xlsx."))
    found = next((codec for mark, codec in _MARKS if data.startswith(mark)), "")
    found = found or _utf_16_without_mark(data)
    said = _said(name, encoding)
    text = io.TextIOWrapper(io.BytesIO(data), found or said or "utf-8", newline="")
    return text, "" if found else said


def undecodable(name: str, data: bytes, encoding: str) -> Unreadable:
    """Why a file cannot be read as text. `encoding` is as `opened` gave it."""
    if encoding:
        message = _("The file is not text in %(encoding)s. Choose another encoding.")
        return Unreadable(name, message % {"encoding": encoding})
    if data.startswith(tuple(mark for mark, _codec in _MARKS)) or _utf_16_without_mark(data):
        return Unreadable(name, _("The file is damaged Unicode text. Save it again as “CSV UTF-8”."))
    return UnknownEncoding(name, candidates(data))


def candidates(data: bytes) -> tuple[Candidate, ...]:
    """What a file that is not Unicode may be, the likeliest first; nothing where it is no text at all."""
    sample = _sample(data)
    readings: dict[str, str] = {}
    for name in OFFERED:
        text = _decoded(sample, name)
        if text and not _NO_TEXT.search(text):
            readings.setdefault(text, name)
    mess = _mess(sample, list(readings.values()))
    likely = sorted(readings.items(), key=lambda reading: mess.get(reading[1], 1.0))
    return tuple(
        Candidate(name, str(OFFERED[name]), _words(text)) for text, name in likely[:_MOST_CANDIDATES]
    )


def _said(name: str, encoding: str) -> str:
    try:
        is_unicode = not encoding or codecs.lookup(encoding).name.startswith("utf")
        return "" if is_unicode else offered(encoding)
    except (LookupError, ValueError):
        message = _("There is no encoding “%(encoding)s” to choose. Choose one of: %(names)s.")
        said = {"encoding": shown(encoding), "names": ", ".join(OFFERED)}
        raise Unreadable(name, message % said) from None


def _utf_16_without_mark(data: bytes) -> str:
    """UTF-16, where every other byte of plain letters, separators and line breaks is NUL and none beside."""
    start = data[:4096]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if not even and odd > len(start) // 8:
        return "utf-16-le"
    if not odd and even > len(start) // 8:
        return "utf-16-be"
    return ""


def _sample(data: bytes) -> bytes:
    """What differs from one encoding to the other, up to the ends of lines, and enough of it."""
    sample, end = b"", 0
    while len(sample) < _SAMPLE and (found := _FOREIGN.search(data, end)):
        start = max(end, data.rfind(b"\n", end, found.start()) + 1, found.start() - _WORD_LENGTH)
        end = data.find(b"\n", found.start(), found.start() + _SAMPLE) + 1 or found.start() + _SAMPLE
        sample += data[start:end]
    return sample


def _decoded(sample: bytes, encoding: str) -> str:
    """A sample may end within a sign."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _mess(sample: bytes, names: list[str]) -> dict[str, float]:
    """How much like noise the sample reads in each encoding, from 0 to 1."""
    from charset_normalizer import from_bytes  # which takes long to import, and is seldom needed

    asked = {codecs.lookup(name).name: name for name in names}
    found = from_bytes(sample, cp_isolation=list(asked), enable_fallback=False)
    return {
        asked[codec]: match.percent_chaos / 100
        for match in found
        for alias in [match.encoding, *match.could_be_from_charset]
        if (codec := codecs.lookup(alias).name) in asked
    }


def _words(text: str) -> tuple[str, ...]:
    words = dict.fromkeys(found[0] for found in _FOREIGN_WORD.finditer(text[:_SAMPLE]))
    return tuple(shown(word[:_SHOWN_LENGTH]) for word in list(words)[:_MOST_WORDS])


def _unknown(found: tuple[Candidate, ...]) -> str:
    if not found:
        return _("The file is not text in UTF-8. In Excel, save it as “CSV UTF-8”, or as .xlsx.")
    message = _(
        "The file is not text in UTF-8, and what it is has to be said: %(readings)s. Save it as “CSV UTF-8” "
        "or as .xlsx, or say which of them is right."
    )
    reading = _("%(encoding)s would give %(words)s")
    readings = "; ".join(
        reading % {"encoding": each.codec, "words": ", ".join(map(quoted, each.words[:2]))}
        for each in found[:_MOST_NAMED]
    )
    return message % {"readings": readings}
