"""What is said of a plan: warnings of what it touches, and what the blanks of its file mean here."""

import pytest

from skillmatrix import planning
from skillmatrix.plans import Plan, difference
from skillmatrix.remarks import Kind, remarks
from skillmatrix.rows import Present, Problem, Table, Wanted
from tests.files import made, scale, wanted, workbook

HEADER = "skill,role,level,proficiency,required,description"
LADDER = ["SQL,Analyst,Junior,Awareness,no,Reads.", "SQL,Analyst,Senior,Working,yes,Writes."]


@pytest.fixture
def framework():
    return made(HEADER, *LADDER)


def of(file, before=None, **options):
    """All remarks on the plan of a file."""
    before = before or scale()
    meant = planning.Options(**options)
    plan = planning.plan(file, before, meant)
    assert plan.problems == ()
    return remarks(plan, before, file, meant)


def warned(*lines, before=None):
    return [(each.kind, each.sentence) for each in of(wanted(*lines), before) if each.kind.is_warning]


def sentences(file, before=None, **options):
    return [each.sentence for each in of(file, before, **options) if not each.kind.is_warning]


# Warnings


def test_a_sound_file_has_no_warnings():
    assert warned(HEADER, *LADDER) == []


def test_a_required_expectation_needs_a_description():
    assert warned(HEADER, "SQL,Analyst,Junior,,yes,", "SQL,Analyst,Senior,,yes,Writes.") == [
        (Kind.NO_TEXT, "SQL · Analyst · Junior is required and has no description.")
    ]


def test_an_optional_one_may_lack_it():
    assert warned(HEADER, "SQL,Analyst,Junior,,no,") == []


def test_a_proficiency_that_falls_is_told():
    found = of(wanted(HEADER, "SQL,Analyst,Senior,Awareness,no,b", "SQL,Analyst,Junior,Expert,no,a"), LEVELS)

    assert [each.sentence for each in found if each.kind.is_warning] == [
        "SQL · Analyst asks for Expert at Junior, but for Awareness at Senior."
    ]
    assert found[0].rows == (
        (Table.EXPECTATION, ("sql", "analyst", "junior")),
        (Table.EXPECTATION, ("sql", "analyst", "senior")),
    )


LEVELS = made(HEADER, *LADDER, "R,Analyst,Lead,,no,Plots.")


def test_a_blank_proficiency_in_between_does_not_hide_it():
    lines = ["R,Analyst,Junior,Expert,no,a", "R,Analyst,Senior,,no,b", "R,Analyst,Lead,Working,no,c"]

    assert warned(HEADER, *lines, before=LEVELS) == [
        (Kind.FALLS, "R · Analyst asks for Expert at Junior, but for Working at Lead.")
    ]


def test_a_blank_proficiency_is_no_fall():
    assert warned(HEADER, "R,Analyst,Junior,Expert,no,a", "R,Analyst,Senior,,no,b") == []


def test_another_role_and_another_skill_are_no_neighbours():
    lines = [
        "SQL,Analyst,Junior,Expert,no,a",
        "SQL,Tester,Senior,Working,no,a",
        "R,Analyst,Senior,Working,no,a",
    ]

    assert warned(HEADER, *lines) == []


def test_one_text_at_several_levels_is_told_once():
    lines = [
        f"SQL,Analyst,{level},,no,{text}"
        for level, text in [("A", "Reads it."), ("B", "reads  it."), ("C", "Reads it.")]
    ]

    assert warned(HEADER, *lines) == [(Kind.SAME_TEXT, "SQL · Analyst has the same text at A, B and C.")]


def test_no_text_is_not_the_same_text():
    assert warned(HEADER, "SQL,Analyst,A,,no,", "SQL,Analyst,B,,no,") == []


def test_what_is_required_and_then_optional_is_told():
    lines = ["SQL,Analyst,A,,yes,a", "SQL,Analyst,B,,no,b", "SQL,Analyst,C,,yes,c"]

    assert warned(HEADER, *lines) == [
        (Kind.OPTIONAL_AGAIN, "SQL · Analyst is required at A, but optional at B.")
    ]


