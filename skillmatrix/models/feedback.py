"""What readers report about an expectation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import PlainTextField
from skillmatrix.models.framework import Level, Role, Skill


class Feedback(models.Model):
    """A reader's report. It points at skill, role and level, never at an expectation."""

    class Kind(models.TextChoices):
        OUTDATED = "outdated", _("It is outdated")
        UNCLEAR = "unclear", _("It is unclear")
        DUPLICATE = "duplicate", _("It repeats another one")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("Open")
        DONE = "done", _("Dealt with")

    skill = models.ForeignKey(Skill, models.PROTECT, verbose_name=_("skill"))
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, verbose_name=_("role"))
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, verbose_name=_("level"))
    kind = models.CharField(_("what is wrong"), max_length=20, choices=Kind)
    words = PlainTextField(_("in your words"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.NEW)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.skill}: {self.get_kind_display()}"
