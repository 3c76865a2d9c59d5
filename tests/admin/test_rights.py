"""Who may open which address of the admin, for all of its addresses."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import URLResolver, reverse

from skillmatrix.admin.rights import CODENAMES, HR_EDITORS
from skillmatrix.models import Organisation, Skill, User

FRAMEWORK = [
    "domain",
    "skillgroup",
    "skill",
    "rolefamily",
    "role",
    "level",
    "rolelevel",
    "proficiency",
    "expectation",
]
FOR_ALL_STAFF = {"index", "password_change", "password_change_done", "jsi18n", "view_on_site", "logout"}
FOR_EVERYBODY = {"login"}
POST_ONLY = {"add_proficiencies", "skillmatrix_expectation_process_import"}


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


ADDRESSES = sorted({name for name in names(admin.site.get_urls()) if name not in ("app_list",)})


@pytest.fixture
def address(framework):
    """The address of a name, with an existing row where it needs one."""
    rows = {
        "domain": framework.domain,
        "skillgroup": framework.group,
        "skill": framework.skill,
        "rolefamily": framework.family,
        "role": framework.role,
        "level": framework.senior,
        "rolelevel": framework.place,
        "proficiency": framework.working,
        "expectation": framework.expectation,
        "feedback": framework.report,
        "organisation": Organisation.objects.get_or_create(pk=1)[0],
        "user": User.objects.create_user("somebody"),
        "group": Group.objects.create(name="Some group"),
    }

    def of(name):
        _app, _, rest = name.partition("_")
        model, _, action = rest.partition("_")
        if name == "view_on_site":
            kind = ContentType.objects.get_for_model(Skill)
            return reverse("admin:view_on_site", args=[kind.pk, framework.skill.pk])
        if name == "auth_user_password_change":
            return reverse(f"admin:{name}", args=[rows["user"].pk])
        if action in ("change", "delete", "history"):
            return reverse(f"admin:{name}", args=[rows[model].pk])
        return reverse(f"admin:{name}")

    return of


def get(client, name, address):
    if name == "logout" or name in POST_ONLY:
        return client.post(address(name))
    if name == "autocomplete":
        field = {"app_label": "skillmatrix", "model_name": "skill", "field_name": "domain"}
        return client.get(address(name), field)
    return client.get(address(name))


def allowed(name, who):
    """Whether the HR editor or the administrator may open this address."""
    _app, _, rest = name.partition("_")
    model, _, action = rest.partition("_")
    if name in FOR_ALL_STAFF | FOR_EVERYBODY | {"autocomplete", "add_proficiencies"} or name.startswith(
        "skillmatrix_expectation"
    ):
        return True
    if (model, action) in {("feedback", "add"), ("organisation", "add"), ("organisation", "delete")}:
        return False
    return who == "administrator" or model in [*FRAMEWORK, "feedback", "organisation"]


def answers(client, address):
    signing_out_last = sorted(ADDRESSES, key=lambda name: name == "logout")
    return {name: get(client, name, address).status_code for name in signing_out_last}


@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_nobody_enters_without_being_staff(who, address, request):
    found = answers(request.getfixturevalue(who), address)

    assert {name for name, status in found.items() if status != 302} == FOR_EVERYBODY


def test_the_way_in_is_the_sign_in_page(address, reader):
    for name in set(ADDRESSES) - FOR_EVERYBODY - {"logout"}:
        assert get(reader, name, address).url.startswith(reverse("admin:login"))


def test_staff_without_rights_can_do_nothing(address, staff):
    found = answers(staff, address)

    assert {name for name, status in found.items() if status != 403} == FOR_ALL_STAFF | FOR_EVERYBODY


@pytest.mark.parametrize("who", ["hr", "administrator"])
def test_editors_open_what_they_edit_and_administrators_everything(who, address, request):
    found = answers(request.getfixturevalue(who), address)

    assert {name for name, status in found.items() if status == 403} == {
        name for name in ADDRESSES if not allowed(name, who)
    }
    assert set(found.values()) <= {200, 302, 403}


INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']", re.IGNORECASE)


def test_no_page_has_what_the_content_policy_stops(address, administrator):
    pages = {name: get(administrator, name, address) for name in ADDRESSES if name != "logout"}

    html = {name: page.text for name, page in pages.items() if "html" in page.headers.get("Content-Type", "")}
    assert {name: INLINE.findall(text) for name, text in html.items() if INLINE.search(text)} == {}
    assert "script-src 'self';" in pages["index"].headers["Content-Security-Policy"]


def test_staff_without_rights_see_an_empty_start_page(staff):
    page = staff.get(reverse("admin:index")).text

    assert "You don’t have permission to view or edit anything." in page
    assert "What to do first" not in page


def test_the_group_has_its_rights_and_no_others(db):
    held = Group.objects.get(name=HR_EDITORS).permissions.values_list("codename", flat=True)

    assert set(held) == CODENAMES
    assert not {name for name in CODENAMES if name.endswith(("_user", "_group", "_logentry", "_session"))}


def test_the_rights_cover_every_framework_model(db):
    models = {m._meta.model_name for m in apps.get_app_config("skillmatrix").get_models()}

    assert {name.partition("_")[2] for name in CODENAMES} == models - {"user", "retiredslug"}


def test_migrating_again_leaves_what_an_administrator_changed(db):
    group = Group.objects.get(name=HR_EDITORS)
    group.permissions.set(Permission.objects.filter(codename="view_skill"))

    call_command("migrate", verbosity=0)

    assert [p.codename for p in group.permissions.all()] == ["view_skill"]


def test_the_group_comes_back_complete_where_it_is_gone(db):
    Group.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert Group.objects.get(name=HR_EDITORS).permissions.count() == len(CODENAMES)
