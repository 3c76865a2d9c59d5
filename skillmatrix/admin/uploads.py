"""An uploaded file between preview and confirmation: kept for a day, reached only by a signed ticket."""

import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from django.core import signing

DAY = 24 * 60 * 60
_PREFIX = "skillmatrix-import-"


def keep(data: bytes) -> str:
    """Store an upload where only this system's user reads it, and return its name. Older ones go."""
    _sweep()
    with tempfile.NamedTemporaryFile(prefix=_PREFIX, delete=False) as file:
        file.write(data)
    return Path(file.name).name


def read(name: str) -> bytes:
    """An upload that was kept. Raises FileNotFoundError where it is gone."""
    return _path(name).read_bytes()


def remove(name: str) -> None:
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return Path(tempfile.gettempdir()) / Path(name).name


def _sweep() -> None:
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if path.stat().st_mtime < time.time() - DAY:
                path.unlink()
        except OSError:
            continue  # another process was quicker, or the file belongs to somebody else


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a preview showed, of which file and how meant: all that a confirmation needs, signed."""

    upload: str
    file_name: str
    digest: str
    choices: dict[str, Any]

    def signed_for(self, person: Any) -> str:
        return signing.dumps(asdict(self), salt=_salt(person), compress=True)

    @classmethod
    def read(cls, signed: str, person: Any) -> Self:
        """Raises signing.BadSignature where it is forged, another person's, or older than a day."""
        return cls(**signing.loads(signed, salt=_salt(person), max_age=DAY))


def _salt(person: Any) -> str:
    return f"skillmatrix import by {person.pk}"
