"""Files become wanted rows and problems. Nothing here needs a database."""

import pytest

from skillmatrix.exchange.columns import SHEETS, WORKBOOK
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.rows import Layout, Table
from skillmatrix.text import SLUG_LENGTH
from tests.files import csv_bytes, said, wanted, workbook, xlsx_bytes

HEADER = "skill,role,level"
ROW = "SQL,Analyst,Junior"


def values(file, table=Table.EXPECTATION):
    return [dict(row.values) for row in file.rows(table)]


def sole(file):
    """The one problem of a file."""
    [problem] = file.problems
    return problem


# Formats


@pytest.mark.parametrize(
    "data",
    [
        b"skill,role,level\r\nSQL,Analyst,Junior\r\n",
        b"\xef\xbb\xbfskill,role,level\nSQL,Analyst,Junior",
        "skill\trole\tlevel\r\nSQL\tAnalyst\tJunior".encode("utf-16"),
        b"\n\nskill;role;level\nSQL;Analyst;Junior\n\n\n",
        b'"skill","role","level"\r"SQL","Analyst","Junior"',
    ],
)
def test_csv_as_programs_write_it(data):
    file = read_bytes("list.csv", data)

    assert file.problems == ()
    assert values(file) == [{"skill": "SQL", "role": "Analyst", "level": "Junior"}]


def test_xlsx_cells_read_as_a_spreadsheet_program_shows_them():
    file = read_bytes(
        "list.xlsx",
        xlsx_bytes(Sheet1=[["skill", "role", "level", "required", "description"], ["R", 3, 2.5, True, 1]]),
    )

    assert file.problems == ()
    assert values(file) == [{"skill": "R", "role": "3", "level": "2.5", "required": True, "description": "1"}]


def test_a_workbook_is_known_by_the_names_of_its_sheets():
    file = workbook(
        Domains=["slug,name", ",Data"], Role_levels=["role,level,stack", "a,b,Python"], Notes=["x"]
    )

    assert (file.layout, file.problems) == (Layout.WORKBOOK, ())
    assert values(file, Table.DOMAIN) == [{"slug": "", "name": "Data"}]
    assert values(file, Table.ROLE_LEVEL) == [{"role": "a", "level": "b", "stack": "Python"}]
    assert set(file.tables) == {Table.DOMAIN, Table.ROLE_LEVEL}


def test_a_list_is_known_by_its_columns_whatever_its_sheet_is_called():
    for title in ("Sheet1", "Skills", "Expectations"):
        file = read_bytes("any.xlsx", xlsx_bytes(**{title: [HEADER.split(","), ROW.split(",")]}))

        assert (file.layout, file.problems) == (Layout.LIST, ())


@pytest.mark.parametrize("name", ["Role levels.csv", "role_levels.CSV", "ROLE-LEVELS.csv"])
def test_a_folder_of_csv_files_is_a_workbook(tmp_path, name):
    (tmp_path / name).write_bytes(csv_bytes("role,level,leads_to", "a,b,c:d a:c"))
    (tmp_path / "README.md").write_text("not a sheet")

    file = read_path(tmp_path)

    assert file.problems == ()
    assert values(file, Table.ROLE_LEVEL) == [{"role": "a", "level": "b", "leads_to": ("a:c", "c:d")}]


def test_every_sheet_is_found_by_its_title_and_its_file_name():
    assert [SHEETS[sheet.title.lower()] for sheet in WORKBOOK] == list(WORKBOOK)
    assert [sheet.table for sheet in WORKBOOK] == list(Table)
    assert [sheet.file_name for sheet in WORKBOOK] == [
        "domains.csv",
        "skill-groups.csv",
        "skills.csv",
        "role-families.csv",
        "roles.csv",
        "levels.csv",
        "role-levels.csv",
        "proficiencies.csv",
        "expectations.csv",
    ]


def test_headers_are_read_in_any_case_and_in_any_order():
    file = wanted(" Level ,SKILL,Role", "Junior,SQL,Analyst")

    assert values(file) == [{"level": "Junior", "skill": "SQL", "role": "Analyst"}]


def test_empty_rows_are_passed_over_and_counted():
    file = wanted(HEADER, "", ROW, ",,", "R,Analyst,")

    assert [row.row for row in file.rows(Table.EXPECTATION)] == [3]
    assert said(file.problems) == [(5, "level", "")]


def test_rows_are_counted_as_a_spreadsheet_program_shows_them():
    file = wanted(
        "skill,role,level,description", '"SQL",Analyst,Junior,"three\r\nlines\r\nlong"', "R,Analyst,,x"
    )

    assert values(file)[0]["description"] == "three\nlines\nlong"
    assert sole(file).row == 3


