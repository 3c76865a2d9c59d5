"""Roles with their levels, and the page of one level of a role."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from skillmatrix.admin import roles
from skillmatrix.models import Expectation, Level, Role, RoleLevel, SideStep, Skill
from tests.admin.forms import errors, sent_back, submit

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def change(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_change", args=[row.pk])


def test_a_role_is_added_with_its_levels(hr, framework):
    submit(
        hr,
        reverse("admin:skillmatrix_role_add"),
        name="LLM Engineer",
        family=framework.family.pk,
        **{
            "role_levels-TOTAL_FORMS": "2",
            "role_levels-0-level": framework.junior.pk,
            "role_levels-0-title": "Junior LLM Engineer",
            "role_levels-1-level": framework.senior.pk,
        },
    )

    levels = RoleLevel.objects.filter(role__name="LLM Engineer").values_list("level__name", "title")
    assert list(levels) == [("Junior", "Junior LLM Engineer"), ("Senior", "")]


def test_the_levels_of_a_role_are_edited_on_its_page(hr, framework):
    submit(hr, change(framework.role), **{"role_levels-0-focus": "Leads by example."})

    framework.place.refresh_from_db()
    assert (framework.place.focus, framework.place.level) == ("Leads by example.", framework.senior)


def test_which_level_it_is_cannot_be_changed_there(hr, framework):
    submit(hr, change(framework.role), **{"role_levels-0-level": framework.junior.pk})

    framework.place.refresh_from_db()
    assert framework.place.level == framework.senior


def test_a_level_twice_is_refused(hr, framework):
    new = {"role_levels-TOTAL_FORMS": "2", "role_levels-1-level": framework.senior.pk}

    page = submit(hr, change(framework.role), **new)

    assert errors(page) == ["This role has this level already."]


def test_saving_a_role_without_a_change_moves_no_date(hr, framework):
    Role.objects.update(changed_at=LONG_AGO, summary="One.\nTwo.")
    RoleLevel.objects.update(changed_at=LONG_AGO, focus="One.\nTwo.")

    submit(hr, change(framework.role))

    framework.role.refresh_from_db()
    framework.place.refresh_from_db()
    assert (framework.role.changed_at, framework.place.changed_at) == (LONG_AGO, LONG_AGO)


def test_a_roles_page_takes_queries_that_do_not_grow_with_its_levels(
    hr, framework, django_assert_num_queries
):
    hr.get(change(framework.role))
    with django_assert_num_queries(8):
        hr.get(change(framework.role))

    for n in range(10):
        RoleLevel.objects.create(
            role=framework.role, level=Level.objects.create(name=f"Level {n}", rank=100 + n)
        )

    with django_assert_num_queries(8):
        hr.get(change(framework.role))


# The page of one level of a role


def test_role_and_level_are_chosen_once(hr, framework):
    page = hr.get(change(framework.place))

    assert {"role", "level"}.isdisjoint(page.context["adminform"].form.fields)


def test_its_expectations_stand_on_its_page(hr, framework):
    submit(hr, change(framework.place), **{"expectations-0-description": "Picks a base model."})

    framework.expectation.refresh_from_db()
    assert framework.expectation.description == "Picks a base model."


def test_an_expectation_is_added_there(hr, framework):
    other = Skill.objects.create(name="Python")
    new = {"expectations-TOTAL_FORMS": "2", "expectations-1-skill": other.pk, "expectations-1-required": "on"}

    submit(hr, change(framework.place), **new)

    added = Expectation.objects.get(skill=other)
    assert (added.role, added.level, added.required) == (framework.role, framework.senior, True)


def test_an_expectation_that_is_there_already_is_refused(hr, framework):
    new = {"expectations-TOTAL_FORMS": "2", "expectations-1-skill": framework.skill.pk}

    page = submit(hr, change(framework.place), **new)

    assert errors(page) == ["There is an expectation for this skill, role and level already."]


def test_one_skill_twice_is_refused(hr, framework):
    python = Skill.objects.create(name="Python").pk
    new = {"expectations-TOTAL_FORMS": "3", "expectations-1-skill": python, "expectations-2-skill": python}

    page = submit(hr, change(framework.place), **new)

    assert "Each skill can be listed once for a role at a level." in errors(page)
    assert Expectation.objects.count() == 1


def test_an_expectation_keeps_its_skill(hr, framework):
    python = Skill.objects.create(name="Python")

    submit(hr, change(framework.place), **{"expectations-0-skill": python.pk})

    framework.expectation.refresh_from_db()
    assert framework.expectation.skill == framework.skill


def test_an_expectation_is_deleted_there(hr, framework):
    submit(hr, change(framework.place), **{"expectations-0-DELETE": "on"})

    assert not Expectation.objects.exists()


def test_saving_without_a_change_moves_no_date(hr, framework):
    Expectation.objects.update(changed_at=LONG_AGO, description="- one\n- two")
    RoleLevel.objects.update(changed_at=LONG_AGO)

    submit(hr, change(framework.place))

    framework.expectation.refresh_from_db()
    framework.place.refresh_from_db()
    assert (framework.expectation.changed_at, framework.place.changed_at) == (LONG_AGO, LONG_AGO)


def test_its_page_takes_queries_that_do_not_grow_with_expectations_and_steps(
    hr, framework, django_assert_num_queries
):
    hr.get(change(framework.place))
    with django_assert_num_queries(8):
        hr.get(change(framework.place))

    for n in range(12):
        skill = Skill.objects.create(name=f"Skill {n}")
        Expectation.objects.create(skill=skill, role=framework.role, level=framework.senior)
        level = Level.objects.create(name=f"Level {n}", rank=100 + n)
        there = RoleLevel.objects.create(role=framework.other_role, level=level)
        SideStep.objects.create(origin=framework.place, destination=there)

    with django_assert_num_queries(8):
        hr.get(change(framework.place))


def test_very_many_expectations_are_a_link_instead(hr, framework, monkeypatch):
    monkeypatch.setattr(roles, "MOST_INLINE", 0)

    page = hr.get(change(framework.place))

    assert "expectations-TOTAL_FORMS" not in page.text
    assert "?role=data-scientist&amp;level=senior" in page.text


def test_a_step_sideways_is_added_and_another_deleted(hr, framework):
    there = RoleLevel.objects.create(role=framework.other_role, level=framework.junior)
    new = {
        "side_steps-TOTAL_FORMS": "2",
        "side_steps-0-DELETE": "on",
        "side_steps-1-destination": there.pk,
        "side_steps-1-origin": framework.place.pk,
    }

    submit(hr, change(framework.place), **new)

    assert [step.destination for step in SideStep.objects.all()] == [there]


@pytest.mark.parametrize(
    ("destination", "told"),
    [
        ("place", "A step must lead to another role or level."),
        ("elsewhere", "This step is listed already."),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(destination, told, hr, framework):
    new = {
        "side_steps-TOTAL_FORMS": "2",
        "side_steps-1-destination": getattr(framework, destination).pk,
        "side_steps-1-origin": framework.place.pk,
    }

    page = submit(hr, change(framework.place), **new)

    assert errors(page) == [told]


def test_without_the_right_to_change_expectations_a_forged_form_changes_none(framework, db):
    from django.contrib.auth.models import Permission

    from skillmatrix.models import User
    from tests.admin.conftest import signed_in

    user = User.objects.create_user("some", is_staff=True)
    rights = ["change_rolelevel", "view_rolelevel", "view_expectation"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = signed_in(user)
    data = sent_back(client.get(change(framework.place)))

    client.post(change(framework.place), data | {"expectations-0-description": "forged", "title": "New"})

    framework.expectation.refresh_from_db()
    framework.place.refresh_from_db()
    assert (framework.place.title, framework.expectation.description) == ("New", "")
