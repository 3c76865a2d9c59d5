"""The group "HR editors": exactly the rights that editing the framework needs."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions

HR_EDITORS = "HR editors"

_FRAMEWORK = (
    "domain",
    "skillgroup",
    "skill",
    "rolefamily",
    "role",
    "level",
    "rolelevel",
    "sidestep",
    "proficiency",
    "expectation",
)
_RIGHTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_FRAMEWORK, ("view", "add", "change", "delete")),
    "organisation": ("view", "change"),
    "feedback": ("view", "change", "delete"),
}
CODENAMES = frozenset(
    {f"{action}_{model}" for model, actions in _RIGHTS.items() for action in actions}
    | {"import_expectation", "export_expectation"}
)


def make_hr_editors(
    sender: AppConfig, *, using: str, apps: Any = installed, verbosity: int = 1, **kwargs: Any
) -> None:
    """Make the group where it does not exist; one that does is an administrator's to change.

    Connected to post_migrate. It comes before auth's own receiver, so it has the permissions made first.
    """
    try:
        group = apps.get_model("auth", "Group")
        permission = apps.get_model("auth", "Permission")
        apps.get_model("skillmatrix", "Expectation")
    except LookupError:
        return
    create_permissions(sender, verbosity=verbosity, using=using, apps=apps)
    editors, is_new = group.objects.using(using).get_or_create(name=HR_EDITORS)
    if is_new:
        needed = permission.objects.using(using).filter(
            content_type__app_label="skillmatrix", codename__in=CODENAMES
        )
        editors.permissions.set(needed)
