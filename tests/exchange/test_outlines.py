"""What an editor is shown who says which column is which, and what a file is once that is said."""

import pytest

from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.meaning import Known, Meaning, SheetMeaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.understanding.mapped import fingerprint
from skillmatrix.exchange.understanding.outlines import outline
from skillmatrix.exchange.writing import write_workbook_xlsx
from skillmatrix.rows import Layout, Table
from tests.files import csv_bytes, scale, xlsx_bytes

KNOWN = Known(roles=("Data Scientist",), levels=("Junior", "Middle", "Senior"))
AS_IT_STANDS = Meaning()
SCORES = [["Skills 2026"], ["Thema", "Nr.", "Stufe A", "Stufe B"], ["SQL", 1, "Reads.", "Tunes."]]


def said(file):
    keys = ("skill", "role", "level", "description")
    return [tuple(row.values.get(key) for key in keys) for row in file.rows(Table.EXPECTATION)]


def meaning(row, *columns, **about):
    return Meaning(sheets={fingerprint(row): SheetMeaning(1, columns, **about)})


def test_a_list_is_outlined_as_it_is_read():
    [sheet] = outline("a.csv", csv_bytes("My list", "Fähigkeit,Rolle,Stufe", "SQL,A,B"), AS_IT_STANDS, KNOWN)

    assert sheet.is_read
    assert sheet.header == ("Fähigkeit", "Rolle", "Stufe")
    assert (sheet.meaning.header, sheet.meaning.columns) == (2, ("skill", "role", "level"))
    assert sheet.rows[2] == ("SQL", "A", "B")


def test_levels_across_are_outlined_as_such():
    data = xlsx_bytes(Chef=[["Skill", "Junior", "Senior"], ["Soup", "a", "b"]])

    [sheet] = outline("a.xlsx", data, AS_IT_STANDS, KNOWN)

    assert sheet.meaning.columns == ("skill", "@level", "@level")
    assert (sheet.meaning.holds, sheet.is_fixed) == ("description", False)


@pytest.mark.parametrize(
    ("tab", "above", "role"),
    [("Chef", "Our skills", "Chef"), ("Chef", "Role: Baker", "Baker"), ("Sheet1", "Our skills", "")],
)
def test_the_role_of_a_sheet_is_its_own_and_no_part_of_what_its_columns_mean(tab, above, role):
    data = xlsx_bytes(**{tab: [[above], ["Skill", "Junior", "Senior"], ["Soup", "a", "b"]]})

    [sheet] = outline("a.xlsx", data, AS_IT_STANDS, KNOWN)

    assert (sheet.own_role, sheet.meaning.role) == (role, "")


def test_a_sheet_with_a_header_that_nobody_knows_is_read_but_open():
    rows = [["Skill", "Role", "Level", "Owner"], ["SQL", "Chef", "Junior", "x"]]

    [sheet] = outline("a.xlsx", xlsx_bytes(Sheet1=rows), AS_IT_STANDS, KNOWN)

    assert (sheet.is_read, sheet.is_open) == (True, True)


def test_a_sheet_that_was_left_out_is_not_open():
    left_out = meaning(SCORES[1], "", "", "", "")

    [sheet] = outline("a.xlsx", xlsx_bytes(Sheet1=SCORES), left_out, KNOWN)

    assert (sheet.is_said, sheet.is_open) == (True, False)


def test_what_cannot_be_told_is_proposed_and_not_read():
    [sheet] = outline("a.xlsx", xlsx_bytes(Sheet1=SCORES), AS_IT_STANDS, KNOWN)

    assert not sheet.is_read
    assert sheet.meaning.columns == ("", "", "", "")


def test_a_grid_says_more_of_a_column_than_can_be_said_by_hand():
    rows = [
        ["role", "Chef"],
        ["", "", "", "Junior", "", ""],
        ["domain", "group", "skill", "proficiency", "required", "description", "Comment"],
        ["", "", "Soup", "", "yes", "a", "Ask the team"],
    ]

    [sheet] = outline("a.xlsx", xlsx_bytes(Chef=rows), AS_IT_STANDS, KNOWN)

    assert (sheet.is_fixed, sheet.unknown) == (True, ("Comment",))


def test_a_workbook_has_no_columns_to_say():
    assert outline("a.xlsx", write_workbook_xlsx(scale()), AS_IT_STANDS, KNOWN) == ()


def test_what_cannot_be_read_cannot_be_outlined():
    with pytest.raises(Unreadable):
        outline("a.xlsx", b"nothing", AS_IT_STANDS, KNOWN)


