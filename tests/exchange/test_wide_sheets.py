"""Sheets with more columns than their header, or than an editor has spoken of."""

from skillmatrix.exchange.limits import MOST_COLUMNS
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.understanding.outlines import outline
from tests.exchange.test_outlines import AS_IT_STANDS, KNOWN, meaning, said
from tests.files import csv_bytes, xlsx_bytes


def test_every_column_that_a_sheet_may_have_can_be_said():
    head = ["Thema", *(f"Step {number}" for number in range(MOST_COLUMNS - 1))]
    data = xlsx_bytes(Chef=[head, ["Soup", *map(str, range(MOST_COLUMNS - 1))]])
    [sheet] = outline("a.xlsx", data, AS_IT_STANDS, KNOWN)

    assert len(sheet.meaning.columns) == MOST_COLUMNS
    all_of_it = meaning(head, "skill", *["@level"] * (MOST_COLUMNS - 1))
    assert len(said(read_bytes("a.xlsx", data, all_of_it, KNOWN))) == MOST_COLUMNS - 1


def test_columns_beyond_those_that_were_said_are_unknown():
    head = ["Thema", "Erst", "Dann", "Ende"]
    data = xlsx_bytes(Chef=[head, ["Soup", "a", "b", "c"]])

    for columns in (("skill", "@level"), ("skill", "level")):
        file = read_bytes("a.xlsx", data, meaning(head, *columns), KNOWN)

        assert [(problem.row, problem.column) for problem in file.problems] == [(1, "Dann"), (1, "Ende")]
        assert file.unclear


def test_filled_columns_without_a_header_beyond_those_that_were_said_are_a_problem():
    head = ["Thema", "Erst"]
    data = csv_bytes("Thema,Erst", "Soup,a,b")

    for columns in (("skill", "@level"), ("skill", "level")):
        about = meaning(head, *columns, role="Chef")

        [problem] = read_bytes("a.csv", data, about, KNOWN).problems
        assert (problem.row, problem.value) == (2, "b")
        [sheet] = outline("a.csv", data, about, KNOWN)
        assert len(sheet.meaning.columns) == 3


def test_a_column_without_a_header_can_be_said():
    data = csv_bytes("Skill,Role,Level", "Soup,Chef,Junior,Stirs.")
    about = meaning(["Skill", "Role", "Level"], "skill", "role", "level", "description")

    file = read_bytes("a.csv", data, about, KNOWN)

    assert (file.problems, said(file)) == ((), [("Soup", "Chef", "Junior", "Stirs.")])
    [sheet] = outline("a.csv", data, about, KNOWN)
    assert sheet.meaning.columns == ("skill", "role", "level", "description")


def test_a_level_without_a_header_can_be_said_and_is_shown_again():
    data = csv_bytes("Thema,Egal", "Soup,,Stirs.")
    about = meaning(["Thema", "Egal"], "skill", "", "@level=Junior", role="Chef")

    assert said(read_bytes("a.csv", data, about, KNOWN)) == [("Soup", "Chef", "Junior", "Stirs.")]
    [sheet] = outline("a.csv", data, about, KNOWN)
    assert sheet.meaning.columns == ("skill", "", "@level=Junior")
    [narrow] = outline("a.csv", csv_bytes("Thema,Egal", "Soup,x"), about, KNOWN)
    assert narrow.meaning.columns == ("skill", "", "@level=Junior")


def test_cells_below_no_header_leave_open_what_they_are():
    for head in ("Skill,Role,Level", "Skill,Junior,Senior"):
        assert read_bytes("Chef.csv", csv_bytes(head, "Soup,Chef,Junior,Stirs."), known=KNOWN).unclear
        assert read_bytes("Chef.xlsx", xlsx_bytes(Chef=[head.split(","), [*"abcd"]]), known=KNOWN).unclear
    assert not read_bytes("a.csv", csv_bytes("Skill,Role,Level", "Soup,Chef,Junior"), known=KNOWN).unclear
