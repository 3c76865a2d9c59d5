"""Editing in the list of expectations, alone and beside somebody else."""

from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from skillmatrix.models import Operation, User
from tests.admin.conftest import signed_in
from tests.admin.forms import now, sent_back, sides, somebody_else
from tests.test_applying_collisions import collision

LIST = reverse("admin:skillmatrix_expectation_changelist")


def in_list(hr, page, **changed):
    return hr.post(LIST, sent_back(page, "changelist-form", _save="Save", **changed))


def test_rows_are_edited_in_the_list(hr, two, advanced):
    page = hr.get(LIST)

    in_list(hr, page, **{"form-0-required": "on", "form-1-proficiency": advanced.pk, "why": "All seniors"})

    assert now(two[0]).required
    assert now(two[1]).proficiency == advanced
    assert Operation.objects.get().note == "All seniors"


def test_a_conflict_in_one_row_writes_none(hr, two, advanced):
    page = hr.get(LIST)
    somebody_else(two[1], proficiency=advanced)

    page = in_list(hr, page, **{"form-0-required": "on", "form-1-proficiency": ""})

    assert page.status_code == 409
    assert sides(page) == [(str(two[1]), {"Proficiency": ("Advanced", "")}, {})]
    assert "Somebody else changed this row in the meantime. See above." in page.text
    assert "Please correct the error" not in page.text
    assert not now(two[0]).required
    in_list(hr, page)
    assert now(two[0]).required
    assert now(two[1]).proficiency is None


def test_theirs_can_be_taken_in_the_list(hr, two, advanced):
    page = hr.get(LIST)
    somebody_else(two[1], proficiency=advanced)
    page = in_list(hr, page, **{"form-0-required": "on", "form-1-proficiency": ""})

    in_list(hr, page, **{"form-1-take-proficiency": "theirs"})

    assert now(two[0]).required
    assert now(two[1]).proficiency == advanced


def test_a_row_of_the_list_that_is_gone_is_told(hr, two):
    page = hr.get(LIST)
    two[0].delete()

    page = in_list(hr, page, **{"form-0-required": "on", "form-1-required": "on"})

    assert page.context["conflicts"].lost == (
        "Transfer Learning · Data Scientist · Senior\n\nRequired:\nyes",
    )
    assert [row.pk for row in page.context["cl"].result_list] == [two[1].pk]
    assert not now(two[1]).required
    in_list(hr, page)
    assert now(two[1]).required


def test_a_filtered_list_shows_again_the_rows_that_were_sent(hr, two, advanced):
    address = f"{LIST}?proficiency=working"
    page = hr.get(address)
    somebody_else(two[0], proficiency=advanced)

    data = sent_back(
        page, "changelist-form", _save="Save", **{"form-0-proficiency": "", "form-1-required": "on"}
    )
    page = hr.post(address, data)

    assert [row.pk for row in page.context["cl"].result_list] == [two[0].pk, two[1].pk]
    assert [form.instance.pk for form in page.context["cl"].formset.forms] == [two[0].pk, two[1].pk]


def test_who_collides_in_the_list_keeps_what_they_chose(hr, two, monkeypatch):
    monkeypatch.setattr("skillmatrix.models.Expectation.save", Mock(side_effect=collision(sqlstate="40P01")))

    page = in_list(hr, hr.get(LIST), **{"form-0-required": "on"})

    assert "Somebody else was writing at the same moment. Nothing is saved yet; save again." in page.text
    assert sent_back(page, "changelist-form")["form-0-required"] == "on"


def test_each_field_of_the_list_names_its_row(hr, two):
    assert f'aria-label="Proficiency: {two[1]}"' in hr.get(LIST).text


def test_who_may_not_change_reads_words(reader_of_expectations, two):
    page = reader_of_expectations.get(LIST)

    assert "form-0-required" not in page.text
    assert "Optional" in page.text


@pytest.fixture
def reader_of_expectations(db):
    user = User.objects.create_user("some", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_expectation"))
    return signed_in(user)