def test_a_sheet_is_read_as_its_editor_says():
    columns = ("skill", "", "@level=Junior", "@level=Senior")

    file = read_bytes(
        "a.xlsx", xlsx_bytes(Sheet1=SCORES), meaning(SCORES[1], *columns, role="Data Scientist"), KNOWN
    )

    assert (file.layout, file.problems) == (Layout.GRID, ())
    assert said(file) == [
        ("SQL", "Data Scientist", "Junior", "Reads."),
        ("SQL", "Data Scientist", "Senior", "Tunes."),
    ]


def test_the_next_file_with_this_header_is_read_so_wherever_the_header_stands():
    later = [["New title"], [], *SCORES[1:], ["R", 2, "", "Writes."]]

    file = read_bytes(
        "b.xlsx",
        xlsx_bytes(Other=later),
        meaning(SCORES[1], "skill", "", "@level", "@level", role="Chef"),
        KNOWN,
    )

    assert [level for _skill, _role, level, _text in said(file)] == ["Stufe A", "Stufe B", "Stufe B"]


@pytest.mark.parametrize(
    ("above", "role"), [("Our skills", "Chef"), ("Role: Data Scientist", "Data Scientist")]
)
def test_where_no_role_was_said_each_sheet_keeps_its_own(above, role):
    rows = [[above], *SCORES[1:]]

    file = read_bytes(
        "b.xlsx", xlsx_bytes(Chef=rows), meaning(SCORES[1], "skill", "", "@level", "@level"), KNOWN
    )

    assert {said_role for _skill, said_role, _level, _text in said(file)} == {role}


def test_a_role_that_was_said_of_a_header_is_named_when_it_is_read_again():
    said_so = meaning(SCORES[1], "skill", "", "@level", "@level", role="Baker")

    file = read_bytes("b.xlsx", xlsx_bytes(Chef=SCORES), said_so, KNOWN)

    assert any("“Baker”" in notice for notice in file.notices)


def test_what_an_editor_said_is_outlined():
    said_so = meaning(SCORES[1], "skill", "", "@level", "@level", role="Chef", holds="proficiency")

    [sheet] = outline("a.xlsx", xlsx_bytes(Sheet1=SCORES), said_so, KNOWN)

    assert (sheet.is_read, sheet.is_said) == (True, True)
    assert sheet.meaning == SheetMeaning(2, ("skill", "", "@level", "@level"), "Chef", "", "proficiency")


def test_a_sheet_can_be_left_out():
    rows = [["Skill", "Junior", "Senior"], ["SQL", "a", "b"]]
    data = xlsx_bytes(Old=[["Thema", *rows[0][1:]], rows[1]], Chef=rows)

    file = read_bytes("a.xlsx", data, meaning(["Thema", "Junior", "Senior"], "", "", ""), KNOWN)

    assert {role for _skill, role, _level, _text in said(file)} == {"Chef"}


def test_a_list_can_be_said_as_well_with_one_role_and_level_for_all_of_it():
    data = csv_bytes("Was,Text", "SQL,Reads.")

    file = read_bytes(
        "a.csv", data, meaning(["Was", "Text"], "skill", "description", role="Chef", level="Junior"), KNOWN
    )

    assert (file.layout, said(file)) == (Layout.LIST, [("SQL", "Chef", "Junior", "Reads.")])


def test_what_is_still_missing_is_a_problem_that_can_be_answered():
    file = read_bytes("a.csv", csv_bytes("Was,Text", "SQL,x"), meaning(["Was", "Text"], "skill", ""), KNOWN)

    assert file.unclear
    assert {problem.column for problem in file.problems} == {"role", "level"}


def test_a_meaning_becomes_json_and_comes_back():
    before = Meaning("cp1252", {"thema": "skill"}, meaning(["a", "b"], "skill", "@level", role="Chef").sheets)

    assert Meaning.from_json(before.to_json()) == before


@pytest.mark.parametrize("tab", ["Skills", "Levels"])
def test_a_matrix_that_is_called_like_a_sheet_of_a_workbook_is_none(tab):
    rows = [["Name", "Junior", "Senior"], ["Soup", "a", "b"]]
    data = xlsx_bytes(**{tab: rows})

    file = read_bytes("a.xlsx", data, AS_IT_STANDS, KNOWN)

    assert (file.layout, file.unclear) == (Layout.GRID, True)
    [problem] = file.problems
    assert "which role" in problem.message
    assert len(outline("a.xlsx", data, AS_IT_STANDS, KNOWN)) == 1
    about = meaning(rows[0], "skill", "@level", "@level", role="Chef")
    assert len(said(read_bytes("a.xlsx", data, about, KNOWN))) == 2


def test_a_sheet_of_a_workbook_stays_one_whatever_its_rows_say():
    data = xlsx_bytes(Skills=[["name", "domain", "Owner"], ["Soup", "Junior", "Senior"]])

    file = read_bytes("a.xlsx", data, AS_IT_STANDS, KNOWN)

    assert file.layout is Layout.WORKBOOK
    assert [problem.column for problem in file.problems] == ["Owner"]
