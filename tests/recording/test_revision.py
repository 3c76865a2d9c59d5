"""The revision moves with every change of the framework, however it comes, and with nothing else."""

import pytest
from django.db import connection, transaction

from skillmatrix.applying import apply
from skillmatrix.models import (
    Change,
    Domain,
    Expectation,
    Feedback,
    Level,
    Organisation,
    Role,
    RoleLevel,
    SideStep,
    Skill,
)
from skillmatrix.planning import plan
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.queries.names import Unknown
from skillmatrix.queries.revision import revision, steady
from skillmatrix.replaying import replay
from tests.building import expect, leads
from tests.files import rows_of, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(db):
    expect("SQL", "Analyst", "Senior", "Working", family="Data")
    leads(("Analyst", "Senior"), ("Analyst", "Lead"))


def sql(statement):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def saved():
    skill = Skill.objects.get()
    skill.summary = "Asks tables."
    skill.save()


WRITES = {
    "a form": saved,
    "a plan": lambda: apply(plan(wanted("skill,role,level", "R,Analyst,Senior"), present())),
    "QuerySet.update": lambda: Expectation.objects.update(required=True),
    "a date alone": lambda: Expectation.objects.update(changed_at="2020-01-01T00:00Z"),
    "bulk_create": lambda: Domain.objects.bulk_create([Domain(name="Craft", slug="craft")]),
    "bulk_update": lambda: Domain.objects.bulk_update(
        [Domain(pk=Domain.objects.get().pk, name="X")], ["name"]
    ),
    "raw SQL": sql("UPDATE skillmatrix_role SET summary = 'Finds out.'"),
    "raw deletion": sql("DELETE FROM skillmatrix_sidestep"),
    "cascade": lambda: RoleLevel.objects.get(level__name="Senior").delete(),
    "delete": lambda: Expectation.objects.all().delete(),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_it_moves_with_every_kind_of_write(write):
    before = revision()

    write()

    assert revision() > before


def test_it_moves_with_a_cascade_over_several_tables():
    Expectation.objects.all().delete()
    before = revision()

    Role.objects.all().delete()

    assert revision() > before
    assert not SideStep.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.django_db(transaction=True)
def test_it_moves_with_truncate_which_is_recorded_too():
    before = revision()

    sql("TRUNCATE skillmatrix_expectation")()

    assert revision() > before
    assert rows_of(replay(entries())) == rows_of(present())
    assert Change.objects.first().action == "delete"


STILL = {
    "a save without change": lambda: [row.save() for row in [*Skill.objects.all(), *Level.objects.all()]],
    "an update without change": lambda: Expectation.objects.update(required=False),
    "an update of no row": lambda: Expectation.objects.filter(pk=0).update(required=True),
    "a deletion of no row": sql("DELETE FROM skillmatrix_sidestep WHERE id = 0"),
    "a plan without change": lambda: apply(plan(wanted("skill,role,level", "SQL,Analyst,Senior"), present())),
    "a reader's report": lambda: Feedback.objects.create(skill=Skill.objects.get(), kind="other", words="?"),
    "the organisation": lambda: Organisation.objects.create(pk=1, name="Example Ltd"),
    "reading": present,
}


@pytest.mark.parametrize("deed", STILL.values(), ids=STILL.keys())
def test_it_stands_still_where_nothing_changed(deed):
    before = revision()

    deed()

    assert revision() == before


def test_it_is_taken_back_with_the_change():
    before = revision()

    with transaction.atomic():
        Domain.objects.create(name="Craft")
        transaction.set_rollback(True)

    assert revision() == before


# Reading as of one moment


def test_a_reading_starts_over_when_the_framework_changed():
    names = []

    @steady
    def read():
        names.append(Domain.objects.get().name)
        if len(names) == 1:
            Domain.objects.update(name="Craft")
        return Domain.objects.get().name

    assert read() == "Craft"
    assert names == ["Data", "Craft"]


def test_a_reading_ends_where_somebody_writes_all_the_time():
    tries = []

    @steady
    def read():
        tries.append(1)
        Domain.objects.update(name=f"Craft {len(tries)}")
        return len(tries)

    assert read() == 5


def test_a_row_that_was_missing_only_for_a_moment_is_no_error():
    tries = []

    @steady
    def read():
        tries.append(1)
        if len(tries) == 1:
            Domain.objects.update(name="Craft")
            raise Unknown("domain", "craft", [])
        return "found"

    assert read() == "found"


def test_a_row_that_is_missing_is_one():
    @steady
    def read():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read()
