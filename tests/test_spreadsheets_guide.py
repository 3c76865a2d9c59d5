"""docs/spreadsheets.md says what the code does: its tables and pictures are held to it."""

import re
from pathlib import Path

import pytest

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.words import HEADERS, YES_NO, plain
from skillmatrix.management.commands.expire_imports import Command as Expire
from skillmatrix.management.commands.export_framework import Command as Export
from skillmatrix.management.commands.import_framework import Command as Import
from skillmatrix.text import NAME_LENGTH, TEXT_LENGTH, name_key

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDE = (DOCS / "spreadsheets.md").read_text()
LARGEST = 150_000  # bytes of a picture
OF_DJANGO = {"help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color"}
OF_DJANGO |= {"skip_checks", "file"}


def words_of(column):
    """The words in the row of a column in the table of headers."""
    [row] = re.findall(rf"^\| {column} \| ([^|\n]*\|[^|\n]*\|[^|\n]*\|[^|\n]*)\|$", GUIDE, re.MULTILINE)
    return {plain(word) for cell in row.split("|") for word in cell.split(",")}


@pytest.mark.parametrize("column", [column.name for column in LIST.columns])
def test_every_header_that_is_known_stands_in_the_table_and_no_other(column):
    assert words_of(column) == {word for word, meant in HEADERS.items() if meant == column}


def test_every_word_for_yes_and_no_is_named_and_no_other():
    [(yes, no)] = re.findall(r"Yes: (.*?)\.\s+No: (.*?)\.\s", GUIDE, re.DOTALL)
    said = {
        name_key(word): is_yes
        for words, is_yes in ((yes, True), (no, False))
        for word in re.split("[,·]", words)
    }

    assert said == YES_NO


@pytest.mark.parametrize("command", [Import, Export, Expire])
def test_every_option_of_the_commands_is_named(command):
    parser = command().create_parser("manage.py", "command")
    options = {action.dest: action.option_strings for action in parser._actions}

    for name in options.keys() - OF_DJANGO:
        assert options[name][-1] in GUIDE


@pytest.mark.parametrize("number", [limits.MOST_ROWS, limits.MOST_COLUMNS, TEXT_LENGTH, NAME_LENGTH])
def test_the_limits_are_those_of_the_code(number):
    assert re.search(rf"^\|[^|]*\| {number:,}\b", GUIDE, re.MULTILINE)


def test_its_links_lead_somewhere():
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    }

    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        path, _sign, heading = target.partition("#")
        assert (DOCS / path).is_file() if path else heading in headings


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]+\]\(([^)]+)\)", GUIDE))
def test_its_pictures_are_small(picture):
    assert (DOCS / picture).stat().st_size < LARGEST
