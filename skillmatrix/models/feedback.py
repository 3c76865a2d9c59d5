"""What readers report about an expectation, the private links to it, and what holds floods back."""

import datetime
import hashlib
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.base import Versioned
from skillmatrix.models.fields import LineField, PlainTextField
from skillmatrix.models.framework import Level, Role, Skill
from skillmatrix.text import NAME_LENGTH

REPEATS_LENGTH = 200


def protect_open(collector: Any, field: Any, reports: Any, using: str) -> None:
    """What an open report is about can't be deleted; one that is dealt with lets go and keeps the name."""
    still_open: set[models.Model] = {report for report in reports if report.is_open}
    if still_open:
        message = f"{field.name} is needed by reports that are open"
        raise models.ProtectedError(message, still_open)
    models.SET_NULL(collector, field, reports, using)


class Feedback(Versioned):
    """A reader's report. It points at skill, role and level, never at an expectation.

    The names are those of the moment when it was sent. `seen` is the version of the expectation that the
    reader saw, "" where the report is about no single one. Nothing here says who sent it.
    """

    EDITABLE = ("state", "answer")

    class Kind(models.TextChoices):
        OUTDATED = "outdated", _("It is outdated")
        UNCLEAR = "unclear", _("It is unclear")
        DUPLICATE = "duplicate", _("It repeats another one")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("Open")
        HAND = "hand", _("In hand")
        DONE = "done", _("Dealt with")
        DECLINED = "declined", _("Declined")

    OPEN: ClassVar = (State.NEW, State.HAND)

    skill = models.ForeignKey(Skill, protect_open, null=True, verbose_name=_("skill"))
    role = models.ForeignKey(Role, protect_open, null=True, blank=True, verbose_name=_("role"))
    level = models.ForeignKey(Level, protect_open, null=True, blank=True, verbose_name=_("level"))
    skill_name = LineField(_("skill"), max_length=NAME_LENGTH, blank=True, default="")
    role_name = LineField(_("role"), max_length=NAME_LENGTH, blank=True, default="")
    level_name = LineField(_("level"), max_length=NAME_LENGTH, blank=True, default="")
    seen = models.CharField(max_length=16, blank=True, default="")
    kind = models.CharField(_("what is wrong"), max_length=20, choices=Kind)
    repeats = LineField(_("what it repeats"), max_length=REPEATS_LENGTH, blank=True, default="")
    words = PlainTextField(_("in your words"))
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    answer = PlainTextField(
        _("answer"),
        help_text=_("The reader sees it, and the state, behind their private link. Your name stays here."),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"], name="feedback_by_time"),
            models.Index(fields=["state"], name="feedback_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_name}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            for name in ("skill", "role", "level"):
                row = getattr(self, name)
                setattr(self, f"{name}_name", row.name if row else "")
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def about(self) -> str:
        """What it is about, by the names of then."""
        return " · ".join(name for name in (self.skill_name, self.role_name, self.level_name) if name)


class FeedbackLink(models.Model):
    """A private link to a report: a digest of its token, which only the sender has.

    Whoever says the same again gets a link of their own to the one report.
    """

    of = models.ForeignKey(Feedback, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class FeedbackSending(models.Model):
    """That somebody sent a report, for an hour and until the next clearing: a keyed hash of their network."""

    sender = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["sender", "at"], name="sending_by_sender"),
            models.Index(fields=["at"], name="sending_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sender[:8]} {self.at}"


def digest(token: str) -> str:
    """What is stored of a token: who reads the database can't open the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def deleted_on(received: datetime.datetime) -> datetime.datetime:
    """From when on a report is gone that was received then."""
    return received + datetime.timedelta(days=settings.FEEDBACK_KEEP_DAYS)


def kept(now: datetime.datetime | None = None) -> models.QuerySet[Feedback]:
    """The reports whose time is not over, also where nobody has deleted the others yet."""
    days = datetime.timedelta(days=settings.FEEDBACK_KEEP_DAYS)
    return Feedback.objects.filter(created_at__gt=(now or timezone.now()) - days)
