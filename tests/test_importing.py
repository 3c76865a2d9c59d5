"""The life of an import below the pages: kept, planned, carried out once, given up, expired."""

import datetime
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import BinaryField, Value
from django.db.models.functions import Length
from django.utils import timezone

from skillmatrix import importing
from skillmatrix.applying import Refused
from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.importing import (
    Changed,
    Over,
    carry_out,
    carry_out_at_once,
    discard,
    expire,
    keep,
    mean,
    planned,
    planned_of,
)
from skillmatrix.models import Change, Expectation, Import, ImportFile, Operation, Skill, User
from skillmatrix.planning import Options
from skillmatrix.progress import Stage
from skillmatrix.queries.framework import present
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Problem
from tests.files import csv_bytes, rows_of, xlsx_bytes
from tests.test_applying import HEADER, SQL, fill

pytestmark = pytest.mark.django_db

CAUSE = Cause(Operation.Kind.IMPORT, note="Try it")
FILE = csv_bytes(HEADER, SQL.replace("Reads", "Writes"))


@pytest.fixture
def framework():
    fill(HEADER, SQL)


@pytest.fixture
def draft(framework):
    return keep(None, "list.csv", FILE)


def apply(draft, **options):
    return carry_out(draft, planned(draft).plan.digest, CAUSE, **options)


def long_ago():
    return timezone.now() - datetime.timedelta(days=100)


def now():
    return timezone.now() - datetime.timedelta(days=90)


# Kept


def test_a_file_is_kept_byte_for_byte(draft):
    assert bytes(draft.file.data) == FILE
    assert (draft.size, len(draft.sha256), draft.layout) == (len(FILE), 64, "list")


def test_a_large_file_takes_little_room(framework):
    rows = [f"SQL {number},Analyst,Junior,,yes,Asks for what is needed." for number in range(1_000)]
    large = csv_bytes("skill,role,level,proficiency,required,description", *rows)

    keep(None, "list.csv", large)

    [(data, length)] = ImportFile.objects.values_list("data", Length("data"))
    assert data == large
    assert length < len(large) / 5


def test_what_was_not_packed_is_read_as_it_is(draft):
    ImportFile.objects.update(data=Value(b"plain", BinaryField()))

    assert ImportFile.objects.get().data == b"plain"


def test_who_is_not_known_is_nobody(framework):
    assert keep(AnonymousUser(), "list.csv", FILE).person is None


def test_a_file_with_problems_is_kept(framework):
    draft = keep(None, "list.csv", csv_bytes("skill,role", "SQL,Analyst"))

    assert (draft.problems, draft.is_draft) == (1, True)


@pytest.mark.parametrize(
    ("name", "data"), [("list.xlsx", b"PK\x03\x04"), ("list.pdf", FILE), ("list.csv", b"")]
)
def test_what_cannot_be_read_is_not_kept(name, data, framework):
    with pytest.raises(Unreadable):
        keep(None, name, data)

    assert not Import.objects.exists()
    assert not ImportFile.objects.exists()


def test_planning_writes_nothing(draft):
    before = rows_of(present()), Change.objects.count(), Import.objects.values().get()

    planned(draft)

    assert (rows_of(present()), Change.objects.count(), Import.objects.values().get()) == before


def test_names_of_the_framework_are_known_to_whoever_reads(framework):
    asked = []

    def read(meaning, known):
        asked.append(known)
        return read_bytes("list.csv", FILE, meaning)

    planned_of(read, Options(), Meaning())

    assert (asked[0].roles, asked[0].levels) == (("Analyst",), ("Junior",))
    assert {"Working", "W"} <= set(asked[0].proficiencies)


def test_what_is_not_theirs_is_a_problem_of_the_plan(draft):
    def hold(plan, before):
        return replace(plan, problems=(Problem("", None, "", "", "Not yours."),))

    assert planned(draft, hold).plan.problems


def test_each_stage_is_told_from_its_beginning(draft):
    told = []
    apply(draft, progress=lambda stage, done: told.append((stage, done)))

    assert [stage for at, (stage, _done) in enumerate(told) if told[at - 1][0] is not stage] == list(Stage)
    assert all(0 <= done <= 1 for _stage, done in told)
    assert told[-1] == (Stage.WRITING, 1)


# Carried out


