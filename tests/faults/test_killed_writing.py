"""Whoever writes may be killed at any moment: afterwards everything is as before, or everything as after."""

import os
import signal
import time

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from skillmatrix.applying import Stale, apply
from skillmatrix.models import Expectation, RetiredSlug, User
from tests.admin.forms import sent_back
from tests.faults.dying import child, end_of, killed_at_every_step
from tests.faults.everything import CAUSE, EVERYTHING, assert_sound, prepare, rows, state

pytestmark = pytest.mark.slow


def write():
    apply(EVERYTHING, CAUSE)


def before_and_after(database, work):
    """Every row as it is kept, and what is to be seen once `work` is done."""
    database.keep()
    before = rows()
    work()
    after = state()
    assert rows() != before
    database.restore()
    return before, after


def assert_written_or_not(before, after, again):
    """All or nothing is there; `again` then works, or finds that it is done. Tells which it was."""
    assert_sound()
    written = rows() != before
    if written:
        assert state() == after
        with pytest.raises(Stale):
            again()
    else:
        again()
    assert state() == after
    return written


def test_an_import_before_each_of_its_statements(database):
    prepare()
    before, after = before_and_after(database, write)
    assert RetiredSlug.objects.filter(slug="cobol").exists()
    written = []

    for _step in killed_at_every_step(write):
        written.append(assert_written_or_not(before, after, write))
        database.restore()

    assert len(written) > 90
    assert [number for number, is_written in enumerate(written, 1) if is_written] == [len(written)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere it is the server that runs statements")
def test_an_import_within_its_statements(database):
    prepare()
    before, after = before_and_after(database, write)
    seen = []

    for _step in killed_at_every_step(write, steps_within_statements):
        seen.append(assert_written_or_not(before, after, write))
        database.restore()

    assert len(seen) > 20


def steps_within_statements(do):
    """As `at_each_step`, but whenever SQLite has carried out some hundreds more of its instructions."""
    connection.ensure_connection()
    connections["default"].connection.set_progress_handler(do, 250)


def test_an_import_at_moments_of_no_choice(database):
    prepare()
    before, after = before_and_after(database, write)

    for moment in range(20):
        importing = child(write)
        time.sleep(0.01 * moment)
        os.kill(importing, signal.SIGKILL)
        assert end_of(importing) in (0, -signal.SIGKILL)
        assert_written_or_not(before, after, write)
        database.restore()


def test_a_form_before_each_of_its_statements(database):
    prepare()
    editor = Client()
    editor.force_login(User.objects.create_superuser("administrator"))
    row = Expectation.objects.get(skill__slug="sql", level__slug="junior")
    address = reverse("admin:skillmatrix_expectation_change", args=[row.pk])
    form = sent_back(editor.get(address), description="Reads\r\n“tables”.", required="on")

    def send():
        assert editor.post(address, form).status_code == 302

    before, after = before_and_after(database, send)
    written = []
    for step in killed_at_every_step(send):
        assert_sound()
        written.append(rows() != before)
        if not written[-1]:
            send()
        assert state() == after, f"killed before step {step}"
        database.restore()

    assert (written[0], written[-1]) == (False, True)
    assert written == sorted(written)
