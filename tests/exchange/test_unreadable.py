"""Files that cannot be read at all, or that would do harm: one problem that says why and what would do."""

import io
import time
import zipfile

import pytest

from skillmatrix.exchange import limits
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.rows import Table
from tests.exchange.test_reading import HEADER, ROW, sole, values
from tests.files import csv_bytes, wanted, workbook, xlsx_bytes


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"skill,role,level\r\n", "no row below the header"),
        ("a.csv", b"\xef\xbb\xbf", "no row below the header"),
        ("a.csv", "skill,role,level\nGrößen,A,B".encode("latin-1"), "UTF-8"),
        ("a.csv", b'skill,role,level\n"SQL,Analyst,Junior\n', "quotation mark"),
        ("a.xlsx", b"skill,role,level\nSQL,A,B", "plain text"),
        ("a.xlsx", b"PK\x03\x04" + b"junk" * 20, "cannot be opened"),
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


def test_what_is_no_sheet_of_a_folder_is_passed_over_readable_or_not(tmp_path):
    (tmp_path / "skills.csv").write_bytes(b"name\nSQL")
    (tmp_path / "._skills.csv").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / ".hidden.csv").write_bytes(b"")
    (tmp_path / "domains.csv").mkdir()
    (tmp_path / "stranger.csv").write_bytes(b"")
    (tmp_path / "notes.csv").write_bytes("Größe,b".encode("latin-1"))

    file = read_path(tmp_path)

    assert file.problems == ()
    assert values(file, Table.SKILL) == [{"name": "SQL"}]


def test_strangers_do_not_count_towards_the_size_of_a_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 20)
    (tmp_path / "skills.csv").write_bytes(b"name\nSQL")
    (tmp_path / "measurements.csv").write_bytes(b"a,b\n" * 10)

    assert read_path(tmp_path).problems == ()


@pytest.mark.parametrize("data", [b"", b"name\n\xff"])
def test_a_sheet_of_a_folder_with_a_misspelt_name_is_not_passed_over_unreadable(tmp_path, data):
    (tmp_path / "skills.csv").write_bytes(b"name\nSQL")
    (tmp_path / "skill-group.csv").write_bytes(data)

    assert sole(read_path(tmp_path)).sheet == "skill-group.csv"


def test_a_sheet_of_a_folder_that_leads_nowhere_is_a_problem(tmp_path):
    (tmp_path / "skills.csv").symlink_to(tmp_path / "gone.csv")

    assert "no such file" in sole(read_path(tmp_path)).message


