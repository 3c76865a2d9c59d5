"""Nothing is deleted that was not shown as it is: what changed since is told, and asked again."""

import pytest
from django.urls import reverse

from skillmatrix.models import Expectation, Operation, Role, RoleLevel
from tests.admin.forms import sent_back, somebody_else

LIST = reverse("admin:skillmatrix_expectation_changelist")


def delete(row):
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_delete", args=[row.pk])


def test_what_was_changed_since_the_question_is_not_deleted(hr, framework):
    asked = hr.get(delete(framework.expectation))
    somebody_else(framework.expectation, description="Theirs.")

    page = hr.post(delete(framework.expectation), sent_back(asked, why="Not needed"))

    assert page.status_code == 409
    assert "Nothing was deleted yet" in page.text
    assert "Expectation “Transfer Learning · Data Scientist · Senior” was changed." in page.text
    assert Expectation.objects.exists()
    assert sent_back(page)["why"] == "Not needed"
    hr.post(delete(framework.expectation), sent_back(page))
    assert not Expectation.objects.exists()
    operation = Operation.objects.get()
    assert (operation.kind, operation.note) == ("delete", "Not needed")


@pytest.mark.parametrize("seen", [None, "", "nonsense", "[1]", '{"a": 1}'])
def test_nothing_is_deleted_unseen(seen, hr, framework):
    asked = hr.get(delete(framework.expectation))

    page = hr.post(delete(framework.expectation), sent_back(asked, seen=seen))

    assert page.status_code == 200
    assert Expectation.objects.exists()


def test_what_comes_along_since_the_question_is_told(hr, framework):
    framework.expectation.delete()
    framework.report.delete()
    asked = hr.get(delete(framework.role))
    RoleLevel.objects.create(role=framework.role, level=framework.junior)

    page = hr.post(delete(framework.role), sent_back(asked))

    assert "Level of a role “Data Scientist · Junior” would be deleted, too." in page.text
    assert Role.objects.filter(pk=framework.role.pk).exists()


def selected(hr, *rows, **changed):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    return hr.post(LIST, chosen | changed)


def test_of_several_none_is_deleted_where_one_was_changed(hr, two):
    asked = selected(hr, *two)
    somebody_else(two[0], description="Theirs.")

    page = selected(hr, *two, post="yes", seen=sent_back(asked)["seen"])

    assert page.status_code == 409
    assert "“Transfer Learning · Data Scientist · Senior” was changed." in page.text
    assert Expectation.objects.count() == 2


def test_of_several_none_is_deleted_where_one_is_gone(hr, two):
    asked = selected(hr, *two)
    Expectation.objects.filter(pk=two[0].pk).delete()

    page = selected(hr, *two, post="yes", seen=sent_back(asked)["seen"])

    assert "“Transfer Learning · Data Scientist · Senior” is no longer there." in page.text
    assert [row.pk for row in page.context["rows"]] == [two[1].pk]
    assert Expectation.objects.count() == 1


def test_where_all_are_gone_it_is_said(hr, two):
    Expectation.objects.all().delete()

    page = selected(hr, *two, post="yes")

    assert "these rows are no longer there" in hr.get(page.url).text
