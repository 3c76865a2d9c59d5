"""A framework becomes a grid: a sheet a role that people want to work in, and one that explains it."""

import io
import zipfile

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from skillmatrix.exchange.writing import UnknownRole, write_grid, write_template
from skillmatrix.rows import Layout, Present, Table
from tests.files import NOTHING, grown, made, scale, workbook
from tests.frameworks import frameworks

HEADER = "domain,group,skill,role,family,level,proficiency,required,description"
ROLE = "Analyst"
NAMES = (Table.SKILL, Table.ROLE, Table.LEVEL)
WHAT = ["proficiency", "required", "description"]
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sample():
    """Two roles with expectations, and a ladder on which one of them lacks a level in between."""
    return grown(
        made(
            HEADER,
            'Data,Storing,SQL,Analyst,Science,Junior,Working,no,"Reads,\nthen asks."',
            "Data,Storing,SQL,Analyst,Science,Senior,Expert,yes,=1+1",
            "Code,,R,Analyst,Science,Senior,,no,",
            ",,Zeal,Analyst,Science,Junior,Working,yes,-",
            "Code,,R,Äsop,,Middle,Working,no,",
        ),
        workbook(
            Levels=["name,rank", "Junior,1", "Middle,2", "Senior,3", "Lead,4", "Principal,5"],
            Roles=["name,family", "Analyst,Science", "Äsop", "Newcomer", "Planned"],
            Role_levels=["role,level", "Analyst,Lead", "Planned,Senior", "Planned,Junior"],
        ),
    )


