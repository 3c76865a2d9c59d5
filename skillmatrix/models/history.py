"""What happened to the framework: each change of each row, by whom, and by which operation.

Changes are written by database triggers and never edited (see `skillmatrix.recording`).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import LineField, ValuesField
from skillmatrix.plans import Action
from skillmatrix.rows import Key, Table
from skillmatrix.text import SLUG_LENGTH

NOTE_LENGTH = 500


class Operation(models.Model):
    """One thing that somebody did, with all the changes that it made."""

    class Kind(models.TextChoices):
        FORM = "form", _("edit")
        IMPORT = "import", _("import")
        RESTORE = "restore", _("restoration")
        UNDO = "undo", _("undo")
        DELETE = "delete", _("deletion")
        COMMAND = "command", _("command")
        MIGRATION = "migration", _("migration")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    person_name = models.CharField(_("who"), max_length=150, blank=True)
    source = LineField(_("from"), max_length=255, blank=True, default="")
    note = LineField(_("why"), max_length=NOTE_LENGTH, blank=True, default="")
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Change(models.Model):
    """One change of one row of the framework: what was, what became of it.

    `table` is a Table's value or "side_step", whose key is that of both its places. `key` is the row's key
    as text, slugs joined by “:”. `row_pk` is its primary key, by which it is still known where it goes before
    what points at it. `old` and `new` hold the fields that changed, as `skillmatrix.rows` has them: all
    fields of a row that was created or deleted, the other side being empty then. `skill` and `role` are the
    slugs that the key is made of, or "".
    """

    SIDE_STEP = "side_step"
    TABLES: ClassVar = [*((table.value, table.label) for table in Table), (SIDE_STEP, _("sideways step"))]
    ACTIONS: ClassVar = [
        (action.value, action.label) for action in (Action.CREATE, Action.CHANGE, Action.DELETE)
    ]

    table = models.CharField(_("kind of row"), max_length=20, choices=TABLES)
    key = models.CharField(max_length=4 * SLUG_LENGTH + 3)
    row_pk = models.BigIntegerField(null=True)
    skill = models.CharField(_("skill"), max_length=SLUG_LENGTH, blank=True)
    role = models.CharField(_("role"), max_length=SLUG_LENGTH, blank=True)
    action = models.CharField(_("kind of change"), max_length=10, choices=ACTIONS)
    old = ValuesField(_("before"))
    new = ValuesField(_("after"))
    at = models.DateTimeField(_("time"))
    # Not checked by the database: PostgreSQL would look, at the end of a TRUNCATE of all tables, for a row
    # that this very statement took away. Only triggers write it.
    operation = models.ForeignKey(
        Operation,
        models.PROTECT,
        null=True,
        related_name="changes",
        verbose_name=_("operation"),
        db_constraint=False,
    )

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table", "key", "id"], name="change_of_row"),
            models.Index(fields=["role", "id"], name="change_of_role"),
        ]

    def __str__(self) -> str:
        return f"{self.get_table_display()} {self.key}: {self.get_action_display()}"

    @property
    def row_key(self) -> Key:
        """The row's key, as `skillmatrix.rows` has it."""
        parts = tuple(self.key.split(":"))
        return parts if len(parts) > 1 else self.key


class Revision(models.Model):
    """One number that every change of the framework raises; and what is under way, if anything is.

    `operation` is set only inside the transaction of the operation itself, so that nobody else sees it.
    """

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)
    operation = models.ForeignKey(Operation, models.SET_NULL, null=True, related_name="revision_under_way")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="revision_only_one")]

    def __str__(self) -> str:
        return str(self.number)
