"""A file of many sheets: few are asked about at once, and what is sent stays small."""

import pytest

from skillmatrix.models import Import, Level
from tests.admin.test_columns import as_shown, columns, upload

CLEAR = [["Skill", "Junior", "Senior"], ["Python", "a", "b"]]


def titles(page):
    return [form.sheet.title for form in page.context["forms"]]


def test_five_sheets_are_asked_about_at_once_and_the_unclear_ones_first(hr, framework):
    unclear = [["Skill", "Role", "Level", "Owner"], ["Python", "Chef", "Junior", "x"]]
    upload(hr, **{f"Tab{n}": CLEAR for n in range(1, 7)}, Last=unclear)

    first, second = hr.get(columns()), hr.get(columns(), {"page": "2"})

    assert titles(first) == ["Last", "Tab1", "Tab2", "Tab3", "Tab4"]
    assert titles(second) == ["Tab5", "Tab6"]
    assert 'href="?page=2"' in first.text


@pytest.mark.parametrize("asked", ["0", "3", "x", "-1", "9" * 30])
def test_a_page_that_is_not_there_is_the_first(asked, hr, framework):
    upload(hr, **{f"Tab{n}": CLEAR for n in range(1, 7)})

    assert titles(hr.get(columns(), {"page": asked}))[0] == "Tab1"


def test_what_is_sent_of_the_second_page_is_taken(hr, framework):
    upload(hr, **{f"Tab{n}": CLEAR for n in range(1, 7)})
    second = hr.get(columns(), {"page": "2"})

    hr.post(f"{columns()}?page=2", {**as_shown(second), "sheet-6-column-2": ""})

    assert Import.objects.first().meaning["sheets"]


def test_forty_wide_sheets_make_a_page_of_bearable_size(hr, framework, settings):
    for rank in range(100):
        Level.objects.create(name=f"Level {rank}", rank=1000 + rank)
    wide = [["Skill", *(f"Unknown {n}" for n in range(59))], ["Python", *["x"] * 59]]
    upload(hr, **{f"Tab{n}": wide for n in range(40)})

    page = hr.get(columns())

    assert len(page.content) < 1_500_000
    assert page.text.count("<select") + page.text.count("<input") < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_the_choice_that_was_made_is_shown_as_chosen(hr, framework):
    upload(hr, Sheet1=[["Topic", "Beginner"], ["Python", "x"]])
    said = {"header": "1", "is_read": "on", "column-0": "skill", "column-1": "@level=Junior"}

    hr.post(columns(), {f"sheet-1-{name}": value for name, value in said.items()})

    page = hr.get(columns())
    assert page.text.count('<option value="@level=Junior" selected>') == 1
    assert page.text.count('<option value="skill" selected>') == 1
