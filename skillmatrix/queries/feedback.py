"""What a report is about, as it stands now; and a report as its sender sees it."""

from dataclasses import dataclass
from datetime import datetime

from skillmatrix.comparing import Expected
from skillmatrix.models import Expectation, Feedback, Level, Role, Skill
from skillmatrix.models.feedback import deleted_on, digest, kept
from skillmatrix.queries.ladders import depths
from skillmatrix.queries.names import Name, named, one
from skillmatrix.queries.revision import steady


@dataclass(frozen=True, slots=True)
class Subject:
    """Skill, role and level, each of which may be open, and what is written there.

    `expected` and `version` are of the one expectation that all three name; None and "" where there is none.
    `summary` is the skill's.
    """

    skill: Name | None = None
    role: Name | None = None
    level: Name | None = None
    summary: str = ""
    expected: Expected | None = None
    version: str = ""

    @property
    def is_one(self) -> bool:
        """Whether one place is meant, so that something could be written there."""
        return bool(self.skill and self.role and self.level)


@dataclass(frozen=True, slots=True)
class Report:
    """A report behind its private link. `subject` names what is still there; the names are those of then.

    `has_changed`: what the reader saw reads otherwise by now; None where they saw no single expectation.
    """

    skill: str
    role: str
    level: str
    kind: str
    repeats: str
    words: str
    state: str
    is_open: bool
    answer: str
    answered_at: datetime | None
    received: datetime
    deleted_on: datetime
    subject: Subject
    has_changed: bool | None


@steady
def subject(skill: str | None, role: str | None, level: str | None) -> Subject:
    """What these slugs name, in at most five queries; raises Unknown for one that names nothing."""
    about = one(Skill.objects.all(), "skill", skill) if skill else None
    of_role = one(Role.objects.all(), "role", role) if role else None
    at = one(Level.objects.all(), "level", level) if level else None
    return _subject(about, of_role, at)


def _subject(skill: Skill | None, role: Role | None, level: Level | None) -> Subject:
    row = None
    if skill and role and level:
        row = Expectation.objects.filter(skill=skill, role=role, level=level).first()
    depth = depths().get(row.proficiency_id) if row and row.proficiency_id else None
    return Subject(
        named(skill) if skill else None,
        named(role) if role else None,
        named(level) if level else None,
        skill.summary if skill else "",
        Expected(depth, row.required, row.description) if row else None,
        row.version if row else "",
    )


@steady
def report(token: str) -> Report | None:
    """The report behind a private link, in at most three queries; None where there is none any more."""
    rows = kept().select_related("skill", "role", "level")
    row = rows.filter(links__digest=digest(token)).first()
    if row is None:
        return None
    about = _subject(row.skill, row.role, row.level)
    return Report(
        skill=row.skill_name,
        role=row.role_name,
        level=row.level_name,
        kind=row.get_kind_display(),
        repeats=row.repeats,
        words=row.words,
        state=row.get_state_display(),
        is_open=row.is_open,
        answer=row.answer,
        answered_at=row.answered_at,
        received=row.created_at,
        deleted_on=deleted_on(row.created_at),
        subject=about,
        has_changed=has_changed(row, about),
    )


def has_changed(row: Feedback, about: Subject) -> bool | None:
    """Whether what the reader saw reads otherwise by now, or is gone; None where they saw no expectation."""
    return about.version != row.seen if row.seen else None


def as_it_stands(row: Feedback) -> Subject:
    """What a report, read with skill, role and level, is about: as it stands now."""
    return _subject(row.skill, row.role, row.level)
