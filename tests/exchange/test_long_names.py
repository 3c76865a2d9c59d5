"""Names too long to be any: refused one by one, cut short, and gone with the file that had them."""

import pytest

from skillmatrix import rows
from skillmatrix.exchange import words
from skillmatrix.planning import plan
from skillmatrix.rows import Table, same_name
from skillmatrix.text import KEY_LENGTH, NAME_LENGTH, SLUG_LENGTH
from tests.files import scale, wanted

LONG = "x" * 5_000


@pytest.fixture
def file():
    """Skills that differ at the end of their names only, the first one twice."""
    return wanted("skill,role,level", f"{LONG}a,Chef,Junior", f"{LONG}b,Chef,Junior", f"{LONG}a,Chef,Senior")


def test_what_is_cut_short_stays_apart_and_is_not_called_wrong_twice(file):
    problems = plan(file, scale()).problems

    assert {(problem.row, problem.column) for problem in problems} == {
        (2, "skill"),
        (3, "skill"),
        (4, "skill"),
    }
    assert len(problems) == 3
    assert len(file.rows(Table.SKILL)) == 2


def test_what_is_refused_is_not_carried_along(file):
    names = [row.values["name"] for row in file.rows(Table.SKILL)]

    assert max(map(len, names)) <= SLUG_LENGTH
    assert all(name.startswith("x" * NAME_LENGTH) for name in names)


def test_nothing_long_is_remembered_beyond_its_file(file):
    rows._remembered_key.cache_clear()
    words._bare.cache_clear()

    assert same_name("X" * (KEY_LENGTH + 1)) == "x" * (KEY_LENGTH + 1)
    assert words.plain(LONG) == LONG
    assert rows._remembered_key.cache_info().currsize == words._bare.cache_info().currsize == 0


def test_names_that_come_over_and_over_are_remembered():
    rows._remembered_key.cache_clear()

    assert same_name("ＳＱＬ") == same_name("ＳＱＬ") == "sql"
    assert rows._remembered_key.cache_info().hits == 1
