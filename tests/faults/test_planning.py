"""A plan is made while others write: it waits for nobody, and is of the framework before or after."""

import pytest
from django.db import transaction
from django.test import Client

from skillmatrix.applying import apply
from skillmatrix.importing import keep, planned
from skillmatrix.locking import lock_writing
from skillmatrix.models import Expectation, User
from skillmatrix.planning import Options, plan
from skillmatrix.queries.framework import present
from tests.admin.importing import address
from tests.commands.running import run
from tests.faults.dying import LONGEST
from tests.faults.meeting import in_a_thread, stops
from tests.files import csv_bytes, wanted
from tests.test_applying import HEADER, SQL, fill

R = SQL.replace("SQL", "R")
FILE = csv_bytes(HEADER, SQL.replace("Reads", "Writes"))  # changes SQL, and deletes R


@pytest.fixture
def draft(database):
    fill(HEADER, SQL, R)
    editor = User.objects.create_superuser("hr")
    made = keep(editor, "list.csv", FILE, Options(replace=True))
    database.keep()
    return made


@pytest.fixture
def somebody_writes(draft):
    """Somebody has the write lock, and has written, for as long as it takes."""
    client = Client()
    client.force_login(User.objects.get())
    with transaction.atomic():
        lock_writing()
        Expectation.objects.filter(skill__slug="sql").update(description="Draws tables.")
        yield client


def test_the_page_of_a_draft_waits_for_nobody_who_writes(draft, somebody_writes):
    page = in_a_thread(lambda: somebody_writes.get(address(draft))).result(LONGEST)

    assert page.context["totals"] == {"new": 0, "changed": 1, "deleted": 1}
    assert "Reads tables." in page.text


def test_a_dry_run_waits_for_nobody_who_writes(somebody_writes, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(FILE)

    said = in_a_thread(lambda: run("import_framework", path, "--dry-run")).result(LONGEST)

    assert "“Reads tables.” → “Writes tables.”" in said


@pytest.mark.slow
def test_a_plan_during_which_somebody_writes_is_of_before_or_after(database, draft):
    other = plan(wanted(HEADER, R.replace("Reads", "Draws")), present())
    before = planned(draft).plan
    apply(other)
    after = planned(draft).plan

    seen = []
    for stop in stops(database, lambda: planned(draft)):
        apply(other)
        seen.append(stop.result().plan)

    assert before != after
    assert seen == [after] * (len(seen) - 1) + [before]
