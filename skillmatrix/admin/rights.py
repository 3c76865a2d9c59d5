"""The four groups that an administrator gives: what each is called, what it gives, and its exact rights."""

from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

READERS = "Readers"
HR_EDITORS = "HR editors"
IMPORTERS = "Importers"
ADMINISTRATORS = "Administrators"

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


def _may(model: str, *actions: str) -> set[str]:
    return {f"{action}_{model}" for action in actions}


def _on_the_framework(*actions: str) -> set[str]:
    return {codename for model in _FRAMEWORK for codename in _may(model, *actions)}


_READING = _on_the_framework("view") | _may("organisation", "view") | _may("change", "view")
_EDITING = (
    _on_the_framework("add", "change", "delete")
    | _may("organisation", "change")
    | _may("feedback", "view", "change", "delete")
)
_EXPORTING = _may("expectation", "export")
_REVIEWING = _may("import", "review")
_IMPORTING = _may("expectation", "export", "import") | _REVIEWING
_ALL_IMPORTS = _may("import", "view")
_PEOPLE = _may("user", "view", "add", "change", "delete") | _may("group", "view")


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the groups. `name` is stored and never translated; `label` and `gives` are shown instead."""

    name: str
    label: Promise
    gives: Promise
    codenames: frozenset[str]


KINDS = (
    Kind(
        READERS,
        _("Readers"),
        _("See the whole framework, the organisation and the history here, and change nothing."),
        frozenset(_READING),
    ),
    Kind(
        HR_EDITORS,
        _("HR editors"),
        _("Add, change and delete what is in the framework, deal with readers' reports, and export."),
        frozenset(_READING | _EDITING | _EXPORTING | _REVIEWING),
    ),
    Kind(
        IMPORTERS,
        _("Importers"),
        _("See the framework, export it, and write spreadsheets into it."),
        frozenset(_READING | _IMPORTING),
    ),
    Kind(
        ADMINISTRATORS,
        _("Administrators"),
        _("All that the other groups may, and say who may do what: add, change and delete accounts."),
        frozenset(_READING | _EDITING | _IMPORTING | _ALL_IMPORTS | _PEOPLE),
    ),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def label(name: str) -> str:
    """What a group is called; one of somebody's own goes by its own name."""
    return str(_BY_NAME[name].label) if name in _BY_NAME else name


def gives(name: str) -> str:
    """What a group gives, in one sentence; "" where it is not one of ours."""
    return str(_BY_NAME[name].gives) if name in _BY_NAME else ""


def make_groups(
    sender: AppConfig, *, using: str, apps: Any = installed, verbosity: int = 1, **kwargs: Any
) -> None:
    """Make each group that does not exist; one that does is an administrator's to change.

    It only gets what there was not yet to decide about: permissions that have just come into being.
    Connected to post_migrate. It comes before auth's own receiver, so it has the permissions made first.
    """
    try:
        group = apps.get_model("auth", "Group")
        permission = apps.get_model("auth", "Permission")
        apps.get_model("skillmatrix", "Change")
    except LookupError:
        return
    ours = permission.objects.using(using).filter(content_type__app_label__in=("skillmatrix", "auth"))
    known = set(ours.values_list("codename", flat=True))
    for app in (sender, installed.get_app_config("auth")):
        create_permissions(app, verbosity=verbosity, using=using, apps=apps)
    for kind in KINDS:
        made, is_new = group.objects.using(using).get_or_create(name=kind.name)
        given = kind.codenames if is_new else kind.codenames - known
        made.permissions.add(*ours.filter(codename__in=given))
