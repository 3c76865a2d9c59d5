"""Two editors at one row: nobody overwrites a newer change unseen, and nothing that was typed is lost."""

import json
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, OperationalError
from django.urls import reverse

from skillmatrix.models import Change, Expectation, Operation, Role, Skill
from tests.admin.forms import change, errors, now, sent_back, sides, somebody_else, submit
from tests.test_applying_collisions import collision

# One form


def test_both_texts_stand_side_by_side_and_nothing_is_saved(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="Theirs.")

    page = hr.post(change(row), sent_back(opened, description="Mine."))

    assert page.status_code == 409
    assert sides(page) == [(str(row), {"Description": ("Theirs.", "Mine.")}, {})]
    assert now(row).description == "Theirs."
    for said in (
        "somebody else changed this in the meantime",
        "Theirs.",
        "Mine.",
        "Take theirs",
        "Keep mine",
    ):
        assert said in page.text
    assert "Please correct the error" not in page.text


def test_what_was_typed_stands_in_the_field(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="Theirs.")

    page = hr.post(change(row), sent_back(opened, description="Mine,\r\non two lines."))

    assert sent_back(page)["description"] == "Mine,\r\non two lines."


@pytest.mark.parametrize(
    ("decision", "becomes"),
    [
        ({}, "Mine."),
        ({"take-description": "theirs"}, "Theirs."),
        ({"description": "Theirs and mine."}, "Theirs and mine."),
    ],
)
def test_the_next_save_decides(decision, becomes, hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="Theirs.")
    page = hr.post(change(row), sent_back(opened, description="Mine."))

    done = hr.post(change(row), sent_back(page, **decision))

    assert done.status_code == 302
    assert now(row).description == becomes


def test_yet_another_change_is_shown_again(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="Theirs.")
    page = hr.post(change(row), sent_back(opened, description="Mine."))
    somebody_else(row, description="Theirs again.")

    page = hr.post(change(row), sent_back(page))

    assert sides(page) == [(str(row), {"Description": ("Theirs again.", "Mine.")}, {})]
    assert now(row).description == "Theirs again."


def test_fields_that_only_the_other_changed_are_taken_over(hr, framework, advanced):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, required=True, proficiency=advanced)

    page = hr.post(change(row), sent_back(opened, description="Mine."))

    taken_over = {"Required": ("no", "yes"), "Proficiency": ("Working", "Advanced")}
    assert sides(page) == [(str(row), {}, taken_over)]
    hr.post(change(row), sent_back(page))
    saved = now(row)
    assert (saved.description, saved.required, saved.proficiency) == ("Mine.", True, advanced)


def test_choices_and_marks_are_shown_by_name(hr, framework, advanced):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, proficiency=advanced)

    page = hr.post(change(row), sent_back(opened, proficiency=""))

    assert sides(page) == [(str(row), {"Proficiency": ("Advanced", "")}, {})]


def test_an_untouched_form_overwrites_nothing(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="Theirs.", required=True)

    done = hr.post(change(row), sent_back(opened))

    assert done.status_code == 302
    assert (now(row).description, now(row).required) == ("Theirs.", True)


