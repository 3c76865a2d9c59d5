"""A place: a role at a level, written `data-scientist:senior` in addresses and cookies. Pure."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """Slugs of a role and a level; either may be left open."""

    role: str | None = None
    level: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The place that `text` writes; a side left blank is open."""
        role, _, level = text.partition(":") if "\0" not in text else ("", "", "")  # which PostgreSQL refuses
        return cls(role or None, level or None)

    @classmethod
    def whole(cls, text: str) -> Self | None:
        """The place that `text` writes with both sides, or None where it writes no such thing."""
        role, _, level = text.partition(":")
        return cls(role, level) if role and level and not {":", "\0"} & {*level, *role} else None

    def __str__(self) -> str:
        return f"{self.role or ''}:{self.level or ''}"

    def __bool__(self) -> bool:
        return bool(self.role or self.level)
