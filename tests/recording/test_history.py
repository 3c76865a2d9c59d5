"""Each change of each row stands in the history once, whoever made it and however."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given

from skillmatrix.applying import apply
from skillmatrix.models import (
    Change,
    Domain,
    Expectation,
    Level,
    Operation,
    Proficiency,
    Role,
    RoleLevel,
    SideStep,
    Skill,
    SkillGroup,
    User,
)
from skillmatrix.planning import Plan, plan
from skillmatrix.plans import difference
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.replaying import as_entries, replay
from tests.building import expect, leads, place, skill
from tests.files import NOTHING, rows_of, wanted
from tests.frameworks import frameworks, pairs
from tests.test_applying import fill, quick, taken_back

pytestmark = pytest.mark.django_db


def since(changes):
    """What was recorded after the rows that a test began with: (table, key, action, old, new)."""
    return [
        (change.table, change.key, change.action, change.old, change.new)
        for change in Change.objects.order_by("pk")[changes:]
    ]


@pytest.fixture
def before(db):
    expect("SQL", "Analyst", "Senior", "Working", text="Reads tables.")
    return Change.objects.count()


ROW = "sql:analyst:senior"


def test_a_new_row_is_recorded_whole(before):
    Level.objects.create(name="Lead", rank=40)

    assert since(before) == [("level", "lead", "create", {}, {"name": "Lead", "rank": 40})]


def test_a_save_is_recorded_by_the_fields_that_changed(before):
    row = Expectation.objects.get()
    row.required, row.proficiency = True, None
    row.save()

    old, new = {"required": False, "proficiency": "working"}, {"required": True, "proficiency": ""}
    assert since(before) == [("expectation", ROW, "change", old, new)]


def test_a_save_that_changes_nothing_is_not_recorded(before):
    for row in [*Expectation.objects.all(), *Skill.objects.all(), *Level.objects.all()]:
        row.save()

    assert since(before) == []


def test_an_update_of_many_rows_is_recorded_for_each(before):
    expect("SQL", "Analyst", "Lead")
    started = Change.objects.count()

    Expectation.objects.update(description="Models data.")

    assert [(key, new) for _table, key, _action, _old, new in since(started)] == [
        (ROW, {"description": "Models data."}),
        ("sql:analyst:lead", {"description": "Models data."}),
    ]


def test_rows_written_in_bulk_are_recorded(before):
    Domain.objects.bulk_create([Domain(name="Craft", slug="craft"), Domain(name="People", slug="people")])

    assert [(key, action) for _table, key, action, _old, _new in since(before)] == [
        ("craft", "create"),
        ("people", "create"),
    ]


def test_an_upsert_is_recorded_as_what_it_does_to_each_row(before):
    row = Expectation.objects.get()
    Expectation.objects.bulk_create(
        [
            Expectation(skill=row.skill, role=row.role, level=row.level, description="Tunes queries."),
            Expectation(skill=skill("R"), role=row.role, level=row.level),
        ],
        update_conflicts=True,
        unique_fields=["skill", "role", "level"],
        update_fields=["description"],
    )

    done = {(key, action) for table, key, action, *_ in since(before) if table == "expectation"}
    assert done == {(ROW, "change"), ("r:analyst:senior", "create")}
    assert sum(table == "expectation" for table, *_ in since(before)) == 2


def test_raw_sql_is_recorded_as_nobodys(before):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE skillmatrix_skill SET summary = 'Ask tables.' WHERE slug = 'sql'")

    assert since(before) == [("skill", "sql", "change", {"summary": ""}, {"summary": "Ask tables."})]
    assert Change.objects.first().operation is None


def test_a_deletion_keeps_what_was_there(before):
    Expectation.objects.all().delete()

    old = {"proficiency": "working", "required": False, "description": "Reads tables."}
    assert since(before) == [("expectation", ROW, "delete", old, {})]


def test_what_goes_along_with_a_row_is_recorded_too(db):
    leads(("Analyst", "Senior"), ("Analyst", "Lead"))
    started = Change.objects.count()

    Role.objects.get().delete()

    assert {(table, key, action) for table, key, action, *_ in since(started)} == {
        ("side_step", "analyst:senior:analyst:lead", "delete"),
        ("role_level", "analyst:senior", "delete"),
        ("role_level", "analyst:lead", "delete"),
        ("role", "analyst", "delete"),
    }
    assert len(since(started)) == 4


def test_a_sideways_step_is_recorded_by_both_its_places(db):
    place("Analyst", "Senior"), place("Engineer", "Lead")
    started = Change.objects.count()

    leads(("Analyst", "Senior"), ("Engineer", "Lead"))

    assert since(started) == [("side_step", "analyst:senior:engineer:lead", "create", {}, {})]
    assert Change.objects.first().role == "analyst"


def test_an_expectation_that_becomes_anothers_is_one_gone_and_one_new(before):
    Expectation.objects.update(level=Level.objects.create(name="Lead", rank=40))

    assert [(key, action) for table, key, action, *_ in since(before) if table == "expectation"] == [
        (ROW, "delete"),
        ("sql:analyst:lead", "create"),
    ]


def test_skills_that_follow_their_group_are_recorded(db):
    skill("SQL", "Data", "Storing")
    group = SkillGroup.objects.get()
    started = Change.objects.count()

    group.domain = Domain.objects.create(name="Craft")
    group.save()

    assert [(table, new) for table, _key, _action, _old, new in since(started)[1:]] == [
        ("group", {"domain": "craft"}),
        ("skill", {"domain": "craft"}),
    ]


def test_two_rows_that_swap_are_one_change_each(db):
    fill("skill,role,level", "SQL,Analyst,Junior", "SQL,Analyst,Senior")
    now = present()
    rows = {table: dict(now[table]) for table in now.rows}
    for table in now.rows:
        if "rank" in table.blank:
            keys = list(rows[table])
            values = [rows[table][key] for key in reversed(keys)]
            rows[table] = dict(zip(keys, values, strict=True))
    swap = Plan(difference(now, type(now)(rows)))
    started = Change.objects.count()

    apply(swap)

    recorded_since = since(started)
    assert len(recorded_since) == len(swap.changes)
    assert ("level", "junior", "change", {"name": "Junior", "rank": 1}, {"name": "Senior", "rank": 2}) in (
        recorded_since
    )
    assert {new.get("letter", "") for *_, new in recorded_since} <= {"", "A", "W", "E"}


def counted(found):
    """Entries as something that can be counted."""
    return Counter(
        (
            entry.table,
            entry.key,
            entry.action,
            *(tuple(sorted(side.items())) for side in (entry.old, entry.new)),
        )
        for entry in found
    )


@given(pairs())
@quick
def test_a_plan_leaves_exactly_its_own_changes(pair):
    first, second = pair
    with taken_back():
        apply(Plan(difference(NOTHING, first)))
        then = Plan(difference(first, second))
        started = list(Change.objects.values_list("pk", flat=True))

        apply(then)

        found = entries(Change.objects.exclude(pk__in=started))
        assert counted(found) == counted(as_entries(then.changes))


@given(pairs())
@quick
def test_replaying_the_history_from_nothing_gives_the_framework(pair):
    first, second = pair
    with taken_back():
        apply(Plan(difference(NOTHING, first)))
        done = apply(Plan(difference(first, second)))
        assert rows_of(replay(entries())) == rows_of(present())

        apply(done.undo)

        assert rows_of(replay(entries())) == rows_of(present()) == rows_of(first)


@given(frameworks())
@quick
def test_a_plan_is_recorded_as_it_replays(framework):
    assert rows_of(replay(as_entries(difference(NOTHING, framework)))) == rows_of(framework)


# Who, why and by which operation


def test_a_plan_is_one_operation_with_its_cause(db):
    hr = User.objects.create_user("hr")
    found = plan(wanted("skill,role,level", "SQL,Analyst,Junior"), present())

    done = apply(found, Cause(Operation.Kind.IMPORT, hr, source="skills.csv", note="The yearly review"))

    operation = Operation.objects.get()
    assert done.operation == operation
    assert (operation.kind, operation.person_name) == ("import", "hr")
    assert (operation.source, operation.note) == ("skills.csv", "The yearly review")
    assert operation.changes.count() == Change.objects.count() == len(found.changes)
    assert str(operation) == f"import {operation.pk}"


def test_what_is_written_after_an_operation_is_not_part_of_it(db):
    with recorded(Cause(Operation.Kind.FORM)):
        Domain.objects.create(name="Data")
    Domain.objects.create(name="Craft")

    assert [change.operation is None for change in Change.objects.order_by("pk")] == [False, True]


def test_an_operation_inside_another_is_part_of_it(db):
    with recorded(Cause(Operation.Kind.FORM)), recorded(Cause(Operation.Kind.IMPORT)):
        Domain.objects.create(name="Data")

    assert [operation.kind for operation in Operation.objects.all()] == ["form"]


def test_an_operation_that_changes_nothing_leaves_nothing(db):
    with recorded(Cause(Operation.Kind.FORM)):
        pass

    assert not Operation.objects.exists()


def failing():
    try:
        with recorded(Cause(Operation.Kind.FORM)):
            Domain.objects.create(name="Data")
            raise ZeroDivisionError
    except ZeroDivisionError:
        return


def test_an_operation_that_fails_leaves_nothing(db):
    failing()

    Domain.objects.create(name="Craft")
    assert not Operation.objects.exists()
    assert Change.objects.get().operation is None


def test_an_operation_outlives_the_account_of_who_did_it(db):
    hr = User.objects.create_user("hr")
    with recorded(Cause(Operation.Kind.FORM, hr)):
        Domain.objects.create(name="Data")

    hr.delete()

    assert (Operation.objects.get().person, Operation.objects.get().person_name) == (None, "hr")


def test_every_table_of_the_framework_is_recorded(db):
    leads(("Analyst", "Senior"), ("Analyst", "Lead"))
    expect("SQL", "Analyst", "Senior", "Working", family="Data")
    skill("R", "Data", "Storing")
    Role.objects.create(name="Engineer", family=None)

    tables = set(Change.objects.values_list("table", flat=True))
    models = {SideStep, Proficiency, RoleLevel, SkillGroup}
    assert all(model.objects.exists() for model in models)
    assert tables | {"family"} == {value for value, _label in Change.TABLES}


# What is deleted in another order than Django would


def test_a_row_that_goes_before_what_points_at_it_is_still_known(db):
    leads(("Analyst", "Senior"), ("Engineer", "Lead"))
    expect("SQL", "Analyst", "Senior", "Working", family="Data")
    tables = ["domain", "skill", "rolefamily", "level", "role", "rolelevel", "sidestep", "proficiency"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in [*tables, "expectation"]:
            cursor.execute(f"DELETE FROM skillmatrix_{table}")

    gone = {(change.table, change.key, change.role) for change in Change.objects.filter(action="delete")}
    assert ("expectation", "sql:analyst:senior", "analyst") in gone
    assert ("side_step", "analyst:senior:engineer:lead", "analyst") in gone
    assert rows_of(replay(entries())) == rows_of(present()) == {}


@pytest.mark.django_db(transaction=True)
def test_emptying_all_tables_empties_the_history_too():
    leads(("Analyst", "Senior"), ("Engineer", "Lead"))
    expect("SQL", "Analyst", "Senior", "Working")

    call_command("flush", verbosity=0, interactive=False)

    assert not Change.objects.exists()
    Domain.objects.create(name="Data")
    assert rows_of(replay(entries())) == rows_of(present())
