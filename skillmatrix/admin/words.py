"""Counts in words: "1 expectation", "48 expectations"."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_noop, ngettext_lazy

from skillmatrix.models import (
    Domain,
    Expectation,
    Feedback,
    Level,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
)

_COUNTED: dict[type[Model], Any] = {
    Domain: ngettext_lazy("%(count)d domain", "%(count)d domains", "count"),
    SkillGroup: ngettext_lazy("%(count)d skill group", "%(count)d skill groups", "count"),
    Skill: ngettext_lazy("%(count)d skill", "%(count)d skills", "count"),
    RoleFamily: ngettext_lazy("%(count)d role family", "%(count)d role families", "count"),
    Role: ngettext_lazy("%(count)d role", "%(count)d roles", "count"),
    Level: ngettext_lazy("%(count)d level", "%(count)d levels", "count"),
    RoleLevel: ngettext_lazy("%(count)d level of a role", "%(count)d levels of roles", "count"),
    SideStep: ngettext_lazy("%(count)d sideways step", "%(count)d sideways steps", "count"),
    Proficiency: ngettext_lazy("%(count)d proficiency", "%(count)d proficiencies", "count"),
    Expectation: ngettext_lazy("%(count)d expectation", "%(count)d expectations", "count"),
    Feedback: ngettext_lazy("%(count)d reader’s report", "%(count)d readers’ reports", "count"),
}


def counted(model: type[Model], count: int) -> str:
    """`count` rows of `model`, as people say it."""
    return str(_COUNTED[model] % {"count": count})


# Django shows these in its own lists and has no translation of them in our languages yet.
gettext_noop("- Select an option -")
gettext_noop("Run")
