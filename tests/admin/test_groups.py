"""The four groups: exactly the rights that each needs, made where they are missing."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from skillmatrix.admin.rights import KINDS, gives, label

FRAMEWORK = {
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
}
READING = {f"view_{model}" for model in FRAMEWORK | {"organisation", "change"}}
EDITING = {f"{action}_{model}" for action in ("add", "change", "delete") for model in FRAMEWORK} | {
    "change_organisation",
    "view_feedback",
    "change_feedback",
    "delete_feedback",
}
EXPORT, REVIEW = {"export_expectation"}, {"review_import"}
IMPORT = {"import_expectation"} | REVIEW
ALL_IMPORTS = {"view_import"}
PEOPLE = {"view_user", "add_user", "change_user", "delete_user", "view_group"}
RIGHTS = {
    "Readers": READING,
    "HR editors": READING | EDITING | EXPORT | REVIEW,
    "Importers": READING | EXPORT | IMPORT,
    "Administrators": READING | EDITING | EXPORT | IMPORT | ALL_IMPORTS | PEOPLE,
}


def held(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("name", RIGHTS)
def test_a_group_has_its_rights_and_no_others(name, db):
    assert held(name) == RIGHTS[name]


def test_there_are_four():
    assert [kind.name for kind in KINDS] == list(RIGHTS)


def test_a_model_is_in_somebodys_hands_or_in_nobodys_on_purpose(db):
    models = {model._meta.model_name for model in apps.get_app_config("skillmatrix").get_models()}
    given = {codename.partition("_")[2] for codename in RIGHTS["Administrators"]} - {"group"}

    with_imports = {"importcomment", "importfile", "sheetmapping"}
    with_reports = {"feedbacklink", "feedbacksending"}
    assert models - given == {"operation", "retiredslug", "revision"} | with_imports | with_reports


def test_migrating_again_leaves_what_an_administrator_changed(db):
    group = Group.objects.get(name="HR editors")
    group.permissions.set(Permission.objects.filter(codename="view_skill"))

    call_command("migrate", verbosity=0)

    assert held("HR editors") == {"view_skill"}


def test_a_permission_that_is_new_comes_to_the_groups_that_should_have_it(db):
    editors = Group.objects.get(name="HR editors")
    editors.permissions.set(Permission.objects.filter(codename="view_skill"))
    Permission.objects.filter(codename="view_change").delete()

    call_command("migrate", verbosity=0)

    assert {right.codename for right in editors.permissions.all()} == {"view_skill", "view_change"}


def test_groups_come_back_complete_where_they_are_gone(db):
    Group.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert {name: held(name) for name in RIGHTS} == RIGHTS


def test_a_group_of_ones_own_goes_by_its_own_name():
    assert (label("Interns"), gives("Interns")) == ("Interns", "")


def test_the_list_says_what_each_gives(manager):
    page = manager.get(reverse("admin:auth_group_changelist")).text

    assert "See the framework, export it, and write spreadsheets into it." in page


def test_our_groups_keep_their_names(administrator):
    ours, own = Group.objects.get(name="Readers"), Group.objects.create(name="Interns")
    for group in (ours, own):
        address = reverse("admin:auth_group_change", args=[group.pk])
        administrator.post(address, {"name": "Renamed", "permissions": []})

    assert {ours.name, "Renamed"} <= set(Group.objects.values_list("name", flat=True))
