"""What the tabs of a file are called."""

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from skillmatrix.exchange.columns import WORKBOOK
from skillmatrix.exchange.drawing.tabs import tab_names
from skillmatrix.text import name_key
from tests.frameworks import names

LONG = "Principal Machine Learning Platform Engineer"
FAMILY = "👩\u200d👩\u200d👧"  # one sign to see, of eight units


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("Data Scientist", "Data Scientist"),
        ("QA / Test [Web]: *why*?\\", "QA Test Web why"),
        (LONG, "Principal Machine Learning Plat"),
        ("'Quoted'", "Quoted"),
        ("Writer's", "Writer's"),
        ("a" * 30 + "'b", "a" * 30),
        ("history", "history (2)"),
        ("Guide", "Guide (2)"),
        ("role_levels", "role_levels (2)"),
        ("Skills", "Skills (2)"),
        ("/", "Role"),
        ("👩" * 20, "👩" * 15),
        ("a" * 24 + FAMILY, "a" * 24),
        ("a" * 23 + FAMILY, "a" * 23 + FAMILY),
        ("a" * 30 + "e\u0301\u0302", "a" * 30),
        ("数据科学家", "数据科学家"),
        ("=SUM(A1)", "=SUM(A1)"),
    ],
)
def test_a_tab_is_called_like_its_role_as_far_as_it_may_be(name, tab):
    assert tab_names([name], taken=["Guide"]) == [tab]


def test_names_that_look_alike_on_a_tab_are_numbered():
    assert tab_names([LONG, f"{LONG} II", f"{LONG} III", "C/C", "c c"]) == [
        "Principal Machine Learning Plat",
        "Principal Machine Learning (2)",
        "Principal Machine Learning (3)",
        "C C",
        "c c (2)",
    ]


def test_a_number_that_is_taken_is_passed_over():
    assert tab_names(["A (2)", "A", "a"]) == ["A (2)", "A", "a (3)"]


awkward = st.text("[]:*?/\\' aA👩\u200d\u0301ß", max_size=40)


@given(st.lists(st.one_of(names, awkward, st.sampled_from(["History", "Levels", LONG])), max_size=6))
def test_xlsxwriter_and_excel_take_every_tab(roles):
    tabs = tab_names(roles, taken=["Guide"])

    assert len({name_key(tab) for tab in tabs} - {"guide", "history"}) == len(roles)
    assert not {name_key(tab) for tab in tabs} & {name_key(sheet.title) for sheet in WORKBOOK}
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for tab in ["Guide", *tabs]:
        book.add_worksheet(tab)
    book.close()