def test_it_is_done_and_written_down(draft):
    done = apply(draft)

    assert Expectation.objects.get().description == "Writes tables."
    assert (done.state, done.note, done.ended_by_name) == ("applied", "Try it", "")
    assert done.operation == Operation.objects.first()
    assert done.done_counts == {
        "domain": {"keep": 1},
        "group": {"keep": 1},
        "skill": {"keep": 1},
        "family": {"keep": 1},
        "role": {"keep": 1},
        "level": {"keep": 1},
        "expectation": {"change": 1},
    }
    assert done.ended_at is not None


def test_a_plan_that_is_another_by_now_is_not_carried_out(draft):
    digest = planned(draft).plan.digest
    Expectation.objects.update(description="Draws tables.")

    with pytest.raises(Changed) as changed:
        carry_out(draft, digest, CAUSE)

    [change] = changed.value.found.plan.changes
    assert change.old == {"description": "Draws tables."}
    assert Expectation.objects.get().description == "Draws tables."
    assert Import.objects.get().is_draft


def test_what_changed_just_before_the_lock_is_found_under_it(draft, monkeypatch):
    digest = planned(draft).plan.digest

    def late(import_, *arguments):
        found = planned(import_)
        Expectation.objects.update(description="Draws tables.")
        return found

    monkeypatch.setattr(importing, "planned", late)
    with pytest.raises(Changed) as changed:
        carry_out(draft, digest, CAUSE)

    [change] = changed.value.found.plan.changes
    assert change.old == {"description": "Draws tables."}
    assert Import.objects.get().is_draft


@pytest.mark.parametrize("what", ["options", "meaning", "sha256"])
def test_what_was_meant_otherwise_just_before_the_lock_is_not_carried_out(what, draft, monkeypatch):
    digest = planned(draft).plan.digest
    other = {"options": {**draft.options, "replace": True}, "meaning": Meaning.of(["x"]).to_json()}

    def late(import_, *arguments):
        found = planned(import_)
        Import.objects.update(**{what: other.get(what, "0" * 64)})
        return found

    monkeypatch.setattr(importing, "planned", late)
    with pytest.raises(Changed):
        carry_out(draft, digest, CAUSE)

    assert Expectation.objects.get().description == "Reads tables."
    assert Import.objects.get().is_draft


def test_of_two_who_say_how_a_file_is_meant_the_later_is_told(draft):
    theirs = Import.objects.get()
    mean(draft, Options(replace=True), Meaning())

    with pytest.raises(Refused, match="Somebody else said meanwhile"):
        mean(theirs, Options(), Meaning.of(["x"]))

    assert Import.objects.get().options["replace"] is True
    assert Import.objects.get().meaning["columns"] == {}


def test_a_plan_with_problems_is_not_carried_out(framework):
    draft = keep(None, "list.csv", csv_bytes(HEADER, SQL.replace("yes", "perhaps")))

    with pytest.raises(Changed):
        apply(draft)

    assert Import.objects.get().is_draft


def test_of_two_confirmations_the_second_is_told_who_came_first(draft):
    digest = planned(draft).plan.digest
    later = Import.objects.get()
    hr = User.objects.create_user("hr")
    carry_out(draft, digest, replace(CAUSE, person=hr))
    Expectation.objects.update(description="Reads tables.")  # so that the file would do the same again

    with pytest.raises(Over, match="Applied by hr, "):
        carry_out(later, digest, CAUSE)

    assert Expectation.objects.get().description == "Reads tables."


def test_a_file_that_changes_nothing_has_a_receipt_and_no_operation(framework):
    operations = Operation.objects.count()

    done = apply(keep(None, "list.csv", csv_bytes(HEADER, SQL)))

    assert (done.state, done.operation) == ("applied", None)
    assert Operation.objects.count() == operations


