"""A database of a test's own that processes and threads share, and that can be put back as it was.

The suite's own is not such a one: on SQLite it is in memory, where no other process sees it.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection, connections

# Nothing waits for ever, whatever goes wrong.
LIMITS = "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


class File:
    """Databases of SQLite are files; with nobody connected there is nothing beside them."""

    def __init__(self, folder):
        self.folder = folder

    def name(self, stem):
        return str(self.folder / f"{stem}.sqlite3")

    def url(self, name):
        return f"sqlite:///{name}"

    def create(self, name):
        self.drop(name)

    def copy(self, source, target):
        assert not Path(f"{source}-wal").exists()
        self.drop(target)
        shutil.copyfile(source, target)

    def drop(self, name):
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)


class Server:
    """Databases of PostgreSQL are copied by the server."""

    DROP = 'DROP DATABASE IF EXISTS "{}" WITH (FORCE)'

    def __init__(self, folder):
        self.own = f"skillmatrix_faults_{os.getpid()}"

    def name(self, stem):
        return f"{self.own}_{stem}"

    def url(self, name):
        parts = urlsplit(os.environ["DATABASE_URL"])
        folder, _sign, _name = parts.path.rpartition("/")
        return parts._replace(path=f"{folder}/{name}").geturl()

    def create(self, name, like="template0"):
        self._execute(self.DROP.format(name), f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def copy(self, source, target):
        self.create(target, like=source)

    def drop(self, name):
        self._execute(self.DROP.format(name))

    def _execute(self, *statements):
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


class Database:
    """The database that everybody is connected to: as it is migrated, until `keep` takes its place."""

    def __init__(self, kind):
        self.kind = kind
        self.migrated, self.kept, self.own = (kind.name(stem) for stem in ("migrated", "kept", "own"))

    @property
    def url(self):
        """What DATABASE_URL says for another process."""
        return self.kind.url(self.own)

    def migrate(self):
        self.kind.create(self.migrated)
        with connected_to(self.migrated):
            call_command("migrate", verbosity=0)

    def keep(self):
        """What `restore` gives back from now on."""
        connection.close()
        self.kind.copy(self.own, self.kept)

    def restore(self, name=None):
        connection.close()
        self.kind.copy(name or self.kept, self.own)

    def drop(self):
        for name in (self.own, self.kept, self.migrated):
            self.kind.drop(name)


def database_in(folder):
    return Database(File(folder) if connection.vendor == "sqlite" else Server(folder))


@contextmanager
def connected_to(name):
    """Every connection that is opened meanwhile, in any thread or child, leads to this database."""
    settings = connections.settings["default"]
    before = dict(settings)
    suites = connections["default"]
    suites.close()  # on PostgreSQL a child must not inherit it; in memory it stays as it is
    settings["NAME"] = name
    if suites.vendor == "postgresql":
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "options": LIMITS}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connection.close()
        settings.clear()
        settings.update(before)
        connections["default"] = suites
