"""An import while a form is saved, a reader reports or somebody writes SQL: all end, and nothing is lost."""

from concurrent.futures import wait

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from skillmatrix.applying import apply
from skillmatrix.models import Change, Expectation, Feedback, Operation, Skill
from skillmatrix.planning import plan, removal
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause, recorded
from tests.faults.dying import LONGEST
from tests.faults.everything import assert_sound
from tests.faults.meeting import A_MOMENT, WRITTEN, in_a_thread, meetings, outcome, somebody_waits, stops
from tests.files import wanted
from tests.test_applying import HEADER, SQL, fill
from tests.test_applying_collisions import until

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)
ROW = "sql:analyst:junior"


@pytest.fixture
def kept(database):
    """SQL and R for an Analyst."""
    fill(HEADER, SQL, SQL.replace("SQL", "R"))
    database.keep()
    return database


@pytest.fixture
def importing(kept):
    """An import that was looked at before anybody else wrote: Reads becomes Writes."""
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes")), present())
    return lambda: apply(found, Cause(Operation.Kind.IMPORT))


def form(**values):
    """A form's save, of a row that is read under the lock."""

    def save():
        with recorded(Cause(Operation.Kind.FORM)):
            row = Expectation.objects.get(skill__slug="sql")
            for name, value in values.items():
                setattr(row, name, value)
            row.save()

    return save


def texts():
    """What the row has said since it was made, each with the kind of operation that wrote it."""
    changes = Change.objects.filter(key=ROW, action="change").order_by("pk")
    return [(change.operation.kind, change.new) for change in changes]


WRITES = ("import", {"description": "Writes tables."})
DRAWS = ("form", {"description": "Draws tables."})
REQUIRED = ("form", {"required": False})


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_an_import_and_a_form_that_write_the_same_text(kept, importing, turned):
    """The import is refused where the form came first; a form overwrites what it has read."""
    pair = (importing, form(description="Draws tables."))
    seen = []
    for outcomes in meetings(kept, *(reversed(pair) if turned else pair)):
        imported, saved = reversed(outcomes) if turned else outcomes
        assert_sound()
        assert saved == WRITTEN
        assert texts() == {"Stale": [DRAWS], WRITTEN: [WRITES, DRAWS]}[imported]
        seen.append(imported)

    assert set(seen) == {"Stale", WRITTEN}


@pytest.mark.slow
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_an_import_and_a_form_that_write_different_fields(kept, importing, turned):
    pair = (importing, form(required=False))
    seen = []
    for outcomes in meetings(kept, *(reversed(pair) if turned else pair)):
        assert_sound()
        assert outcomes == (WRITTEN, WRITTEN)
        assert sorted(texts()) == sorted([WRITES, REQUIRED])
        seen.append(texts())

    row = Expectation.objects.get(skill__slug="sql")
    assert (row.required, row.description) == (False, "Writes tables.")
    assert [WRITES, REQUIRED] in seen
    assert [REQUIRED, WRITES] in seen


# Reports of readers, which wait for nobody


def report():
    try:
        Feedback.objects.create(skill=Skill.objects.get(slug="sql"), kind="other", words="?")
    except (Skill.DoesNotExist, IntegrityError):
        return False
    return True


@pytest.mark.slow
def test_a_report_on_a_skill_that_an_import_deletes(kept):
    """A skill that is reported on stays, and one that is gone is not reported on."""
    found = removal(present(), wanted(HEADER, SQL))
    seen = []
    for stop in stops(kept, lambda: outcome(lambda: apply(found))):
        reporting = in_a_thread(report)
        until_done_or_waiting(reporting, is_free=not seen)
        deleted, reported = stop.result(), reporting.result(LONGEST)
        assert_sound()
        assert Skill.objects.filter(slug="sql").exists() is reported is Feedback.objects.exists()
        seen.append((deleted, reported))

    assert set(seen) == {(WRITTEN, False), ("Refused", True)}


def until_done_or_waiting(future, is_free):
    """SQLite does not say who waits; there, only an import that has not begun leaves others free to write."""
    if connection.vendor == "postgresql":
        until(lambda: future.done() or somebody_waits())
    else:
        wait([future], LONGEST if is_free else A_MOMENT)


# SQL by hand


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


UPDATE = "UPDATE skillmatrix_expectation SET description = %s WHERE skill_id = %s"
LOCK = "SELECT 1 FROM skillmatrix_expectation WHERE skill_id = %s FOR UPDATE"


@pytest.fixture
def pk(kept):
    return Skill.objects.get(slug="sql").pk


@on_postgresql
def test_an_import_waits_for_sql_and_is_stale_then(importing, pk):
    with transaction.atomic():
        sql(UPDATE, "By hand.", pk)
        imported = in_a_thread(lambda: outcome(importing))
        until(somebody_waits)

    assert imported.result(LONGEST) == "Stale"
    assert Expectation.objects.get(skill=pk).description == "By hand."
    assert_sound()


@on_postgresql
def test_an_import_waits_for_sql_that_is_taken_back(importing, pk):
    with transaction.atomic():
        sql(UPDATE, "By hand.", pk)
        imported = in_a_thread(lambda: outcome(importing))
        until(somebody_waits)
        transaction.set_rollback(True)

    assert imported.result(LONGEST) == WRITTEN
    assert texts() == [WRITES]
    assert_sound()


@on_postgresql
def test_rows_that_are_locked_to_be_written_stop_nobody_for_ever(importing, pk):
    """The import has the table and waits for the row; who has the row then asks for the table."""

    def by_hand():
        try:
            with transaction.atomic():
                sql(LOCK, pk)
                importing_too.append(in_a_thread(lambda: outcome(importing)))
                until(somebody_waits)
                sql(UPDATE, "By hand.", pk)
        except OperationalError as error:
            return error.__cause__.sqlstate
        return WRITTEN

    importing_too = []
    written = in_a_thread(by_hand).result(LONGEST)
    imported = importing_too[0].result(LONGEST)

    assert (written, imported) in [("40P01", WRITTEN), (WRITTEN, "Refused")]
    assert_sound()


@on_postgresql
def test_of_a_form_and_sql_that_wait_for_each_other_one_is_ended(kept, pk):
    """The form has the revision, which SQL has to raise; SQL has the row, which the form has to write."""

    def collided(work):
        try:
            work()
        except OperationalError as error:
            return error.__cause__.sqlstate == "40P01"
        return False

    def save():
        with recorded(Cause(Operation.Kind.FORM)):
            waiting.append(in_a_thread(lambda: collided(lambda: sql(UPDATE, "By hand.", pk))))
            until(somebody_waits)
            sql(UPDATE, "Draws tables.", pk)

    waiting = []
    form_ended = collided(save)

    assert waiting[0].result(LONGEST) is not form_ended
    assert Expectation.objects.get(skill=pk).description == ("By hand." if form_ended else "Draws tables.")
    assert_sound()


@on_postgresql
def test_sql_during_a_form_is_not_part_of_it(kept, pk):
    other = Skill.objects.get(slug="r").pk
    with recorded(Cause(Operation.Kind.FORM)):
        by_hand = in_a_thread(lambda: sql(UPDATE, "By hand.", other))
        until(somebody_waits)
        Expectation.objects.filter(skill=pk).update(description="Draws tables.")

    by_hand.result(LONGEST)
    recent = Change.objects.order_by("key").filter(action="change").values_list("key", "operation__kind")
    assert list(recent) == [("r:analyst:junior", None), (ROW, "form")]
    assert_sound()
