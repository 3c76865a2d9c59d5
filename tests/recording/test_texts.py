"""Texts are recorded to the letter, and rows by the thousand to the row."""

import pytest

from skillmatrix.models import Change, Domain, Expectation, Skill
from skillmatrix.plans import Action
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import entries
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.replaying import replay
from skillmatrix.rows import Table
from skillmatrix.text import NAME_LENGTH, TEXT_LENGTH
from tests.building import expect, skill
from tests.files import rows_of

pytestmark = pytest.mark.django_db

TEXTS = {
    "quotation marks": "'\"“”„«`´",
    "backslashes": '\\ \\\\ \\n \\u0041 \\" C:\\temp\\',
    "lines": "- one\n- two\n\n\tindented",
    "emoji": "👩‍🍳🏳️‍🌈🇪🇺 \U0001f9d1\U0001f3fd‍💻",
    "other scripts": "数据科学 עברית العربية ǅ ﬁ ẞ İ",
    "marks of JSON": '{"a": [null, true, 1.5e3]}, null',
    "only null": "null",
    "marks of SQL": "'); DROP TABLE skillmatrix_change; -- %s %% :name ?",
    "separators": "a:b::c \u2028 \u2029 \u00a0 \ufeff|",
    "a private sign": "\ue000\ue000A",
    "very long": '👩‍🍳 \\"\n' * (TEXT_LENGTH // 8),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_recorded_as_it_is(text):
    row = expect("SQL", "Analyst", "Senior", text="Before.")
    row.description = text
    row.save()
    stored = Expectation.objects.get().description
    row.description = "After."
    row.save()

    came, went = Change.objects.all()[1].new, Change.objects.all()[0].old
    assert len(stored) > len(text) - 5
    assert came == went == {"description": stored}
    assert rows_of(replay(entries())) == rows_of(present())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_name_is_recorded_as_it_is(text):
    made = skill(" ".join(text.split())[:NAME_LENGTH])
    made.delete()

    came, went = Change.objects.filter(table="skill").order_by("pk")
    assert came.new == went.old
    assert came.new["name"] == made.name


def test_a_text_that_becomes_empty_is_a_change_to_nothing():
    expect("SQL", "Analyst", "Senior", text="null")
    Expectation.objects.update(description="")

    assert Change.objects.first().new == {"description": ""}


# Many rows at once


def many(numbers, summary):
    rows = [Skill(name=f"Skill {n}", slug=f"skill-{n}", summary=summary(n)) for n in numbers]
    Skill.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["slug"], update_fields=["name", "summary"]
    )


def test_an_upsert_of_a_thousand_rows_is_recorded_as_what_became_of_each():
    many(range(700), lambda n: "Before.")
    started = Change.objects.count()

    many(range(1000), lambda n: "Before." if n % 2 else "After.")

    found = Change.objects.order_by("pk")[started:]
    done = [(change.key, change.action) for change in found]
    assert len(done) == len(set(done))
    assert set(done) == {(f"skill-{n}", "change") for n in range(0, 700, 2)} | {
        (f"skill-{n}", "create") for n in range(700, 1000)
    }
    assert rows_of(replay(entries())) == rows_of(present())


def test_an_update_of_many_rows_to_values_of_their_own_is_recorded_for_those_that_change():
    many(range(10), lambda n: "")
    rows = list(Skill.objects.order_by("slug"))
    for row in rows[:4]:
        row.summary = f"About {row}."
    started = Change.objects.count()

    Skill.objects.bulk_update(rows, ["summary"])

    found = Change.objects.order_by("pk")[started:]
    assert {change.key: change.new["summary"] for change in found} == {
        row.slug: f"About {row}." for row in rows[:4]
    }
    assert len(found) == 4


@pytest.mark.parametrize(("name", "recorded_as"), [("Data", "change"), ("Craft", "create")])
def test_a_row_that_is_updated_or_created_is_recorded_as_what_it_was(name, recorded_as):
    Domain.objects.create(name="Data")

    Domain.objects.update_or_create(name=name, defaults={"summary": "Tables."})

    assert Change.objects.first().action == recorded_as
    assert Change.objects.count() == 2


def test_rows_that_are_there_already_are_passed_over():
    many(range(3), lambda n: "")
    started = Change.objects.count()

    Skill.objects.bulk_create(
        [Skill(name=f"Skill {n}", slug=f"skill-{n}") for n in range(5)], ignore_conflicts=True
    )

    found = Change.objects.order_by("pk")[started:]
    assert [(change.key, change.action) for change in found] == [("skill-3", "create"), ("skill-4", "create")]


def test_changes_of_two_operations_in_turn_are_told_apart():
    for name in ("Data", "Craft"):
        with recorded(Cause("form", source=name)):
            Domain.objects.create(name=name)
            Domain.objects.filter(name=name).update(summary="Here.")

    found = Change.objects.order_by("pk").values_list("key", "operation__source")
    assert list(found) == [("data", "Data"), ("data", "Data"), ("craft", "Craft"), ("craft", "Craft")]
    assert [entry.action for entry in entries()] == [Action.CREATE, Action.CHANGE] * 2
    assert len(replay(entries())[Table.DOMAIN]) == 2
