"""What a reader should know of how a file was loaded."""

import io

import pytest
from openpyxl import Workbook

from skillmatrix.exchange.reading import read_bytes

HEADER = ("Skill", "Role", "Level", "Description", "Domain")


def notices(*, rows=(), columns=(), cells=("SQL", "Chef", "Junior", "a", "b")):
    """What is told of a list with one row, where these rows and columns are hidden."""
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(cells)
    for row in rows:
        book.active.row_dimensions[row].hidden = True
    for column in columns:
        book.active.column_dimensions[column].hidden = True
    data = io.BytesIO()
    book.save(data)
    return read_bytes("a.xlsx", data.getvalue()).notices


def test_nothing_is_said_of_a_sheet_that_shows_all_of_itself():
    assert notices() == ()


def test_hidden_rows_are_counted():
    assert notices(rows=[2]) == ("1 hidden row of sheet “Sheet” is read like the others.",)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("D", "The hidden column D of sheet “Sheet” is read like the others."),
        ("DE", "The hidden columns D, E of sheet “Sheet” are read like the others."),
        ("FG", None),
    ],
)
def test_hidden_columns_are_named_where_they_hold_anything(columns, told):
    assert notices(columns=columns) == ((told,) if told else ())
