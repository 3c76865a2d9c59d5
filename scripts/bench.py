"""Measure what writing costs, as ratios in one run: on SQLite, and on PostgreSQL where its programs are.

Each figure is the median of ROUNDS rounds in which the ways to write take turns, so that a busy machine
slows all of them alike. A round changes the description of every expectation.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import postgres

ROUNDS = 5
SKILLS, ROLES, LEVELS = 250, 40, 5  # 50,000 expectations
WORDS = "Reviews what others planned, names the risk that they did not see, and says what would lower it. "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--skills", type=int, default=SKILLS, help="200 expectations each")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        return measure(chosen.rounds, chosen.skills)
    options = ["--rounds", str(chosen.rounds), "--skills", str(chosen.skills)]
    with tempfile.TemporaryDirectory(prefix="skillmatrix-bench-") as home:
        status = run(f"sqlite:///{home}/bench.sqlite3", options)
    folder = postgres.programs()
    if folder is None:
        sys.stdout.write(f"{postgres.MISSING}\n")
        return status
    with postgres.server(folder) as url:
        return run(url, options) or status


def run(url: str, options: list[str]) -> int:
    """Measure the database at `url`, in a process of its own."""
    os.environ |= {"DATABASE_URL": url, "DEBUG": "1", "ENV_FILE": os.devnull}
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    return os.spawnv(os.P_WAIT, sys.executable, [sys.executable, __file__, "--here", *options])


def measure(rounds: int, skills: int) -> int:
    import django
    from django.conf import settings

    django.setup()
    settings.DEBUG = False  # it would keep every statement
    from django.core.management import call_command
    from django.db import connection

    from skillmatrix.recording.installing import install, uninstall

    call_command("migrate", verbosity=0)
    texts = _texts()
    ways = _ways(skills)
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(rounds):
        for name, (prepare, way) in ways.items():
            (uninstall if prepare == "bare" else install)()
            if prepare == "revision":
                _only_revision()
            spent[name].append(way(next(texts)))
    say = sys.stdout.write
    say(f"\n{connection.vendor}: {skills * ROLES * LEVELS:,} expectations changed, medians of {rounds} rounds\n")
    found = {name: statistics.median(times) for name, times in spent.items()}
    for name, seconds in found.items():
        say(f"  {seconds:6.2f} s  {seconds / found[RAW]:5.2f} ×  {name}\n")
    return 0


RAW = "a raw upsert and a raw bulk insert of its history"


def _texts():
    number = 0
    while True:
        number += 1
        yield f"{WORDS * 2}{number}"


def _only_revision() -> None:
    """Triggers that raise the revision and record nothing."""
    from django.db import connection

    from skillmatrix.recording.installing import uninstall

    uninstall()
    body = "UPDATE skillmatrix_revision SET number = number + 1;"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER skillmatrix_record_expectation_change AFTER UPDATE ON skillmatrix_expectation "
                f"WHEN OLD.description IS NOT NEW.description BEGIN {body} END"
            )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION skillmatrix_record_expectation_update() RETURNS trigger "
            "LANGUAGE plpgsql AS $body$ BEGIN IF EXISTS (TABLE new_rows EXCEPT TABLE old_rows) "
            f"THEN {body} END IF; RETURN NULL; END $body$"
        )
        cursor.execute(
            "CREATE TRIGGER skillmatrix_record_expectation_update AFTER UPDATE ON skillmatrix_expectation "
            "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows "
            "FOR EACH STATEMENT EXECUTE FUNCTION skillmatrix_record_expectation_update()"
        )


def _ways(skills: int) -> dict[str, tuple[str, Callable[[str], float]]]:
    """Name -> what is prepared before, and what is measured, given the text to write: seconds."""
    from django.db import transaction
    from django.utils import timezone

    from skillmatrix.applying import apply
    from skillmatrix.models import Change, Expectation
    from skillmatrix.planning import Plan
    from skillmatrix.plans import difference
    from skillmatrix.queries.framework import present, primary_keys
    from skillmatrix.rows import Present, Table

    apply(Plan(difference(present(), _framework(skills))))
    framework = present()
    keys = {table: primary_keys(table) for table in (Table.SKILL, Table.ROLE, Table.LEVEL)}

    def upsert(text: str) -> None:
        now = timezone.now()
        rows = [
            Expectation(
                skill_id=keys[Table.SKILL][skill],
                role_id=keys[Table.ROLE][role],
                level_id=keys[Table.LEVEL][level],
                required=values["required"],
                description=text,
                changed_at=now,
            )
            for (skill, role, level), values in framework.keyed(Table.EXPECTATION).items()
        ]
        Expectation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["skill", "role", "level"],
            update_fields=["proficiency", "required", "description", "changed_at"],
        )

    def history(text: str) -> None:
        now = timezone.now()
        Change.objects.bulk_create(
            Change(
                table="expectation",
                key=":".join(key),
                skill=key[0],
                role=key[1],
                action="change",
                old={"description": values["description"]},
                new={"description": text},
                at=now,
            )
            for key, values in framework.keyed(Table.EXPECTATION).items()
        )

    def raw(text: str) -> float:
        started = time.perf_counter()
        with transaction.atomic():
            upsert(text)
            history(text)
        return time.perf_counter() - started

    def alone(text: str) -> float:
        started = time.perf_counter()
        with transaction.atomic():
            upsert(text)
        return time.perf_counter() - started

    def planned(text: str) -> float:
        before = present()
        rows = {table: before[table] for table in Table}
        rows[Table.EXPECTATION] = {
            key: {**values, "description": text} for key, values in before[Table.EXPECTATION].items()
        }
        plan = Plan(difference(before, Present(rows)))
        started = time.perf_counter()
        apply(plan)
        return time.perf_counter() - started

    return {
        RAW: ("bare", raw),
        "a raw upsert, nothing recorded": ("bare", alone),
        "a raw upsert with the revision alone": ("revision", alone),
        "a raw upsert with revision and history": ("triggers", alone),
        "applying a plan": ("triggers", planned),
    }


def _framework(skills: int):
    from skillmatrix.rows import Present, Table

    named = {
        Table.SKILL: {
            f"skill-{n}": {"name": f"Skill {n}", "domain": "", "group": "", "summary": ""} for n in range(skills)
        },
        Table.ROLE: {f"role-{n}": {"name": f"Role {n}", "family": "", "summary": ""} for n in range(ROLES)},
        Table.LEVEL: {f"level-{n}": {"name": f"Level {n}", "rank": n + 1} for n in range(LEVELS)},
    }
    rows = {
        (skill, role, level): {"proficiency": "", "required": False, "description": WORDS * 2}
        for skill in named[Table.SKILL]
        for role in named[Table.ROLE]
        for level in named[Table.LEVEL]
    }
    return Present({**named, Table.EXPECTATION: rows})


if __name__ == "__main__":
    sys.exit(main())
