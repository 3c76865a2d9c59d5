"""What a plan showed, of which import and how meant: all that a confirmation needs, signed for one person."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.conf import settings
from django.core import signing

from skillmatrix.importing import Planned
from skillmatrix.models import Import


@dataclass(frozen=True, slots=True)
class Ticket:
    """`pk` is the import's, `sha256` its file's, `how` it is meant; `digest` is the plan's, made `since`."""

    pk: int
    sha256: str
    how: str
    digest: str
    since: int

    @classmethod
    def of(cls, import_: Import, found: Planned) -> Self:
        return cls(import_.pk, import_.sha256, import_.how, found.plan.digest, found.since)

    def signed_for(self, person: Any) -> str:
        return signing.dumps(asdict(self), salt=_salt(person), compress=True)

    @classmethod
    def read(cls, signed: str, person: Any) -> Self:
        """Raises signing.BadSignature where it is forged or another person's, SignatureExpired if too old."""
        longest = datetime.timedelta(hours=settings.IMPORT_CONFIRM_HOURS)
        return cls(**signing.loads(signed, salt=_salt(person), max_age=longest))

    @classmethod
    def read_late(cls, signed: str, person: Any) -> Self:
        """The same, however old."""
        return cls(**signing.loads(signed, salt=_salt(person)))

    def fits(self, import_: Import) -> bool:
        """Whether the import is still of this file, and meant as it was."""
        return (self.pk, self.sha256, self.how) == (import_.pk, import_.sha256, import_.how)


def _salt(person: Any) -> str:
    return f"skillmatrix import by {person.pk}"
