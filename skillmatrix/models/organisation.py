"""Whose framework this is, since when it is in force, and whom to ask."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.base import Versioned
from skillmatrix.models.fields import LineField, NameField, PlainTextField


class Organisation(Versioned):
    """The one organisation that this installation belongs to."""

    EDITABLE = ("name", "contact", "in_force_since", "about")

    name = NameField(_("name"), blank=True, default="")
    contact = LineField(
        _("contact"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("An e-mail address, an https address or a person's role: whom readers may ask."),
    )
    in_force_since = models.DateField(_("in force since"), null=True, blank=True)
    about = PlainTextField(
        _("about this framework"),
        help_text=_("How it came about, how it is used in talks, and how to suggest a change."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="organisation_only_one",
                violation_error_message=_("There is one organisation. Edit that one."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("Organisation"))

    def get_absolute_url(self) -> str:
        return reverse("about")
