"""Registration and the editors' pages, one module a noun. Django finds them by importing this package."""

from skillmatrix.admin import (
    expectations,
    feedback,
    history,
    imports,
    levels,
    organisation,
    people,
    roles,
    skills,
)

__all__ = [
    "expectations",
    "feedback",
    "history",
    "imports",
    "levels",
    "organisation",
    "people",
    "roles",
    "skills",
]
