"""A comparison as a file, made of plain values."""

import io

import openpyxl
import pytest

from skillmatrix.comparing import Change, Depth, Expected
from skillmatrix.exchange.comparison import Compared, Line, Said, Side, write_comparison

DEEP = Expected(Depth("Expert", "E", 40, 4, 4), True, "Decides & explains.")


def compared(places=2, title="R&D, Junior beside R&D, Senior", skill="SQL"):
    sides = [Side("R&D, Junior"), *(Side(f"R&D, Level {at}", "R&D, Junior") for at in range(1, places))]
    said = (Said(None), *(Said(DEEP, (Change.ADDED,)) for _at in range(1, places)))
    return Compared(title, tuple(sides), (Line("Data", "", skill, said),), 1)


def opened(file):
    return openpyxl.load_workbook(io.BytesIO(write_comparison(file, "xlsx")))


@pytest.mark.parametrize(("places", "columns", "paper"), [(2, 10, "9"), (3, 14, "8"), (4, 18, "8")])
def test_two_places_fit_on_a4_and_more_on_a3(places, columns, paper):
    tab = opened(compared(places)).worksheets[0]
    assert (tab.max_column, str(tab.page_setup.paperSize)) == (columns, paper)


def test_an_ampersand_stands_as_such_above_each_page():
    tab = opened(compared()).worksheets[0]
    assert tab.oddHeader.left.text == "R&&D, Junior beside R&&D, Senior"


def test_a_title_longer_than_a_page_header_takes_is_cut_there_only():
    title = "&" * 300
    book = opened(compared(title=title))
    assert book.properties.title == title
    header = book.worksheets[0].oddHeader.left.text
    assert len(header) <= 255
    assert len(header) % 2 == 0


def test_a_skill_that_looks_like_a_formula_is_guarded_in_csv_only():
    file = compared(skill="=SUM(A1)")
    assert ",'=SUM(A1)," in write_comparison(file, "csv").decode("utf-8-sig")
    assert opened(file).worksheets[0]["C2"].value == "=SUM(A1)"


def test_nothing_is_said_of_filters_where_there_are_none():
    assert "Domain,Group,Skill," in write_comparison(compared(), "csv").decode("utf-8-sig")
