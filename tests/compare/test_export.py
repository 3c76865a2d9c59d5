"""A comparison as a file: its rows and columns, its filters, and that a program takes it for text."""

import csv
import io

import openpyxl
import pytest
from django.utils import translation
from django.utils.translation import gettext

from skillmatrix.models import Organisation, Skill, SkillGroup
from tests.building import expect

EXPORT = "/compare/export/"
STEP = f"{EXPORT}?from=analyst:junior&to=analyst:middle"
HEADER = [
    *("Domain", "Group", "Skill"),
    *("Analyst, Junior: proficiency", "Analyst, Junior: required", "Analyst, Junior: description"),
    "Analyst, Middle: what changes since Analyst, Junior",
    *("Analyst, Middle: proficiency", "Analyst, Middle: required", "Analyst, Middle: description"),
]


@pytest.fixture
def rows(client, analyst):
    """The lines of a CSV."""

    def read(query):
        text = client.get(f"{query}&format=csv").content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))

    return read


@pytest.fixture
def book(client, analyst):
    """An XLSX, opened."""
    return lambda query: openpyxl.load_workbook(io.BytesIO(client.get(f"{query}&format=xlsx").content))


def cells(tab):
    return [[cell.value or "" for cell in row] for row in tab.iter_rows()]


def test_a_row_is_a_skill_with_what_both_places_expect(rows):
    header, *lines = rows(STEP)
    assert header == HEADER
    assert lines[1][:6] == ["Data", "", "Charts", "Working", "Optional", "Draws what the table says."]
    assert lines[1][6:] == [
        "Now required, Deeper", "Advanced", "Required", "Decides which picture is honest."
    ]  # fmt: skip


def test_rows_stand_in_the_order_of_the_page(rows):
    assert [row[2] for row in rows(STEP)[1:]] == ["Forecasts", "Charts", "Spreadsheets", "SQL", "Listening"]


def test_what_a_place_does_not_expect_is_blank(rows):
    assert rows(STEP)[1][3:7] == ["", "", "", "New"]


def test_a_skills_group_stands_beside_its_domain(rows):
    expect("Maps", "Analyst", "Middle")
    skill = Skill.objects.get(slug="maps")
    Skill.objects.filter(pk=skill.pk).update(
        group=SkillGroup.objects.create(name="Pictures", domain=skill.domain)
    )
    assert next(row for row in rows(STEP) if row[2] == "Maps")[:2] == ["Data", "Pictures"]


def test_both_kinds_say_the_same(rows, book):
    assert cells(book(STEP).worksheets[0]) == rows(STEP)


def test_steps_are_counted_from_the_step_before(rows):
    header = rows(f"{STEP}&to=analyst:senior")[0]
    assert header[10] == "Analyst, Senior: what changes since Analyst, Middle"


def test_filters_hold_and_the_file_says_so(rows, book):
    asked = f"{STEP}&changes=1&required=1&domain=data"
    header, *lines = rows(asked)
    assert [line[2] for line in lines] == ["Charts"]
    assert header[2] == "Skill (1 of 5: only what changes, only required, domain Data)"
    assert ["Which skills", "1 of 5: only what changes, only required, domain Data"] in cells(
        book(asked).worksheets[1]
    )


def test_the_header_is_in_the_language_of_the_interface_and_names_are_not(client, analyst):
    text = client.get(f"{STEP}&format=csv&lang=de").content.decode("utf-8-sig")
    with translation.override("de"):
        assert text.startswith(f"{gettext('Domain')},{gettext('Group')},{gettext('Skill')},")
        assert f",{gettext('Optional')},Draws what the table says." in text


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_same_comparison_is_the_same_bytes(client, analyst, fmt):
    first, second = (client.get(f"{STEP}&format={fmt}").content for _time in range(2))
    assert first == second


def test_a_csv_has_a_mark_of_its_encoding_and_lines_that_every_program_knows(client, analyst):
    data = client.get(f"{STEP}&format=csv").content
    assert data.startswith(b"\xef\xbb\xbfDomain,Group,Skill,")
    assert data.count(b"\r\n") == 6


def test_a_text_stays_a_text(rows, book):
    expect("Sums", "Analyst", "Middle", text="=1+1")
    assert next(row for row in rows(STEP) if row[2] == "Sums")[-1] == "'=1+1"
    cell = next(row for row in book(STEP).worksheets[0].iter_rows() if row[2].value == "Sums")[-1]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_keeps_its_heads_in_view_and_fits_the_paper(book):
    file = book(STEP)
    tab = file.worksheets[0]
    assert tab.freeze_panes == "D2"
    assert tab.print_title_rows.endswith("$1:$1")
    assert (tab.page_setup.orientation, tab.page_setup.fitToHeight) == ("landscape", 0)
    assert file.properties.title == "Analyst: from Junior to Middle"


def test_a_workbook_says_whose_framework_it_is_and_where_to_see_it(book):
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Acme", "in_force_since": "2026-03-01"})
    about = dict(cells(book(f"{STEP}&changes=1").worksheets[1]))
    assert about["Whose framework"] == "Acme"
    assert about["In force since"] == "March 1, 2026"
    assert about["Where to see it"] == (
        "http://testserver/compare/?from=analyst:junior&to=analyst:middle&changes=1"
    )


def test_a_file_is_named_after_what_is_compared(client, analyst):
    answer = client.get(f"{STEP}&changes=1&format=csv")
    assert answer["Content-Disposition"] == (
        'attachment; filename="compare analyst-junior analyst-middle changes.csv"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_name_in_another_script_is_written_as_headers_need_it(client, analyst):
    expect("SQL", "分析师", "Junior")
    answer = client.get(f"{EXPORT}?from=分析师:junior&to=analyst:middle&format=csv")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''compare%20%E5%88%86")


@pytest.mark.parametrize("asked", ["", "&format=", "&format=pdf", "&format=csv&format=xlsx"])
def test_a_format_that_there_is_not_is_not_found(client, analyst, asked):
    answer = client.get(f"{STEP}{asked}")
    assert answer.status_code == 404
    assert "A comparison comes as format=xlsx or format=csv" in answer.content.decode()


def test_where_nothing_can_be_compared_the_page_that_compares_says_so(client, analyst):
    answer = client.get(f"{EXPORT}?from=analyst:junior&format=csv")
    assert (answer.status_code, answer["Location"]) == (302, "/compare/?from=analyst:junior")


def test_its_queries_do_not_grow_with_the_framework(client, analyst, django_assert_num_queries):
    with django_assert_num_queries(10):
        client.get(f"{STEP}&format=csv")
    for number in range(20):
        expect(f"Skill {number}", "Analyst", "Middle")
    with django_assert_num_queries(10):
        client.get(f"{STEP}&format=csv")
