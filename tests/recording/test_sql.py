"""SQL by hand, in all the ways that it can be written, leaves a history that tells what is there."""

import pytest
from django.db import IntegrityError, connection, transaction

from skillmatrix.models import Change, Expectation, Skill
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.queries.revision import revision
from skillmatrix.replaying import replay
from tests.building import expect, skill
from tests.files import rows_of

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="in SQLite's words")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="in PostgreSQL's words")
NEW = "(name, name_key, slug, summary, changed_at) VALUES (%s, %s, %s, '', '2020-01-01 00:00:00+00:00')"


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def added(verb, name, slug):
    sql(f"{verb} INTO skillmatrix_skill {NEW}", name, name.lower(), slug)


def told():
    """Whether the history leads to what is there."""
    return rows_of(replay(entries())) == rows_of(present())


@pytest.fixture(autouse=True)
def before(db):
    expect("SQL", "Analyst", "Senior", "Working", text="Reads tables.")
    for name in ("R", "Perl"):
        skill(name, domain=None)
    return Change.objects.count()


def since(before):
    changes = Change.objects.order_by("pk")[before:]
    return [(change.key, change.action) for change in changes]


# Rows that take the place of others


@on_sqlite
@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE"])
def test_a_row_that_replaces_another_of_its_name_is_one_gone_and_one_new(before, verb):
    added(verb, "R", "r-2")

    assert sorted(since(before)) == [("r", "delete"), ("r-2", "create")]
    assert told()


@on_sqlite
def test_an_update_that_replaces_another_row_records_that_it_is_gone(before):
    sql("UPDATE OR REPLACE skillmatrix_skill SET name_key = 'r' WHERE slug = 'perl'")

    assert since(before) == [("r", "delete")]
    assert told()


@pytest.mark.parametrize("ending", ["DO NOTHING", "(slug) DO UPDATE SET summary = ''"])
def test_a_row_that_is_there_already_is_not_recorded(before, ending):
    sql(f"INSERT INTO skillmatrix_skill {NEW} ON CONFLICT {ending}", "R", "r", "r")

    assert since(before) == []
    assert told()


# Rows whose keys are not known, or are taken from others


def orphan(verb):
    columns = "skill_id, role_id, level_id, required, description, changed_at"
    row = Expectation.objects.get()
    values = (row.pk + 999, row.role_id, row.level_id, False, "", row.changed_at)
    sql(f"{verb} INTO skillmatrix_expectation ({columns}) VALUES (%s, %s, %s, %s, %s, %s)", *values)


@pytest.mark.parametrize("verb", ["INSERT", pytest.param("INSERT OR IGNORE", marks=on_sqlite)])
def test_a_row_about_what_is_not_there_yet_is_refused(before, verb):
    with pytest.raises(IntegrityError), transaction.atomic():
        orphan(verb)

    assert since(before) == []


def in_one_transaction(*statements):
    with transaction.atomic():
        for statement in statements:
            sql(statement)


WITHOUT_SKILL = "DELETE FROM skillmatrix_skill WHERE slug = 'sql'"
WITHOUT_EXPECTATION = "DELETE FROM skillmatrix_expectation"


def test_a_row_whose_parent_was_deleted_first_is_recorded_by_the_name_that_it_had(before):
    in_one_transaction(WITHOUT_SKILL, WITHOUT_EXPECTATION)

    assert since(before) == [("sql", "delete"), ("sql:analyst:senior", "delete")]
    assert told()


def test_a_row_whose_child_was_deleted_first_is_recorded(before):
    in_one_transaction(WITHOUT_EXPECTATION, WITHOUT_SKILL)

    assert since(before) == [("sql:analyst:senior", "delete"), ("sql", "delete")]
    assert told()


@on_postgresql
def test_a_parent_and_its_child_deleted_by_one_statement_are_recorded(before):
    sql("WITH gone AS (DELETE FROM skillmatrix_expectation) DELETE FROM skillmatrix_skill WHERE slug = 'sql'")

    assert sorted(since(before)) == [("sql", "delete"), ("sql:analyst:senior", "delete")]
    assert told()


def test_a_primary_key_that_changes_is_no_change_of_the_row(before):
    number = revision()
    sql("UPDATE skillmatrix_skill SET id = id + 1000 WHERE slug = 'perl'")

    assert since(before) == []
    assert revision() > number
    assert told()


def test_a_row_that_changes_along_with_its_primary_key_is_recorded(before):
    sql("UPDATE skillmatrix_skill SET id = id + 1000, summary = 'Types.' WHERE slug = 'perl'")

    assert since(before) == [("perl", "change")]
    assert told()


def test_rows_that_change_while_their_primary_keys_move_up_are_recorded(before):
    """The second is then where the first was."""
    sql("UPDATE skillmatrix_skill SET id = id + 1000000 WHERE slug IN ('r', 'perl')")
    sql("UPDATE skillmatrix_skill SET id = id - 1, summary = 'Counts.' WHERE id > 1000000")

    assert sorted(since(before)) == [("perl", "change"), ("r", "change")]
    assert told()


MOVES = [
    "UPDATE skillmatrix_skill SET id = id + 1000 WHERE slug = 'sql'",
    "UPDATE skillmatrix_expectation SET skill_id = skill_id + 1000",
]


def test_a_primary_key_that_others_follow_is_recorded_as_their_moving(before):
    in_one_transaction(*MOVES)

    assert since(before) == [("sql:analyst:senior", "delete"), ("sql:analyst:senior", "create")]
    assert told()


def test_a_row_cannot_be_about_what_is_not_there_yet(before):
    with pytest.raises(IntegrityError):
        in_one_transaction(*reversed(MOVES))

    assert since(before) == []


# Other words of PostgreSQL


@on_postgresql
def test_merged_rows_are_recorded_as_what_happened_to_them(before):
    sql(
        "MERGE INTO skillmatrix_skill s USING (VALUES ('r'), ('go')) AS given (slug) ON s.slug = given.slug "
        "WHEN MATCHED THEN UPDATE SET summary = 'Counts.' WHEN NOT MATCHED THEN "
        "INSERT (name, name_key, slug, summary, changed_at) VALUES (slug, slug, slug, '', now())"
    )

    assert sorted(since(before)) == [("go", "create"), ("r", "change")]
    assert told()


@on_postgresql
def test_copied_rows_are_recorded(before):
    columns = "name, name_key, slug, summary, changed_at"
    with connection.cursor() as cursor, cursor.copy(f"COPY skillmatrix_skill ({columns}) FROM STDIN") as copy:
        copy.write_row(["Go", "go", "go", "", "2020-01-01"])

    assert since(before) == [("go", "create")]
    assert told()


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_emptied_along_with_another_is_recorded(before):
    sql("TRUNCATE skillmatrix_skill CASCADE")

    assert ("sql:analyst:senior", "delete") in since(before)
    assert not Skill.objects.exists()
    assert told()


# Transactions


def test_what_is_taken_back_to_a_savepoint_is_taken_out_of_the_history(before):
    with transaction.atomic():
        Skill.objects.filter(slug="r").update(summary="Counts.")
        with transaction.atomic():
            Skill.objects.filter(slug="perl").update(summary="Types.")
            transaction.set_rollback(True)
        Skill.objects.filter(slug="sql").update(summary="Asks.")

    assert since(before) == [("r", "change"), ("sql", "change")]
    assert told()