def test_the_same_change_twice_is_no_conflict(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    somebody_else(row, description="The same.\nWith a list.")

    done = hr.post(change(row), sent_back(opened, description="The same.\r\nWith a list. "))

    assert done.status_code == 302


def test_who_changed_it_is_told(hr, administrator, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    submit(administrator, change(row), description="Theirs.")

    page = hr.post(change(row), sent_back(opened, description="Mine."))

    assert "Changed by administrator," in page.text


def test_a_chosen_group_still_brings_its_domain_along(hr, framework):
    skill = Skill.objects.create(name="Python")
    opened = hr.get(change(skill))
    somebody_else(skill, summary="Theirs.")

    page = hr.post(change(skill), sent_back(opened, group=framework.group.pk))
    hr.post(change(skill), sent_back(page))

    saved = now(skill)
    assert (saved.group, saved.domain, saved.summary) == (framework.group, framework.domain, "Theirs.")


def test_an_error_and_a_newer_change_are_told_together(hr, framework):
    other = Skill.objects.create(name="Python")
    opened = hr.get(change(other))
    somebody_else(other, summary="Theirs.")

    page = hr.post(change(other), sent_back(opened, name="transfer learning"))

    assert sides(page) == [("Python", {}, {"Summary": ("", "Theirs.")})]
    assert "“Transfer Learning” already exists." in errors(page)[0]


# What was not sent, or forged


@pytest.mark.parametrize(
    "opened",
    [
        None,
        "",
        "nonsense",
        "[" * 100_000,
        '["a", "b", "c"]',
        '["", "", {"description": "Forged."}]',
        "[[], {}, {}]",
    ],
)
def test_who_does_not_say_what_they_saw_does_not_overwrite(opened, hr, framework):
    row = framework.expectation
    somebody_else(row, description="Theirs.")
    data = sent_back(hr.get(change(row)), opened=opened, description="Mine.")

    page = hr.post(change(row), data)

    assert page.status_code == 409
    assert sides(page)[0][1] == {"Description": ("Theirs.", "Mine.")}
    assert now(row).description == "Theirs."


def test_without_a_version_what_is_as_stored_can_be_saved(hr, framework):
    data = sent_back(hr.get(change(framework.expectation)), opened=None)

    assert hr.post(change(framework.expectation), data).status_code == 302


def test_a_version_alone_is_enough(hr, framework):
    row = framework.expectation
    only = json.dumps([row.version, "", {}])

    hr.post(change(row), sent_back(hr.get(change(row)), opened=only, description="Mine."))

    assert now(row).description == "Mine."


# Why, and the history


def test_the_why_stands_in_the_history(hr, hr_editor, framework):
    submit(hr, change(framework.expectation), description="New.", why="As agreed  in May")

    operation = Operation.objects.get()
    assert (operation.kind, operation.person, operation.note) == ("form", hr_editor, "As agreed in May")
    assert [row.new for row in Change.objects.filter(operation=operation)] == [{"description": "New."}]


def test_a_why_that_cannot_be_kept_loses_nothing(hr, framework):
    page = submit(hr, change(framework.expectation), description="New.", why="a\u202eb")

    assert errors(page) == ["Nothing is saved yet: correct “Why”, at the end of the form."]
    assert "Character U+202E at position 2" in page.text
    assert sent_back(page)["description"] == "New."
    assert now(framework.expectation).description == ""


@pytest.mark.parametrize("error", [collision(sqlstate="40P01"), IntegrityError("twice")])
def test_who_collides_sees_what_they_typed(error, hr, framework, monkeypatch):
    monkeypatch.setattr("skillmatrix.models.Expectation.save", Mock(side_effect=error))

    page = submit(hr, change(framework.expectation), description="New.", why="Because")

    told = "Somebody else was writing at the same moment. Nothing is saved yet; save again."
    assert errors(page) == [told]
    assert (sent_back(page)["description"], sent_back(page)["why"]) == ("New.", "Because")


def test_two_who_add_one_name_at_the_same_moment(hr, framework, monkeypatch):
    """As if the other were saved between the check and the writing."""

    def too_late(self, *args, **kwargs):
        monkeypatch.undo()
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr("skillmatrix.models.Skill.save", too_late)
    page = submit(hr, reverse("admin:skillmatrix_skill_add"), name="Python")

    assert page.status_code == 200
    assert sent_back(page)["name"] == "Python"
    assert "Somebody else was writing at the same moment." in errors(page)[0]


def test_other_failures_of_the_database_are_none_of_it(hr, framework, monkeypatch):
    monkeypatch.setattr("skillmatrix.models.Expectation.save", Mock(side_effect=collision(sqlstate="53100")))

    with pytest.raises(OperationalError):
        submit(hr, change(framework.expectation), description="New.")


# A page whose row is gone


def test_who_saves_a_row_that_is_gone_can_copy_what_they_typed(hr, framework):
    row = framework.expectation
    opened = hr.get(change(row))
    row_page = change(row)
    row.delete()

    page = hr.post(row_page, sent_back(opened, description="Mine.\r\nAll of it."))

    assert page.status_code == 410
    assert "Somebody else deleted this expectation while you had its form open." in page.text
    assert "Transfer Learning · Data Scientist · Senior" in page.text
    assert "Mine.\nAll of it." in page.text
    assert reverse("admin:skillmatrix_expectation_changelist") in page.text


def test_what_was_typed_into_its_rows_can_be_copied_too(hr, framework):
    opened = hr.get(change(framework.role))
    Expectation.objects.all().delete()
    framework.report.delete()
    Role.objects.filter(pk=framework.role.pk).delete()

    page = hr.post(change(framework.role), sent_back(opened, **{"role_levels-0-focus": "Leads by example."}))

    assert page.status_code == 410
    assert "Leads by example." in page.text
    assert "Data Scientist · Senior" in page.text


def test_opening_a_row_that_is_gone_leads_away(hr, framework):
    row_page = change(framework.expectation)
    framework.expectation.delete()

    assert hr.get(row_page).url == reverse("admin:index")
