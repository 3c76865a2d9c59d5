"""Every odd file reads as it should, or is refused with the sentence that it should be refused with."""

import re

import pytest

from skillmatrix.exchange.meaning import Meaning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.rows import Table
from tests.exchange.odd_files import ODD_FILES
from tests.exchange.oddities import Outcome

SEEN = [file for file in ODD_FILES if not file.huge]


def of(*outcomes):
    return [pytest.param(file, id=str(file)) for file in SEEN if file.outcome in outcomes]


def loaded(file):
    return read_bytes(file.file_name, file.data(), Meaning.of(encoding=file.encoding))


def rows(found):
    return tuple(
        tuple(row.values.get(column, "") for column in ("skill", "role", "level", "description"))
        for row in found.rows(Table.EXPECTATION)
    )


@pytest.mark.parametrize("file", of(Outcome.READ))
def test_an_odd_file_reads_as_what_it_says(file):
    found = loaded(file)

    assert [str(problem) for problem in found.problems] == []
    assert rows(found) == file.rows


@pytest.mark.parametrize("file", of(Outcome.REFUSED))
def test_a_bad_file_is_refused_with_what_would_be_right(file):
    said = "\n".join(str(problem) for problem in loaded(file).problems)

    assert re.search(file.says, said), said[:500]


def test_the_names_of_odd_files_tell_them_apart():
    names = [str(file) for file in ODD_FILES]

    assert len(set(names)) == len(names)
