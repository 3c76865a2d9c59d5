"""Puts the triggers into a database, and finds those that are missing.

They are taken out before migrations and made anew afterwards: SQLite drops a table's triggers without a
word when a migration remakes it, and refuses to rename a table that another one's triggers refer to.
"""

import logging
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import F
from django.utils import timezone

from skillmatrix.models import Change, Operation, Revision
from skillmatrix.plans import difference
from skillmatrix.queries.framework import present, primary_keys
from skillmatrix.queries.history import entries
from skillmatrix.recording import postgresql, sqlite
from skillmatrix.recording.content import recorded_tables
from skillmatrix.replaying import as_entries, replay
from skillmatrix.rows import Table, key_text

logger = logging.getLogger(__name__)
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
}


def before_migrating(sender: AppConfig, *, using: str, plan: Any = None, **_kwargs: Any) -> None:
    """Take the triggers out where anything is to be migrated. Connected to pre_migrate."""
    if plan and using == DEFAULT_DB_ALIAS:
        uninstall()


def after_migrating(sender: AppConfig, *, using: str, plan: Any = None, **_kwargs: Any) -> None:
    """Put the triggers in, and record what changed without them. Connected to post_migrate.

    `plan` is None where tables were only emptied. Older tables than these models are left alone.
    """
    if using != DEFAULT_DB_ALIAS or not _is_up_to_date():
        return
    Revision.objects.get_or_create(pk=Revision.ONLY)
    if plan is None:
        _forget_the_emptying()
        return
    with transaction.atomic():
        install()
        catch_up()


def _forget_the_emptying() -> None:
    """All tables were emptied, this one in between: what is left in it is about rows of nobody's history."""
    Change.objects.all().delete()


def install() -> None:
    _execute(sql for recorded in recorded_tables() for sql in _dialect().create(recorded))


def uninstall() -> None:
    """Take out every trigger of ours that exists."""
    tables = set(connection.introspection.table_names())
    _execute(
        sql for recorded in recorded_tables() if recorded.table in tables for sql in _dialect().drop(recorded)
    )


def missing() -> set[str]:
    """The names of the triggers that should be in the database and are not."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return {name for recorded in recorded_tables() for name in _dialect().names(recorded)} - found


def catch_up() -> None:
    """Record how the framework differs from what the history says, if it does: migrations run unrecorded.

    A history from which somebody deleted does not say what it differs from; that is told, and left as it is.
    """
    try:
        changes = difference(replay(entries()), present())
    except KeyError as gap:
        logger.warning("The history has a gap (%s): what migrations changed is not recorded in it.", gap)
        return
    if not changes:
        return
    Revision.objects.update(number=F("number") + 1)
    keys = {table: primary_keys(table) for table in Table}
    operation = Operation.objects.create(kind=Operation.Kind.MIGRATION)
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            table=entry.table.value if entry.table else Change.SIDE_STEP,
            key=key_text(entry.key),
            row_pk=keys[entry.table].get(entry.key) if entry.table else None,
            skill=entry.slug_of(Table.SKILL),
            role=entry.slug_of(Table.ROLE),
            action=entry.action.value,
            old=dict(entry.old),
            new=dict(entry.new),
            at=now,
            operation=operation,
        )
        for entry in as_entries(changes)
    )


def _is_up_to_date() -> bool:
    """Whether the database has the tables and columns of the models."""
    tables = set(connection.introspection.table_names())
    if Change._meta.db_table not in tables or Revision._meta.db_table not in tables:
        return False
    with connection.cursor() as cursor:
        return all(
            recorded.table in tables
            and set(recorded.columns)
            <= {
                column.name
                for column in connection.introspection.get_table_description(cursor, recorded.table)
            }
            for recorded in recorded_tables()
        )


def _dialect() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql


def _execute(statements: Any) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
