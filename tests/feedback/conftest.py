"""One expectation to report on."""

import pytest

from tests.building import expect


@pytest.fixture(autouse=True)
def cell(db):
    return expect("SQL", "Analyst", "Junior")
