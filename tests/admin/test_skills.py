"""Domains, skill groups and skills, edited."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from skillmatrix.models import Domain, Operation, Skill, SkillGroup
from tests.admin.forms import errors, sent_back, submit

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def add(model):
    return reverse(f"admin:skillmatrix_{model}_add")


def change(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_change", args=[row.pk])


def test_adding_a_skill_makes_its_address(hr, framework):
    submit(hr, add("skill"), name="Prompt  Engineering")

    assert Skill.objects.get(slug="prompt-engineering").name == "Prompt Engineering"


def test_the_address_is_shown_and_stays(hr, framework):
    page = hr.get(change(framework.skill))

    submit(hr, change(framework.skill), name="Transfer of Learning", slug="other")

    framework.skill.refresh_from_db()
    assert "transfer-learning" in page.text
    assert (framework.skill.name, framework.skill.slug) == ("Transfer of Learning", "transfer-learning")


def test_an_address_is_not_shown_before_there_is_one(hr, framework):
    assert "slug" not in hr.get(add("skill")).context["adminform"].fields


@pytest.mark.parametrize("name", ["TRANSFER LEARNING", "Ｔransfer Learning", " Transfer \u00a0 Learning "])
def test_a_name_that_is_there_already_is_refused_with_that_one_named(name, hr, framework):
    page = submit(hr, add("skill"), name=name)

    assert "“Transfer Learning” already exists." in errors(page)[0]
    assert Skill.objects.count() == 1


@pytest.mark.parametrize(
    "model", ["domain", "skillgroup", "skill", "rolefamily", "role", "level", "proficiency"]
)
def test_every_kind_of_name_is_compared(model, hr, framework):
    taken = {
        "domain": framework.domain,
        "skillgroup": framework.group,
        "skill": framework.skill,
        "rolefamily": framework.family,
        "role": framework.role,
        "level": framework.senior,
        "proficiency": framework.working,
    }[model]

    page = submit(hr, add(model), name=taken.name.upper(), rank="99", letter="X", domain=framework.domain.pk)

    assert any(f"“{taken.name}” already exists." in error for error in errors(page))


@pytest.mark.parametrize("name", ["", "   ", "\u3000"])
def test_a_blank_name_is_refused(name, hr, framework):
    assert errors(submit(hr, add("skill"), name=name)) == ["This field is required."]


def test_an_invisible_name_is_refused(hr, framework):
    page = submit(hr, add("skill"), name="\u200b")

    assert errors(page) == ["A name needs at least one character that can be seen."]


def test_a_group_brings_its_domain(hr, framework):
    submit(hr, add("skill"), name="Fine-tuning", group=framework.group.pk)

    assert Skill.objects.get(name="Fine-tuning").domain == framework.domain


def test_moving_a_skill_to_a_group_elsewhere_moves_it_to_that_domain(hr, framework):
    cloud = SkillGroup.objects.create(name="Cloud", domain=Domain.objects.create(name="Platforms"))

    submit(hr, change(framework.skill), group=cloud.pk)

    framework.skill.refresh_from_db()
    assert framework.skill.domain.name == "Platforms"


def test_a_domain_that_is_not_the_groups_is_refused(hr, framework):
    other = Domain.objects.create(name="Platforms")

    page = submit(hr, change(framework.skill), domain=other.pk)

    assert errors(page) == [
        "The group “Deep Learning” belongs to “Machine Learning”. Choose that domain, or no group."
    ]


def test_a_save_without_a_change_does_not_count(hr, framework):
    Skill.objects.update(summary="One.\nTwo.", changed_at=LONG_AGO)

    submit(hr, change(framework.skill))

    framework.skill.refresh_from_db()
    assert framework.skill.changed_at == LONG_AGO
    assert not Operation.objects.exists()


def test_a_change_counts(hr, framework):
    Skill.objects.update(changed_at=LONG_AGO)

    submit(hr, change(framework.skill), summary="New.")

    framework.skill.refresh_from_db()
    assert framework.skill.changed_at > LONG_AGO


def test_groups_are_added_on_the_domains_page(hr, framework):
    submit(
        hr,
        change(framework.domain),
        **{
            "groups-TOTAL_FORMS": "2",
            "groups-1-name": "Classical methods",
            "groups-1-domain": framework.domain.pk,
        },
    )

    assert [group.name for group in framework.domain.groups.all()] == ["Classical methods", "Deep Learning"]


def test_saving_a_domain_leaves_its_groups_as_they_were(hr, framework):
    SkillGroup.objects.update(changed_at=LONG_AGO)

    submit(hr, change(framework.domain), summary="New.")

    framework.group.refresh_from_db()
    assert framework.group.changed_at == LONG_AGO


def test_a_group_of_the_same_name_is_refused_on_the_domains_page(hr, framework):
    new = {
        "groups-TOTAL_FORMS": "2",
        "groups-1-name": "deep learning",
        "groups-1-domain": framework.domain.pk,
    }

    page = submit(hr, change(framework.domain), **new)

    assert "“Deep Learning” already exists." in errors(page)[0]


def test_a_skill_links_to_its_expectations_and_its_public_page(hr, framework):
    page = hr.get(change(framework.skill))

    assert reverse("admin:skillmatrix_expectation_changelist") + "?skill=transfer-learning" in page.text
    assert "1 expectation →" in page.text
    assert hr.get(page.context["absolute_url"]).url.endswith("/skills/transfer-learning/")


def test_a_skills_page_takes_fixed_queries(hr, framework, django_assert_num_queries):
    hr.get(change(framework.skill))

    with django_assert_num_queries(7):
        hr.get(change(framework.skill))


def test_the_form_says_what_a_browser_sends(hr, framework):
    """Guards the helper: a form sent back as it stands is complete."""
    assert sent_back(hr.get(change(framework.skill)))["name"] == "Transfer Learning"
