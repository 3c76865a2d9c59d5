"""What writing costs in the database of DATABASE_URL, which must be empty: `bench_writing.py ROUNDS SKILLS`.

In each round every way to write changes the description of every expectation, one way after the other, so
that a busy machine slows all of them alike. The medians are told, and their ratio to the raw way: an upsert
of the expectations and an insert of their history, both in bulk and with nothing else around them.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bench_running import verdict  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from skillmatrix.applying import apply  # noqa: E402
from skillmatrix.models import Change, Expectation  # noqa: E402
from skillmatrix.planning import Plan  # noqa: E402
from skillmatrix.plans import difference  # noqa: E402
from skillmatrix.queries.framework import present, primary_keys  # noqa: E402
from skillmatrix.recording.installing import install, uninstall  # noqa: E402
from skillmatrix.rows import Key, Present, Table, Values  # noqa: E402

ROLES, LEVELS = 40, 5
WORDS = "Reviews what others planned, names the risk that they did not see, and says what would lower it. "
TRIGGER = "skillmatrix_record_expectation"
RAISE = "UPDATE skillmatrix_revision SET number = number + 1;"
RAW = "a raw upsert, and a raw insert of its history"
PLANNED = "applying a plan"
TIMES_AS_LONG = 2

type Rows = Mapping[tuple[str, ...], Values]


def main(rounds: int, skills: int) -> int:
    settings.DEBUG = False  # it would keep every statement
    call_command("migrate", verbosity=0)
    apply(Plan(difference(present(), framework(skills))))
    ways = {
        RAW: (uninstall, raw),
        "a raw upsert, nothing recorded": (uninstall, upsert),
        "a raw upsert, with the revision alone": (only_revision, upsert),
        "a raw upsert, with revision and history": (install, upsert),
        PLANNED: (install, planned),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, (prepare, way) in ways.items():
            prepare()
            spent[name].append(seconds(way, f"{WORDS * 2}{name} {number}"))
    medians = {name: statistics.median(times) for name, times in spent.items()}
    tell(skills * ROLES * LEVELS, rounds, medians)
    return int(not verdict("applying a plan", medians[PLANNED] / medians[RAW], TIMES_AS_LONG, "×"))


def tell(rows: int, rounds: int, medians: Mapping[str, float]) -> None:
    print(f"\n{connection.vendor}: {rows:,} expectations changed, medians of {rounds} rounds")
    for name, median in medians.items():
        print(f"  {median:6.2f} s  {median / medians[RAW]:5.2f} ×  {name}")


def seconds(way: Callable[[str], Callable[[], object]], text: str) -> float:
    """How long a way to write `text` takes, once it is prepared."""
    write = way(text)
    started = time.perf_counter()
    with transaction.atomic():
        write()
    return time.perf_counter() - started


def upsert(text: str) -> Callable[[], object]:
    rows = present().keyed(Table.EXPECTATION)
    keys = {table: primary_keys(table) for table in (Table.SKILL, Table.ROLE, Table.LEVEL)}

    def write() -> None:
        now = timezone.now()
        Expectation.objects.bulk_create(
            [
                Expectation(
                    skill_id=keys[Table.SKILL][skill],
                    role_id=keys[Table.ROLE][role],
                    level_id=keys[Table.LEVEL][level],
                    required=values["required"],
                    description=text,
                    changed_at=now,
                )
                for (skill, role, level), values in rows.items()
            ],
            update_conflicts=True,
            unique_fields=["skill", "role", "level"],
            update_fields=["proficiency", "required", "description", "changed_at"],
        )

    return write


def raw(text: str) -> Callable[[], object]:
    rows = present().keyed(Table.EXPECTATION)
    write_rows = upsert(text)

    def write() -> None:
        write_rows()
        Change.objects.bulk_create(history(rows, text))

    return write


def history(rows: Rows, text: str) -> Iterable[Change]:
    now = timezone.now()
    for key, values in rows.items():
        yield Change(
            table=Table.EXPECTATION.value,
            key=":".join(key),
            skill=key[0],
            role=key[1],
            action="change",
            old={"description": values["description"]},
            new={"description": text},
            at=now,
        )


def planned(text: str) -> Callable[[], object]:
    before = present()
    changed: dict[Key, Values] = {
        key: {**values, "description": text} for key, values in before[Table.EXPECTATION].items()
    }
    plan = Plan(difference(before, Present({**before.rows, Table.EXPECTATION: changed})))
    return lambda: apply(plan)


def only_revision() -> None:
    """Triggers that raise the revision and record nothing."""
    uninstall()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER {TRIGGER}_change AFTER UPDATE ON skillmatrix_expectation "
                f"WHEN OLD.description IS NOT NEW.description BEGIN {RAISE} END"
            )
            return
        cursor.execute(
            f"CREATE FUNCTION {TRIGGER}_update() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
            f"IF EXISTS (TABLE new_rows EXCEPT TABLE old_rows) THEN {RAISE} END IF; RETURN NULL; END $body$"
        )
        cursor.execute(
            f"CREATE TRIGGER {TRIGGER}_update AFTER UPDATE ON skillmatrix_expectation "
            "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {TRIGGER}_update()"
        )


def framework(skills: int) -> Present:
    blank = {table: table.blank for table in (Table.SKILL, Table.ROLE, Table.LEVEL)}
    names = {Table.SKILL: skills, Table.ROLE: ROLES, Table.LEVEL: LEVELS}
    rows: dict[Table, dict[Key, Values]] = {
        table: {
            f"{table.value}-{n}": {**blank[table], "name": f"{table.value} {n}"} for n in range(1, count + 1)
        }
        for table, count in names.items()
    }
    for rank, (slug, values) in enumerate(rows[Table.LEVEL].items(), 1):
        rows[Table.LEVEL][slug] = {**values, "rank": rank}
    rows[Table.EXPECTATION] = {
        (str(skill), str(role), str(level)): {**Table.EXPECTATION.blank, "description": WORDS * 2}
        for skill in rows[Table.SKILL]
        for role in rows[Table.ROLE]
        for level in rows[Table.LEVEL]
    }
    return Present(rows)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
