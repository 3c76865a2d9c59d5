"""Every odd file through every door: its page and confirmation, the command with and without --dry-run.

Each gives the stated answer, no traceback, and where it refuses leaves the database as it was, byte for byte.
"""

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from skillmatrix.admin.imports.tickets import Ticket
from skillmatrix.exchange.loading.encodings import OFFERED
from skillmatrix.importing import planned
from skillmatrix.models import Expectation, Import, ImportFile, User
from skillmatrix.rows import Problem
from skillmatrix.text import name_key
from tests.admin.importing import CONFIRM, IMPORT
from tests.building import depth, expect, words
from tests.commands.running import refused, run
from tests.exchange.odd_files import ODD_FILES, ONE_OF_EACH_KIND
from tests.exchange.oddities import Outcome
from tests.faults.databases import connected_to

BEFORE = {("Soup", "Chef", "Junior", "Soup as a Chef does it at Junior.")}
CELL = r'<td data-label="[^"]*"[^>]*>(.*?)</td>'


@pytest.fixture(scope="module")
def prepared(migrated, django_db_blocker):
    """A framework with an expectation that no file speaks of, and an editor who is signed in."""
    with django_db_blocker.unblock(), connected_to(migrated.own):
        migrated.restore(migrated.migrated)
        depth("Working")
        expect("Soup", "Chef", "Junior")
        client = Client()
        client.force_login(User.objects.create_superuser("hr"))
        migrated.keep()
    return migrated, client


@pytest.fixture
def hr(prepared, django_db_blocker):
    database, client = prepared
    with django_db_blocker.unblock(), connected_to(database.own):
        database.restore()
        yield client


def files(outcome):
    """All of them, of which one of each kind is tried in an ordinary run."""
    return pytest.mark.parametrize(
        "file",
        [
            pytest.param(file, id=str(file), marks=[] if file in ONE_OF_EACH_KIND else [pytest.mark.slow])
            for file in ODD_FILES
            if file.outcome is outcome
        ],
    )


# What there is


def stored():
    """The database: on SQLite the bytes of its file, elsewhere every row of every table."""
    if connection.vendor == "sqlite":
        connection.close()
        path = Path(connection.settings_dict["NAME"])
        assert not path.with_name(f"{path.name}-wal").exists()
        return path.read_bytes()
    return dump()


def dump(but=()):
    """Every row of every table but these models'."""
    left_out = {"sqlite_sequence", *(model._meta.db_table for model in but)}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - left_out
        return {table: rows(cursor, table) for table in sorted(tables)}


def rows(cursor, table):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(repr, cursor.fetchall()))


def expected():
    fields = ("skill__name", "role__name", "level__name", "description")
    return set(Expectation.objects.values_list(*fields))


def said_by(file):
    """What the framework expects once the file is in it, names as they compare."""
    return {(*map(name_key, row[:3]), row[3]) for row in {*BEFORE, *file.rows}}


def keyed(found):
    return {(*map(name_key, row[:3]), row[3]) for row in found}


# Through the page


def page_of(answer):
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def goes_on_to(answer, page):
    """Where an answer leads, "" if nowhere."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    return answer.headers.get("Location", found[1] if found else "")


def post(client, to, **fields):
    """The page that a form comes to at last."""
    answer = client.post(to, fields)
    assert answer.status_code in (200, 302)
    page = page_of(answer)
    if there := goes_on_to(answer, page):
        answer = client.get(there)
        assert answer.status_code == 200
        page = page_of(answer)
    assert "Traceback" not in page
    return page


def upload(client, file):
    data = SimpleUploadedFile(file.file_name, file.data())
    return post(client, IMPORT, import_file=data, encoding=file.encoding)


def ticket(page):
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    return html.unescape(found[1]) if found else ""


def problems(page):
    """All that a page says is wrong: why the file cannot be read, the problems in it, or the form's own."""
    lines = re.findall(r'<p class="problem"[^>]*>(.*?)</p>', page, re.DOTALL)
    for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL):
        cells = [html.unescape(cell) for cell in re.findall(CELL, row, re.DOTALL)]
        if len(cells) == 5:
            sheet, number, column, value, message = cells
            lines.append(str(Problem(sheet, int(number) if number else None, column, value, message)))
    lines += map(words, re.findall(r'<ul class="errorlist.*?</ul>', page, re.DOTALL))
    return "\n".join(map(html.unescape, lines))


@files(Outcome.READ)
def test_an_odd_file_is_shown_confirmed_and_written(hr, file):
    before = dump(but=[Import, ImportFile])
    page = upload(hr, file)

    assert problems(page) == ""
    assert dump(but=[Import, ImportFile]) == before
    post(hr, CONFIRM, ticket=ticket(page))
    assert keyed(expected()) == said_by(file)
    assert Import.objects.get().state == "applied"


@files(Outcome.REFUSED)
def test_a_bad_file_is_refused_on_the_page_and_cannot_be_confirmed(hr, file):
    before, bytes_before = dump(but=[Import, ImportFile]), stored()
    page = upload(hr, file)

    says = file.says if file.encoding in ("", *OFFERED) else "not one of the available choices"
    assert re.search(says, problems(page)), problems(page)[:500]
    assert ticket(page) == ""
    draft = Import.objects.first()
    if draft is None:
        assert stored() == bytes_before
    for forged in ("", "forged", *([signed(draft)] if draft else [])):
        post(hr, CONFIRM, ticket=forged)
        assert dump(but=[Import, ImportFile]) == before
    assert not Import.objects.exclude(state="draft").exists()


def signed(draft):
    """A confirmation as if the page had offered one."""
    return Ticket.of(draft, planned(draft)).signed_for(User.objects.get())


# On the command line


def command(file, folder):
    path = folder / file.file_name
    path.write_bytes(file.data())
    return ("import_framework", path, *(["--encoding", file.encoding] if file.encoding else []))


@files(Outcome.READ)
def test_an_odd_file_is_written_by_the_command(hr, file, tmp_path):
    arguments, before = command(file, tmp_path), stored()

    run(*arguments, "--dry-run")
    assert stored() == before
    run(*arguments)
    assert keyed(expected()) == said_by(file)


@files(Outcome.REFUSED)
def test_a_bad_file_is_refused_by_the_command_and_leaves_every_byte(hr, file, tmp_path):
    arguments, before = command(file, tmp_path), stored()

    for options in (["--dry-run"], []):
        assert re.search(file.says, refused(*arguments, *options))
        assert stored() == before
