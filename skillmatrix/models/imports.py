"""The files that were imported or are to be: as drafts, with what was said about them, and as receipts."""

import hashlib
import json
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from skillmatrix.models.fields import LineField, PackedField, PlainTextField, ValuesField
from skillmatrix.models.history import NOTE_LENGTH, Operation
from skillmatrix.rows import Layout, printable

FILE_NAME_LENGTH = 255
LONGEST_SUFFIX = 10


class Import(models.Model):
    """One file, from its upload to what became of it. Its bytes are in ImportFile.

    `options` and `meaning` say how it is meant, as `drafting.Options` and `exchange.meaning.Meaning` do.
    `digest`, `counts` and `problems` are of the plan that was made when it was uploaded or last meant
    otherwise; `done_digest` and `done_counts` of the plan that was carried out. Counts are rows by table and
    action. A command has no person.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("state of an import", "draft")
        APPLIED = "applied", pgettext_lazy("state of an import", "applied")
        DISCARDED = "discarded", pgettext_lazy("state of an import", "discarded")
        EXPIRED = "expired", pgettext_lazy("state of an import", "expired")

    class Layouts(models.TextChoices):
        LIST = Layout.LIST.value, pgettext_lazy("layout of a file", "list")
        WORKBOOK = Layout.WORKBOOK.value, pgettext_lazy("layout of a file", "workbook")
        GRID = Layout.GRID.value, pgettext_lazy("layout of a file", "grid")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    person_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    file_name = LineField(_("file"), max_length=FILE_NAME_LENGTH)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    layout = models.CharField(_("layout"), max_length=10, choices=Layouts)
    options = ValuesField(_("options"))
    meaning = ValuesField(_("meaning"))
    digest = models.CharField(max_length=64)
    counts = ValuesField(_("counts"))
    problems = models.PositiveIntegerField(_("problems"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_by_name = models.CharField(_("ended by"), max_length=150, blank=True)
    note = LineField(_("why"), max_length=NOTE_LENGTH, blank=True, default="")
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, related_name="imports", verbose_name=_("operation")
    )
    done_digest = models.CharField(max_length=64, blank=True)
    done_counts = ValuesField(_("counts"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [("review_import", "Can review imports")]
        indexes = [models.Index(fields=["state", "at"], name="import_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", ended_at__isnull=True)
                | ~models.Q(state="draft") & models.Q(ended_at__isnull=False),
                name="import_draft_has_not_ended",
                violation_error_message=_("A draft has not ended, and whatever is none has."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def how(self) -> str:
        """A digest of how the file is meant."""
        said = json.dumps([self.options, self.meaning], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class ImportFile(models.Model):
    """What was uploaded, byte for byte; in a table of its own, so that no list ever reads it."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    data = PackedField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.of)


class ImportComment(models.Model):
    """What somebody who reviewed an import says about it."""

    about = models.ForeignKey(Import, models.CASCADE, related_name="comments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField(_("who"), max_length=150, blank=True)
    text = PlainTextField(_("comment"), blank=False)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


def kept_name(file_name: str) -> str:
    """A file's name as it is kept: nothing in it hides, and its suffix stays."""
    said = " ".join(printable(file_name).split()) or "?"
    if len(said) <= FILE_NAME_LENGTH:
        return said
    suffix = PurePath(said).suffix
    end = suffix if len(suffix) <= LONGEST_SUFFIX else ""
    return said[: FILE_NAME_LENGTH - len(end)] + end