def tabs(data):
    """Each sheet as rows of cells, by the name of its tab."""
    book = CalamineWorkbook.from_object(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def opened(data):
    return load_workbook(io.BytesIO(data))


def analyst(framework=None):
    return opened(write_grid(framework or sample(), "analyst"))[ROLE]


def read_back(data):
    """(skill, role, level) -> proficiency, required and description, by nothing but the layout."""
    found = {}
    for rows in list(tabs(data).values())[1:]:
        [label, role, *_], levels, header, *skills = rows
        assert (label, header[:3]) == ("role", ["domain", "group", "skill"])
        for row in skills:
            for at in range(3, len(header), 3):
                assert header[at : at + 3] == WHAT
                if any(row[at : at + 3]):
                    found[row[2], role, levels[at]] = tuple(row[at : at + 3])
    return found


def expected_by_name(framework):
    proficiencies = framework.named(Table.PROFICIENCY)
    return {
        tuple(framework.label(table, slug) for table, slug in zip(NAMES, key, strict=True)): (
            proficiencies[values["proficiency"]]["name"] if values["proficiency"] else "",
            "yes" if values["required"] else "no",
            values["description"],
        )
        for key, values in framework[Table.EXPECTATION].items()
    }


# What stands where


def test_the_sheet_of_a_role_is_laid_out_as_agreed():
    rows = tabs(write_grid(sample()))[ROLE]

    assert rows == [
        ["role", "Analyst", "family", "Science", *[""] * 8],
        ["", "", "", "Junior", "", "", "Senior", "", "", "Lead", "", ""],
        ["domain", "group", "skill", *WHAT * 3],
        ["Code", "", "R", "", "", "", "", "no", "", "", "", ""],
        ["Data", "Storing", "SQL", "Working", "no", "Reads,\nthen asks.", "Expert", "yes", "=1+1", *[""] * 3],
        ["", "", "Zeal", "Working", "yes", "-", *[""] * 6],
    ]


@given(frameworks())
@quick
def test_every_expectation_is_in_the_grid_and_nothing_else(framework):
    assert read_back(write_grid(framework)) == expected_by_name(framework)


def test_each_role_has_a_sheet_in_the_order_of_the_names():
    assert list(tabs(write_grid(sample()))) == ["Guide", "Analyst", "Newcomer", "Planned", "Äsop"]


def test_a_role_without_expectations_has_its_levels_and_no_row():
    rows = tabs(write_grid(sample()))["Planned"]

    assert rows[1][3::3] == ["Junior", "Senior"]
    assert len(rows) == 3


def test_a_role_without_any_level_has_all_there_are():
    rows = tabs(write_grid(sample()))["Newcomer"]

    assert rows[1][3::3] == ["Junior", "Middle", "Senior", "Lead", "Principal"]


def test_a_grid_can_be_of_one_role():
    assert list(tabs(write_grid(sample(), "planned"))) == ["Guide", "Planned"]


def test_a_grid_can_leave_out_roles_that_nothing_is_expected_of():
    assert list(tabs(write_grid(sample(), with_empty=False))) == ["Guide", "Analyst", "Äsop"]


def test_an_unknown_role_is_told_the_nearest():
    with pytest.raises(UnknownRole, match=r"“analist”[.] Did you mean “analyst”[?]"):
        write_grid(sample(), "analist")


def test_a_level_is_named_over_its_three_columns():
    sheet = analyst()

    assert sorted(map(str, sheet.merged_cells.ranges)) == ["D2:F2", "G2:I2", "J2:L2"]


def test_a_framework_without_levels_still_has_its_roles():
    framework = grown(NOTHING, workbook(Roles=["name", "Analyst"]))

    assert tabs(write_grid(framework))[ROLE][2] == ["domain", "group", "skill", ""]


def test_a_role_may_be_called_like_anything():
    role = "=A/B: 'History' [1]*?\\ and much more than a tab can hold"
    framework = made("skill,role,level", f"SQL,{role},Junior")

    sheets = tabs(write_grid(framework))

    assert [rows[0][1] for rows in sheets.values()][1:] == [role]


# The same bytes


def test_two_grids_are_the_same_bytes_whoever_asks():
    data = write_grid(sample())

    with translation.override("de"):
        assert write_grid(sample()) == data


@given(frameworks())
@quick
def test_rows_in_another_order_become_the_same_bytes(framework):
    turned = Present({table: dict(reversed(framework[table].items())) for table in Table})

    assert write_grid(turned) == write_grid(framework)


@pytest.mark.parametrize("language", [code for code, _name in django_settings.LANGUAGES])
@pytest.mark.parametrize("layout", [Layout.LIST, Layout.GRID])
def test_what_is_said_beside_cells_fits_in_every_language(language, layout, settings):
    """XlsxWriter would leave out a drop-down with a longer message, and warn, which fails here."""
    settings.CONTENT_LANGUAGE = language

    for sheet in opened(write_template(sample(), layout)):
        assert all(len(each.error) <= 255 for each in sheet.data_validations.dataValidation)


# A sheet to work in


def validations(sheet, cell):
    """The rules that hold for a cell."""
    return [each for each in sheet.data_validations.dataValidation if cell in each.sqref]


def offered(book, rule):
    """What a drop-down offers."""
    title, _sign, place = rule.formula1.partition("!")
    cells = book[title][place.replace("$", "")]
    return [cell.value for (cell,) in cells]


@pytest.mark.parametrize(
    ("cell", "offers", "kind"),
    [
        ("D4", ["Awareness", "Working", "Expert"], "stop"),
        ("J506", ["Awareness", "Working", "Expert"], "stop"),
        ("E4", ["yes", "no"], "stop"),
        ("K506", ["yes", "no"], "stop"),
        ("C7", ["R", "SQL", "Zeal"], "information"),
        ("A506", ["Code", "Data"], "information"),
        ("B7", ["Storing"], "information"),
        ("D1", ["Science"], "information"),
    ],
)
def test_drop_downs_offer_what_there_is_in_rows_that_are_there_and_500_below(cell, offers, kind):
    book = opened(write_grid(sample(), "analyst"))

    [rule] = validations(book[ROLE], cell)

    assert (rule.type, rule.allowBlank, rule.showErrorMessage) == ("list", True, True)
    assert offered(book, rule) == offers
    assert (rule.errorStyle or "stop") == kind


@pytest.mark.parametrize("cell", ["A4", "C6", "B1", "D2", "D507"])
def test_there_is_no_drop_down_where_nothing_is_to_be_chosen(cell):
    assert validations(analyst(), cell) == []


def test_a_description_that_is_too_long_is_said_at_once():
    [rule] = validations(analyst(), "F506")

    assert (rule.type, rule.operator, rule.formula1) == ("textLength", "lessThanOrEqual", "8000")
    assert "at most 8,000 characters" in rule.error


def test_names_that_no_inline_list_could_hold_are_offered():
    names = [f"{letter}, and “{letter}”" * 6 for letter in "ABCDEFGH"]
    rows = {
        name.lower(): {"name": name, "letter": name[0], "rank": rank} for rank, name in enumerate(names, 1)
    }
    framework = made("skill,role,level", "SQL,Analyst,Junior", before=Present({Table.PROFICIENCY: rows}))
    book = opened(write_grid(framework))

    [rule] = validations(book[ROLE], "D4")

    assert offered(book, rule) == names


def test_a_framework_without_proficiencies_offers_none():
    framework = made("skill,role,level", "SQL,Analyst,Junior", before=Present({Table.DOMAIN: {}}))

    assert validations(analyst(framework), "D4") == []


def test_head_and_skills_stay_in_view():
    assert analyst().freeze_panes == "D4"


def test_it_prints_as_wide_as_the_paper_with_the_head_on_each_page():
    sheet = analyst()

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$3"


def fill(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def grey(book):
    """The colour that the guide says is to be left alone."""
    [legend] = [cell for (cell, *_) in book["Guide"].iter_rows() if "this grey" in str(cell.value)]
    return fill(legend)


@pytest.mark.parametrize("cell", ["A1", "B1", "C1", "A3", "F3", "D2", "J2", "A4", "B4", "C4", "A6"])
def test_cells_that_stay_as_they_are_are_grey(cell):
    book = opened(write_grid(sample(), "analyst"))

    assert fill(book[ROLE][cell]) == grey(book)


@pytest.mark.parametrize("cell", ["D1", "D4", "F4", "G4", "L6", "A7", "C7"])
def test_cells_to_write_in_are_not(cell):
    book = opened(write_grid(sample(), "analyst"))

    assert fill(book[ROLE][cell]) != grey(book)


def test_neighbouring_levels_are_told_apart_by_a_line_too():
    sheet = analyst()

    assert [sheet.cell(4, column).border.left.style for column in (4, 5, 6, 7, 10)] == [
        "medium",
        "thin",
        "thin",
        "medium",
        "medium",
    ]


def test_text_stays_text_also_when_it_is_edited():
    sheet = analyst()

    cell = sheet["I5"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=1+1", "s", "@")
    assert sheet["D4"].number_format == "@"
    assert sheet.column_dimensions["F"].number_format == "@"


def test_texts_are_wrapped_in_rows_that_are_high_enough_and_may_grow():
    framework = made("skill,role,level,description", f"SQL,Analyst,Junior,{'Reads and writes. ' * 20}")

    data = write_grid(framework)

    assert 90 < opened(data)[ROLE].row_dimensions[4].height < 180
    assert opened(data)[ROLE]["F4"].alignment.wrap_text
    assert b"customHeight" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml")


# The guide


def test_the_guide_comes_first_and_cannot_be_taken_for_a_role():
    first, *_rest = tabs(write_grid(sample())).items()

    assert first[0] == "Guide"
    assert first[1][0][0] == "How to fill in this spreadsheet"


def test_the_guide_lists_proficiencies_in_their_order_with_their_letters():
    rows = tabs(write_grid(scale()))["Guide"]

    at = [row[0] for row in rows].index("Awareness")
    assert [row[:2] for row in rows[at : at + 3]] == [["Awareness", "A"], ["Working", "W"], ["Expert", "E"]]


def test_the_guide_says_where_a_skill_belongs():
    assert ["SQL", "Data", "Storing"] in tabs(write_grid(sample()))["Guide"]


def test_no_row_of_the_guide_could_be_a_header():
    rows = tabs(write_grid(sample()))["Guide"]

    assert not any({"skill", "role", "level"} & {cell.casefold() for cell in row} for row in rows)
