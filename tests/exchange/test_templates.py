"""Sheets to fill in, and what the list offers to whoever fills it in."""

import io

import pytest

from skillmatrix.exchange.meaning import Known
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.exchange.writing import UnknownRole, write_grid, write_list, write_template
from skillmatrix.planning import plan
from skillmatrix.rows import Layout, Table
from tests.exchange.test_grids import HEADER, WHAT, offered, opened, sample, tabs, validations
from tests.files import NOTHING, grown, said, xlsx_bytes


def with_cells(data, **cells):
    """The bytes of a spreadsheet after somebody wrote these cells into its sheet `Framework`."""
    book = opened(data)
    for place, text in cells.items():
        book["Framework"][place] = text
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


# Templates


def test_the_template_of_a_list_is_its_header():
    assert tabs(write_template(sample(), Layout.LIST))["Framework"] == [HEADER.split(",")]


def test_the_template_of_a_list_is_refused_as_long_as_it_is_empty():
    found = read_bytes("list.xlsx", write_template(sample(), Layout.LIST))

    assert said(found.problems) == [(None, "", "")]


def test_a_list_that_was_filled_in_is_imported():
    filled = with_cells(write_template(sample(), Layout.LIST), C2="Python", D2="Äsop", F2="Middle", H2="yes")

    found = plan(read_bytes("list.xlsx", filled), sample())

    assert found.problems == ()
    assert ("python", "äsop", "middle") in found.result(sample())[Table.EXPECTATION]


def test_the_template_of_a_grid_has_all_levels_and_a_role_to_name():
    [_guide, rows] = tabs(write_template(sample(), Layout.GRID)).values()

    assert rows[0][:4] == ["role", "", "", ""]
    assert rows[1][3::3] == ["Junior", "Middle", "Senior", "Lead", "Principal"]
    assert rows[2] == ["domain", "group", "skill", *WHAT * 5]
    assert len(rows) == 3


def test_where_there_is_no_level_the_template_of_a_grid_has_one_to_name():
    [_guide, rows] = tabs(write_template(NOTHING, Layout.GRID)).values()

    assert rows[1:] == [[""] * 6, ["domain", "group", "skill", *WHAT]]


def test_the_template_of_a_grid_offers_the_roles_there_are():
    book = opened(write_template(sample(), Layout.GRID))

    [rule] = validations(book["Role"], "B1")

    assert offered(book, rule) == ["Analyst", "Newcomer", "Planned", "Äsop"]
    assert rule.errorStyle == "information"


@pytest.mark.parametrize("role", ["analyst", "planned", "newcomer"])
def test_a_template_of_one_role_is_what_is_exported_of_it(role):
    assert write_template(sample(), Layout.GRID, role) == write_grid(sample(), role)
    assert write_template(sample(), Layout.LIST, role) == write_list(sample(), "xlsx", role)


@pytest.mark.parametrize("layout", [Layout.LIST, Layout.GRID])
def test_there_is_no_template_of_an_unknown_role(layout):
    with pytest.raises(UnknownRole):
        write_template(sample(), layout, "analist")


def test_a_workbook_has_no_template():
    with pytest.raises(ValueError, match="no template"):
        write_template(sample(), Layout.WORKBOOK)


# The list


@pytest.mark.parametrize("rows", [0, 5])
@pytest.mark.parametrize(
    ("column", "offers", "kind"),
    [
        ("A", ["Code", "Data"], "information"),
        ("B", ["Storing"], "information"),
        ("C", ["R", "SQL", "Zeal"], "information"),
        ("D", ["Analyst", "Newcomer", "Planned", "Äsop"], "information"),
        ("E", ["Science"], "information"),
        ("F", ["Junior", "Middle", "Senior", "Lead", "Principal"], "information"),
        ("G", ["Awareness", "Working", "Expert"], "stop"),
        ("H", ["yes", "no"], "stop"),
    ],
)
def test_a_list_offers_what_there_is_in_every_row_and_500_below(rows, column, offers, kind):
    data = write_list(sample(), "xlsx") if rows else write_template(sample(), Layout.LIST)
    book = opened(data)
    sheet = book["Framework"]

    for row in (2, 1 + rows + 500):
        [rule] = validations(sheet, f"{column}{row}")
        assert offered(book, rule) == offers
        assert (rule.errorStyle or "stop") == kind
    assert validations(sheet, f"{column}1") == validations(sheet, f"{column}{2 + rows + 500}") == []


def test_the_list_comes_first_and_its_head_stays_in_view():
    book = opened(write_list(sample(), "xlsx"))

    assert book.sheetnames == ["Framework", "Guide"]
    assert book["Framework"].freeze_panes == "A2"
    assert book["Framework"].auto_filter.ref == "A1:I6"


def test_the_guide_beside_a_list_changes_nothing():
    found = plan(read_bytes("list.xlsx", write_list(sample(), "xlsx")), sample())

    assert (found.problems, found.changes) == ((), ())


def test_a_sheet_that_is_only_called_like_the_guide_is_read():
    data = xlsx_bytes(Guide=[["Skill", "Junior", "Senior"], ["First aid", "Helps.", "Teaches."]])

    file = read_bytes("guides.xlsx", data, known=Known(roles=("Guide",)))

    assert file.problems == ()
    assert [row.values["role"] for row in file.rows(Table.EXPECTATION)] == ["Guide", "Guide"]


def test_a_framework_of_one_row_offers_what_it_has():
    framework = grown(NOTHING, read_bytes("list.csv", b"skill,role,level\nSQL,Analyst,Junior"))
    sheet = opened(write_list(framework, "xlsx"))["Framework"]

    assert validations(sheet, "C2")
    assert not validations(sheet, "A2")
