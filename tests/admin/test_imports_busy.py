"""Somebody else writes for longer than one waits: it is said, and nothing is kept of what one sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from skillmatrix.models import Import, ImportComment, SheetMapping
from tests.admin.importing import ADDED, IMPORT, address, latest, send
from tests.building import words
from tests.test_applying_collisions import collision

TOLD = "Somebody else was writing at the same moment. Nothing is written; try again."
LOCKED = {"sqlite_errorcode": 5}


def refuse_to_write(execute, sql, params, many, context):
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        raise collision(**LOCKED)
    return execute(sql, params, many, context)


def posted_meanwhile(client, address, **data):
    with connection.execute_wrapper(refuse_to_write):
        return client.post(address, data)


@pytest.fixture
def draft(hr, framework):
    send(hr)
    return latest()


def test_an_upload(hr, framework):
    file = SimpleUploadedFile("list.csv", ADDED.encode())

    page = posted_meanwhile(hr, IMPORT, import_file=file, ignore_columns="Notes", replace="on")

    assert page.status_code == 503
    assert f"{TOLD} The file is not kept. Choose it again below." in words(page)
    assert page.context["form"]["ignore_columns"].value() == "Notes"
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("how", {"ignore_columns": "Notes"}),
        ("comment", {"text": "Wait for it."}),
        ("discard", {"why": "No more."}),
        (
            "columns",
            {
                "sheet-1-is_read": "on",
                "sheet-1-header": "1",
                "sheet-1-column-0": "skill",
                "sheet-1-column-1": "role",
                "sheet-1-column-2": "level",
                "sheet-1-column-3": "",
                "sheet-1-holds": "description",
                "save": "on",
            },
        ),
    ],
)
def test_what_is_done_with_a_draft(action, data, hr, draft):
    page = posted_meanwhile(hr, address(draft, action), **data)

    assert page.status_code == 503
    assert TOLD in words(page)
    assert latest().how == draft.how
    assert latest().is_draft
    assert not ImportComment.objects.exists()
    assert not SheetMapping.objects.exists()


def test_a_comment_that_was_refused_stands_in_its_field(hr, draft):
    page = posted_meanwhile(hr, address(draft, "comment"), text="Wait for it.")

    assert page.context["comment"]["text"].value() == "Wait for it."
