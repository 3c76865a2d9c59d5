"""A plan as a spreadsheet: all of it, as text, the same each time."""

import io

import openpyxl
import pytest
from django.http import Http404

from skillmatrix.admin.plan_sheets import plan_download, plan_sheet
from skillmatrix.plans import Plan
from skillmatrix.rows import Problem
from tests.admin.plans import HEADER, planned, revised, small
from tests.files import scale, wanted


@pytest.fixture
def changed():
    return revised(small())


@pytest.fixture
def faulty():
    problems = [Problem(f"Sheet {n % 2}", n, "required", "perhaps", f"Wrong {n}.") for n in range(2, 103)]
    return Plan(problems=tuple(problems)), scale(), ()


def lines(data):
    return [line.split(",") for line in data.decode("utf-8-sig").split("\r\n")]


def test_a_plan_is_downloaded_a_line_a_field(changed):
    sheet = lines(plan_sheet(*changed, "csv"))

    head = "What happens,Kind,Name,Domain,Role,Level,Skill,Field,Before,After,Warning"
    assert sheet[0] == head.split(",")
    assert sheet[1] == ["new", "Skill", "R", "Data", "", "", "R", "Domain", "", "Data", ""]
    assert [
        "changed",
        "Expectation",
        "",
        "Data",
        "Analyst",
        "Junior",
        "SQL",
        "Required",
        "optional",
        "required",
        "",
    ] in sheet
    warning = "R · Analyst · Junior is required and has no description."
    assert {line[-1] for line in sheet if line[6:7] == ["R"] and line[4:5] == ["Analyst"]} == {warning}


def test_xlsx_holds_the_same_as_text(changed):
    tab = openpyxl.load_workbook(io.BytesIO(plan_sheet(*changed, "xlsx"))).active
    rows = [[cell or "" for cell in row] for row in tab.iter_rows(values_only=True)]

    assert rows == [line for line in lines(plan_sheet(*changed, "csv")) if line != [""]]
    assert {cell.data_type for row in tab.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert tab.freeze_panes == "A2"


def test_formulas_stay_text():
    found = planned(wanted(HEADER, 'Data,=1+1,Analyst,Junior,,no,"=HYPERLINK(""x"")"'))

    assert ",'=HYPERLINK" in plan_sheet(*found, "csv").decode().replace('"', "")
    tab = openpyxl.load_workbook(io.BytesIO(plan_sheet(*found, "xlsx"))).active
    assert not [cell for row in tab.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_same_plan_is_the_same_bytes(changed, fmt):
    assert plan_sheet(*changed, fmt) == plan_sheet(*changed, fmt)


def test_problems_are_downloaded_too(faulty):
    sheet = lines(plan_sheet(*faulty, "csv"))

    assert sheet[:2] == [
        ["Sheet", "Row", "Column", "Value", "Problem"],
        ["Sheet 0", "2", "required", "perhaps", "Wrong 2."],
    ]
    assert len(sheet) == 1 + 101 + 1


def test_a_download_has_a_name_and_a_kind(changed):
    answer = plan_download(*changed, "csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="skillmatrix-plan-')


@pytest.mark.parametrize("fmt", ["", "pdf", "\0"])
def test_other_formats_are_not_there(changed, fmt):
    with pytest.raises(Http404):
        plan_download(*changed, fmt)