def test_too_many_bytes_or_rows_are_one_problem(monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    assert "100,000 rows" in sole(wanted(HEADER, ROW, ROW, ROW)).message
    assert "100,000 rows" in sole(workbook(Domains=["name", "a", "b"], Levels=["name", "a", "b"])).message
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    (tmp_path / "levels.csv").write_bytes(csv_bytes("name", "Junior"))
    assert "50 MB" in sole(wanted(HEADER, ROW)).message
    assert "50 MB" in sole(read_path(tmp_path / "levels.csv")).message
    assert "50 MB" in sole(read_path(tmp_path)).message


@pytest.mark.parametrize("row", ["a,b,\u202e", "a,b,c"])
def test_a_file_that_is_all_wrong_is_given_up(row):
    file = wanted(HEADER, *[row] * 20_000)

    assert len(file.problems) == 10_001
    assert "no row below was read" in file.problems[-1].message
    assert not file.tables


# XLSX that would harm


def with_sheet_xml(change, name="xl/worksheets/sheet1.xml", **options):
    """A list as XLSX, its sheet's XML changed, and perhaps under another name."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_bytes(Sheet1=[HEADER.split(","), ROW.split(",")])))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", **options) as target:
        for old in source.namelist():
            part = source.read(old)
            if "worksheets" in old:
                target.writestr(name, change(part))
            else:
                target.writestr(old, part.replace(b"worksheets/sheet1.xml", name[3:].encode()))
    return data.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'r="C2"', b'r="XFD2"', "Column XFD"),
        (b'r="C2"', b'r="C1048576"', "100,000 rows"),
        (b'<row r="2" spans="1:3"><c r="A2"', b'<row r="1048576"><c', "100,000 rows"),
        (b'r="C2" t="s"><v>5</v>', b'r="C2" t="e"><v>#N/A</v>', "holds an error"),
        (b'r="C2" t="s"><v>5</v>', b'r="C2"><f>A1</f><v></v>', "holds a formula"),
        (b'r="C2" t="s"><v>5</v>', b'r="C2"><f/> \n<v> </v>', "holds a formula"),
        (b'<c r="C2"', b'<c x=">/" r="xfd2"', "Column XFD"),
        (b'<row r="2" spans="1:3"><c r="A2"', b"<row/>" * 100_001 + b"<row><c", "100,000 rows"),
        (b'<c r="A2"', b"<c/>" * 200 + b"<c", "Column GS"),
        (b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', "document type"),
        (b'r="C2"', b'r="C2C"', "damaged"),
        (b"</sheetData>", b"", "damaged"),
    ],
)
def test_cells_far_out_errors_and_formulas_without_result_are_refused(old, new, says):
    data = with_sheet_xml(lambda xml: xml.replace(old, new))

    assert says in sole(read_bytes("a.xlsx", data)).message


def test_cells_that_are_formatted_only_do_not_count():
    far = b'<row r="900000"><c r="XFD900000" s="1"/></row></sheetData>'

    file = read_bytes("a.xlsx", with_sheet_xml(lambda xml: xml.replace(b"</sheetData>", far)))

    assert file.problems == ()


def test_an_error_in_a_column_that_is_left_out_does_not_matter():
    note = b'r="C2" t="s"><v>5</v></c><c r="D2" t="e"><v>#N/A</v></c>'
    data = with_sheet_xml(
        lambda xml: xml.replace(b'r="C2" t="s"><v>5</v></c>', note).replace(
            b'<c r="C1" t="s"><v>2</v></c>', b'<c r="C1" t="s"><v>2</v></c><c r="D1" t="str"><v>note</v></c>'
        )
    )

    assert read_bytes("a.xlsx", data, Meaning.of(["note"])).problems == ()


def test_formulas_with_a_result_count_as_their_result():
    old, new = b'r="C2" t="s"><v>5</v>', b'r="C2" t="str"><f>"Jun"&amp;"ior"</f><v>Junior</v>'

    file = read_bytes("a.xlsx", with_sheet_xml(lambda xml: xml.replace(old, new)))

    assert values(file) == [{"skill": "SQL", "role": "Analyst", "level": "Junior"}]


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.bin2", "xl/worksheets/sheet1", "xl/worksheets/a.PNG"])
def test_a_sheet_is_measured_whatever_its_part_is_called(name):
    plain = with_sheet_xml(lambda xml: xml, name)
    far = with_sheet_xml(lambda xml: xml.replace(b'r="C2"', b'r="CV1000000"'), name)

    assert values(read_bytes("a.xlsx", plain)) == [{"skill": "SQL", "role": "Analyst", "level": "Junior"}]
    assert "100,000 rows" in sole(read_bytes("a.xlsx", far)).message


@pytest.mark.parametrize("name", ["xl/media/image1.png", "customXml/anything"])
def test_every_part_counts_towards_the_unpacked_size(name, monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 100_000)
    data = io.BytesIO(with_sheet_xml(lambda xml: xml))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(200_000))

    assert "200 MB" in sole(read_bytes("a.xlsx", data.getvalue())).message


def test_a_size_that_the_archive_understates_is_not_believed():
    size = 200_000
    data = with_sheet_xml(lambda xml: xml + b" " * (size - len(xml)), compression=zipfile.ZIP_DEFLATED)

    lying = data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))

    assert lying != data
    assert "damaged" in sole(read_bytes("a.xlsx", lying)).message


def test_parts_that_cannot_be_unpacked_are_refused():
    data = with_sheet_xml(lambda xml: xml, compression=zipfile.ZIP_DEFLATED)
    start = data.index(b"sheet1.xml") + len(b"sheet1.xml")

    assert "damaged" in sole(read_bytes("a.xlsx", data[:start] + b"\xff" * 20 + data[start + 20 :])).message


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A3"><f/>' + b" " * 300_000 + b"x",
        b'<c r="A3"><f/>' + b" " * 300_000 + b"<v>1</v></c>",
        b"<c" + b' r="AA3"' * 50_000,
        b'<c r="A' + b"1" * 300_000 + b'"/>',
    ],
    ids=["white space", "white space and a result", "references", "digits"],
)
def test_measuring_takes_time_in_proportion_to_the_size(cell):
    old = b"</sheetData>"
    data = with_sheet_xml(lambda xml: xml.replace(old, b"<row>" + cell + b"</row>" + old))
    start = time.process_time()

    read_bytes("a.xlsx", data)

    assert time.process_time() - start < 2
