"""Headers are found by what they mean: in four languages, in any order and case, below titles."""

import io

import pytest
import xlsxwriter

from skillmatrix.exchange.columns import LIST, WORKBOOK
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.words import HEADERS, YES_NO, plain
from skillmatrix.rows import Table
from tests.files import csv_bytes, said, wanted, xlsx_bytes


def values(file):
    return [dict(row.values) for row in file.rows(Table.EXPECTATION)]


@pytest.mark.parametrize(
    "header",
    [
        "skill,role,level,proficiency,required,description",
        "Fähigkeit,Rolle,Stufe,Tiefe,Pflicht,Beschreibung",
        "KOMPETENZ,Jobprofil,Karrierestufe,Ausprägung,Erforderlich?,Erwartung",
        "Habilidad,Puesto,Nivel,Profundidad,Obligatorio,Descripción",
        "competencia,cargo,grado,nivel de dominio,Requerido,Descripcion",
        "技能,角色,级别,熟练度,必要,描述",
        "能力,岗位,职级,掌握程度,是否必须,期望",
        "Competency *,Job role,Seniority level,Mastery,Must-have,Expected behaviour:",
    ],
)
def test_headers_in_four_languages_and_as_people_put_them(header):
    file = wanted(header, "SQL,Analyst,Junior,Working,1,Reads.")

    assert file.problems == ()
    assert values(file) == [
        {
            "skill": "SQL",
            "role": "Analyst",
            "level": "Junior",
            "proficiency": "Working",
            "required": True,
            "description": "Reads.",
        }
    ]


def test_every_word_for_a_header_means_a_column_that_there_is():
    columns = {column.name for sheet in (LIST, *WORKBOOK) for column in sheet.columns}

    assert set(HEADERS.values()) <= columns
    assert {column.name for column in LIST.columns} <= set(HEADERS.values())
    assert all(plain(word) == word for word in HEADERS)


@pytest.mark.parametrize(
    "word", ["ja", "JA", "sí", "Si", "是", "x", "X", "1", "TRUE", "Pflicht", "✓", "wahr"]
)
def test_yes_in_four_languages(word):
    assert values(wanted("skill,role,level,required", f"SQL,Analyst,Junior,{word}"))[0]["required"] is True


@pytest.mark.parametrize("word", ["nein", "No", "否", "0", "FALSE", "optional", "Falsch", "opcional", "可选"])
def test_no_in_four_languages(word):
    assert values(wanted("skill,role,level,required", f"SQL,Analyst,Junior,{word}"))[0]["required"] is False


def test_no_word_is_both_yes_and_no():
    assert {True, False} == set(YES_NO.values())


def test_titles_and_notes_above_the_header_are_passed_over():
    file = wanted(
        "Skill matrix 2026,,", "", "as agreed with the leads", "Skill,Role,Level", "SQL,Analyst,Junior"
    )

    assert file.problems == ()
    assert [row.row for row in file.rows(Table.EXPECTATION)] == [5]


def test_a_column_of_our_own_name_comes_before_one_that_means_the_same():
    file = wanted("Competency,skill,role,level", "x,SQL,Analyst,Junior")

    assert said(file.problems) == [(1, "Competency", "")]
    assert values(file)[0]["skill"] == "SQL"


def test_two_columns_that_mean_the_same_are_a_problem_that_names_both():
    [problem] = wanted("Competency,Kompetenz,role,level", "x,SQL,Analyst,Junior").problems

    assert problem.column == "Kompetenz"
    assert "“Competency” and this column both seem to be skill" in problem.message


def test_what_an_editor_says_of_a_header_comes_first():
    meaning = Meaning.of(["Competency"], columns={"thema nr. 1": "skill"})

    file = read_bytes(
        "a.csv", csv_bytes("Competency,Thema Nr. 1,Role,Level", "x,SQL,Analyst,Junior"), meaning
    )

    assert file.problems == ()
    assert values(file)[0]["skill"] == "SQL"


def test_a_language_to_come_is_not_taken_for_a_description():
    assert said(wanted("skill,role,level,description[de]", "SQL,Analyst,Junior,x").problems) == [
        (1, "description[de]", "")
    ]


def test_a_workbook_s_headers_are_found_as_well():
    file = read_bytes(
        "a.xlsx", xlsx_bytes(Levels=[["Stufen"], ["Bezeichnung", "Rang"], ["Junior", 1], ["Senior", 2]])
    )

    assert file.problems == ()
    assert [row.values for row in file.rows(Table.LEVEL)] == [
        {"name": "Junior", "rank": 1},
        {"name": "Senior", "rank": 2},
    ]


def test_cells_merged_down_a_list_hold_for_each_of_their_rows():
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    tab = book.add_worksheet("List")
    tab.write_row(0, 0, ["Skill", "Role", "Level"])
    tab.merge_range(1, 0, 2, 0, "SQL")
    tab.write_row(1, 1, ["Analyst", "Junior"])
    tab.write_row(2, 1, ["Analyst", "Senior"])
    book.close()

    file = read_bytes("a.xlsx", data.getvalue())

    assert file.problems == ()
    assert [row["skill"] for row in values(file)] == ["SQL", "SQL"]
