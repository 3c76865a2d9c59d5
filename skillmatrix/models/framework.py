"""The framework: what a company expects of each role, at each level, in each skill.

Uniqueness, ranks and non-blank names are held by the database, each constraint with the message that
an editor reads. What others rely on is protected from deletion.
"""

import hashlib
import json
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.fields import NameField, NameKeyField, PlainTextField
from skillmatrix.text import SLUG_LENGTH, free_slug, name_key

HIGHEST_RANK = 9_999


class Row(models.Model):
    """A row of the framework: knows its version, and `changed_at` moves only when that changes."""

    EDITABLE: ClassVar[tuple[str, ...]]

    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """A digest of the editable fields: two rows with one version read the same."""
        fields = {field.name: field.attname for field in self._meta.concrete_fields}
        values = [getattr(self, fields[name]) for name in self.EDITABLE]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:16]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._tidy()
        if not self._state.adding:
            stored = type(self)._base_manager.filter(pk=self.pk).first()
            if stored is None or stored.version != self.version:
                self.changed_at = timezone.now()
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    def _tidy(self) -> None:
        for name in self.EDITABLE:
            field = self._meta.get_field(name)
            if isinstance(field, NameField | PlainTextField):
                field.pre_save(self, add=self._state.adding)


class Named(Row):
    """A row that people call by its name and addresses by its slug.

    The slug is made once from the name, stays when the name changes and is never used again for
    something else: `RetiredSlug` remembers those of deleted rows.
    """

    name = NameField(_("name"))
    name_key = NameKeyField()
    slug = models.SlugField(
        _("address"), max_length=SLUG_LENGTH, unique=True, allow_unicode=True, editable=False
    )

    class Meta:
        abstract = True
        ordering = ["name_key"]

    def __str__(self) -> str:
        return self.name

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


def _name_not_blank(kind: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~models.Q(name="") & ~models.Q(name_key=""),
        name=f"{kind}_name_not_blank",
        violation_error_message=_("A name is needed."),
    )


def _rank_constraints(kind: str, taken: Any) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["rank"], name=f"{kind}_rank_unique", violation_error_message=taken),
        models.CheckConstraint(
            condition=models.Q(rank__gte=1),
            name=f"{kind}_rank_from_one",
            violation_error_message=_("Ranks start at 1."),
        ),
    ]


class Domain(Named):
    """The widest grouping of skills."""

    EDITABLE = ("name", "summary")

    summary = PlainTextField(_("summary"), help_text=_("One sentence: what belongs here."))

    class Meta(Named.Meta):
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [_name_not_blank("domain")]

    def get_absolute_url(self) -> str:
        return reverse("domain", args=[self.slug])