def test_what_fails_half_way_leaves_a_draft(draft, monkeypatch):
    monkeypatch.setattr(Import, "save", lambda *arguments, **options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        apply(draft)

    assert Import.objects.get().is_draft
    assert Expectation.objects.get().description == "Reads tables."


def test_what_is_not_theirs_under_the_lock_is_refused(draft):
    calls = []

    def hold(plan, before):
        calls.append(plan)
        late = (Problem("", None, "", "", "Not yours."),)
        return replace(plan, problems=late) if len(calls) > 1 else plan

    with pytest.raises(Refused, match="Not yours"):
        carry_out(draft, planned(draft).plan.digest, CAUSE, hold)

    assert Expectation.objects.get().description == "Reads tables."
    assert Import.objects.get().is_draft


def test_a_file_of_another_layout_says_which(framework):
    book = xlsx_bytes(Skills=[["name", "summary"], ["SQL", "Asks."]])

    assert keep(None, "book.xlsx", book).layout == "workbook"


# At once


def test_what_a_command_does_has_a_receipt_with_its_file(framework):
    found = planned_of(lambda meaning, known: read_bytes("list.csv", FILE), Options(), Meaning())

    done = carry_out_at_once(found, CAUSE, "list.csv", FILE, Options(), Meaning())

    assert (done.state, done.person, bytes(done.file.data)) == ("applied", None, FILE)
    assert (done.digest, done.done_digest) == (found.plan.digest, found.plan.digest)
    assert done.operation.imports.get() == done


def test_a_plan_is_carried_out_without_the_rows_that_it_was_made_from(framework):
    found = planned_of(lambda meaning, known: read_bytes("list.csv", FILE), Options(), Meaning())
    alone = found.to_carry_out

    done = carry_out_at_once(alone, CAUSE, "list.csv", FILE, Options(), Meaning())

    assert not any((*alone.before.rows.values(), *alone.wanted.tables.values()))
    assert (done.done_digest, done.layout) == (found.plan.digest, "list")


def test_what_a_command_may_not_do_leaves_no_receipt(framework):
    found = planned_of(lambda meaning, known: read_bytes("list.csv", FILE), Options(), Meaning())
    Expectation.objects.update(description="Draws tables.")

    with pytest.raises(Refused):
        carry_out_at_once(found, CAUSE, "list.csv", FILE, Options(), Meaning())

    assert not Import.objects.exists()


# Given up


def test_what_is_discarded_is_not_carried_out(draft):
    digest = planned(draft).plan.digest
    discard(Import.objects.get(), None)

    with pytest.raises(Over, match="Discarded, "):
        carry_out(draft, digest, CAUSE)

    assert Expectation.objects.get().description == "Reads tables."


def test_what_is_over_is_neither_discarded_nor_meant_otherwise(draft):
    apply(draft)

    with pytest.raises(Over, match="Applied, "):
        discard(draft, None)
    with pytest.raises(Over, match="Applied, "):
        mean(draft, Options(replace=True), Meaning())

    assert Import.objects.get().options["replace"] is False


# Expired


def test_old_drafts_expire_and_their_files_go(draft):
    Import.objects.update(at=long_ago())
    fresh = keep(None, "fresh.csv", FILE)

    assert expire(now()) == (1, 1)
    assert list(Import.objects.values_list("file_name", "state")) == [
        ("fresh.csv", "draft"),
        ("list.csv", "expired"),
    ]
    assert ImportFile.objects.get().of == fresh


def test_files_of_what_ended_long_ago_go_and_receipts_stay(draft):
    apply(draft)
    given_up = keep(None, "other.csv", FILE)
    discard(given_up, None)
    Import.objects.update(ended_at=long_ago())

    assert expire(now()) == (0, 2)
    assert list(Import.objects.values_list("state", flat=True)) == ["discarded", "applied"]
    assert Import.objects.get(state="applied").operation == Operation.objects.first()


def test_what_goes_is_not_read_before(draft, django_assert_max_num_queries):
    Import.objects.update(at=long_ago())

    with django_assert_max_num_queries(10) as asked:
        expire(now())

    assert '"data"' not in "".join(query["sql"] for query in asked)


def test_files_of_what_ended_lately_stay(draft):
    Import.objects.update(at=long_ago())
    apply(draft)

    assert expire(now()) == (0, 0)
    assert ImportFile.objects.exists()


def test_where_nothing_is_too_old_nothing_is_written(draft, django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        expire(now())

    assert all(query["sql"].startswith("SELECT") for query in asked)


def test_a_person_who_goes_leaves_their_imports_and_their_name(framework):
    hr = User.objects.create_user("hr")
    keep(hr, "list.csv", FILE)

    hr.delete()

    assert (Import.objects.get().person, Import.objects.get().person_name) == (None, "hr")
    assert Skill.objects.count() == 1
