"""`export_framework`: a file that can be imported again as it is."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from skillmatrix.exchange.columns import WORKBOOK
from skillmatrix.exchange.reading import read_path
from skillmatrix.models import Expectation, Proficiency, Skill
from skillmatrix.queries.framework import present
from skillmatrix.rows import Layout
from tests.commands.running import refused, run, write
from tests.files import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def framework(tmp_path):
    run("add_proficiencies")
    run(
        "import_framework",
        write(
            tmp_path / "source.csv",
            "domain,skill,role,level,proficiency,required,description",
            "Data,SQL,Analyst,Junior,Working,yes,=SUM",
            "Data,SQL,Writer,Junior,,no,",
        ),
    )


def test_a_file_gets_a_list_by_default(tmp_path):
    run("export_framework", tmp_path / "out.csv")

    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["Data", "", "SQL", "Analyst", "", "Junior", "Working", "yes", "'=SUM"],
        ["Data", "", "SQL", "Writer", "", "Junior", "", "no", ""],
    ]


def test_a_folder_gets_a_workbook(tmp_path):
    run("export_framework", tmp_path / "new" / "out")

    assert {path.name for path in (tmp_path / "new" / "out").iterdir()} == {
        sheet.file_name for sheet in WORKBOOK
    }


def test_the_layout_can_be_chosen(tmp_path):
    run("export_framework", tmp_path / "out.xlsx", "--layout", "workbook")

    assert read_path(tmp_path / "out.xlsx").layout is Layout.WORKBOOK


def test_one_role(tmp_path):
    run("export_framework", tmp_path / "out.xlsx", "--role", "writer")

    assert len(read_path(tmp_path / "out.xlsx").rows(WORKBOOK[-1].table)) == 1


@pytest.mark.parametrize(
    ("options", "sheets"), [([], ["Guide", "Analyst", "Writer"]), (["--role", "writer"], ["Guide", "Writer"])]
)
def test_a_grid_has_a_sheet_a_role(options, sheets, tmp_path):
    run("export_framework", tmp_path / "out.xlsx", "--layout", "grid", *options)

    assert CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names == sheets


def test_a_workbook_rebuilds_the_framework_in_an_empty_database(tmp_path):
    before = rows_of(present())
    run("export_framework", tmp_path / "out")
    for model in (Expectation, Skill, Proficiency):
        model.objects.all().delete()

    run("import_framework", tmp_path / "out")

    assert rows_of(present()) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["out.csv", "--role", "analist"], "Did you mean “analyst”?"),
        (["out.xlsx", "--layout", "grid", "--role", "analist"], "Did you mean “analyst”?"),
        (["out.csv", "--layout", "grid"], "A grid has a sheet for each role. End the file’s name in .xlsx."),
        (["out", "--layout", "grid"], "A grid has a sheet for each role. End the file’s name in .xlsx."),
        (["out.csv", "--layout", "workbook"], "several sheets"),
        (["out", "--layout", "list"], "End its name in .csv or .xlsx"),
        (["out", "--role", "analyst"], "Only a list or a grid"),
        (["out.pdf"], "“.pdf” cannot be written"),
        (["nowhere/out.csv"], "cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_exported_is_refused(tmp_path, arguments, says):
    name, *options = arguments

    assert says in refused("export_framework", tmp_path / name, *options)
    assert [path.name for path in tmp_path.iterdir()] == ["source.csv"]


def test_an_existing_file_is_replaced_as_a_whole(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("before " * 1000)

    run("export_framework", target)

    assert "before" not in target.read_text("utf-8-sig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "source.csv"]
