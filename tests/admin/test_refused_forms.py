"""Who may not save any more what they were editing: told why, and what they typed stands there."""

import pytest
from django.urls import reverse

from skillmatrix.models import Expectation, Skill
from tests.admin.conftest import signed_in
from tests.admin.forms import change, now, sent_back
from tests.building import words

LIST = reverse("admin:skillmatrix_expectation_changelist")
LATE = "You may no longer change this. Nothing was saved. What you typed stands here, to be copied."


@pytest.fixture
def pair(framework, limited_editor):
    """Two expectations that the limited editor edits by their domain alone."""
    limited_editor.families.clear()
    other = Skill.objects.create(name="Vision", domain=framework.domain)
    about = {"role": framework.role, "level": framework.senior}
    return framework.expectation, Expectation.objects.create(skill=other, **about)


def move(expectation, domain):
    Skill.objects.filter(pk=expectation.skill_id).update(domain=domain, group=None)


def edits(client, *rows, address=LIST, **more):
    """The list as it was opened, with these rows made required."""
    data = {**sent_back(client.get(address), "changelist-form"), "_save": "Save", **more}
    places = {value: name.removesuffix("-id") for name, value in data.items() if name.endswith("-id")}
    return data | {f"{places[str(row.pk)]}-required": "on" for row in rows}


def test_a_list_drops_no_edit_in_silence(limited_editor, pair, elsewhere):
    client = signed_in(limited_editor)
    data = edits(client, *pair, why="As agreed")
    move(pair[0], elsewhere.domain)

    page = client.post(LIST, data)

    assert page.status_code == 409
    assert not Expectation.objects.filter(required=True).exists()
    assert page.context["conflicts"].outside == (f"{pair[0]}\n\nRequired:\nyes",)
    assert "These rows lie outside of what you edit by now." in words(page)
    assert 'value="As agreed"' in page.text


def test_the_rest_of_the_list_can_then_be_saved(limited_editor, pair, elsewhere):
    client = signed_in(limited_editor)
    data = edits(client, *pair)
    move(pair[0], elsewhere.domain)
    page = client.post(LIST, data)

    done = client.post(LIST, {**sent_back(page, "changelist-form"), "_save": "Save"})

    assert done.status_code == 302
    assert list(Expectation.objects.filter(required=True)) == [pair[1]]


def test_the_only_row_keeps_the_why_as_well(limited_editor, pair, elsewhere):
    client = signed_in(limited_editor)
    data = edits(client, pair[0], why="As agreed")
    for row in pair:
        move(row, elsewhere.domain)

    page = client.post(LIST, data)

    assert page.status_code == 409
    assert 'value="As agreed"' in page.text


def test_rows_that_were_never_theirs_are_no_matter(limited_editor, pair, elsewhere):
    Expectation.objects.filter(pk=elsewhere.expectation.pk).update(required=True)
    client = signed_in(limited_editor)

    done = client.post(f"{LIST}?whose=all", edits(client, pair[1], address=f"{LIST}?whose=all"))

    assert done.status_code == 302
    assert now(pair[1]).required


def test_a_row_that_moved_outside_keeps_what_was_typed(limited_editor, pair, elsewhere):
    client = signed_in(limited_editor)
    opened = client.get(change(pair[0]))
    move(pair[0], elsewhere.domain)

    page = client.post(change(pair[0]), sent_back(opened, description="Mine.", why="As agreed"))

    assert page.status_code == 403
    assert LATE in words(page)
    assert ("Description", "Mine.") in page.context["lost"][0].fields
    assert "Why As agreed" in words(page)
    assert now(pair[0]).description == ""


@pytest.mark.parametrize("left", [["Readers"], ["Importers"]])
def test_who_lost_the_right_keeps_what_was_typed(left, hr, hr_editor, framework):
    opened = hr.get(change(framework.skill))
    hr_editor.groups.set(hr_editor.groups.model.objects.filter(name__in=left))

    page = hr.post(change(framework.skill), sent_back(opened, summary="Mine."))

    assert page.status_code == 403
    assert LATE in words(page)
    assert ("Summary", "Mine.") in page.context["lost"][0].fields


def test_who_may_not_even_enter_any_more_keeps_what_was_typed(hr, hr_editor, framework):
    opened = hr.get(change(framework.place))
    hr_editor.groups.clear()
    type(hr_editor).objects.update(is_staff=False)
    mine = {"title": "Mine", "expectations-0-description": "Mine, too."}

    page = hr.post(change(framework.place), sent_back(opened, **mine))

    assert page.status_code == 403
    assert LATE in words(page)
    typed = [lost.fields for lost in page.context["lost"]]
    assert ("Title", "Mine") in typed[0]
    assert typed[1] == (("Description", "Mine, too."),)
    assert "Back to the list" not in words(page)


def test_who_lost_the_right_keeps_the_edits_of_a_list(hr, hr_editor, framework):
    data = edits(hr, framework.expectation)
    hr_editor.groups.set(hr_editor.groups.model.objects.filter(name="Readers"))

    page = hr.post(LIST, data)

    assert page.status_code == 403
    assert [lost.fields for lost in page.context["lost"]] == [(("Required", "yes"),)]


def test_who_never_had_the_right_is_told_so(reader, framework):
    page = reader.post(change(framework.skill), {"name": "Forged"})

    assert page.status_code == 403
    assert "Your account has no right to this page." in words(page)
    assert "another site" not in words(page)


def test_a_form_of_another_site_is_told_apart(hr, framework):
    hr.handler.enforce_csrf_checks = True

    page = hr.post(change(framework.skill), {})

    assert page.status_code == 403
    assert "This form was sent from another site" in words(page)


def test_a_deleted_row_keeps_the_why(hr, framework):
    opened = hr.get(change(framework.expectation))
    framework.expectation.delete()

    page = hr.post(change(framework.expectation), sent_back(opened, description="Mine.", why="As agreed"))

    assert page.status_code == 410
    assert "Why As agreed" in words(page)


def test_what_was_not_sent_was_not_typed(hr, framework):
    opened = hr.get(change(framework.place))
    framework.expectation.delete()

    page = hr.post(change(framework.place), sent_back(opened, **{"expectations-0-description": "Mine."}))

    assert page.context["conflicts"].lost == (
        "Transfer Learning · Data Scientist · Senior\n\nDescription:\nMine.",
    )


@pytest.mark.parametrize("key", ["9" * 30, "abc", "²"])
def test_an_edited_key_that_no_row_has_is_no_longer_there(key, hr, framework):
    page = hr.post(LIST, edits(hr, framework.expectation) | {"form-0-id": key})

    assert page.status_code == 409
    assert len(page.context["conflicts"].lost) == 1


@pytest.mark.parametrize("key", ["9" * 30, "abc", "²"])
@pytest.mark.parametrize("model", ["skill", "domain", "expectation", "feedback", "user"])
def test_a_selected_key_that_no_row_has_is_no_longer_there(key, model, administrator, framework):
    listed = reverse(f"admin:skillmatrix_{model}_changelist")

    for more in ({}, {"index": "0"}, {"post": "yes"}):
        chosen = {"action": "delete_selected", "_selected_action": key, **more}
        page = administrator.post(listed, chosen, follow=True)
        assert "Nothing was deleted: these rows are no longer there." in words(page)
