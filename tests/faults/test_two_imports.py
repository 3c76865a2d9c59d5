"""Two imports at once: both are written if they can be, else one of them, and it is never half of one."""

import pytest

from skillmatrix.applying import Refused, apply
from skillmatrix.models import Change, Expectation, Operation
from skillmatrix.planning import Options, plan, removal
from skillmatrix.queries.framework import present
from skillmatrix.queries.revision import revision
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Table
from tests.faults.everything import EVERYTHING, assert_sound, prepare, state
from tests.faults.meeting import WRITTEN, at_once, meetings
from tests.files import wanted, workbook
from tests.test_applying import HEADER, SQL, fill

R = SQL.replace("SQL", "R")


def importing(name, file, **options):
    """The import of a file that was looked at before anything else was written."""
    found = plan(file, present(), Options(**options))
    assert found.changes
    assert not found.problems
    return lambda: apply(found, Cause(Operation.Kind.IMPORT, source=name))


def deleting(name, file):
    found = removal(present(), file)
    return lambda: apply(found, Cause(Operation.Kind.IMPORT, source=name))


@pytest.fixture
def kept(database):
    """SQL and R for an Analyst."""
    fill(HEADER, SQL, R)
    database.keep()
    return database


def done_in_turn(database, *works):
    """What is to be seen after these, one after the other."""
    database.restore()
    for work in works:
        work()
    found = state()
    database.restore()
    return found


PAIRS = {
    "one text": lambda: (
        importing("a", wanted(HEADER, SQL.replace("Reads", "Writes"))),
        importing("b", wanted(HEADER, SQL.replace("Reads", "Draws"))),
    ),
    "one new skill": lambda: (
        importing("a", wanted("skill,role,level", "Go,Analyst,Junior")),
        importing("b", wanted("skill,role,level", "go,Analyst,Junior")),
    ),
    "one name": lambda: (
        importing("a", workbook(Skills=["slug,name", "sql,Queries"])),
        importing("b", workbook(Skills=["slug,name", "r,queries"])),
    ),
    "one rank": lambda: (
        importing("a", workbook(Levels=["name,rank", "Senior,7"])),
        importing("b", workbook(Levels=["name,rank", "Lead,7"])),
    ),
    "what one deletes the other needs": lambda: (
        deleting("a", wanted(HEADER, SQL)),
        importing("b", wanted("skill,role,level", "SQL,Analyst,Senior")),
    ),
    "one deletes what the other changes": lambda: (
        deleting("a", wanted(HEADER, SQL)),
        importing("b", wanted(HEADER, SQL.replace("Reads", "Draws"))),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_of_two_that_do_not_agree_one_is_written(kept, pair, turned):
    first, second = reversed(pair()) if turned else pair()
    after = {
        (WRITTEN, "Stale"): done_in_turn(kept, first),
        ("Stale", WRITTEN): done_in_turn(kept, second),
    }

    met = set()
    for outcomes in meetings(kept, first, second, every=4):
        assert_sound()
        assert state() == after[outcomes]
        met.add(outcomes)

    assert met == set(after)


@pytest.mark.slow
def test_two_that_agree_are_both_written(kept):
    first = importing("a", wanted(HEADER, SQL.replace("Reads", "Writes"), SQL.replace("SQL", "Go")))
    second = importing("b", wanted(HEADER, R.replace("Reads", "Draws")))
    after = [done_in_turn(kept, first, second), done_in_turn(kept, second, first)]

    for outcomes in meetings(kept, first, second, every=4):
        assert_sound()
        assert outcomes == (WRITTEN, WRITTEN)
        assert state() in after


@pytest.mark.slow
def test_one_confirmed_twice_is_written_once(kept):
    first = second = importing("a", wanted(HEADER, SQL.replace("Reads", "Writes")))
    after = done_in_turn(kept, first)
    started = len(after.operations) - 1

    for outcomes in meetings(kept, first, second):
        assert sorted(outcomes) == ["Stale", WRITTEN]
        assert state() == after
        assert len(state().operations) == started + 1


def test_an_import_is_one_operation_and_its_changes_are_recorded_once(kept):
    first = importing("a", wanted(HEADER, SQL.replace("Reads", "Writes")))
    second = importing("b", wanted(HEADER, R.replace("Reads", "Draws")))
    before = revision()

    assert at_once(first, second) == (WRITTEN, WRITTEN)

    recorded = Change.objects.order_by("-pk")[:2].values_list("key", "operation__source")
    assert set(recorded) == {("sql:analyst:junior", "a"), ("r:analyst:junior", "b")}
    assert revision() == before + 2
    assert_sound()


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS.keys())
def test_of_two_that_begin_at_the_same_moment_one_is_written(kept, pair):
    outcomes = at_once(*pair())

    assert sorted(outcomes) == ["Stale", WRITTEN]
    assert_sound()
    assert Operation.objects.filter(source__in="ab").count() == 1


def test_of_many_that_begin_at_the_same_moment_one_is_written(database):
    prepare()
    works = [lambda: apply(EVERYTHING) for _time in range(6)]

    outcomes = at_once(*works)

    assert sorted(outcomes) == ["Stale"] * 5 + [WRITTEN]
    assert_sound()


# What nobody may lose


def append(mark, times):
    """Look, plan and write until it is written, as people do, so many times."""
    for number in range(times):
        while not appended(f"{mark}{number}"):
            pass


def appended(mark):
    now = present()
    ((key, values),) = now[Table.EXPECTATION].items()
    text = f"{values['description']} {mark}"
    found = plan(wanted("skill,role,level,description", f"{','.join(key)},{text}"), now)
    try:
        apply(found, Cause(Operation.Kind.IMPORT, source=mark))
    except Refused:
        return False
    return True


def test_three_who_add_to_one_text_lose_nothing(database):
    fill(HEADER, SQL)
    before = revision(), Change.objects.count(), Operation.objects.count()

    writers = [lambda mark=mark: append(mark, 10) for mark in "abc"]
    assert at_once(*writers) == (WRITTEN,) * len(writers)

    marks = {f"{mark}{number}" for mark in "abc" for number in range(10)}
    assert sorted(Expectation.objects.get().description.split()[2:]) == sorted(marks)
    assert (revision(), Change.objects.count(), Operation.objects.count()) == tuple(
        number + len(marks) for number in before
    )
    assert_sound()
