"""The one rule for text, in forms and files alike: how it is stored, compared and put into addresses.

Pure: no model, no request. Everything that takes in a name or a text calls `clean_name` or
`clean_text`; everything that asks whether two names are the same name compares their `name_key`.
"""

import re
import unicodedata
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 120
KEY_LENGTH = 3 * NAME_LENGTH  # folding can lengthen a name
TEXT_LENGTH = 8_000
SLUG_LENGTH = 140

_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
# An end mark with its closing quotes, then white space and no small letter ("e.g. this" goes on).
# Chinese needs no space.
_SENTENCE_END = re.compile(r"""[.!?…]["”’»)\]]*\s+(?![a-zà-ÿ])|[。！？]["”’》）]*(?=.)""")
_SPOKEN = {
    "+": " plus ",
    "#": " sharp ",
    "&": " and ",
    "@": " at ",
    "%": " percent ",
    "*": " star ",
    "/": " ",
    "_": " ",
    "·": " ",
}


def is_number(text: str) -> bool:
    """Whether text from outside is a number that a database takes for a primary key."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def clean_text(value: str, limit: int = TEXT_LENGTH) -> str:
    """`value` as it is stored: NFC, line breaks as `\\n`, ends trimmed.

    Raises ValidationError for a character that is refused (controls other than tab and newline,
    bidirectional overrides and isolates) and for more than `limit` characters.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if found := _REFUSED.search(text):
        raise ValidationError(
            _("Character %(code)s at position %(position)d cannot be shown safely. Remove it."),
            code="refused_character",
            params={"code": f"U+{ord(found[0]):04X}", "position": found.start() + 1},
        )
    return _short_enough(unicodedata.normalize("NFC", text).strip(), limit)


def clean_line(value: str, limit: int) -> str:
    """`clean_text` on one line, runs of white space joined; may come out empty."""
    return _short_enough(" ".join(clean_text(value).split()), limit)


def clean_name(value: str) -> str:
    """A name as it is stored: one line of at most 120 characters; may come out empty.

    Raises ValidationError as `clean_text` does, and for a name of invisible characters only.
    """
    name = clean_line(value, NAME_LENGTH)
    if name and all(unicodedata.category(sign)[0] in "CZ" for sign in name):
        raise ValidationError(_("A name needs at least one character that can be seen."), code="invisible")
    _short_enough(name_key(name), KEY_LENGTH)
    return name


def _short_enough(text: str, limit: int) -> str:
    if len(text) > limit:
        raise ValidationError(
            _("%(length)d characters are too many: at most %(limit)d fit here."),
            code="too_long",
            params={"length": len(text), "limit": limit},
        )
    return text


def name_key(name: str) -> str:
    """What two spellings of one name share: NFKC, case folded, runs of white space joined."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def free_slug(name: str, taken: Collection[str]) -> str:
    """A readable address for `name` that is not in `taken`.

    Signs that tell names apart are spelled out: `C`, `C++`, `C#` and `.NET` become `c`,
    `c-plus-plus`, `c-sharp` and `dot-net`. Letters of any script stay as they are, with their marks. A
    name without a letter or digit is spelled by its characters' Unicode names (a rocket becomes `rocket`).
    """
    spoken = unicodedata.normalize("NFKC", name).lower()
    spoken = re.sub(r"(?<!\w)\.(?=\w)", "dot ", re.sub(r"['’]", "", spoken))
    for sign, words in _SPOKEN.items():
        spoken = spoken.replace(sign, words)
    if not any(sign.isalnum() for sign in spoken):
        spoken = " ".join(unicodedata.name(sign, "sign") for sign in name).lower()
    letters = "".join(sign if _stands_in_slug(sign) else " " for sign in spoken)
    slug = unicodedata.normalize("NFC", "-".join(letters.split()))
    free, number = slug[:SLUG_LENGTH].rstrip("-"), 1
    while free in taken:
        number += 1
        end = f"-{number}"
        free = slug[: SLUG_LENGTH - len(end)].rstrip("-") + end
    return free


def _stands_in_slug(sign: str) -> bool:
    """Letters, digits and the marks upon them; not the selectors that only vary an emoji."""
    return unicodedata.category(sign)[0] in "LNM" and not "\ufe00" <= sign <= "\ufe0f"


def first_sentence(text: str) -> tuple[str, str]:
    """`text` cut in two: its first sentence, or its first line where that is shorter, and the rest."""
    line, _break, below = text.partition("\n")
    if found := _SENTENCE_END.search(line):
        cut = found.end()
        return line[:cut].rstrip(), "\n".join(part for part in (line[cut:].lstrip(), below) if part)
    return line, below.strip()
