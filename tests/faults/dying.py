"""Processes that are killed with SIGKILL, as by a power cut, before any step of theirs.

A step is a statement of the database, savepoints among them, and what comes before and after COMMIT.
"""

import os
import signal
import sys
import time
import traceback
import warnings
from itertools import count

from django.db import connection, connections

LONGEST = 60  # seconds that a child may take, whatever it waits for


def child(work):
    """Start `work` in a process of its own, which ends with it; gives the process's number."""
    connections.close_all()  # what is shared across a fork is nobody's
    with warnings.catch_warnings():
        # Where tests run in parallel a thread talks to their leader; a child has nothing to do with it.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        signal.alarm(LONGEST)
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def end_of(pid):
    """How a child ended: its status, or minus the signal; by then its session in the database has, too."""
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    until_alone()
    return status


def at_each_step(do):
    """Call `do` before each statement on this thread's connection, and before and after each COMMIT."""
    own = connections["default"]
    commit = own._commit

    def before_statement(execute, *arguments):
        do()
        return execute(*arguments)

    def around_commit():
        do()
        commit()
        do()

    own._commit = around_commit
    own.execute_wrappers.append(before_statement)


def killed_at_every_step(work, steps=at_each_step):
    """Run `work` in children, of which the n-th dies before its n-th step, until one lives to its end.

    Gives the number of each that died. Between two the database is to be put back as it was. `steps`
    arranges for a function to be called at each step.
    """
    for at in count(1):
        status = end_of(child(lambda at=at: _dying(at, work, steps)))
        if status == 0:
            return
        assert status == -signal.SIGKILL, f"ended with {status} before step {at}"
        yield at


def _dying(at, work, steps):
    taken = count(1)

    def step():
        if next(taken) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    steps(step)
    work()


def until_alone():
    """PostgreSQL notices after a moment that nobody is at the other end any more."""
    if connection.vendor != "postgresql":
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    for _try in range(50 * LONGEST):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.02)
    raise AssertionError("a session outlives its process")
