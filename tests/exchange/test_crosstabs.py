"""Sheets with skills down and levels or roles across: found, understood, and read as if they were a list."""

import io

import pytest
import xlsxwriter

from skillmatrix.exchange.meaning import Known, Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.rows import Layout, Table

KNOWN = Known(
    roles=("Data Scientist", "Data Engineer"),
    levels=("Junior", "Middle", "Senior"),
    proficiencies=("Awareness", "Working", "A", "W"),
    skills=("SQL",),
)


def book(*tabs, merged=()):
    """An XLSX file of (title, rows); `merged` are (top, left, bottom, right) of the first tab."""
    data = io.BytesIO()
    file = xlsxwriter.Workbook(data, {"in_memory": True})
    for title, rows in tabs:
        tab = file.add_worksheet(title)
        for at, row in enumerate(rows):
            for index, cell in enumerate(row):
                if cell != "":
                    tab.write(at, index, cell)
        for top, left, bottom, right in merged if title == tabs[0][0] else ():
            tab.merge_range(top, left, bottom, right, rows[top][left])
    file.close()
    return data.getvalue()


def read(*tabs, merged=(), known=KNOWN, meaning=None):
    return read_bytes("file.xlsx", book(*tabs, merged=merged), meaning or Meaning(), known)


def said(file, *columns):
    """The expectations as tuples: skill, role, level, and then the columns that are asked for."""
    keys = ("skill", "role", "level", *columns)
    return [tuple(row.values.get(key) for key in keys) for row in file.rows(Table.EXPECTATION)]


def sole(file):
    [problem] = file.problems
    return problem


# The commonest sheet: skills down, levels across, a text a cell


def test_levels_across_with_the_role_in_the_tab_s_name():
    rows = [["Skill", "Junior", "Senior"], ["SQL", "Reads.", "Tunes."], ["R", "", "Writes."]]

    file = read(("Data Scientist", rows))

    assert (file.layout, file.problems) == (Layout.GRID, ())
    assert said(file, "description") == [
        ("SQL", "Data Scientist", "Junior", "Reads."),
        ("SQL", "Data Scientist", "Senior", "Tunes."),
        ("R", "Data Scientist", "Senior", "Writes."),
    ]
    assert "taken from its name" in file.notices[0]


def test_levels_are_known_by_the_framework_or_by_usual_words():
    for levels in (
        ["Junior", "Mid"],
        ["L3", "L4"],
        ["Stufe 1", "Stufe 2"],
        ["初级", "高级"],
        ["Middle", "Senior"],
    ):
        file = read(("Data Engineer", [["Skill", *levels], ["SQL", "a", "b"]]))

        assert [level for _skill, _role, level in said(file)] == levels


