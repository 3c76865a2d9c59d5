"""A plan that makes every kind of change to every table, and all that can be seen of what was done."""

from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.db import connection

from skillmatrix.applying import apply
from skillmatrix.flaws import flaws
from skillmatrix.models import Change, Import, ImportFile, Operation, RetiredSlug, Revision, SideStep
from skillmatrix.plans import Plan, difference
from skillmatrix.queries.framework import MODELS, present
from skillmatrix.queries.history import entries
from skillmatrix.recording.operations import Cause
from skillmatrix.replaying import replay
from skillmatrix.rows import Present, Table
from tests.files import NOTHING, rows_of

CAUSE = Cause(Operation.Kind.IMPORT, source="everything.xlsx", note="Try it")


def _named(**fields):
    """Rows by slug: each field as one text, the rows' values in their order."""
    values = {field: [word.strip("-") for word in words.split()] for field, words in fields.items()}
    slugs = values.pop("slug")
    return {
        slug: {field: _typed(field, values[field][at]) for field in values} for at, slug in enumerate(slugs)
    }


def _typed(field, word):
    return int(word) if field == "rank" else word


def _place(title="", focus="", leads_to=()):
    return {"title": title, "focus": focus, "stack": "", "leads_to": tuple(sorted(leads_to))}


def _expectation(proficiency="", required=False, description=""):
    return {"proficiency": proficiency, "required": required, "description": description}


# Beside each other what stays, what changes (names, ranks and letters go round), what goes and what comes.
BEFORE = Present(
    {
        Table.DOMAIN: _named(slug="data craft old", name="Data Craft Old", summary="Tables. - -"),
        Table.GROUP: _named(
            slug="storing asking losing", name="Storing Asking Losing", domain="data data old"
        ),
        Table.SKILL: _named(
            slug="sql r perl ada",
            name="SQL R Perl Ada",
            domain="data data old -",
            group="storing asking losing -",
            summary="Asks. - - -",
        ),
        Table.FAMILY: _named(slug="science trade past", name="Science Trade Past"),
        Table.ROLE: _named(
            slug="analyst cook clerk",
            name="Analyst Cook Clerk",
            family="science trade past",
            summary="Finds. - -",
        ),
        Table.LEVEL: _named(slug="junior senior lead", name="Junior Senior Lead", rank="1 2 3"),
        Table.ROLE_LEVEL: {
            ("analyst", "junior"): _place("Analyst", leads_to=["analyst:senior", "cook:senior"]),
            ("analyst", "senior"): _place(focus="Numbers."),
            ("cook", "senior"): _place(),
            ("clerk", "junior"): _place(leads_to=["cook:senior"]),
        },
        Table.PROFICIENCY: _named(
            slug="aware working expert guru",
            name="Aware Working Expert Guru",
            letter="A W E G",
            rank="1 2 3 4",
        ),
        Table.EXPECTATION: {
            ("sql", "analyst", "junior"): _expectation("aware", description="Reads tables."),
            ("sql", "analyst", "senior"): _expectation("working", True, "Tunes\n“queries”."),
            ("r", "analyst", "junior"): _expectation("guru"),
            ("perl", "clerk", "junior"): _expectation(description="Types."),
        },
    }
)
AFTER = Present(
    {
        Table.DOMAIN: _named(slug="data craft new", name="Craft Data New", summary="- Rows. -"),
        Table.GROUP: _named(
            slug="storing asking finding", name="Asking Storing Finding", domain="data craft new"
        ),
        Table.SKILL: _named(
            slug="sql r ada cobol",
            name="R SQL Ada Cobol",
            domain="data craft - new",
            group="storing asking - finding",
            summary="- Counts. - -",
        ),
        Table.FAMILY: _named(slug="science trade future", name="Trade Science Future"),
        Table.ROLE: _named(
            slug="analyst cook engineer",
            name="Cook Analyst Engineer",
            family="science trade future",
            summary="- Cooks. -",
        ),
        Table.LEVEL: _named(slug="junior senior head", name="Senior Junior Head", rank="2 1 3"),
        Table.ROLE_LEVEL: {
            ("analyst", "junior"): _place("Analyst II", leads_to=["cook:senior", "engineer:head"]),
            ("analyst", "senior"): _place(focus="Figures.", leads_to=["analyst:junior"]),
            ("cook", "senior"): _place(),
            ("engineer", "head"): _place(leads_to=["cook:senior"]),
        },
        Table.PROFICIENCY: _named(
            slug="aware working expert wise",
            name="Working Aware Expert Wise",
            letter="W E A V",
            rank="3 1 2 4",
        ),
        Table.EXPECTATION: {
            ("sql", "analyst", "junior"): _expectation("wise", True, "Writes tables."),
            ("sql", "analyst", "senior"): _expectation("working", True, "Tunes\n“queries”."),
            ("r", "analyst", "junior"): _expectation(),
            ("cobol", "engineer", "head"): _expectation("aware", description="👩‍🍳 \\ 'new'"),
        },
    }
)
EVERYTHING = Plan(difference(BEFORE, AFTER))


def prepare():
    """The framework as it is before EVERYTHING, which will make a skill again that was deleted once."""
    cobol = Plan(difference(NOTHING, Present({Table.SKILL: {"cobol": AFTER[Table.SKILL]["cobol"] | _ALONE}})))
    apply(apply(cobol).undo)
    apply(Plan(difference(NOTHING, BEFORE)))


_ALONE = {"domain": "", "group": ""}


class State(NamedTuple):
    """What anybody can see, without keys and times of the database, which differ from run to run."""

    framework: dict
    retired: set
    history: list
    operations: list
    revision: int
    under_way: int | None
    log: list
    imports: list


def state():
    changes = Change.objects.order_by("pk").values_list(
        "table", "key", "skill", "role", "action", "old", "new", "operation__source", "operation__kind"
    )
    revision, imports = Revision.objects.get(), Import.objects.order_by("pk")
    return State(
        rows_of(present()),
        set(RetiredSlug.objects.values_list("kind", "slug")),
        list(changes),
        list(Operation.objects.order_by("pk").values_list("kind", "person_name", "source", "note")),
        revision.number,
        revision.operation_id,
        list(LogEntry.objects.values_list("object_repr", "change_message")),
        list(imports.values_list("state", "note", "done_digest", "ended_by_name", "operation__source")),
    )


def rows():
    """Every row of the database that writing could touch, to the last column."""
    models = [*MODELS.values(), SideStep, RetiredSlug, Change, Operation, Revision, LogEntry]
    models += [Import, ImportFile]
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in models}


def assert_sound():
    """What holds whenever nobody is writing."""
    assert Revision.objects.get().operation_id is None
    assert flaws(present()) == set()
    assert rows_of(replay(entries())) == rows_of(present())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
