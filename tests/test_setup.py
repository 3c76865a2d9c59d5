"""What stands in the files that set up, test and ship the project."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ["requirements/production.txt", "requirements/development.txt"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def pins(path: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==(\S+)", (ROOT / path).read_text(), re.MULTILINE))


def test_every_step_of_the_image_is_a_make_target():
    steps = re.findall(r"^RUN (.*)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert steps
    assert {step.removeprefix("make ") for step in steps} <= targets()


def test_help_lists_every_target():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert set(re.findall(r"^  make (\S+) +\S", listed, re.MULTILINE)) == targets()


@pytest.mark.parametrize("target", ["demo", "setup"])
def test_without_a_new_enough_python_setting_up_is_one_line(target, tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "development.txt").touch()

    done = subprocess.run(
        ["make", "-f", ROOT / "Makefile", target, "PYTHON=false"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert "Skillmatrix needs Python 3.13 or newer" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("path", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes_and_name_no_host(path):
    text = (ROOT / path).read_text()
    named = re.findall(r"^[a-z0-9-]+.*?(?=^[a-z0-9-]|\Z)", text, re.MULTILINE | re.DOTALL)

    assert all("==" in block and "--hash=sha256:" in block for block in named)
    assert "://" not in text


def test_development_runs_on_the_pins_of_production():
    production, development = map(pins, REQUIREMENTS)

    assert production.items() <= development.items()


def test_every_dependency_is_pinned():
    declared = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.M | re.S)

    assert declared
    assert set(re.findall(r'"([a-z-]+)', declared[1])) <= pins(REQUIREMENTS[0]).keys()
