"""An editor of one domain and one role family: everything is seen, and nothing outside is written."""

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory, modelformset_factory

from skillmatrix.admin.scoping import Scoped
from skillmatrix.models import Expectation, Role, RoleLevel, Skill, SkillGroup, User
from skillmatrix.models.base import Row
from skillmatrix.queries.framework import present
from tests.admin.addresses import example_rows
from tests.admin.conftest import signed_in
from tests.admin.forms import errors, sent_back, submit
from tests.admin.limits import FOR_THE_UNLIMITED, MODELS, YOU_EDIT, address
from tests.building import words

# Changing and deleting


@pytest.mark.parametrize("model", [*MODELS, *FOR_THE_UNLIMITED, "feedback", "organisation"])
def test_a_row_outside_is_shown_and_not_changed(model, limited, outside):
    before = present()
    page = limited.get(address(model, "change", outside[model]))

    answer = limited.post(address(model, "change", outside[model]), {"name": "X", "_save": "Save"})

    assert 'name="_save"' not in page.text
    assert f"{YOU_EDIT} You see this, and don't change it" in words(page)
    assert answer.status_code == 403
    assert present() == before


@pytest.mark.parametrize("model", [*MODELS, *FOR_THE_UNLIMITED, "feedback"])
def test_a_row_outside_is_not_deleted(model, limited, outside):
    if model != "expectation":
        Expectation.objects.all().delete()  # so that nothing else protects it

    assert limited.post(address(model, "delete", outside[model]), {"post": "yes"}).status_code == 403
    assert type(outside[model]).objects.filter(pk=outside[model].pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_a_row_inside_is_changed(model, limited, framework, elsewhere):
    row = example_rows(framework)[model]
    field = {"rolelevel": "title", "expectation": "description"}.get(model, "name")

    answer = submit(limited, address(model, "change", row), **{field: "Changed"})

    row.refresh_from_db()
    assert answer.status_code == 302
    assert getattr(row, field) == "Changed"


@pytest.mark.parametrize("model", ["skill", "rolelevel"])
def test_what_one_may_not_add_is_not_offered(model, reader, hr, framework):
    page = address(model, "change", example_rows(framework)[model])

    assert "Add an expectation" not in reader.get(page).text
    assert "Add an expectation" in hr.get(page).text


def test_an_expectation_is_within_by_its_skill_or_its_role(limited, framework, elsewhere):
    by_skill = {"skill": framework.skill, "role": elsewhere.role}
    by_role = {"skill": elsewhere.skill, "role": framework.role}
    for about in (by_skill, by_role):
        row = Expectation.objects.create(level=framework.junior, **about)
        submit(limited, address("expectation", "change", row), description="Mine.")

    assert Expectation.objects.filter(description="Mine.").count() == 2


def test_with_nothing_listed_nothing_is_edited(limited_editor, framework, outside):
    limited_editor.domains.clear()
    limited_editor.families.clear()
    client = signed_in(limited_editor)
    before = present()

    answers = [
        client.post(address(model, "change", row), {"name": "X"}).status_code
        for rows in (example_rows(framework), outside)
        for model, row in rows.items()
        if model in MODELS
    ]
    answers += [client.get(address(model, "add")).status_code for model in MODELS]

    assert set(answers) == {403}
    assert present() == before


def test_a_superuser_is_never_limited(framework, elsewhere):
    client = signed_in(User.objects.create_superuser("root", is_limited=True))

    answer = submit(client, address("skill", "change", elsewhere.skill), name="Talks")

    assert answer.status_code == 302


# Moving


@pytest.mark.parametrize(
    ("model", "field", "to", "what"),
    [
        ("skill", "domain", "elsewhere", "Choose a domain of yours."),
        ("skill", "domain", "nowhere", "Choose a domain of yours."),
        ("skillgroup", "domain", "elsewhere", "Choose a domain of yours."),
        ("role", "family", "elsewhere", "Choose a role family of yours."),
        ("role", "family", "nowhere", "Choose a role family of yours."),
    ],
)
def test_a_row_is_not_moved_out(model, field, to, what, limited, framework, outside):
    row = example_rows(framework)[model]
    target = {"domain": outside["domain"], "family": outside["rolefamily"]}[field]
    fields = {field: target.pk if to == "elsewhere" else "", **({"group": ""} if model == "skill" else {})}

    page = submit(limited, address(model, "change", row), **fields)

    assert errors(page) == [f"{YOU_EDIT} {what}"]
    assert 'name="_save"' in page.text
    assert getattr(type(row).objects.get(pk=row.pk), field) == getattr(row, field)


def test_a_skill_does_not_leave_with_a_group(limited, framework, outside):
    page = submit(limited, address("skill", "change", framework.skill), group=outside["skillgroup"].pk)

    assert errors(page) == [f"{YOU_EDIT} Choose a domain of yours."]


# Adding


@pytest.mark.parametrize("model", ["domain", "rolefamily", *FOR_THE_UNLIMITED])
def test_what_has_no_domain_or_family_of_ones_own_is_not_added(model, limited):
    assert limited.post(address(model, "add"), {"name": "New", "rank": 5}).status_code == 403


@pytest.mark.parametrize(
    ("model", "fields", "told"),
    [
        ("skill", {"name": "New", "domain": "domain"}, "Choose a domain of yours."),
        ("skill", {"name": "New"}, "Choose a domain of yours."),
        ("skill", {"name": "New", "group": "skillgroup"}, "Choose a domain of yours."),
        ("skillgroup", {"name": "New", "domain": "domain"}, "Choose a domain of yours."),
        ("role", {"name": "New", "family": "rolefamily"}, "Choose a role family of yours."),
        ("role", {"name": "New"}, "Choose a role family of yours."),
        ("rolelevel", {"role": "role", "level": "level"}, "Choose a role of your role families."),
        (
            "expectation",
            {"skill": "skill", "role": "role", "level": "level"},
            "Choose a skill of your domains, or a role of your role families.",
        ),
    ],
)
def test_what_would_land_outside_is_refused_with_what_is_right(model, fields, told, limited, outside):
    Expectation.objects.all().delete()
    RoleLevel.objects.filter(side_steps_here=None).delete()
    before = present()
    chosen = {name: outside[value].pk if value in outside else value for name, value in fields.items()}

    page = submit(limited, address(model, "add"), **chosen)

    assert f"{YOU_EDIT} {told}" in errors(page)
    assert present() == before


def test_what_lands_inside_is_added(limited, framework, elsewhere):
    group, family, senior = framework.group.pk, framework.family.pk, framework.senior.pk
    submit(limited, address("skill", "add"), name="New skill", group=group)
    submit(limited, address("role", "add"), name="New role", family=family)
    role = Role.objects.get(name="New role")
    submit(limited, address("rolelevel", "add"), role=role.pk, level=senior)
    submit(limited, address("expectation", "add"), skill=elsewhere.skill.pk, role=role.pk, level=senior)

    assert Skill.objects.get(name="New skill").domain == framework.domain
    assert RoleLevel.objects.filter(role=role).exists()
    assert Expectation.objects.filter(role=role, skill=elsewhere.skill).exists()


def test_rows_of_ones_own_are_added_below(limited, framework):
    submit(
        limited,
        address("domain", "change", framework.domain),
        **{"groups-TOTAL_FORMS": 2, "groups-1-name": "New group", "groups-1-domain": framework.domain.pk},
    )
    submit(
        limited,
        address("role", "add"),
        name="New role",
        family=framework.family.pk,
        **{"role_levels-TOTAL_FORMS": 1, "role_levels-0-level": framework.senior.pk},
    )

    assert SkillGroup.objects.filter(name="New group").exists()
    assert RoleLevel.objects.filter(role__name="New role").exists()


# Forged rows below


@pytest.mark.parametrize(
    ("model", "prefix", "fields", "parent"),
    [
        ("domain", "groups", {"name": "X"}, "domain"),
        ("role", "role_levels", {"title": "X"}, "role"),
        ("rolelevel", "expectations", {"description": "X"}, "role"),
        ("rolelevel", "side_steps", {"DELETE": "on"}, "origin"),
    ],
)
@pytest.mark.parametrize("with_parent", [False, True])
def test_a_forged_row_below_changes_nothing_outside(
    model, prefix, fields, parent, with_parent, limited, framework, elsewhere
):
    mine, theirs = example_rows(framework)[model], example_rows(elsewhere)[model]
    below = {
        "groups": elsewhere.group,
        "role_levels": elsewhere.place,
        "expectations": elsewhere.expectation,
        "side_steps": elsewhere.step,
    }[prefix]
    here = address(model, "change", mine)
    before = present()
    forged = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    if with_parent:
        forged[f"{prefix}-0-{parent}"] = theirs.role.pk if prefix == "expectations" else theirs.pk

    limited.post(here, sent_back(limited.get(here), **forged, **{f"{prefix}-0-id": below.pk}))

    assert present() == before


# The guard that everything passes, whichever way it comes


@pytest.fixture
def asked(limited_editor, rf):
    request = rf.post("/")
    request.user = limited_editor
    return request


@pytest.mark.parametrize("model", [*MODELS, *FOR_THE_UNLIMITED])
def test_saving_and_deleting_outside_is_stopped_at_last(model, asked, outside):
    row = outside[model]
    page = admin.site.get_model_admin(type(row))
    rows = type(row).objects.filter(pk=row.pk)
    Form, Rows = modelform_factory(type(row), fields=[]), modelformset_factory(type(row), fields=[])  # noqa: N806
    below = Rows(queryset=rows)
    below.forms[0].has_changed = lambda: True

    for write in (
        lambda: page.save_model(asked, row, Form(instance=row), True),
        lambda: page.save_formset(asked, None, below, True),
        lambda: page.delete_model(asked, row),
        lambda: page.delete_queryset(asked, rows),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_a_row_is_held_as_it_was_and_as_it_is(asked, framework, elsewhere):
    page = admin.site.get_model_admin(Skill)
    taken, given = Skill.objects.get(pk=elsewhere.skill.pk), Skill.objects.get(pk=framework.skill.pk)
    taken.group = given.group = None
    taken.domain, given.domain = framework.domain, elsewhere.domain

    for row in (taken, given):
        with pytest.raises(PermissionDenied):
            page.save_model(asked, row, None, True)


def test_every_page_of_the_framework_passes_the_guard():
    unguarded = {
        model.__name__
        for model, page in admin.site._registry.items()
        if issubclass(model, Row) and not isinstance(page, Scoped)
    }

    assert unguarded == set()
