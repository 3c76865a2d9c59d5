"""Two who are at it at once: one is stopped before each of its steps in turn, and the other tries meanwhile.

So both orders occur, and every way of coming in between. A step is as in `dying`.
"""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import count

from django.db import connection

from skillmatrix.applying import Refused
from tests.faults.dying import LONGEST, at_each_step

WRITTEN = "written"
A_MOMENT = 0.03  # seconds for the other one to come to where it has to wait


def in_a_thread(work):
    """`work` on a connection of its own; gives the future of what it returns."""

    def run():
        try:
            return work()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    return future


def outcome(work):
    """What became of it: written, or what Refused says."""
    try:
        work()
    except Refused as refused:
        return type(refused).__name__
    return WRITTEN


class Stop:
    """A thread that does `work`, and waits before its step number `at` if it has so many.

    Once made it has come there, or to its end: `is_needed` tells which. `result` lets it go on.
    """

    def __init__(self, work, at):
        self._at, self._taken, self.is_needed = at, count(1), False
        self._reached, self.go_on = threading.Event(), threading.Event()
        self._future = in_a_thread(lambda: self._within(work))
        assert self._reached.wait(LONGEST)

    def result(self):
        self.go_on.set()
        return self._future.result(LONGEST)

    def _within(self, work):
        at_each_step(self._step)
        try:
            return work()
        finally:
            self._reached.set()

    def _step(self):
        if next(self._taken) == self._at:
            self.is_needed = True
            self._reached.set()
            assert self.go_on.wait(LONGEST)


def stops(database, work, every=1):
    """`work` stopped before its first step, and each or each so many after it; at last it has ended.

    Each time the database is first put back as it was kept.
    """
    for at in count(1, every):
        database.restore()
        stop = Stop(work, at)
        try:
            yield stop
        finally:
            stop.go_on.set()
        stop.result()
        if not stop.is_needed:
            return


def meetings(database, first, second, every=1):
    """The outcome of both, `second` coming to each stop of `first`, as in `stops`.

    At the first one nobody keeps it from being done before; at the last it comes after.
    """
    for number, stop in enumerate(stops(database, lambda: outcome(first), every)):
        other = in_a_thread(lambda: outcome(second))
        wait([other], A_MOMENT if number else LONGEST)
        yield stop.result(), other.result(LONGEST)


def somebody_waits():
    """Whether PostgreSQL has anybody in this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks waiting WHERE NOT granted AND EXISTS (SELECT FROM pg_locks held "
            "JOIN pg_database ON oid = held.database "
            "WHERE held.pid = waiting.pid AND datname = current_database())"
        )
        return cursor.fetchone()[0] > 0


def at_once(*works):
    """What becomes of works that begin at the same moment, each in a thread."""
    start = threading.Barrier(len(works), timeout=LONGEST)

    def begin(work):
        start.wait()
        return outcome(work)

    futures = [in_a_thread(lambda work=work: begin(work)) for work in works]
    return tuple(future.result(LONGEST) for future in futures)
