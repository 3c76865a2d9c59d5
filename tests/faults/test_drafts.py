"""Drafts while others write, confirm and discard, and where the process dies: one effect with one receipt, or
neither.
"""

import os
import random
import signal
import time

import pytest
from django.db import transaction

from skillmatrix.applying import apply
from skillmatrix.importing import Over, carry_out, discard, keep, planned
from skillmatrix.locking import lock_writing
from skillmatrix.models import Change, Expectation, Import, Operation, User
from skillmatrix.planning import Options, plan
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.rows import Table
from tests.faults.dying import LONGEST, child, end_of, killed_at_every_step
from tests.faults.everything import assert_sound, rows, state
from tests.faults.meeting import WRITTEN, at_once, in_a_thread, meetings
from tests.files import csv_bytes, wanted
from tests.test_applying import HEADER, SQL, fill

R, GO = SQL.replace("SQL", "R"), SQL.replace("SQL", "Go")
FILE = csv_bytes(HEADER, SQL.replace("Reads", "Writes"), GO)  # changes one, adds one, and deletes R


@pytest.fixture
def draft(database):
    """A file that changes, adds and deletes; the database is as it was uploaded."""
    fill(HEADER, SQL, R)
    User.objects.create_user("hr")
    made = keep(None, "list.csv", FILE, Options(replace=True))
    database.keep()
    return made


@pytest.fixture
def confirming(draft):
    """Whoever is shown the plan, and confirms it."""
    digest = planned(draft).plan.digest
    return lambda: carry_out(draft, digest, Cause(Operation.Kind.IMPORT, source="confirmed"))


def discarding(draft):
    return lambda: discard(draft, None)


def form(text):
    """A form's save, of a row that is read under the lock."""

    def save():
        with recorded(Cause(Operation.Kind.FORM)):
            row = Expectation.objects.get(skill__slug="sql")
            row.description = text
            row.save()

    return save


def assert_receipt_where_it_was_written():
    """The receipt, the operation and the framework say the same."""
    import_ = Import.objects.get()
    has_written = Operation.objects.filter(source="confirmed").exists()
    assert (import_.state == "applied") is has_written
    assert (import_.operation is not None) is has_written
    assert Expectation.objects.filter(skill__slug="go").exists() is has_written
    assert_sound()


# Planning


def test_planning_waits_for_nobody_who_writes(draft):
    """Somebody holds the write lock for as long as it takes."""
    with transaction.atomic():
        lock_writing()
        Expectation.objects.filter(skill__slug="sql").update(description="Draws tables.")
        found = in_a_thread(lambda: planned(draft)).result(LONGEST)

    assert [str(change.action.value) for change in found.plan.of(Table.EXPECTATION)] == [
        "change",
        "create",
        "delete",
    ]


# Two at once


def test_two_confirmations_that_begin_at_the_same_moment_have_one_effect(draft, confirming):
    changes = Change.objects.count()

    outcomes = at_once(confirming, confirming)

    assert sorted(outcomes) == ["Over", WRITTEN]
    assert Operation.objects.filter(source="confirmed").count() == 1
    assert Change.objects.count() == changes + 4
    assert_receipt_where_it_was_written()


@pytest.mark.slow
def test_two_confirmations_have_one_effect(database, draft, confirming):
    confirming()
    after = state()

    for outcomes in meetings(database, confirming, confirming, every=3):
        assert sorted(outcomes) == ["Over", WRITTEN]
        assert state() == after
        assert_receipt_where_it_was_written()


def test_a_confirmation_and_a_discarding_that_begin_at_the_same_moment(draft, confirming):
    outcomes = at_once(confirming, discarding(draft))

    assert sorted(outcomes) == ["Over", WRITTEN]
    assert (Import.objects.get().state == "applied") is (outcomes[0] == WRITTEN)
    assert_receipt_where_it_was_written()


@pytest.mark.slow
def test_of_a_confirmation_and_a_discarding_one_is_told_of_the_other(database, draft, confirming):
    met = set()
    for outcomes in meetings(database, confirming, discarding(draft), every=3):
        assert sorted(outcomes) == ["Over", WRITTEN]
        assert_receipt_where_it_was_written()
        met.add(outcomes)

    assert len(met) == 2


@pytest.mark.slow
def test_a_confirmation_and_a_form_that_write_the_same_text(database, draft, confirming):
    """The confirmation is refused where the form came first; a form overwrites what it has read."""
    met = set()
    for outcomes in meetings(database, confirming, form("Draws tables."), every=3):
        confirmed, saved = outcomes
        assert saved == WRITTEN
        assert Expectation.objects.get(skill__slug="sql").description == "Draws tables."
        assert Import.objects.get().is_draft is (confirmed != WRITTEN)
        assert_receipt_where_it_was_written()
        met.add(confirmed)

    assert met == {WRITTEN, "Changed"}


@pytest.mark.slow
def test_another_import_comes_between(database, draft, confirming):
    found = plan(wanted(HEADER, R.replace("Reads", "Draws")), present())

    met = set()
    for outcomes in meetings(database, confirming, lambda: apply(found), every=3):
        confirmed, other = outcomes
        assert (confirmed, other) in ((WRITTEN, "Stale"), ("Changed", WRITTEN))
        assert_receipt_where_it_was_written()
        met.add(confirmed)

    assert met == {WRITTEN, "Changed"}


# Killed


def before_and_after(database, confirming):
    before = rows()
    confirming()
    after = state()
    database.restore()
    return before, after


def assert_all_or_nothing(before, after, confirming):
    """Nothing is written and it can be confirmed again, or all of it is and that says so. Tells which."""
    assert_receipt_where_it_was_written()
    written = rows() != before
    if written:
        assert state() == after
        with pytest.raises(Over):
            confirming()
    else:
        confirming()
    assert state() == after
    return written


@pytest.mark.slow
def test_a_confirmation_dies_before_each_of_its_statements(database, draft, confirming):
    before, after = before_and_after(database, confirming)
    written = []

    for _step in killed_at_every_step(confirming):
        written.append(assert_all_or_nothing(before, after, confirming))
        database.restore()

    assert len(written) > 40
    assert [number for number, is_written in enumerate(written, 1) if is_written] == [len(written)]


@pytest.mark.slow
def test_a_confirmation_dies_at_thirty_moments_of_no_choice(database, draft, confirming):
    before, after = before_and_after(database, confirming)
    started = time.monotonic()
    assert end_of(child(confirming)) == 0
    longest = time.monotonic() - started
    database.restore()
    moments = random.Random(6)

    for _time in range(30):
        process = child(confirming)
        time.sleep(moments.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
        assert end_of(process) in (0, -signal.SIGKILL)
        assert_all_or_nothing(before, after, confirming)
        database.restore()
