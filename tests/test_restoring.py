"""What once was comes back by a plan, or the plan says what stands in its way."""

from hypothesis import given

from skillmatrix.plans import Action, Plan, difference
from skillmatrix.replaying import Entry, as_entries
from skillmatrix.restoring import restoration, rewound, undoing
from skillmatrix.rows import Present, Table
from tests.files import made, rows_of
from tests.frameworks import pairs
from tests.test_applying import quick

BEFORE = ("domain,skill,role,level,description", "Data,SQL,Analyst,Junior,Reads.")
ROW = ("sql", "analyst", "junior")


def then_and_now(*lines):
    """A framework, and what a list made of it afterwards."""
    then = made(*BEFORE)
    return then, made(*lines, before=then)


def undone(then, now, present=None):
    return undoing(present or now, as_entries(difference(then, now)))


def said(plan):
    return [str(problem) for problem in plan.problems]


def test_a_changed_row_gets_its_values_back():
    then, now = then_and_now(BEFORE[0], "Data,SQL,Analyst,Junior,Writes.")

    plan = restoration(now, Table.EXPECTATION, ROW, then[Table.EXPECTATION][ROW])

    assert rows_of(plan.result(now)) == rows_of(then)


def test_a_row_that_is_gone_is_made_anew():
    then = made(*BEFORE)
    now = Present({**then.rows, Table.EXPECTATION: {}})

    plan = restoration(now, Table.EXPECTATION, ROW, then[Table.EXPECTATION][ROW])

    assert [change.action for change in plan.changes] == [Action.CREATE]
    assert rows_of(plan.result(now)) == rows_of(then)


def test_what_the_row_stands_on_must_be_there():
    then = made(*BEFORE)
    now = Present({**then.rows, Table.EXPECTATION: {}, Table.SKILL: {}})

    plan = restoration(now, Table.EXPECTATION, ROW, then[Table.EXPECTATION][ROW])

    assert said(plan) == ["skill: “sql” – The skill of this address is gone. Restore it first."]


def test_sideways_steps_to_what_is_gone_are_left_out():
    then = made(*BEFORE)
    values = {**Table.ROLE_LEVEL.blank, "title": "Analyst", "leads_to": ("analyst:lead",)}

    plan = restoration(then, Table.ROLE_LEVEL, ("analyst", "junior"), values)

    assert plan.result(then)[Table.ROLE_LEVEL][("analyst", "junior")]["leads_to"] == ()


@given(pairs())
@quick
def test_undoing_a_plan_gives_back_what_was(pair):
    then, now = pair

    plan = undone(then, now)

    assert plan.problems == ()
    assert rows_of(plan.result(now)) == rows_of(then)


@given(pairs())
@quick
def test_undoing_is_the_inverse_plan(pair):
    then, now = pair

    assert set(undone(then, now).changes) == set(Plan(difference(now, then)).changes)


@given(pairs())
@quick
def test_every_row_can_be_gone_back_to(pair):
    then, now = pair
    entries = list(as_entries(difference(then, now)))
    for table in Table:
        for key in {*then[table], *now[table]}:
            of_row = [entry for entry in entries if entry.row == (table, key)]

            assert rewound(table, now[table].get(key), of_row) == then[table].get(key)


def test_undoing_leaves_what_others_did_to_other_rows():
    then, now = then_and_now(BEFORE[0], "Data,SQL,Analyst,Junior,Writes.")
    later = made(BEFORE[0], "Data,R,Analyst,Junior,Plots.", before=now)

    plan = undone(then, now, later)

    assert len(plan.changes) == 1
    assert plan.result(later)[Table.EXPECTATION][ROW]["description"] == "Reads."


def test_undoing_leaves_other_fields_of_the_same_row():
    then, now = then_and_now(BEFORE[0], "Data,SQL,Analyst,Junior,Writes.")
    later = made("skill,role,level,required", "SQL,Analyst,Junior,yes", before=now)

    row = undone(then, now, later).result(later)[Table.EXPECTATION][ROW]

    assert (row["description"], row["required"]) == ("Reads.", True)


def test_undoing_what_was_changed_again_is_refused_and_the_row_named():
    then, now = then_and_now(BEFORE[0], "Data,SQL,Analyst,Junior,Writes.")
    later = made(BEFORE[0], "Data,SQL,Analyst,Junior,Tunes.", before=now)

    [problem] = said(undone(then, now, later))

    assert problem.startswith("expectation: “SQL · Analyst · Junior” – This was changed again afterwards.")


def test_undoing_a_creation_that_others_build_on_is_refused():
    then, now = then_and_now(BEFORE[0], "Data,R,Analyst,Junior,Plots.")
    later = made(BEFORE[0], "Data,R,Analyst,Senior,Plots well.", before=now)

    assert "expectation: “R · Analyst · Senior” – This still needs “R”, which would go." in said(
        undone(then, now, later)
    )[0].replace("“r · Analyst · Senior”", "“R · Analyst · Senior”")


def test_undoing_a_deletion_that_somebody_made_good_is_refused():
    then = made(*BEFORE)
    now = Present({**then.rows, Table.EXPECTATION: {}})

    assert undone(then, now, then).problems


def test_undoing_a_name_that_another_has_by_now_is_refused():
    then = made(*BEFORE)
    skill = then[Table.SKILL]["sql"]
    now = Present({**then.rows, Table.SKILL: {"sql": {**skill, "name": "Queries"}}})
    later = Present({**now.rows, Table.SKILL: {**now[Table.SKILL], "sql-2": {**skill, "name": "SQL"}}})

    [problem] = said(undone(then, now, later))

    assert problem == "skill: “SQL” – This has the same name by now. Change that, then try again."


def test_a_sideways_step_can_be_taken_back_once():
    then = made(*BEFORE)
    places = dict.fromkeys([("analyst", "junior"), ("analyst", "lead")], Table.ROLE_LEVEL.blank)
    leading = {**places, ("analyst", "junior"): {**Table.ROLE_LEVEL.blank, "leads_to": ("analyst:lead",)}}
    now = Present({**then.rows, Table.ROLE_LEVEL: leading})
    step = Entry(None, ("analyst", "junior", "analyst", "lead"), Action.CREATE, {}, {})

    gone = undoing(now, [step]).result(now)

    assert gone[Table.ROLE_LEVEL] == places
    assert undoing(gone, [step]).problems
