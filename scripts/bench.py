"""Measure, as ratios in one run: on SQLite, and on PostgreSQL where its programs are installed."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import postgres

MEASURED = Path(__file__).with_name("bench_writing.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is told")
    parser.add_argument("--skills", type=int, default=250, help="each stands for 200 expectations")
    chosen = parser.parse_args()
    options = [str(chosen.rounds), str(chosen.skills)]
    with tempfile.TemporaryDirectory(prefix="skillmatrix-bench-") as home:
        status = measure(f"sqlite:///{home}/bench.sqlite3", options)
    folder = postgres.programs()
    if folder is None:
        print("Nothing was measured on PostgreSQL: its programs are not installed here.")
        return status
    with postgres.server(folder) as url:
        return measure(url, options) or status


def measure(url: str, options: list[str]) -> int:
    """Measure the database at `url`, in a process of its own; gives its status."""
    environment = {**os.environ, "DATABASE_URL": url, "DEBUG": "1", "ENV_FILE": os.devnull}
    return subprocess.run([sys.executable, MEASURED, *options], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