def test_only_what_the_plan_touches_is_told(framework):
    faulty = made(HEADER, "R,Analyst,Junior,Expert,yes,", "R,Analyst,Senior,Working,no,x", before=framework)

    assert warned(HEADER, "SQL,Analyst,Junior,Awareness,no,Reads more.", before=faulty) == []
    assert {kind for kind, _said in warned(HEADER, "R,Analyst,Senior,Working,no,y", before=faulty)} == {
        Kind.FALLS,
        Kind.OPTIONAL_AGAIN,
    }


def test_a_neighbour_that_stays_as_it_is_counts(framework):
    assert warned("skill,role,level,description", "SQL,Analyst,Senior,Reads.", before=framework) == [
        (Kind.SAME_TEXT, "SQL · Analyst has the same text at Junior and Senior.")
    ]


def test_levels_that_change_places_touch_what_stands_on_them(framework):
    found = of(workbook(Levels=["name,rank", "Junior,9", "Senior,5"]), framework)

    assert [each.kind for each in found] == [Kind.FALLS, Kind.OPTIONAL_AGAIN]


def test_proficiencies_that_change_places_touch_what_asks_for_them(framework):
    swapped = workbook(Proficiencies=["name,letter,rank", "Awareness,A,2", "Working,W,1"])

    assert [each.kind for each in of(swapped, framework)] == [Kind.FALLS]


def test_a_deletion_touches_nothing(framework):
    rows = {**framework.rows, Table.EXPECTATION: {}}

    assert remarks(Plan(difference(framework, Present(rows))), framework) == ()


def test_warnings_stand_in_the_order_of_their_kinds():
    lines = [
        "SQL,Analyst,A,,yes,a",
        "SQL,Analyst,B,,no,a",
        "R,Analyst,A,Expert,yes,",
        "R,Analyst,B,Working,yes,b",
    ]

    assert [kind for kind, _said in warned(HEADER, *lines)] == [
        Kind.NO_TEXT,
        Kind.FALLS,
        Kind.SAME_TEXT,
        Kind.OPTIONAL_AGAIN,
    ]


def test_kinds_are_counted_in_words():
    assert Kind.NO_TEXT.counted(1) == "1 required expectation has no description"
    assert Kind.NO_TEXT.counted(2) == "2 required expectations have no description"


# Blank cells


def test_what_blank_cells_empty_is_counted(framework):
    file = wanted(HEADER, "SQL,Analyst,Junior,,no,", "SQL,Analyst,Senior,,yes,Writes.")

    assert sentences(file, framework) == [
        "2 expectations would lose their proficiency.",
        "1 description would be emptied.",
    ]


def test_each_sentence_knows_its_rows(framework):
    emptied = of(wanted("skill,role,level,description", "SQL,Analyst,Junior,"), framework)[0]

    assert emptied.rows == ((Table.EXPECTATION, ("sql", "analyst", "junior")),)
    assert emptied.topic == "emptied-emptied-expectation-description"


def test_a_skill_that_leaves_its_domain_and_a_role_its_family():
    before = made("domain,group,skill,role,family,level", "Data,Stores,SQL,Analyst,Science,Junior")

    found = sentences(wanted("domain,group,skill,role,family,level", ",,SQL,Analyst,,Junior"), before)

    assert found[:3] == [
        "1 skill would be taken out of its domain.",
        "1 skill would be taken out of its group.",
        "1 role would be taken out of its family.",
    ]


def test_a_blank_required_means_no(framework):
    file = wanted(
        "skill,role,level,required",
        "SQL,Analyst,Junior,",
        "SQL,Analyst,Senior,",
        "R,Analyst,Junior,",
        "R,Analyst,Senior,",
    )

    assert sentences(file, framework)[:2] == [
        "1 expectation would no longer be required: its cell is empty, which means no.",
        "2 new expectations would be optional: their cells are empty, which means no.",
    ]


def test_a_written_no_is_not_blank(framework):
    assert sentences(wanted(HEADER, *LADDER[:1], "SQL,Analyst,Senior,Working,no,Writes."), framework) == []


def test_what_empty_cells_keep_is_counted(framework):
    file = wanted(HEADER, "SQL,Analyst,Junior,,,", "SQL,Analyst,Senior,,,Writes.")

    assert sentences(file, framework, keep_empty=True) == ["4 empty cells keep what is there."]


