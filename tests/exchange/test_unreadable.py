"""Files that cannot be read at all, or that would do harm: one problem that says why and what would do."""

import io
import zipfile

import pytest

from skillmatrix.exchange import sheets
from skillmatrix.exchange.reading import read_bytes, read_path
from tests.exchange.test_reading import HEADER, ROW, sole, values
from tests.files import csv_bytes, wanted, workbook, xlsx_bytes


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"skill,role,level\r\n", "no row below the header"),
        ("a.csv", b"\xef\xbb\xbf", "no row below the header"),
        ("a.csv", "skill,role,level\nGrößen,A,B".encode("latin-1"), "UTF-8"),
        ("a.csv", "skill,role,level\nSQL,A,B".encode("utf-16-le"), "UTF-8"),
        ("a.csv", b'skill,role,level\n"SQL,Analyst,Junior\n', "quotation mark"),
        ("a.xlsx", b"skill,role,level\nSQL,A,B", "cannot be opened"),
        ("a.xlsx", b"PK\x03\x04" + b"junk" * 20, "cannot be opened"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password"),
        ("a.ods", b"x", "Save it as one of them"),
        ("a", b"x", "Save it as one of them"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(name, data, says):
    problem = sole(read_bytes(name, data))

    assert says in problem.message
    assert not any(read_bytes(name, data).tables.values())


def test_an_empty_workbook_is_one_problem():
    assert "no row below the header" in sole(read_bytes("a.xlsx", xlsx_bytes(Sheet1=[]))).message
    assert "no row below the header" in sole(workbook(Domains=["slug,name"], Levels=["name,rank"])).message


def test_where_there_is_no_file_or_folder_it_says_so(tmp_path):
    assert "no such file" in sole(read_path(tmp_path / "none.csv")).message
    assert "no such folder" in sole(read_path(tmp_path / "none")).message


def test_a_folder_without_any_sheet_is_told_what_would_be_right(tmp_path):
    (tmp_path / "notes.csv").write_text("a,b")

    problem = sole(read_path(tmp_path))

    assert "domains.csv, skill-groups.csv, skills.csv" in problem.message


def test_every_unreadable_sheet_of_a_folder_is_named(tmp_path):
    (tmp_path / "domains.csv").write_bytes(b"")
    (tmp_path / "levels.csv").write_bytes(b"name\n\xff")
    (tmp_path / "skills.csv").write_bytes(b"name,domain\nSQL,Data")

    file = read_path(tmp_path)

    assert [problem.sheet for problem in file.problems] == ["domains.csv", "levels.csv"]
    assert not file.tables


def test_too_many_bytes_or_rows_are_one_problem(monkeypatch, tmp_path):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert "100,000 rows" in sole(wanted(HEADER, ROW, ROW, ROW)).message
    assert "100,000 rows" in sole(workbook(Domains=["name", "a", "b"], Levels=["name", "a", "b"])).message
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    (tmp_path / "levels.csv").write_bytes(csv_bytes("name", "Junior"))
    assert "50 MB" in sole(wanted(HEADER, ROW)).message
    assert "50 MB" in sole(read_path(tmp_path / "levels.csv")).message
    assert "50 MB" in sole(read_path(tmp_path)).message


# XLSX that would harm


def with_sheet_xml(change):
    """A list as XLSX, its sheet's XML changed."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes(Sheet1=[HEADER.split(","), ROW.split(",")])))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if "worksheets" in name else part)
    return data.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'r="C2"', b'r="XFD2"', "Column XFD"),
        (b'r="C2"', b'r="C1048576"', "100,000 rows"),
        (b'<row r="2" spans="1:3"><c r="A2"', b'<row r="1048576"><c', "100,000 rows"),
        (b'r="C2" t="s"><v>5</v>', b'r="C2" t="e"><v>#N/A</v>', "Cell C2 holds an error"),
        (b'r="C2" t="s"><v>5</v>', b'r="C2"><f>A1</f><v></v>', "Cell C2 holds a formula"),
    ],
)
def test_cells_far_out_errors_and_formulas_without_result_are_refused(old, new, says):
    data = with_sheet_xml(lambda xml: xml.replace(old, new))

    assert says in sole(read_bytes("a.xlsx", data)).message


def test_cells_that_are_formatted_only_do_not_count():
    far = b'<row r="900000"><c r="XFD900000" s="1"/></row></sheetData>'

    file = read_bytes("a.xlsx", with_sheet_xml(lambda xml: xml.replace(b"</sheetData>", far)))

    assert file.problems == ()


def test_formulas_with_a_result_count_as_their_result():
    old, new = b'r="C2" t="s"><v>5</v>', b'r="C2" t="str"><f>"Jun"&amp;"ior"</f><v>Junior</v>'

    file = read_bytes("a.xlsx", with_sheet_xml(lambda xml: xml.replace(old, new)))

    assert values(file) == [{"skill": "SQL", "role": "Analyst", "level": "Junior"}]
