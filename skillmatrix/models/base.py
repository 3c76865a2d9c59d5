"""What every row of the framework has: a version, a date of change, and mostly a name and an address."""

import hashlib
import json
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import LineField, NameField, NameKeyField, PlainTextField
from skillmatrix.rows import HIGHEST_RANK
from skillmatrix.text import SLUG_LENGTH, free_slug, name_key

# What is parked is set aside while others take its place, and can be read all the same: a rank modulo
# PARKED_RANK, a letter without PARKED in front. See `skillmatrix.applying`.
PARKED_RANK = 1_000_000_000
PARKED = "\ue000"


class Versioned(models.Model):
    """What people edit in a form, and what knows by a version whether it is still what they were shown."""

    EDITABLE: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """A digest of the editable fields: two rows with one version read the same."""
        values = [self._plain(name) for name in self.EDITABLE]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False, default=str).encode()).hexdigest()[:16]

    def _plain(self, name: str) -> Any:
        field: Any = self._meta.get_field(name)
        if field.many_to_many:
            return sorted(row.pk for row in getattr(self, name).all())
        return getattr(self, field.attname)


class Row(Versioned):
    """A row of the framework: `changed_at` moves only when its version changes."""

    FOLLOWING: ClassVar[dict[str, str]] = {}  # field -> the field that is saved along with it

    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._tidy()
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).first()
            if stored is None or stored.version != self.version:
                self.changed_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                following = (self.FOLLOWING.get(name) for name in kwargs["update_fields"])
                kwargs["update_fields"] = {*kwargs["update_fields"], *filter(None, following), "changed_at"}
        super().save(*args, **kwargs)

    def _tidy(self) -> None:
        for name in self.EDITABLE:
            field = self._meta.get_field(name)
            if isinstance(field, LineField | PlainTextField):
                field.pre_save(self, add=self._state.adding)


class Named(Row):
    """A row that people call by its name and addresses by its slug.

    The slug is made once from the name, stays when the name changes and is never used again for
    something else: `RetiredSlug` remembers those of deleted rows.
    """

    FOLLOWING: ClassVar[dict[str, str]] = {"name": "name_key"}

    name = NameField(_("name"))
    name_key = NameKeyField()
    slug = models.CharField(_("address"), max_length=SLUG_LENGTH, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        if not self.slug:
            self.slug = free_slug(self.name, self.taken_slugs())
        self.name_key = name_key(self.name or "")
        super().clean_fields(exclude)

    def clean(self) -> None:
        super().clean()
        same = type(self)._base_manager.filter(name_key=name_key(self.name or "")).exclude(pk=self.pk).first()
        if same is not None:
            raise ValidationError(
                {
                    "name": ValidationError(
                        _(
                            "“%(name)s” already exists. Names that differ only by case, width or "
                            "spaces are one name."
                        ),
                        code="same_name",
                        params={"name": same},
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(self.name, self.taken_slugs())
        super().save(*args, **kwargs)

    @classmethod
    def taken_slugs(cls) -> set[str]:
        """The slugs of this kind that are in use or were once."""
        retired = RetiredSlug.objects.filter(kind=cls._meta.model_name).values_list("slug", flat=True)
        return {*cls._base_manager.values_list("slug", flat=True), *retired}


class Ranked(Named):
    """A named row with a place in an order of its kind, the lowest rank first."""

    rank = models.PositiveIntegerField(
        _("rank"),
        validators=[MinValueValidator(1), MaxValueValidator(HIGHEST_RANK)],
        help_text=_("The lowest comes first. Leaving gaps (10, 20, 30) makes room for later ones."),
    )

    class Meta(Named.Meta):
        abstract = True
        ordering = ["rank"]


class RetiredSlug(models.Model):
    """A slug whose row is gone: its address must not come to mean something else."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=SLUG_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="retired_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


def name_not_blank(kind: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(name="") & ~models.Q(name_key=""),
        name=f"{kind}_name_not_blank",
        violation_error_message=_("A name is needed."),
    )


def rank_constraints(kind: str, taken: Any) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["rank"], name=f"{kind}_rank_unique", violation_error_message=taken),
        models.CheckConstraint(
            condition=models.Q(rank__gte=1),
            name=f"{kind}_rank_from_one",
            violation_error_message=_("Ranks start at 1."),
        ),
    ]
