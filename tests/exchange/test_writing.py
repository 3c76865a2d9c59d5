"""A framework becomes sheets, and sheets become the same framework again."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from skillmatrix.exchange.columns import LIST, WORKBOOK
from skillmatrix.exchange.meaning import Known
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.exchange.writing import (
    UnknownRole,
    replace_files,
    write_folder,
    write_grid,
    write_list,
    write_workbook_xlsx,
)
from skillmatrix.flaws import flaws
from skillmatrix.planning import Options, plan
from skillmatrix.rows import Present, Table
from tests.files import NOTHING, grown, made, rows_of, workbook
from tests.frameworks import frameworks

HEADER = "domain,group,skill,role,family,level,proficiency,required,description"
DEMO = Path(__file__).resolve().parent.parent.parent / "fixtures" / "demo"
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lines(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def tabs(data):
    book = CalamineWorkbook.from_object(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def sample():
    return made(
        HEADER,
        'Data,Storing,SQL,Analyst,Science,Senior,Expert,yes,"Writes,\nreads."',
        "Data,Storing,SQL,Analyst,Science,Junior,,no,",
        "Code,,R,Analyst,Science,Junior,Working,no,=1+1",
        ",,Zeal,Analyst,Science,Junior,,no,",
        "Data,,Ärger,Analyst,Science,Junior,,no,",
        "Code,,R,Äsop,,Junior,Working,no,",
        "Code,,R,Zoe,,Junior,Working,no,",
    )


# Round trips


@given(frameworks())
@quick
def test_made_up_frameworks_are_sound(framework):
    assert flaws(framework) == set()


@given(frameworks())
@quick
def test_a_list_imported_again_changes_nothing(framework):
    for fmt in ("csv", "xlsx"):
        again = read_bytes(f"list.{fmt}", write_list(framework, fmt))
        found = plan(again, framework)

        assert found.changes == ()
        assert [problem for problem in found.problems if problem.row is not None] == []


@given(frameworks())
@quick
def test_a_grid_imported_again_changes_nothing(framework):
    again = read_bytes("grid.xlsx", write_grid(framework), known=Known.of(framework))
    found = plan(again, framework)

    assert found.changes == ()
    assert [problem for problem in found.problems if problem.row is not None] == []


@given(frameworks())
@quick
def test_a_grid_means_all_that_its_roles_expect(framework):
    again = read_bytes("grid.xlsx", write_grid(framework), known=Known.of(framework))

    assert plan(again, framework, Options(replace=True)).changes == ()


@given(frameworks())
@quick
def test_a_grid_writes_anew_what_was_lost(framework):
    without = Present({**framework.rows, Table.EXPECTATION: {}})
    again = read_bytes("grid.xlsx", write_grid(framework), known=Known.of(framework))

    if framework[Table.EXPECTATION]:
        assert plan(again, without).result(without)[Table.EXPECTATION] == framework[Table.EXPECTATION]


@given(frameworks())
@quick
def test_a_workbook_rebuilds_the_framework_in_an_empty_database(framework):
    file = read_bytes("workbook.xlsx", write_workbook_xlsx(framework))

    if any(framework[table] for table in Table):
        assert rows_of(grown(NOTHING, file)) == rows_of(framework)
        assert plan(file, framework).changes == ()


@given(frameworks())
@quick
def test_a_folder_rebuilds_the_framework_in_an_empty_database(tmp_path_factory, framework):
    folder = tmp_path_factory.mktemp("folder")
    write_folder(framework, folder)

    if any(framework[table] for table in Table):
        assert rows_of(grown(NOTHING, read_path(folder))) == rows_of(framework)


@given(frameworks())
@quick
def test_rows_in_another_order_become_the_same_bytes(framework):
    turned = Present({table: dict(reversed(framework[table].items())) for table in Table})

    assert write_list(turned, "csv") == write_list(framework, "csv")
    assert write_workbook_xlsx(turned) == write_workbook_xlsx(framework)


def test_a_text_that_the_framework_holds_is_right_though_it_looks_garbled():
    before = made("skill,role,level,description", "SQL,Analyst,Junior,x")
    key = ("sql", "analyst", "junior")
    for text in ("MANHÃ–TARDE", "lost \ufffd"):
        row = {**before[Table.EXPECTATION][key], "description": text}
        framework = Present({**before.rows, Table.EXPECTATION: {key: row}})

        again = read_bytes("list.csv", write_list(framework, "csv"), known=Known.of(framework))

        assert plan(again, framework).changes == ()
        assert again.problems == ()
        assert read_bytes("list.csv", write_list(framework, "csv")).problems


# The list


def test_a_list_is_ordered_by_domain_group_skill_role_and_level():
    rows = [row[:4] + row[5:6] for row in lines(write_list(sample(), "csv"))]

    assert rows == [
        ["domain", "group", "skill", "role", "level"],
        ["Code", "", "R", "Analyst", "Junior"],
        ["Code", "", "R", "Zoe", "Junior"],
        ["Code", "", "R", "Äsop", "Junior"],
        ["Data", "", "Ärger", "Analyst", "Junior"],
        ["Data", "Storing", "SQL", "Analyst", "Senior"],
        ["Data", "Storing", "SQL", "Analyst", "Junior"],
        ["", "", "Zeal", "Analyst", "Junior"],
    ]


def test_csv_has_a_mark_of_utf_8_and_guards_formulas():
    data = write_list(sample(), "csv")

    assert data.startswith(b"\xef\xbb\xbfdomain,group,skill,")
    assert b",no,'=1+1\r\n" in data
    assert b',yes,"Writes,\nreads."\r\n' in data
    assert data.count(b"\r\n") == 8


def test_xlsx_holds_text_as_text():
    rows = tabs(write_list(sample(), "xlsx"))[LIST.title]

    assert rows[0] == [column.name for column in LIST.columns]
    assert rows[1] == ["Code", "", "R", "Analyst", "Science", "Junior", "Working", "no", "=1+1"]


def test_two_exports_are_the_same_bytes():
    assert write_list(sample(), "xlsx") == write_list(sample(), "xlsx")
    assert write_workbook_xlsx(sample()) == write_workbook_xlsx(sample())


def test_a_list_can_be_of_one_role():
    rows = lines(write_list(sample(), "csv", role="zoe"))

    assert [row[3] for row in rows[1:]] == ["Zoe"]


def test_an_unknown_role_is_told_the_nearest():
    with pytest.raises(UnknownRole, match=r"“analist”[.] Did you mean “analyst”[?]"):
        write_list(sample(), "csv", role="analist")


def test_an_empty_framework_is_a_header():
    assert lines(write_list(NOTHING, "csv")) == [[column.name for column in LIST.columns]]


# The workbook


def test_a_workbook_has_a_tab_a_table_with_slugs_and_numbers():
    framework = grown(
        sample(),
        workbook(
            Role_levels=[
                "role,level,title,leads_to",
                "zoe,junior,Zoe,analyst:senior analyst:junior",
                "analyst,senior",
                "analyst,junior",
            ]
        ),
    )

    sheets = tabs(write_workbook_xlsx(framework))

    assert list(sheets) == [sheet.title for sheet in WORKBOOK]
    assert sheets["Levels"][1:] == [["senior", "Senior", 1.0], ["junior", "Junior", 2.0]]
    assert sheets["Skills"][-1] == ["zeal", "Zeal", "", "", ""]
    assert sheets["Role levels"][-1][:3] == ["zoe", "junior", "Zoe"]
    assert sheets["Role levels"][-1][5] == "analyst:junior analyst:senior"
    assert sheets["Expectations"][1] == ["r", "analyst", "junior", "working", "no", "=1+1"]


def test_a_folder_gets_nine_files_and_keeps_what_else_is_there(tmp_path):
    (tmp_path / "README.md").write_text("mine")

    write_folder(sample(), tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == {
        "README.md",
        *(sheet.file_name for sheet in WORKBOOK),
    }
    assert (tmp_path / "README.md").read_text() == "mine"


def test_where_one_file_cannot_be_written_none_is_touched(tmp_path):
    first = tmp_path / "first.csv"
    first.write_text("before")

    with pytest.raises(OSError, match="nowhere"):
        replace_files({first: b"after", tmp_path / "nowhere" / "second.csv": b"after"})

    assert list(tmp_path.iterdir()) == [first]
    assert first.read_text() == "before"


def test_the_demo_is_written_as_it_is_exported(tmp_path):
    write_folder(grown(NOTHING, read_path(DEMO)), tmp_path)

    for sheet in WORKBOOK:
        assert (tmp_path / sheet.file_name).read_bytes() == (DEMO / sheet.file_name).read_bytes()
