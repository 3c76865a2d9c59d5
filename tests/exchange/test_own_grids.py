"""Our own grid, read back: by its shape alone, whatever names it holds."""

from skillmatrix.rows import Table
from tests.exchange.test_crosstabs import read, said, sole


def grid(*rows, role="Data Scientist", levels=("Stage One", "Stage Two")):
    heads = [cell for level in levels for cell in (level, "", "")]
    parts = ["proficiency", "required", "description"] * len(levels)
    return [
        ["role", role, "family", "Science"],
        ["", "", "", *heads],
        ["domain", "group", "skill", *parts],
        *rows,
    ]


MERGED = [(1, 3, 1, 5), (1, 6, 1, 8)]


def test_a_grid_names_levels_that_nobody_knows():
    row = ["Data", "Storing", "SQL", "Working", "yes", "Reads.", "", "no", ""]

    for merged in (MERGED, []):
        file = read(("Tab", grid(row)), merged=merged)

        assert file.problems == ()
        assert said(file, "proficiency", "required", "description") == [
            ("SQL", "Data Scientist", "Stage One", "Working", True, "Reads."),
            ("SQL", "Data Scientist", "Stage Two", "", False, ""),
        ]
        assert [dict(row.values) for row in file.rows(Table.ROLE)] == [
            {"name": "Data Scientist", "family": "Science"}
        ]


def test_three_empty_cells_of_a_grid_expect_nothing():
    file = read(("Tab", grid(["", "", "SQL", "", "yes", "", "", "", ""], ["", "", "R"])), merged=MERGED)

    assert said(file) == [("SQL", "Data Scientist", "Stage One")]


def test_a_row_alone_in_a_grid_is_no_heading_and_a_blank_domain_is_blank():
    file = read(
        ("Tab", grid(["", "", "Alone"], ["Data", "", "SQL", "", "yes"], ["", "", "R", "", "yes"])),
        merged=MERGED,
    )

    assert [row.values["domain"] for row in file.rows(Table.SKILL)] == ["Data", ""]


def test_a_grid_without_its_role_says_where_to_write_it():
    problem = sole(read(("Grid", grid(["", "", "SQL", "", "yes"], role="")), merged=MERGED))

    assert (problem.row, problem.column) == (1, "role")


def test_a_role_whose_grid_is_empty_is_mentioned():
    file = read(("Tab", grid(["", "", "SQL"])), merged=MERGED)

    assert file.problems == ()
    assert [row.values["name"] for row in file.rows(Table.ROLE)] == ["Data Scientist"]
    assert not file.rows(Table.EXPECTATION)


def test_what_is_wrong_in_a_grid_is_named_by_level_and_part():
    problem = sole(read(("Tab", grid(["", "", "SQL", "", "maybe"])), merged=MERGED))

    assert (problem.row, problem.column, problem.value) == (4, "Stage One · required", "maybe")


def test_one_expectation_twice_in_a_grid_is_a_problem():
    problem = sole(read(("Tab", grid(["", "", "SQL", "", "yes"], ["", "", "sql", "", "no"])), merged=MERGED))

    assert problem.row == 5
