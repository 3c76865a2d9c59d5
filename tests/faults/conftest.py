"""The database of these tests: a file with the product's settings on SQLite, else one of the server's."""

import pytest

from tests.faults.databases import connected_to, database_in


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        made = database_in(tmp_path_factory.mktemp("databases"))
        made.migrate()
        yield made
        made.drop()


@pytest.fixture
def database(migrated, django_db_blocker):
    """An empty one, which every connection leads to; it can be kept and restored."""
    with django_db_blocker.unblock(), connected_to(migrated.own):
        migrated.restore(migrated.migrated)
        yield migrated