def test_empty_cells_of_new_rows_keep_nothing():
    found = of(wanted(HEADER, "SQL,Analyst,Junior,,,"), keep_empty=True)

    assert {each.kind for each in found} == {Kind.BLANK, Kind.ABSENT}


# Absent columns


def test_what_absent_columns_mean_for_new_rows():
    file = wanted("skill,role,level", "SQL,Analyst,Junior", "SQL,Analyst,Senior")

    assert sentences(file) == [
        "No column domain: 1 new skill would not be sorted into a domain.",
        "No column family: 1 new role would be in no family.",
        "No column proficiency: 2 new expectations would have none.",
        "No column says what is required: 2 new expectations would be optional.",
        "No column description: 2 new expectations would have none.",
    ]


def test_what_absent_columns_leave_alone(framework):
    file = wanted("skill,role,level,description", "SQL,Analyst,Junior,a", "SQL,Analyst,Senior,b")

    assert sentences(file, framework) == [
        "No column proficiency: the proficiencies of 2 expectations are left as they are.",
        "No column says what is required: 1 expectation stays required.",
    ]


def test_a_new_skill_whose_group_brings_its_domain_is_sorted():
    before = made("domain,group,skill,role,level", "Data,Stores,SQL,Analyst,Junior")

    file = wanted("group,skill,role,level", "Stores,R,Analyst,Junior")

    assert not [said for said in sentences(file, before) if "sorted" in said]


def test_a_workbook_means_the_same_by_slug_and_by_name(framework):
    by_slug = workbook(Expectations=["skill,role,level", "sql,analyst,senior"], Levels=["name", "Junior"])
    by_name = workbook(Expectations=["skill,role,level", "SQL,Analyst,Senior"], Levels=["name", "Junior"])

    assert sentences(by_slug, framework) == sentences(by_name, framework)
    assert "No column says what is required: 1 expectation stays required." in sentences(by_slug, framework)


# Absent rows


def test_what_the_file_does_not_mention_stays(framework):
    assert sentences(wanted(HEADER, LADDER[0]), framework) == [
        "1 expectation of Analyst that the file does not mention stays."
    ]


def test_or_it_is_deleted(framework):
    assert sentences(wanted(HEADER, LADDER[0]), framework, replace=True) == [
        "1 expectation of Analyst that the file does not mention would be deleted."
    ]


def test_several_roles_are_counted_each():
    before = made(
        HEADER, *LADDER, "R,Analyst,Junior,,no,a", "SQL,Tester,Junior,,no,b", "R,Tester,Junior,,no,c"
    )
    file = wanted(HEADER, LADDER[0], "SQL,Tester,Junior,,no,b")

    assert sentences(file, before) == [
        "3 expectations that the file does not mention stay (Analyst: 2, Tester: 1)."
    ]


def test_roles_that_the_file_does_not_mention_are_not_its_business():
    before = made(HEADER, *LADDER, "SQL,Tester,Junior,,no,b")

    assert sentences(wanted(HEADER, *LADDER), before) == []


def test_a_workbook_without_expectations_says_nothing_of_them(framework):
    assert sentences(workbook(Roles=["name", "Analyst"]), framework) == []


# The rest


def test_how_a_file_was_read_is_passed_on(framework):
    file = wanted(HEADER, *LADDER)
    noticed = Wanted(file.layout, file.tables, notices=("A hidden sheet was left out.",))

    assert sentences(noticed, framework) == ["A hidden sheet was left out."]


def test_of_a_plan_with_problems_that_is_all(framework):
    file = Wanted(wanted(HEADER).layout, {}, notices=("Noticed.",))
    plan = Plan(problems=(Problem("", None, "", "", "Wrong."),))

    assert [each.sentence for each in remarks(plan, framework, file)] == ["Noticed."]


def test_a_plan_without_a_file_says_what_it_empties(framework):
    plan = planning.plan(wanted("skill,role,level,description", "SQL,Analyst,Junior,"), framework)

    assert [each.sentence for each in remarks(plan, framework)] == ["1 description would be emptied."]
