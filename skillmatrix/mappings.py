"""What editors have said of headers, kept for the next file and found again."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from django.db import transaction

from skillmatrix.exchange.meaning import Meaning, SheetMeaning
from skillmatrix.models import SheetMapping, User


def with_saved(meaning: Meaning) -> Meaning:
    """`meaning`, and for headers of which it says nothing what was saved; in one query."""
    saved = SheetMapping.objects.values_list("fingerprint", "meaning")
    return replace(meaning, sheets={key: SheetMeaning.of(said) for key, said in saved} | {**meaning.sheets})


def save(person: User, sheets: Mapping[str, SheetMeaning]) -> None:
    """Keep what was said of these headers, by their fingerprints, instead of what was said before."""
    with transaction.atomic():
        for key, said in sheets.items():
            SheetMapping.objects.update_or_create(
                fingerprint=key, defaults={"meaning": asdict(said), "person": person}
            )


def forget(sheets: Mapping[str, SheetMeaning]) -> None:
    """Keep nothing of these headers any more."""
    SheetMapping.objects.filter(fingerprint__in=list(sheets)).delete()
