"""The framework: what a company expects of each role, at each level, in each skill.

Uniqueness, ranks and non-blank names are held by the database, each constraint with the message that
an editor reads. What others rely on is protected from deletion.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.base import PARKED, Named, Ranked, RetiredSlug, Row, name_not_blank, rank_constraints
from skillmatrix.models.fields import LineField, NameField, PlainTextField
from skillmatrix.rows import LETTER_LENGTH


class Domain(Named):
    """The widest grouping of skills."""

    EDITABLE = ("name", "summary")

    summary = PlainTextField(_("summary"), help_text=_("One sentence: what belongs here."))

    class Meta(Named.Meta):
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [name_not_blank("domain")]

    def get_absolute_url(self) -> str:
        return reverse("domain", args=[self.slug])


class SkillGroup(Named):
    """Gathers skills inside a domain."""

    EDITABLE = ("name", "domain")

    domain = models.ForeignKey(Domain, models.PROTECT, related_name="groups", verbose_name=_("domain"))

    class Meta(Named.Meta):
        verbose_name = _("skill group")
        verbose_name_plural = _("skill groups")
        constraints = [name_not_blank("skill_group")]

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
    FOLLOWING: ClassVar[dict[str, str]] = {**Named.FOLLOWING, "group": "domain"}

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
        constraints = [name_not_blank("skill")]

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
        constraints = [name_not_blank("role_family")]

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
        constraints = [name_not_blank("role")]

    def get_absolute_url(self) -> str:
        return reverse("role", args=[self.slug])


class Level(Ranked):
    """One step of the ladder."""

    EDITABLE = ("name", "rank")

    class Meta(Ranked.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [
            name_not_blank("level"),
            *rank_constraints("level", _("Another level has this rank. Each level needs a rank of its own.")),
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

    letter = LineField(
        _("letter"),
        max_length=LETTER_LENGTH + len(PARKED),
        validators=[MaxLengthValidator(LETTER_LENGTH)],
        help_text=_("Stands for it in tables: “W” for Working."),
    )

    class Meta(Ranked.Meta):
        verbose_name = _("proficiency")
        verbose_name_plural = _("proficiencies")
        constraints = [
            name_not_blank("proficiency"),
            *rank_constraints(
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
