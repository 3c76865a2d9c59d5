"""One writer at a time: the locks that keep plans and forms out of each other's way."""

import sqlite3

from django.db import IntegrityError, OperationalError, connection, transaction

from skillmatrix.models import SideStep
from skillmatrix.queries.framework import MODELS

_WRITING = 0x5111  # any number that nothing else in the database locks
_RECEIVING = 0x5112
_TRIES = 10
_PATIENCE = "500ms"  # below PostgreSQL's deadlock_timeout, which is a second
# Serialization failure, deadlock, lock not available; and a foreign key, since a plan that fits breaks one
# only where somebody reports on what it deletes: that needs no lock of ours.
_COLLISIONS = {"40001", "40P01", "55P03", "23503"}
_SQLITE_COLLISIONS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def lock_writing() -> None:
    """Wait until nobody else writes to the framework; holds until the transaction ends.

    Taken before anything else, so that two who both wait for it cannot hold what the other one needs.
    On SQLite the transaction itself is the lock.
    """
    _wait_for(_WRITING)


def lock_receiving() -> None:
    """The same of readers' reports, so that counting them and taking one more is one step."""
    _wait_for(_RECEIVING)


def _wait_for(lock: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def lock_tables() -> None:
    """Keep everybody else from writing, also who did not ask for `lock_writing`, as raw SQL does.

    They lock tables one by one, in an order of their own. So nothing is held while waiting for long: what
    cannot be had soon is tried for again from the start, before PostgreSQL sees a deadlock and ends one of
    the two. Raises OperationalError when all tries were in vain.
    """
    if connection.vendor != "postgresql":
        return
    tables = [*(model._meta.db_table for model in MODELS.values()), SideStep._meta.db_table]
    names = ", ".join(connection.ops.quote_name(table) for table in tables)
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
                cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
            return
        except OperationalError as error:
            if not (tries_left and is_collision(error)):
                raise


def is_collision(error: OperationalError | IntegrityError) -> bool:
    """Whether a statement failed only because somebody else was writing at the same moment."""
    cause = error.__cause__
    return (
        getattr(cause, "sqlstate", None) in _COLLISIONS
        or getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE_COLLISIONS  # the rest tells them apart
    )
