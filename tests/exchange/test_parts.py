"""Sheets with several headers, one below the other, and cells that only look like headers."""

import pytest

from skillmatrix.exchange.meaning import Known
from skillmatrix.exchange.understanding.surveying import Survey, folded
from skillmatrix.text import name_key
from tests.exchange.test_crosstabs import KNOWN, read, said, sole

STEPS = Known(roles=KNOWN.roles, levels=("L1", "L2", "L3"))


@pytest.mark.parametrize("known", [KNOWN, STEPS])
@pytest.mark.parametrize(
    "rows",
    [
        [["Python", "L1", "L2", "L3"], ["SQL", "L1", "L1", "L2"], ["Go", "L2", "L2", "L2"]],
        [["Python", "P1", "P2", "P3"], ["SQL", "E1", "E1", "E2"], ["Go", "P2", "P2", "P2"]],
        [["Python", "L1", "L3", ""], ["SQL", "L2", "L2", ""]],
        [["Mentoring", "Senior", "Lead", ""], ["SQL", "a", "b", ""]],
        [["Cloud", "", "", ""], ["Python", "Junior", "Lead", ""], ["SQL", "Lead", "Lead", "Lead"]],
    ],
)
def test_cells_that_look_like_levels_make_no_header(rows, known):
    file = read(("Data Engineer", [["Skill", "Junior", "Middle", "Senior"], *rows]), known=known)

    assert file.problems == ()
    assert {role for _skill, role, _level in said(file)} == {"Data Engineer"}
    texts = [cell for row in rows for cell in row[1:] if cell]
    assert [text for *_key, text in said(file, "description")] == texts


def test_a_row_may_say_of_each_step_that_step():
    rows = [["Skill", "L1", "L2"], ["Python", "L1", "L2"], [], ["SQL", "L1", "L2"]]

    assert len(said(read(("Data Engineer", rows)))) == 4


def test_a_header_that_comes_again_begins_a_part_though_its_levels_are_others():
    rows = [
        ["Data Engineer"],
        ["Skill", "Junior", "Senior"],
        ["SQL", "a", "b"],
        ["Data Scientist"],
        ["Skill", "Middle", "Senior"],
        ["R", "c", "d"],
    ]

    assert said(read(("All", rows)))[2:] == [
        ("R", "Data Scientist", "Middle"),
        ("R", "Data Scientist", "Senior"),
    ]


def test_a_known_role_in_the_corner_begins_a_part_without_a_blank_row():
    rows = [
        ["Data Engineer", "Junior", "Senior"],
        ["SQL", "a", "b"],
        ["Data Scientist", "Junior", "Senior"],
        ["R", "c", "d"],
    ]

    assert [role for _skill, role, _level in said(read(("All", rows)))][1:3] == [
        "Data Engineer",
        "Data Scientist",
    ]


def test_headers_right_below_each_other_are_parts_without_rows():
    head = ["Skill", "Junior", "Senior"]

    file = read(("Data Engineer", [head, head, head, ["SQL", "a", "b"]]))

    assert len(said(file)) == 2


# Many of them


def test_parts_beyond_a_number_are_refused(monkeypatch):
    monkeypatch.setattr("skillmatrix.exchange.understanding.crosstabs.MOST_HEADERS", 2)
    part = [["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]

    assert "more than 2 headers" not in str(read(("Data Engineer", part * 2)).problems)
    assert "more than 2 headers" in sole(read(("Data Engineer", part * 3))).message


def test_each_row_is_asked_once_which_role_it_says(monkeypatch):
    asked = []
    value = Survey.value
    monkeypatch.setattr(Survey, "value", lambda self, at, name: asked.append(at) or value(self, at, name))
    parts = [
        row for number in range(20) for row in (["Skill", "Junior", "Senior"], [f"Skill {number}", "a", "b"])
    ]

    file = read(("Sheet1", [["Role: Data Engineer"], *parts]))

    assert len(said(file)) == 40
    assert {role for _skill, role, _level in said(file)} == {"Data Engineer"}
    assert len(asked) == len(set(asked)) < len(parts)


def test_the_known_names_are_folded_once_for_all_sheets(monkeypatch):
    folded.cache_clear()
    known = Known(skills=tuple(f"Skill {number}" for number in range(50)))
    counted = []
    monkeypatch.setattr(
        "skillmatrix.exchange.understanding.surveying.name_key",
        lambda text: counted.append(text) or name_key(text),
    )

    read(
        *((f"Tab {number}", [["Skill", "Junior", "Senior"], ["x", "y", "z"]]) for number in range(9)),
        known=known,
    )

    assert counted.count("Skill 7") == 1