def test_one_apostrophe_before_a_formula_is_taken_away_in_csv_only():
    lines = ["skill,role,level,description", "'=1+1,''@a,'a,'-b"]

    from_csv = wanted(*lines)
    from_xlsx = read_bytes("a.xlsx", xlsx_bytes(Sheet=[line.split(",") for line in lines]))

    assert list(values(from_csv)[0].values()) == ["=1+1", "'@a", "'a", "-b"]
    assert list(values(from_xlsx)[0].values()) == ["'=1+1", "''@a", "'a", "'-b"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("yes", True),
        ("NO", False),
        ("True", True),
        ("0", False),
        ("1", True),
        ("x", True),
        (" ", ""),
        ("", ""),
    ],
)
def test_yes_and_no(cell, value):
    assert values(wanted("skill,role,level,required", f"{ROW},{cell}"))[0]["required"] == value


# A list says things once


def test_what_is_filled_in_some_rows_and_blank_in_others_is_one_value():
    file = wanted(
        "domain,group,family,skill,role,level", ",,Fam,SQL,Analyst,Junior", "Data,Grp,,SQL,Analyst,Senior"
    )

    assert file.problems == ()
    assert values(file, Table.SKILL) == [{"name": "SQL", "domain": "Data", "group": "Grp"}]
    assert values(file, Table.ROLE) == [{"name": "Analyst", "family": "Fam"}]
    assert values(file, Table.GROUP) == [{"name": "Grp", "domain": "Data"}]


def test_a_skill_in_two_domains_is_a_problem_that_names_both_rows():
    file = wanted(
        "domain,skill,role,level", "Data,SQL,Analyst,Junior", ",SQL,Analyst,Lead", "Code,sql,Analyst,Senior"
    )

    assert said(file.problems) == [(4, "domain", "Code")]
    assert "Row 2 puts the skill “sql” in “Data”" in sole(file).message


@pytest.mark.parametrize(
    ("column", "header", "first", "second"),
    [
        ("group", "group,skill,role,level", "A,SQL,Analyst,Junior", "B,SQL,Analyst,Senior"),
        ("family", "family,skill,role,level", "A,SQL,Analyst,Junior", "B,SQL,Analyst,Senior"),
        ("domain", "domain,group,skill,role,level", "A,G,SQL,Analyst,Junior", "B,G,R,Analyst,Senior"),
    ],
)
def test_two_values_where_there_can_be_one_are_a_problem(column, header, first, second):
    assert said(wanted(header, first, second).problems) == [(3, column, "B")]


# Headers


def test_a_missing_column_is_named_with_what_there_must_be():
    problem = sole(wanted("skill,role", "SQL,Analyst"))

    assert (problem.row, problem.column) == (1, "level")
    assert "skill, role, level" in problem.message


def test_an_unknown_column_is_a_problem_with_a_hint():
    problem = sole(wanted(f"{HEADER},requird", f"{ROW},yes"))

    assert (problem.row, problem.column) == (1, "requird")
    assert "Did you mean “required”?" in problem.message


def test_an_unknown_column_can_be_waved_through_by_name():
    file = read_bytes("list.csv", csv_bytes(f"{HEADER},Requird", f"{ROW},maybe"), Meaning.of(["requird"]))

    assert file.problems == ()
    assert "requird" not in values(file)[0]


def test_a_column_that_is_there_twice_is_a_problem():
    assert sole(wanted(f"{HEADER}, Skill", f"{ROW},R")).column == "Skill"


def test_a_cell_without_a_header_is_a_problem():
    assert said(wanted(HEADER, ROW, "R,Analyst,Junior, and more").problems) == [(3, "", "and more")]


@pytest.mark.parametrize(("title", "meant"), [("Expectatons", "Expectations"), ("Role level", "Role levels")])
def test_a_sheet_with_a_misspelt_name_is_not_passed_over(title, meant):
    problem = sole(workbook(Domains=["name", "Data"], **{title: ["name", "x"]}))

    assert problem.sheet == title
    assert f"“{meant}”" in problem.message


def test_a_list_beside_sheets_of_a_workbook_is_not_passed_over():
    assert sole(workbook(Skills=["name", "SQL"], Matrix=[HEADER, ROW])).sheet == "Matrix"


def test_lists_of_several_sheets_are_one_list():
    file = workbook(A=[HEADER, ROW], B=[HEADER, "R,Analyst,Junior"])

    assert file.problems == ()
    assert [(row.sheet, row.row) for row in file.rows(Table.EXPECTATION)] == [("A", 2), ("B", 2)]


def test_one_expectation_in_two_sheets_is_a_problem_that_names_both():
    problem = sole(workbook(A=[HEADER, ROW], B=["", HEADER, ROW]))

    assert (problem.sheet, problem.row) == ("B", 3)
    assert "Row 2 of sheet “A”" in problem.message


def test_one_sheet_in_two_files_is_a_problem(tmp_path):
    for name in ("role levels.csv", "role-levels.csv"):
        (tmp_path / name).write_bytes(csv_bytes("role,level", "a,b"))

    assert "the same sheet" in sole(read_path(tmp_path)).message


# Rows


