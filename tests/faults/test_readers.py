"""Whoever reads while others write sees the framework as it was or as it is, and never half of each."""

import threading
from itertools import pairwise

import pytest

from skillmatrix.applying import apply
from skillmatrix.flaws import flaws
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.queries.revision import revision, steady
from skillmatrix.replaying import replay
from tests.faults.dying import LONGEST
from tests.faults.everything import AFTER, BEFORE, EVERYTHING, prepare
from tests.faults.meeting import in_a_thread, stops
from tests.files import rows_of

OLD, NEW = (rows_of(BEFORE), rows_of(BEFORE)), (rows_of(AFTER), rows_of(AFTER))


@steady
def read():
    """The framework twice over: as it stands, and as its history tells it."""
    return rows_of(present()), rows_of(replay(entries()))


@pytest.fixture
def kept(database):
    prepare()
    database.keep()
    return database


@pytest.mark.slow
def test_a_reader_between_any_two_statements_of_an_import(kept):
    seen = []
    for _stop in stops(kept, lambda: apply(EVERYTHING)):
        seen.append(read())

    assert len(seen) > 90
    assert seen == [OLD] * (len(seen) - 2) + [NEW] * 2


@pytest.mark.slow
def test_an_import_between_any_two_statements_of_a_reader(kept):
    seen = []
    for stop in stops(kept, read):
        apply(EVERYTHING)
        seen.append(stop.result())

    assert len(seen) > 15
    assert seen == [NEW] * (len(seen) - 1) + [OLD]


class Reader:
    """Reads on and on in a thread, and is told when to end."""

    def __init__(self):
        self.readings, self.revisions = [], []
        self._more, self._ended = threading.Condition(), False
        self._future = in_a_thread(self._read_on)

    def _read_on(self):
        while not self._ended:
            reading, number, found = read(), revision(), flaws(present())
            assert reading in (OLD, NEW)
            assert found == set()
            with self._more:
                self.readings.append(reading)
                self.revisions.append(number)
                self._more.notify_all()

    def reads(self, times):
        """Until it has read so many times more, or failed."""
        with self._more:
            wanted = len(self.readings) + times
            self._more.wait_for(lambda: len(self.readings) >= wanted or self._future.done(), LONGEST)

    def end(self):
        self._ended = True
        self._future.result(LONGEST)


def test_readers_while_imports_come_and_go(kept):
    readers = [Reader(), Reader()]
    for plan in [EVERYTHING, EVERYTHING.inverse()] * 5:
        for reader in readers:
            reader.reads(2)
        apply(plan)

    for reader in readers:
        reader.end()
        assert OLD in reader.readings
        assert NEW in reader.readings
        assert all(before <= after for before, after in pairwise(reader.revisions))
