"""Every list can be opened, searched and filtered, with queries that do not grow with its rows."""

import pytest
from django.urls import reverse

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
    User,
)

LISTS = {
    "domain": 7,
    "skillgroup": 8,
    "skill": 9,
    "rolefamily": 7,
    "role": 8,
    "level": 7,
    "rolelevel": 10,
    "proficiency": 7,
    "expectation": 13,
    "feedback": 12,
}


def address(model, **query):
    return reverse(f"admin:skillmatrix_{model}_changelist", query=query)


def grow(start, stop):
    """More rows of everything."""
    for n in range(start, stop):
        domain = Domain.objects.create(name=f"Domain {n}")
        group = SkillGroup.objects.create(name=f"Group {n}", domain=domain)
        skill = Skill.objects.create(name=f"Skill {n}", group=group)
        family = RoleFamily.objects.create(name=f"Family {n}")
        role = Role.objects.create(name=f"Role {n}", family=family)
        level = Level.objects.create(name=f"Level {n}", rank=100 + n)
        depth = Proficiency.objects.create(name=f"Depth {n}", letter=chr(97 + n), rank=100 + n)
        here = RoleLevel.objects.create(role=role, level=level)
        Expectation.objects.create(skill=skill, role=role, level=level, proficiency=depth)
        Feedback.objects.create(skill=skill, role=role, level=level, kind="other", words="?")
        SideStep.objects.create(origin=here, destination=RoleLevel.objects.first())


@pytest.mark.parametrize("model", LISTS)
def test_queries_do_not_grow_with_rows(model, framework, hr, django_assert_num_queries):
    grow(0, 2)
    hr.get(address(model))
    with django_assert_num_queries(LISTS[model]):
        hr.get(address(model))

    grow(2, 12)

    with django_assert_num_queries(LISTS[model]):
        page = hr.get(address(model))
    assert len(page.context["cl"].result_list) >= 12


def test_people_are_listed_with_fixed_queries(administrator, django_assert_max_num_queries):
    for n in range(20):
        User.objects.create_user(f"person{n}")

    with django_assert_max_num_queries(10):
        administrator.get(address("user"))


@pytest.mark.parametrize("model", LISTS)
def test_searching_finds_by_name_in_any_case_and_width(model, framework, hr):
    words = {
        "domain": "MACHINE",
        "skillgroup": "deep learn",
        "skill": "ｔransfer",
        "rolefamily": "DATA",
        "role": "scientist",
        "level": "senior",
        "rolelevel": "scientist senior",
        "proficiency": "WORK",
        "expectation": "senior transfer",
        "feedback": "Why",
    }

    page = hr.get(address(model, q=words[model]))

    assert len(page.context["cl"].result_list) == 1


def test_searching_knows_letters_beyond_ascii(hr, framework):
    Skill.objects.create(name="Ästhetik")

    page = hr.get(address("skill", q="ÄSTHETIK"))

    assert [skill.name for skill in page.context["cl"].result_list] == ["Ästhetik"]


@pytest.mark.parametrize(
    ("model", "query", "count"),
    [
        ("skill", {"domain": "machine-learning"}, 1),
        ("skill", {"domain": "-"}, 1),
        ("skill", {"group": "-"}, 1),
        ("skillgroup", {"domain": "machine-learning"}, 1),
        ("role", {"family": "data"}, 1),
        ("role", {"family": "-"}, 1),
        ("rolelevel", {"role": "engineer", "level": "senior"}, 1),
        ("expectation", {"skill": "transfer-learning"}, 1),
        ("expectation", {"role": "data-scientist", "level": "senior"}, 1),
        ("expectation", {"role": "engineer"}, 0),
        ("expectation", {"family": "data"}, 1),
        ("expectation", {"domain": "machine-learning"}, 1),
        ("expectation", {"proficiency": "working"}, 1),
        ("expectation", {"proficiency": "-"}, 0),
        ("expectation", {"required__exact": "1"}, 0),
        ("expectation", {"skill": "no-such-skill"}, 0),
        ("feedback", {"state__exact": "new"}, 1),
        ("feedback", {"role": "engineer"}, 0),
    ],
)
def test_filters_take_slugs(model, query, count, framework, hr):
    Skill.objects.create(name="Not sorted yet")

    page = hr.get(address(model, **query))

    assert page.context["cl"].result_count == count


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("expectation", "skill"),
        ("expectation", "role"),
        ("expectation", "level"),
        ("expectation", "domain"),
        ("expectation", "family"),
        ("expectation", "proficiency"),
        ("skill", "group"),
        ("feedback", "role"),
    ],
)
@pytest.mark.parametrize("value", ["\0", "data-scientist\0"])
def test_a_filter_that_no_slug_can_match_matches_nothing(model, name, value, framework, hr):
    page = hr.get(address(model, **{name: value}))

    assert page.status_code == 200
    assert page.context["cl"].result_count == 0


def test_a_count_leads_to_what_was_counted(framework, hr):
    page = hr.get(address("skill"))

    assert f'<a href="{address("expectation", skill="transfer-learning")}">1</a>' in page.text


def test_a_chosen_skill_is_named_among_the_filters(framework, hr):
    page = hr.get(address("expectation", skill="transfer-learning"))

    chosen = page.context["cl"].filter_specs[0]
    assert chosen.lookup_choices == [("transfer-learning", "Transfer Learning")]


@pytest.mark.parametrize(
    ("model", "field", "term"),
    [
        ("skill", "domain", "machine"),
        ("skill", "group", "deep"),
        ("role", "family", "data"),
        ("expectation", "skill", "TRANSFER"),
        ("sidestep", "destination", "engineer senior"),
    ],
)
def test_long_choices_are_searched_as_one_types(model, field, term, framework, hr):
    asked = {"app_label": "skillmatrix", "model_name": model, "field_name": field, "term": term}

    found = hr.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert len(found) == 1


def test_choosing_a_level_of_a_role_takes_no_query_a_row(framework, hr, django_assert_num_queries):
    grow(0, 10)
    asked = {"app_label": "skillmatrix", "model_name": "sidestep", "field_name": "destination"}

    with django_assert_num_queries(6):
        hr.get(reverse("admin:autocomplete"), asked)


@pytest.mark.parametrize("model", [*LISTS, "user"])
@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"},
        {"required__exact": "\0"},
        {"state__exact": "\0"},
        {"id": "\0"},
        {"name__regex": "("},
        {"pk__in": "x"},
        {"changed_at__gte": "abc"},
        {"changed_at__gte": "9999-12-31 23:59:59-14:00"},
        {"changed_at__year": "99999"},
        {"created_at__year": "99999"},
        {"nosuch": "1"},
    ],
)
def test_an_address_that_makes_no_sense_shows_less_and_never_fails(model, framework, administrator, query):
    answer = administrator.get(address(model, **query))

    if answer.status_code == 302:
        assert answer.url == f"{address(model)}?e=1"
    else:
        assert list(answer.context["cl"].result_list) == []