def test_what_is_not_written_says_nothing_of_what_is_required():
    file = read(("Data Engineer", [["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]))

    assert {frozenset(row.values) for row in file.rows(Table.EXPECTATION)} == {
        frozenset({"skill", "role", "level", "description"})
    }


def test_a_sheet_below_titles_and_beside_others():
    file = read(
        (
            "Data Engineer",
            [["Skill matrix"], [], ["as of May"], ["Competency", "Junior", "Senior"], ["SQL", "a", "b"]],
        ),
        ("Notes", [["Please review"]]),
        ("Data Scientist", [["Competency", "Junior", "Senior"], ["SQL", "c", "d"]]),
    )

    assert [text for *_key, text in said(file, "description")] == ["a", "b", "c", "d"]
    assert [row.row for row in file.rows(Table.EXPECTATION)][:1] == [5]
    assert any("“Notes”" in notice for notice in file.notices)


def test_headings_over_merged_cells_are_domains():
    rows = [["Skill", "Junior", "Senior"], ["Cloud"], ["AWS", "a", "b"], ["R"], ["Data"], ["SQL", "c", "d"]]

    file = read(("Data Engineer", rows), merged=[(1, 0, 1, 2), (4, 0, 4, 2)])

    assert [dict(row.values) for row in file.rows(Table.SKILL)] == [
        {"name": "AWS", "domain": "Cloud"},
        {"name": "SQL", "domain": "Data"},
    ]
    assert "1 row of sheet “Data Engineer” has a skill and nothing else; it makes nothing." in file.notices


def test_headings_alone_in_their_rows_are_domains_where_the_sheet_begins_with_one():
    rows = [["Skill", "Junior", "Senior"], ["Cloud"], ["AWS", "a", "b"], ["Data"], ["SQL", "c", "d"]]

    file = read(("Data Engineer", rows))

    assert [row.values["domain"] for row in file.rows(Table.SKILL)] == ["Cloud", "Data"]
    assert any("Read as domains" in notice for notice in file.notices)


def test_a_skill_without_any_text_is_no_heading():
    for rows in (
        [["Skill", "Junior", "Senior"], ["AWS", "a", "b"], ["Kafka"], ["R", "c", "d"]],
        [["Skill", "Junior", "Senior"], ["SQL"], ["R", "c", "d"]],
    ):
        file = read(("Data Engineer", rows))

        assert not file.rows(Table.DOMAIN)
        assert "domain" not in file.rows(Table.SKILL)[0].values


def test_of_two_headings_the_second_is_a_group():
    rows = [
        ["Skill", "Junior", "Senior"],
        ["Cloud"],
        ["Providers"],
        ["AWS", "a", "b"],
        ["Tools"],
        ["Terraform", "c", "d"],
    ]

    file = read(("Data Engineer", rows), merged=[(at, 0, at, 2) for at in (1, 2, 4)])

    assert [dict(row.values) for row in file.rows(Table.SKILL)] == [
        {"name": "AWS", "domain": "Cloud", "group": "Providers"},
        {"name": "Terraform", "domain": "Cloud", "group": "Tools"},
    ]


def test_a_domain_beside_the_skills_holds_for_the_rows_below_it():
    rows = [["Domain", "Skill", "Junior", "Senior"], ["Cloud", "AWS", "a", ""], ["", "GCP", "b", ""]]

    for merged in ([], [(1, 0, 2, 0)]):
        file = read(("Data Engineer", rows), merged=merged)

        assert [row.values["domain"] for row in file.rows(Table.SKILL)] == ["Cloud", "Cloud"]


def test_a_text_over_two_levels_is_that_of_both():
    rows = [["Skill", "Junior", "Middle", "Senior"], ["AWS", "a", "", "b"]]

    file = read(("Data Engineer", rows), merged=[(1, 1, 1, 2)])

    assert [(level, text) for _skill, _role, level, text in said(file, "description")] == [
        ("Junior", "a"),
        ("Middle", "a"),
        ("Senior", "b"),
    ]


def test_cells_that_are_all_depths_or_all_marks_are_read_as_such():
    depths = read(("Data Engineer", [["Skill", "Junior", "Senior"], ["AWS", "A", "w"], ["R", "Working", ""]]))
    marks = read(("Data Engineer", [["Skill", "Junior", "Senior"], ["AWS", "x", "x"], ["R", "", "X"]]))

    assert said(depths, "proficiency")[1][-1] == "w"
    assert said(marks, "required")[0][-1] is True
    assert any("proficiencies" in notice for notice in depths.notices)
    assert any("required" in notice for notice in marks.notices)


def test_the_only_column_beside_the_levels_is_the_skill_whatever_its_header():
    file = read(("Data Engineer", [["Topic", "Junior", "Senior"], ["SQL", "a", "b"]]))

    assert said(file)[0] == ("SQL", "Data Engineer", "Junior")
    assert any("“Topic” is read as the skills" in notice for notice in file.notices)


# Where the role is said


@pytest.mark.parametrize(
    "above",
    [["Role: Data Scientist"], ["Role", "Data Scientist"], ["Rolle:", "Data Scientist"], ["Data Scientist"]],
)
def test_the_role_above_the_header(above):
    file = read(("Sheet1", [above, ["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]))

    assert file.problems == ()
    assert said(file)[0] == ("SQL", "Data Scientist", "Junior")


def test_the_role_in_the_corner():
    file = read(("Sheet1", [["Data Scientist", "Junior", "Senior"], ["SQL", "a", "b"]]))

    assert said(file)[0] == ("SQL", "Data Scientist", "Junior")


def test_roles_over_the_levels():
    rows = [
        ["", "Data Scientist", "", "Data Engineer", ""],
        ["Skill", "Junior", "Senior", "Junior", "Senior"],
        ["SQL", "a", "b", "c", "d"],
    ]

    for merged in ([], [(0, 1, 0, 2), (0, 3, 0, 4)]):
        file = read(("All", rows), merged=merged)

        assert [(role, text) for _skill, role, _level, text in said(file, "description")] == [
            ("Data Scientist", "a"),
            ("Data Scientist", "b"),
            ("Data Engineer", "c"),
            ("Data Engineer", "d"),
        ]


def test_new_roles_over_levels_that_repeat():
    rows = [
        ["", "Chef", "", "Waiter", ""],
        ["Skill", "Junior", "Senior", "Junior", "Senior"],
        ["Soup", *"abcd"],
    ]

    file = read(("All", rows), merged=[(0, 1, 0, 2), (0, 3, 0, 4)])

    assert [role for _skill, role, _level in said(file)] == ["Chef", "Chef", "Waiter", "Waiter"]


def test_roles_across_with_the_level_in_a_column():
    rows = [["Skill", "Level", "Data Scientist", "Data Engineer"], ["SQL", "Junior", "a", "b"]]

    assert said(read(("Sheet1", rows)), "description") == [
        ("SQL", "Data Scientist", "Junior", "a"),
        ("SQL", "Data Engineer", "Junior", "b"),
    ]


def test_several_roles_on_one_sheet_each_below_its_own_header():
    rows = [
        ["Data Scientist"],
        ["Skill", "Junior", "Senior"],
        ["SQL", "a", "b"],
        [],
        ["Chef"],
        ["Skill", "Junior", "Senior"],
        ["Soup", "c", "d"],
    ]
    corners = [
        ["Data Scientist", "Junior", "Senior"],
        ["SQL", "a", "b"],
        [],
        ["Chef", "Junior", "Senior"],
        ["Soup", "c", "d"],
    ]

    for sheet in (rows, corners):
        file = read(("All", sheet))

        assert file.problems == ()
        assert [(skill, role) for skill, role, _level in said(file)] == [
            ("SQL", "Data Scientist"),
            ("SQL", "Data Scientist"),
            ("Soup", "Chef"),
            ("Soup", "Chef"),
        ]


def test_a_new_role_may_be_a_tab_s_name_but_not_what_every_new_tab_is_called():
    rows = [["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]

    assert said(read(("Chef", rows)))[0][1] == "Chef"
    for title in ("Sheet1", "Tabelle 2", "Hoja1", "工作表1"):
        problem = sole(read((title, rows)))
        assert "which role" in problem.message


def test_a_tab_s_name_that_was_cut_short_is_the_role_that_begins_so():
    role = "Principal Research Scientist for Language"
    rows = [["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]

    assert said(read((role[:31], rows), known=Known(roles=(role,))))[0][1] == role


def test_a_csv_file_may_be_named_for_a_role_that_is_there():
    data = b"Skill,Junior,Senior\nSQL,a,b\n"

    assert said(read_bytes("data-scientist.csv", data, known=KNOWN))[0][1] == "Data Scientist"
    assert read_bytes("chef.csv", data, known=KNOWN).unclear


def test_a_list_without_a_role_takes_that_of_its_tab():
    file = read(("Data Scientist", [["Skill", "Level", "Description"], ["SQL", "Junior", "Reads."]]))

    assert (file.layout, file.problems) == (Layout.LIST, ())
    assert said(file) == [("SQL", "Data Scientist", "Junior")]


# What stays unclear


def test_a_column_that_nobody_knows_is_a_problem_until_it_is_waved_through():
    rows = [["Skill", "Junior", "Senior", "Owner"], ["SQL", "a", "b", "me"]]

    unclear = read(("Data Scientist", rows))
    assert (sole(unclear).column, unclear.unclear) == ("Owner", True)
    assert read(("Data Scientist", rows), meaning=Meaning.of(["owner"])).problems == ()


def test_a_header_can_be_said_to_be_a_column():
    rows = [["Thema", "Was", "Junior", "Senior"], ["x", "SQL", "a", "b"]]

    file = read(("Data Scientist", rows), meaning=Meaning.of(["Thema"], columns={"was": "skill"}))

    assert said(file)[0] == ("SQL", "Data Scientist", "Junior")


def test_texts_beside_nothing_are_a_problem():
    problem = sole(read(("Data Scientist", [["Skill", "Junior", "Senior"], ["", "a", "b"]])))

    assert (problem.row, problem.column) == (2, "skill")


# What would be too much


def test_very_many_merged_cells_are_refused(monkeypatch):
    monkeypatch.setattr("skillmatrix.exchange.understanding.headers.MOST_MERGED", 5)
    rows = [["Skill", "Junior", "Senior"], ["Cloud"], ["AWS", "a", "b"], ["Data"], ["SQL", "c", "d"]]

    assert read(("Data Engineer", rows), merged=[(1, 0, 1, 2)]).problems == ()
    problem = sole(read(("Data Engineer", rows), merged=[(1, 0, 1, 2), (3, 0, 3, 2)]))
    assert "More than 5 cells are merged" in problem.message


def test_more_expectations_than_a_list_may_have_are_refused(monkeypatch):
    monkeypatch.setattr("skillmatrix.exchange.limits.MOST_ROWS", 3)
    rows = [["Skill", "Junior", "Senior"], ["AWS", "a", "b"], ["SQL", "c", "d"]]

    file = read(("Data Engineer", rows))

    assert not file.is_readable
    assert "more than 100,000 rows" in sole(file).message
