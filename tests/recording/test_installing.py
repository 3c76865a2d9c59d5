"""The triggers are those that the models need, come back when they are gone, and leave nothing unrecorded."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from skillmatrix.models import Change, Domain, Operation, Revision, Skill
from skillmatrix.models.base import RetiredSlug, Row
from skillmatrix.models.framework import SideStep
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.recording.content import recorded_tables
from skillmatrix.recording.installing import install, missing, uninstall
from skillmatrix.replaying import replay
from tests.building import expect, leads
from tests.files import rows_of

pytestmark = pytest.mark.django_db
TABLES = list(recorded_tables())


def test_a_migrated_database_has_every_trigger(db):
    assert missing() == set()


def test_every_model_of_the_framework_is_recorded():
    models = {model for model in apps.get_app_config("skillmatrix").get_models() if issubclass(model, Row)}

    assert {recorded.table for recorded in TABLES} == {model._meta.db_table for model in models | {SideStep}}
    assert RetiredSlug not in models


@pytest.mark.parametrize("recorded", TABLES, ids=lambda recorded: recorded.name)
def test_every_field_that_can_be_edited_is_recorded(recorded):
    model = next(model for model in apps.get_models() if model._meta.db_table == recorded.table)
    key = {column.removesuffix("_id") for column in recorded.key_columns}

    assert {*recorded.fields, *key} >= {*getattr(model, "EDITABLE", ())}
    assert not set(recorded.fields) - {*getattr(model, "EDITABLE", ())}


@pytest.mark.parametrize("recorded", TABLES, ids=lambda recorded: recorded.name)
def test_every_column_is_known(recorded):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, recorded.table)

    assert set(recorded.columns) == {column.name for column in columns}


def test_triggers_that_are_gone_are_missed_and_come_back(db, client):
    uninstall()
    assert len(missing()) >= 4 * len(TABLES)
    assert (client.get("/readyz").status_code, "history" in client.get("/readyz").text) == (503, True)

    call_command("migrate", verbosity=0)

    assert missing() == set()
    assert client.get("/readyz").status_code == 200


def test_what_happened_without_triggers_is_recorded_when_they_come_back(db):
    expect("SQL", "Analyst", "Senior", "Working")
    leads(("Analyst", "Senior"), ("Analyst", "Lead"))
    uninstall()
    Skill.objects.update(summary="Asks tables.")
    Domain.objects.create(name="Craft")
    SideStep.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert rows_of(replay(entries())) == rows_of(present())
    late = Change.objects.filter(operation__kind=Operation.Kind.MIGRATION)
    assert [(change.table, change.key, change.action) for change in late.order_by("pk")] == [
        ("domain", "craft", "create"),
        ("skill", "sql", "change"),
        ("side_step", "analyst:senior:analyst:lead", "delete"),
    ]


def test_installing_again_changes_nothing(db):
    install()
    Domain.objects.create(name="Craft")

    assert missing() == set()
    assert Change.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks at one row at a time")
def test_the_rows_of_a_statement_are_never_compared_each_with_each(db):
    """Otherwise a plan that was made for the one row of a form would be used for those of an import."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, proconfig FROM pg_proc WHERE proname LIKE 'skillmatrix_record_%'")
        settings = dict(cursor.fetchall())

    assert len(settings) == 4 * len(TABLES)
    assert [name for name, said in settings.items() if "enable_nestloop=off" not in (said or [])] == []


def test_there_is_always_a_revision(db):
    Revision.objects.all().delete()

    call_command("migrate", verbosity=0)

    assert Revision.objects.count() == 1


def test_a_history_that_was_shortened_stops_no_migration(db):
    expect("SQL", "Analyst", "Senior", "Working")
    Change.objects.filter(action="create").delete()
    Domain.objects.update(summary="Tables.")

    call_command("migrate", verbosity=0)

    assert [change.new for change in Change.objects.all()] == [{"summary": "Tables."}]
