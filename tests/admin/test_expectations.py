"""Expectations on pages of their own."""

from datetime import UTC, datetime

from django.urls import reverse

from skillmatrix.models import Expectation, Skill
from tests.admin.forms import errors, submit

ADD = reverse("admin:skillmatrix_expectation_add")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def change(framework):
    return reverse("admin:skillmatrix_expectation_change", args=[framework.expectation.pk])


def test_an_expectation_is_added(hr, framework):
    submit(
        hr,
        ADD,
        skill=framework.skill.pk,
        role=framework.role.pk,
        level=framework.junior.pk,
        description="Fine-tunes a model\nwith help.",
    )

    added = Expectation.objects.get(level=framework.junior)
    assert (added.description, added.proficiency, added.required) == (
        "Fine-tunes a model\nwith help.",
        None,
        False,
    )


def test_the_same_expectation_twice_is_refused(hr, framework):
    place = {"skill": framework.skill.pk, "role": framework.role.pk, "level": framework.senior.pk}

    page = submit(hr, ADD, **place)

    assert errors(page) == ["There is an expectation for this skill, role and level already."]


def test_skill_role_and_level_are_fixed_afterwards(hr, framework):
    other = Skill.objects.create(name="Python")

    page = submit(hr, change(framework), skill=other.pk, description="New.")

    framework.expectation.refresh_from_db()
    assert page.status_code == 302
    assert (framework.expectation.skill, framework.expectation.description) == (framework.skill, "New.")


def test_the_form_starts_with_what_the_address_names(hr, framework):
    page = hr.get(ADD, {"skill": framework.skill.pk, "role": framework.role.pk})

    assert page.context["adminform"].form.initial["skill"] == str(framework.skill.pk)


def test_line_breaks_as_browsers_send_them_are_no_change(hr, framework):
    Expectation.objects.update(description="- one\n- two", changed_at=LONG_AGO)

    submit(hr, change(framework))

    framework.expectation.refresh_from_db()
    assert framework.expectation.changed_at == LONG_AGO


def test_characters_that_move_text_are_refused(hr, framework):
    page = submit(hr, change(framework), description="abc\u202edef")

    assert errors(page) == ["Character U+202E at position 4 cannot be shown safely. Remove it."]


def test_it_leads_to_its_neighbours_and_to_its_public_page(hr, framework):
    page = hr.get(change(framework))

    assert "?skill=transfer-learning&amp;role=data-scientist" in page.text
    assert "?role=data-scientist&amp;level=senior" in page.text
    public = hr.get(page.context["absolute_url"]).url
    assert public.endswith("/skills/transfer-learning/?role=data-scientist&level=senior")


def test_deleting_one_lets_the_skill_say_that_it_changed(hr, framework):
    Skill.objects.update(changed_at=LONG_AGO)

    submit(hr, reverse("admin:skillmatrix_expectation_delete", args=[framework.expectation.pk]))

    framework.skill.refresh_from_db()
    assert framework.skill.changed_at > LONG_AGO
