"""What somebody has said of headers, kept for their own next file and found again."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from skillmatrix.applying import all_or_refused
from skillmatrix.exchange.meaning import Meaning, SheetMeaning
from skillmatrix.models import SheetMapping, User


def with_saved(person: User, meaning: Meaning) -> Meaning:
    """`meaning`, and for headers of which it says nothing what this person saved; in one query."""
    saved = SheetMapping.objects.filter(person=person).values_list("fingerprint", "meaning")
    return replace(meaning, sheets={key: SheetMeaning.of(said) for key, said in saved} | {**meaning.sheets})


def save(person: User, sheets: Mapping[str, SheetMeaning]) -> None:
    """Keep what a person said of these headers, by their fingerprints, instead of what they said before.

    A role or level of the whole sheet is not kept: the next file with these headers may be about another.
    """
    with all_or_refused():
        for key, said in sheets.items():
            meaning = asdict(replace(said, role="", level=""))
            SheetMapping.objects.update_or_create(
                person=person, fingerprint=key, defaults={"meaning": meaning}
            )


def forget(person: User, sheets: Mapping[str, SheetMeaning]) -> None:
    """Keep nothing of these headers any more; what others said of them stays."""
    with all_or_refused():
        SheetMapping.objects.filter(person=person, fingerprint__in=list(sheets)).delete()
