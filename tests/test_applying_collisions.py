"""When others write at the same moment: they take turns, and who gets none is told so."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection, transaction

from skillmatrix import applying, locking
from skillmatrix.applying import Refused, apply
from skillmatrix.locking import lock_tables, lock_writing
from skillmatrix.models import Expectation, Skill
from skillmatrix.planning import plan
from skillmatrix.queries.framework import present
from tests.files import wanted
from tests.test_applying import HEADER, SQL, fill

pytestmark = pytest.mark.django_db


def collision(**about):
    """An error of the database, as Django hands it on."""
    error = OperationalError("no")
    error.__cause__ = type("Cause", (Exception,), about)()
    return error


@pytest.mark.parametrize(
    "about",
    [
        {"sqlstate": "40P01"},
        {"sqlstate": "40001"},
        {"sqlstate": "55P03"},
        {"sqlite_errorcode": sqlite3.SQLITE_BUSY},
        {"sqlite_errorcode": sqlite3.SQLITE_BUSY_SNAPSHOT},
    ],
)
def test_who_collides_is_refused(about, monkeypatch):
    found = plan(wanted("skill,role,level", "SQL,Analyst,Junior"), present())
    monkeypatch.setattr(applying._Writer, "_delete", Mock(side_effect=collision(**about)))

    with pytest.raises(Refused, match="at the same moment"):
        apply(found)

    assert not Skill.objects.exists()


@pytest.mark.parametrize("about", [{}, {"sqlstate": "53100"}, {"sqlite_errorcode": sqlite3.SQLITE_FULL}])
def test_other_failures_of_the_database_are_none_of_it(about, monkeypatch):
    found = plan(wanted("skill,role,level", "SQL,Analyst,Junior"), present())
    monkeypatch.setattr(applying._Writer, "_delete", Mock(side_effect=collision(**about)))

    with pytest.raises(OperationalError):
        apply(found)


def meanwhile(work):
    """`work` in a thread with a connection of its own; gives what ends it and tells what it raised."""

    def run():
        try:
            work()
        finally:
            connection.close()

    return ThreadPoolExecutor(1).submit(run)


def until(condition):
    for _attempt in range(200):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("this did not come about")


def waiting(kind):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = %s", [kind])
        return cursor.fetchone()[0]


on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock")


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_import_and_a_deletion_in_the_admin_do_not_stop_each_other():
    fill(HEADER, SQL, SQL.replace("SQL", "R"))
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes")), present())

    with transaction.atomic():
        Expectation.objects.filter(skill__slug="r")._raw_delete("default")
        importing = meanwhile(lambda: apply(found))
        until(lambda: waiting("relation"))
        Skill.objects.filter(slug="r").update(summary="Mine.")

    importing.result(20)
    assert Skill.objects.get(slug="r").summary == "Mine."
    assert [row.description for row in Expectation.objects.all()] == ["Writes tables."]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_never_gets_a_turn_is_refused(monkeypatch):
    fill(HEADER, SQL)
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes")), present())
    monkeypatch.setattr(locking, "_TRIES", 2)
    monkeypatch.setattr(locking, "_PATIENCE", "50ms")

    with transaction.atomic():
        Expectation.objects.update(required=False)
        with pytest.raises(Refused, match="at the same moment"):
            meanwhile(lambda: apply(found)).result(20)

    assert Expectation.objects.get().description == "Reads tables."


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_imports_take_turns():
    fill(HEADER, SQL)
    found = plan(wanted(HEADER, SQL.replace("Reads", "Writes")), present())

    with transaction.atomic():
        lock_writing()
        lock_tables()
        importing = meanwhile(lambda: apply(found))
        until(lambda: waiting("advisory"))
        time.sleep(1)

    importing.result(20)
    assert Expectation.objects.get().description == "Writes tables."
