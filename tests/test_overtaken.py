"""What became of a plan: which rows another one, made later of the same file, does something else to."""

from skillmatrix.overtaken import Fate, as_before, overtaken
from skillmatrix.planning import plan
from skillmatrix.plans import Plan, difference
from skillmatrix.replaying import as_entries
from skillmatrix.rows import Present, Table
from tests.faults.everything import AFTER, BEFORE, EVERYTHING
from tests.files import grown, made, rows_of, wanted

HEADER = "skill,role,level,description"
FILE = wanted(HEADER, "SQL,Analyst,Junior,Writes.", "R,Analyst,Junior,Draws.")


def fates(before, after):
    """What became of the plan of FILE from one framework to the other."""
    found = overtaken(plan(FILE, before), plan(FILE, after))
    return [(each.row.label, each.fate) for each in found]


def test_nothing_became_of_a_plan_where_nothing_moved():
    before = made(HEADER, "SQL,Analyst,Junior,Reads.", "Perl,Analyst,Junior,Types.")
    after = grown(before, wanted(HEADER, "Perl,Analyst,Junior,Writes."))

    assert fates(before, after) == []


def test_a_row_that_somebody_changed_would_change_otherwise():
    before = made(HEADER, "SQL,Analyst,Junior,Reads.")
    after = grown(before, wanted(HEADER, "SQL,Analyst,Junior,Tunes."))

    assert fates(before, after) == [("SQL · Analyst · Junior", Fate.OTHER)]


def test_a_row_that_is_by_now_as_the_file_says_would_no_longer_change():
    before = made(HEADER, "SQL,Analyst,Junior,Reads.")
    after = grown(before, wanted(HEADER, "R,Analyst,Junior,Draws."))

    assert fates(before, after) == [("R", Fate.GONE), ("R · Analyst · Junior", Fate.GONE)]


def test_a_row_that_is_no_longer_as_the_file_says_would_change_only_now():
    before = made(HEADER, "SQL,Analyst,Junior,Writes.", "R,Analyst,Junior,Draws.")
    after = grown(before, wanted(HEADER, "R,Analyst,Junior,Counts."))

    assert fates(before, after) == [("R · Analyst · Junior", Fate.NEW)]


def test_the_framework_is_wound_back():
    back = as_before(AFTER, as_entries(EVERYTHING.changes))

    assert rows_of(back) == rows_of(BEFORE)


def test_a_slug_that_was_retired_since_was_not_retired_before():
    gone = Present({}, {Table.SKILL: frozenset({"cobol", "ada"})})
    before = Present({Table.SKILL: {"cobol": AFTER[Table.SKILL]["cobol"]}})

    back = as_before(gone, as_entries(Plan(difference(before, gone)).changes))

    assert back.retired == {Table.SKILL: frozenset({"ada"})}
