"""Deleting what is in use: refused, told what uses it, all or nothing."""

import pytest
from django.urls import reverse

from skillmatrix.admin import deletions
from skillmatrix.models import Expectation, Level, Role, RoleLevel, Skill
from tests.admin.forms import sent_back


def delete(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_delete", args=[row.pk])


def listed(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_changelist")


def delete_selected(client, *rows, **extra):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(listed(rows[0]), chosen | extra)


def confirm(client, page, *rows, **changed):
    """Send the page back that asks whether these rows are to be deleted, one or several."""
    data = sent_back(page, **changed)
    if "_selected_action" in data:
        return client.post(listed(rows[0]), data | {"_selected_action": [row.pk for row in rows]})
    return client.post(delete(rows[0]), data)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "senior",
            "Level “Senior” can't be deleted: "
            "2 levels of roles (Data Scientist · Senior, Engineer · Senior), "
            "1 expectation (Transfer Learning · Data Scientist · Senior) and "
            "1 reader’s report (Transfer Learning: It is unclear) use it.",
        ),
        (
            "domain",
            "Domain “Machine Learning” can't be deleted: "
            "1 skill group (Deep Learning) and 1 skill (Transfer Learning) use it.",
        ),
        ("group", "Skill group “Deep Learning” can't be deleted: 1 skill (Transfer Learning) uses it."),
        ("family", "Role family “Data” can't be deleted: 1 role (Data Scientist) uses it."),
        (
            "skill",
            "Skill “Transfer Learning” can't be deleted: "
            "1 expectation (Transfer Learning · Data Scientist · Senior) and "
            "1 reader’s report (Transfer Learning: It is unclear) use it.",
        ),
        (
            "role",
            "Role “Data Scientist” can't be deleted: "
            "1 expectation (Transfer Learning · Data Scientist · Senior) and "
            "1 reader’s report (Transfer Learning: It is unclear) use it.",
        ),
        (
            "other_role",
            "Role “Engineer” can't be deleted: "
            "1 sideways step (Data Scientist · Senior → Engineer · Senior) uses it.",
        ),
        (
            "working",
            "Proficiency “Working” can't be deleted: "
            "1 expectation (Transfer Learning · Data Scientist · Senior) uses it.",
        ),
        (
            "place",
            "Level of a role “Data Scientist · Senior” can't be deleted: "
            "1 expectation (Transfer Learning · Data Scientist · Senior) uses it.",
        ),
        (
            "elsewhere",
            "Level of a role “Engineer · Senior” can't be deleted: "
            "1 sideways step (Data Scientist · Senior → Engineer · Senior) uses it.",
        ),
    ],
)
def test_what_uses_it_is_told(name, told, hr, framework):
    row = getattr(framework, name)

    asked = hr.get(delete(row))
    confirmed = hr.post(delete(row), {"post": "yes"})
    in_bulk = delete_selected(hr, row, post="yes")

    assert [page.context["protected"] for page in (asked, confirmed, in_bulk)] == [[told]] * 3
    assert told in asked.text.replace("&#x27;", "'")
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_long_list_is_a_count_and_three_names(hr, framework):
    for n in range(47):
        skill = Skill.objects.create(name=f"Skill {n:02}")
        Expectation.objects.create(skill=skill, role=framework.other_role, level=framework.junior)

    told = hr.get(delete(framework.junior)).context["protected"]

    assert told == [
        "Level “Junior” can't be deleted: 47 expectations (Skill 00 · Engineer · Junior, "
        "Skill 01 · Engineer · Junior, Skill 02 · Engineer · Junior, …) use it."
    ]


def test_of_several_none_is_deleted_where_one_is_in_use(hr, framework):
    page = delete_selected(hr, framework.junior, framework.senior, post="yes")

    assert [told[:30] for told in page.context["protected"]] == ["Level “Senior” can't be delete"]
    assert Level.objects.count() == 2


def test_many_in_use_are_ten_sentences_and_a_count(hr, framework):
    levels = [Level.objects.create(name=f"Level {n}", rank=100 + n) for n in range(12)]
    RoleLevel.objects.bulk_create(RoleLevel(role=framework.role, level=level) for level in levels)

    told = delete_selected(hr, *levels).context["protected"]

    assert (len(told), told[-1]) == (11, "2 more are in use.")


def test_what_nothing_uses_is_deleted(hr, framework):
    confirm(hr, hr.get(delete(framework.junior)), framework.junior)

    assert not Level.objects.filter(name="Junior").exists()


def test_several_are_deleted_together(hr, framework):
    other = Expectation.objects.create(
        skill=framework.skill, role=framework.other_role, level=framework.junior
    )

    done = confirm(hr, delete_selected(hr, framework.expectation, other), framework.expectation, other)

    assert "Deleted: 2 expectations." in hr.get(done.url).text
    assert not Expectation.objects.exists()


def test_roles_that_only_lead_to_each_other_are_deleted_together(hr, framework):
    framework.expectation.delete()
    framework.report.delete()

    both = framework.role, framework.other_role
    confirm(hr, delete_selected(hr, *both), *both)

    assert not Role.objects.exists()


def test_more_than_can_be_shown_are_not_deleted_at_once(hr, framework, monkeypatch):
    monkeypatch.setattr(deletions, "MOST_AT_ONCE", 1)

    page = delete_selected(hr, framework.place, framework.elsewhere)

    assert "At most 1 rows can be deleted at once." in hr.get(page.url).text


def test_what_came_into_use_in_the_meantime_is_not_deleted(hr, framework, monkeypatch):
    """As if the expectation were written between the check and the deletion."""
    monkeypatch.setattr("skillmatrix.admin.deletions.DeletedByPlan.uses", lambda self, rows: [])
    nothing = ([], {}, set(), [])
    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.get_deleted_objects", lambda *args: nothing)

    one = hr.post(delete(framework.senior), {"post": "yes"})
    several = delete_selected(hr, framework.junior, framework.senior, post="yes")

    assert "Nothing was deleted" in one.text
    assert "Nothing was deleted" in several.text
    assert Level.objects.count() == 2


def test_refusing_takes_few_queries_however_much_uses_it(hr, framework, django_assert_max_num_queries):
    for n in range(30):
        skill = Skill.objects.create(name=f"Skill {n:02}")
        Expectation.objects.create(skill=skill, role=framework.role, level=framework.senior)

    with django_assert_max_num_queries(11):
        hr.get(delete(framework.senior))
