"""Files that are made to break something cost little, whether they are read or refused.

Seconds are of processor time, so that a busy machine does not count; memory is what comes on top of the file.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange import measured
from tests.exchange.odd_files import ODD_FILES
from tests.exchange.oddities import Outcome

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [file for file in ODD_FILES if file.hostile]
MOST_SECONDS, MOST_MEGABYTES = 2, 100


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    """What each hostile file took, by its name; all are built once and read one after the other."""
    paths = []
    for file in HOSTILE:
        paths.append(tmp_path_factory.mktemp("hostile") / file.file_name)
        paths[-1].write_bytes(file.data())
    command = [sys.executable, "-m", measured.__name__, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(map(str, HOSTILE), told, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("file", HOSTILE, ids=str)
def test_a_hostile_file_costs_little_time_and_memory_and_has_its_answer(file, costs):
    cost = costs[str(file)]

    assert re.search(file.says, cost["said"]) if file.outcome is Outcome.REFUSED else not cost["said"]
    assert cost["seconds"] < MOST_SECONDS
    assert cost["grown"] < MOST_MEGABYTES


def test_what_a_file_takes_is_measured(tmp_path):
    """The measuring itself: a file of many rows does take time and memory."""
    large = tmp_path / "list.csv"
    large.write_bytes(b"skill,role,level\n" + b"".join(b"s%d,r,l\n" % number for number in range(30_000)))
    small = tmp_path / "small.csv"
    small.write_bytes(b"skill,role,level\na,b,c")

    done = subprocess.run(
        [sys.executable, "-m", measured.__name__, str(large), str(small)],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )

    many, few = (json.loads(line) for line in done.stdout.splitlines())
    assert many["grown"] > few["grown"] + 5
    assert many["seconds"] > few["seconds"]