class SkillGroup(Named):
    """Gathers skills inside a domain."""

    EDITABLE = ("name", "domain")

    domain = models.ForeignKey(Domain, models.PROTECT, related_name="groups", verbose_name=_("domain"))

    class Meta(Named.Meta):
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")
        constraints = [_name_not_blank("skill_group")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the group; its skills follow it into its domain."""
        super().save(*args, **kwargs)
        for skill in self.skills.exclude(domain=self.domain):
            skill.save()

    def get_absolute_url(self) -> str:
        return f"{self.domain.get_absolute_url()}#{self.slug}"


class Skill(Named):
    """One thing a person can be good at. Without a domain it is not sorted yet, and listed last."""

    EDITABLE = ("name", "domain", "group", "summary")

    domain = models.ForeignKey(
        Domain,
        models.PROTECT,
        related_name="skills",
        verbose_name=_("domain"),
        null=True,
        blank=True,
        help_text=_("Follows the group where one is chosen."),
    )
    group = models.ForeignKey(
        SkillGroup,
        models.PROTECT,
        related_name="skills",
        verbose_name=_("skill group"),
        null=True,
        blank=True,
    )
    summary = PlainTextField(_("summary"), help_text=_("One sentence: what this skill is."))

    class Meta(Named.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints = [_name_not_blank("skill")]

    def clean(self) -> None:
        super().clean()
        if self.group and self.domain and self.group.domain_id != self.domain_id:
            raise ValidationError(
                {
                    "domain": ValidationError(
                        _("The group “%(group)s” belongs to “%(domain)s”. Choose that domain, or no group."),
                        code="other_domain",
                        params={"group": self.group, "domain": self.group.domain},
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.group:
            self.domain_id = self.group.domain_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("skill", args=[self.slug])


class RoleFamily(Named):
    """Gathers jobs of one kind."""

    EDITABLE = ("name",)

    class Meta(Named.Meta):
        verbose_name = _("role family")
        verbose_name_plural = _("role families")
        constraints = [_name_not_blank("role_family")]

    def get_absolute_url(self) -> str:
        return f"{reverse('roles')}#{self.slug}"


class Role(Named):
    """A job."""

    EDITABLE = ("name", "family", "summary")

    family = models.ForeignKey(
        RoleFamily, models.PROTECT, related_name="roles", verbose_name=_("role family"), null=True, blank=True
    )
    summary = PlainTextField(_("summary"), help_text=_("One sentence: what this role is there for."))

    class Meta(Named.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [_name_not_blank("role")]

    def get_absolute_url(self) -> str:
        return reverse("role", args=[self.slug])


class Level(Ranked):
    """One step of the ladder."""

    EDITABLE = ("name", "rank")

    class Meta(Ranked.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [
            _name_not_blank("level"),
            *_rank_constraints(
                "level", _("Another level has this rank. Each level needs a rank of its own.")
            ),
        ]


class RoleLevel(Row):
    """What one level of one role is about, and where it may lead besides the next level."""

    EDITABLE = ("role", "level", "title", "focus", "stack")

    role = models.ForeignKey(Role, models.CASCADE, related_name="role_levels", verbose_name=_("role"))
    level = models.ForeignKey(Level, models.PROTECT, related_name="role_levels", verbose_name=_("level"))
    title = NameField(_("title"), blank=True, default="", help_text=_("As on a contract: “Senior Engineer”."))
    focus = PlainTextField(_("focus"), help_text=_("One sentence: what this level is about."))
    stack = PlainTextField(_("technology stack"), help_text=_("The tools of the job, separated by commas."))
    leads_to = models.ManyToManyField(
        "self",
        through="SideStep",
        through_fields=("origin", "destination"),
        symmetrical=False,
        related_name="reached_from",
        verbose_name=_("may lead to"),
        blank=True,
    )

    class Meta:
        verbose_name = _("level of a role")
        verbose_name_plural = _("levels of roles")
        ordering = ["role__name_key", "level__rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "level"],
                name="role_level_once",
                violation_error_message=_("This role has this level already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.level}"

    def get_absolute_url(self) -> str:
        return reverse("role", args=[self.role.slug], query={"level": self.level.slug})


class SideStep(models.Model):
    """A step from one role and level to another besides the next level."""

    origin = models.ForeignKey(
        RoleLevel, models.CASCADE, related_name="side_steps", verbose_name=_("from role and level")
    )
    destination = models.ForeignKey(
        RoleLevel, models.RESTRICT, related_name="side_steps_here", verbose_name=_("to role and level")
    )

    class Meta:
        verbose_name = _("sideways step")
        verbose_name_plural = _("sideways steps")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "destination"],
                name="side_step_once",
                violation_error_message=_("This step is listed already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(origin=models.F("destination")),
                name="side_step_elsewhere",
                violation_error_message=_("A step must lead to another role or level."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} → {self.destination}"


class Proficiency(Ranked):
    """One step of the depth scale, with a letter for tables."""

    EDITABLE = ("name", "letter", "rank")

    letter = models.CharField(
        _("letter"), max_length=2, help_text=_("Stands for it in tables: “W” for Working.")
    )

    class Meta(Ranked.Meta):
        verbose_name = _("proficiency")
        verbose_name_plural = _("proficiencies")
        constraints = [
            _name_not_blank("proficiency"),
            *_rank_constraints(
                "proficiency", _("Another proficiency has this rank. Each one needs a rank of its own.")
            ),
            models.UniqueConstraint(
                fields=["letter"],
                name="proficiency_letter_unique",
                violation_error_message=_("Another proficiency has this letter."),
            ),
            models.CheckConstraint(
                condition=~models.Q(letter=""),
                name="proficiency_letter_not_blank",
                violation_error_message=_("A letter is needed."),
            ),
        ]


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def required(self) -> Self:
        return self.filter(required=True)

    def optional(self) -> Self:
        return self.filter(required=False)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, and let the skills' pages say that they changed."""
        skills = set(self.values_list("skill_id", flat=True))
        deleted = super().delete()
        Skill.objects.filter(pk__in=skills).update(changed_at=timezone.now())
        return deleted


class Expectation(Row):
    """What a role at a level needs in a skill."""

    EDITABLE = ("skill", "role", "level", "proficiency", "required", "description")

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="expectations", verbose_name=_("skill"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="expectations", verbose_name=_("role"))
    level = models.ForeignKey(Level, models.PROTECT, related_name="expectations", verbose_name=_("level"))
    proficiency = models.ForeignKey(
        Proficiency,
        models.PROTECT,
        related_name="expectations",
        verbose_name=_("proficiency"),
        null=True,
        blank=True,
    )
    required = models.BooleanField(_("required"), default=False)
    description = PlainTextField(
        _("description"),
        help_text=_(
            "What a person does and what one could see. Lines that begin with “-” become a list; "
            "https addresses become links."
        ),
    )

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
        ordering = ["role__name_key", "skill__name_key", "level__rank"]
        permissions = [
            ("import_expectation", _("Can import the framework")),
            ("export_expectation", _("Can export the framework")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "role", "level"],
                name="expectation_once",
                violation_error_message=_("There is an expectation for this skill, role and level already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill} · {self.role} · {self.level}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        Skill.objects.filter(pk=self.skill_id).update(changed_at=timezone.now())
        return deleted

    def get_absolute_url(self) -> str:
        return reverse(
            "skill", args=[self.skill.slug], query={"role": self.role.slug, "level": self.level.slug}
        )


def _retire_slug(sender: type[Named], instance: Named, **_kwargs: Any) -> None:
    RetiredSlug.objects.get_or_create(kind=sender._meta.model_name, slug=instance.slug)


for _model in (Domain, SkillGroup, Skill, RoleFamily, Role, Level, Proficiency):
    post_delete.connect(_retire_slug, sender=_model, dispatch_uid=f"retire {_model.__name__} slug")
