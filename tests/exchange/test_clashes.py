"""Two columns of a sheet that say the same thing: no text is dropped without a word."""

import pytest

from skillmatrix.exchange.meaning import BY_LEVEL, Meaning, SheetMeaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.understanding.mapped import fingerprint
from tests.exchange.test_crosstabs import KNOWN, book, read, said, sole
from tests.exchange.test_own_grids import MERGED, grid

ROW = ["", "", "SQL", "Working", "yes", "Reads.", "Awareness", "no", "Writes."]


def test_a_level_twice_in_a_header_names_both_columns():
    problem = sole(read(("Data Engineer", [["Skill", "Junior", "Junior", "Senior"], ["SQL", "a", "b", "c"]])))

    assert (problem.sheet, problem.row, problem.column) == ("Data Engineer", 1, "Junior · description")
    assert "columns B and C" in problem.message


def test_a_level_merged_over_two_columns_is_there_twice():
    rows = [["Skill", "Junior", "", "Senior"], ["SQL", "a", "b", "c"]]

    assert "columns B and C" in sole(read(("Data Engineer", rows), merged=[(0, 1, 0, 2)])).message


def test_roles_whose_name_is_missing_over_the_second_block():
    rows = [["", "Data Engineer"], ["Skill", "Junior", "Senior", "Junior"], ["SQL", "a", "b", "c"]]

    assert "columns B and D" in sole(read(("All", rows))).message


@pytest.mark.parametrize("merged", [MERGED, []])
def test_a_block_of_a_grid_does_not_take_the_level_of_the_one_before_it(merged):
    problem = sole(read(("Tab", grid(ROW, levels=("Junior", ""))), merged=merged))

    assert (problem.row, problem.column) == (3, "level")
    assert "G, H, I" in problem.message or "G, H and I" in problem.message


def test_a_block_of_a_grid_twice_is_a_problem_for_each_of_its_columns():
    file = read(("Tab", grid(ROW, levels=("Junior", "Junior"))), merged=MERGED)

    assert [problem.column for problem in file.problems] == [
        "Junior · proficiency",
        "Junior · required",
        "Junior · description",
    ]
    assert "columns D and G" in file.problems[0].message


def test_a_spare_block_of_a_grid_waits_for_its_level():
    file = read(("Tab", grid(ROW[:6], levels=("Junior", ""))), merged=MERGED)

    assert file.problems == ()
    assert said(file, "description") == [("SQL", "Data Scientist", "Junior", "Reads.")]


def test_an_editor_can_not_say_one_level_of_two_columns():
    rows = [["Thema", "Erst", "Dann"], ["SQL", "a", "b"]]
    about = SheetMeaning(1, ("skill", f"{BY_LEVEL}=Junior", f"{BY_LEVEL}=Junior"), "Data Engineer")
    meaning = Meaning(sheets={fingerprint(rows[0]): about})

    problem = sole(read_bytes("file.xlsx", book(("Tab", rows)), meaning, KNOWN))

    assert "columns B and C" in problem.message
