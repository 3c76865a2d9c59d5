"""`import_framework`, killed at thirty moments of its writing: all of the file is there, or nothing."""

import random
import signal
import subprocess
import time

import pytest

from skillmatrix.models import Operation
from tests.commands.running import managing, run
from tests.faults.dying import LONGEST, until_alone
from tests.faults.everything import assert_sound, rows, state
from tests.files import csv_bytes
from tests.test_applying import HEADER, SQL, fill

pytestmark = pytest.mark.slow

SKILLS = 400


def lines(first, last, text):
    return [SQL.replace("SQL", f"Skill {at}").replace("Reads tables", text) for at in range(first, last)]


@pytest.fixture
def file(database, tmp_path):
    """Of four hundred rows one in four is deleted, and as many are as before, changed and new."""
    fill(HEADER, *lines(0, 3 * SKILLS // 4, "Reads"))
    database.keep()
    path = tmp_path / "list.csv"
    quarter = SKILLS // 4
    kept, changed = lines(quarter, 2 * quarter, "Reads"), lines(2 * quarter, 3 * quarter, "Writes")
    path.write_bytes(csv_bytes(HEADER, *kept, *changed, *lines(3 * quarter, SKILLS, "Draws")))
    return path


def writing(database, file):
    """The command as a process, as soon as it has told its plan and goes on to write."""
    process = managing(database.url, "import_framework", file, "--replace", stderr=subprocess.DEVNULL)
    assert process.stdout.readline()
    return process


def end_of(process):
    """How it ended: its status, or minus the signal; by then its session in the database has, too."""
    process.stdout.read()
    status = process.wait(LONGEST)
    process.stdout.close()
    until_alone()
    return status


def test_an_import_that_is_killed_is_done_or_can_be_done_again(database, file):
    before = rows()
    process, started = writing(database, file), time.monotonic()
    assert end_of(process) == 0
    longest, after = time.monotonic() - started, state()
    assert {"create", "change", "delete"} == {
        change.action for change in Operation.objects.first().changes.all()
    }
    moments, statuses = random.Random(9), []

    for _time in range(30):
        database.restore()
        process = writing(database, file)
        time.sleep(moments.uniform(0, longest))
        process.kill()
        statuses.append(end_of(process))
        assert_all_or_nothing(before, after, file)

    assert -signal.SIGKILL in statuses
    assert set(statuses) <= {0, -signal.SIGKILL}


def assert_all_or_nothing(before, after, file):
    """Nothing is written, receipt included, or all of it; done again, it is done or finds that it was."""
    assert_sound()
    written = rows() != before
    if written:
        assert state() == after
    said = run("import_framework", file, "--replace")
    assert ("Everything was so already" in said) is written
    assert state().framework == after.framework
    if not written:
        assert state() == after