@pytest.mark.parametrize(
    ("row", "column", "value", "says"),
    [
        (",Analyst,Junior,yes,", "skill", "", "must not be empty"),
        (" , Analyst,Junior,yes,", "skill", "", "must not be empty"),
        ("SQL,Analyst,Junior,maybe,", "required", "maybe", "Write yes or no"),
        ("SQL,Analyst,Junior,yes,a\u202eb", "description", "a[U+202E]b", "U+202E"),
        (f"{'x' * 121},Analyst,Junior,yes,", "skill", "x" * 59 + "…", "121 characters are too many"),
        ("\u200d,Analyst,Junior,yes,", "skill", "[U+200D]", "can be seen"),
        (f"{'ﷺ' * 30},Analyst,Junior,yes,", "skill", "ﷺ" * 30, "are too many"),
    ],
)
def test_problems_of_rows(row, column, value, says):
    problem = sole(wanted("skill,role,level,required,description", "R,Analyst,Junior,no,", row))

    assert (problem.sheet, problem.row, problem.column, problem.value) == ("list.csv", 3, column, value)
    assert says in problem.message


@pytest.mark.parametrize("again", [ROW, "sql , ANALYST,Junior", "ＳＱＬ,analyst,JUNIOR"])
def test_a_repeated_key_names_both_rows(again):
    problem = sole(wanted(HEADER, ROW, "R,Analyst,Junior", again))

    assert problem.row == 4
    assert "Row 2" in problem.message


@pytest.mark.parametrize(
    ("sheet", "lines", "column", "value"),
    [
        ("Levels", ["name,rank", "Junior,first"], "rank", "first"),
        ("Levels", ["name,rank", "Junior,0"], "rank", "0"),
        ("Levels", ["name,rank", "Junior,1.5"], "rank", "1.5"),
        ("Levels", ["name,rank", "Junior,10000"], "rank", "10000"),
        ("Skills", ["slug,name", "two words,SQL"], "slug", "two words"),
        ("Skills", ["slug,name", "-,SQL"], "slug", "-"),
        ("Skills", ["slug,name", "-_-,SQL"], "slug", "-_-"),
        ("Skills", ["slug,name", "Sql,SQL"], "slug", "Sql"),
        ("Skills", ["slug,name", "ÄSTHETIK,Ästhetik"], "slug", "ÄSTHETIK"),
        ("Skills", ["slug,name", "sql,SQL", "sql,R"], "slug", "sql"),
        ("Skills", ["name,domain", f"SQL,{'x' * 141}"], "domain", "x" * 59 + "…"),
        (
            "Skills",
            ["name,domain", f"SQL,{'x y' * 41}"],
            "domain",
            "x yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx yx …",
        ),
        ("Skills", ["name", "SQL", "sql"], "name", "sql"),
        ("Proficiencies", ["name,letter", "Expert,EXP"], "letter", "EXP"),
        ("Role_levels", ["role,level,leads_to", "a,b,somewhere"], "leads_to", "somewhere"),
        ("Role_levels", ["role,level,leads_to", "a,b,-:c"], "leads_to", "-:c"),
        ("Role_levels", ["role,level,leads_to", "a,b,c:d:e"], "leads_to", "c:d:e"),
        ("Role_levels", ["role,level", "a,b", "A,B"], "role, level", "A · B"),
    ],
)
def test_problems_of_a_workbook_s_rows(sheet, lines, column, value):
    problem = sole(workbook(**{sheet: lines}))

    assert (problem.column, problem.value) == (column, value)


def test_a_slug_with_capitals_is_told_the_one_without():
    assert "Write “sql”" in sole(workbook(Skills=["slug,name", "SQL,SQL"])).message


@pytest.mark.parametrize("slug", ["c-plus-plus", "数据科学", "ästhetik", "हिन्दी", "2", "a_b"])
def test_slugs_of_every_script(slug):
    file = workbook(Skills=["slug,name", f"{slug},Name"], Role_levels=["role,level", f"{slug},{slug}"])

    assert file.problems == ()
    assert values(file, Table.SKILL)[0]["slug"] == slug


def test_references_may_be_as_long_as_slugs():
    slug = "x" * SLUG_LENGTH

    file = workbook(
        Skills=["name,domain", f"SQL,{slug}"],
        Role_levels=["role,level,leads_to", f"{slug},b,{slug}:{slug}"],
    )

    assert file.problems == ()
    assert values(file, Table.SKILL)[0]["domain"] == slug
    assert values(file, Table.ROLE_LEVEL)[0]["leads_to"] == (f"{slug}:{slug}",)


def test_all_problems_are_found_at_once():
    file = wanted(f"{HEADER},required,extra", ",Analyst,Junior,maybe,", "SQL,,,nope,", f"{ROW},,", f"{ROW},,")

    assert said(file.problems) == [
        (1, "extra", ""),
        (2, "required", "maybe"),
        (2, "skill", ""),
        (3, "required", "nope"),
        (3, "role", ""),
        (3, "level", ""),
        (5, "skill, role, level", "SQL · Analyst · Junior"),
    ]


def test_a_problem_says_where_it_is():
    assert str(sole(wanted("skill,role,level,required", f"{ROW},maybe"))) == (
        "list.csv, row 2, column required: “maybe” – "
        "This is neither yes nor no. Write yes or no; empty means no."
    )
