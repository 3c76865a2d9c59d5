"""Measure what writing and importing cost, as ratios in one run, on SQLite and PostgreSQL.

PostgreSQL is left out where its programs are not installed. The status is 1 where a promise is broken.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import postgres
from bench_files import ROWS_OF_A_SKILL, SAMPLE
from bench_importing import beside_stock, importing
from bench_running import Databases, Postgresql, Sqlite, environment, manage, run
from bench_serving import serving

SCRIPTS = Path(__file__).parent
PARTS = ("importing", "stock", "writing", "serving")

type Part = Callable[[Databases], bool]


def main() -> int:
    chosen = arguments()
    with tempfile.TemporaryDirectory(prefix="skillmatrix-bench-") as home:
        files, folder = Path(home, "files"), Path(home, "databases")
        files.mkdir()
        folder.mkdir()
        run([SCRIPTS / "bench_files.py", files, str(chosen.skills)], "sqlite://:memory:")
        parts: tuple[Part, ...] = (
            partial(importing, files=files, skills=chosen.skills),
            partial(beside_stock, files=files, skills=chosen.skills),
            partial(writing, rounds=chosen.rounds, skills=chosen.skills),
            partial(serving, files=files),
        )
        wanted = chosen.only or PARTS
        measured = [part for name, part in zip(PARTS, parts, strict=True) if name in wanted]
        kept = measure(Sqlite(folder), measured)
        programs = postgres.programs()
        if programs is None:
            print("\nNothing was measured on PostgreSQL: its programs are not installed here.")
        else:
            with postgres.server(programs) as url:
                kept = measure(Postgresql(url), measured) and kept
    print("\nEvery promise is kept." if kept else "\nA promise is BROKEN: see above.")
    return int(not kept)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of writing, of which the median is told")
    parser.add_argument("--skills", type=int, default=250, help=f"each stands for {ROWS_OF_A_SKILL} rows")
    parser.add_argument("--only", action="append", choices=PARTS, help="may be given several times")
    chosen = parser.parse_args()
    if chosen.skills * ROWS_OF_A_SKILL < SAMPLE:
        parser.error(f"At least {SAMPLE // ROWS_OF_A_SKILL} skills are needed.")
    return chosen


def measure(databases: Databases, parts: list[Part]) -> bool:
    """Whether every part keeps what is promised of it."""
    manage(databases.new("migrated"), "migrate", "--verbosity", "0")
    manage(databases.new("empty", like="migrated"), "add_proficiencies")
    kept = [part(databases) for part in parts]  # each is measured, whatever became of those before
    return all(kept)


def writing(databases: Databases, rounds: int, skills: int) -> bool:
    url = databases.new("writing", like="migrated")
    command = [sys.executable, str(SCRIPTS / "bench_writing.py"), str(rounds), str(skills)]
    return subprocess.run(command, env=environment(url)).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
