"""The plan of a file that was sent has addresses: for each page of it, and for all of it as a file."""

import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from skillmatrix.models import Skill
from tests.admin.plans import labels
from tests.building import words

IMPORT = reverse("admin:skillmatrix_expectation_import")


@pytest.fixture(autouse=True)
def kept_files(tmp_path, monkeypatch):
    """Uploads of a test stay in its own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def send(client, *lines):
    data = "\n".join(lines).encode()
    return client.post(IMPORT, {"import_file": SimpleUploadedFile("list.csv", data)})


def plan_of(page):
    return page.context["plan_page"]


def test_many_rows_stand_on_pages_that_have_addresses(hr, framework):
    page = send(hr, "skill,role,level", *(f"Skill {n},Data Scientist,Senior" for n in range(70)))
    first = plan_of(page)

    answer = hr.get(first.changes.paging.next)
    second = plan_of(answer)

    assert (len(first.changes.rows), len(second.changes.rows), first.changes.paging.found) == (50, 50, 140)
    assert answer.context["ticket"]
    assert not {*labels(first)} & {*labels(second)}


def test_all_problems_are_there(hr, framework):
    page = send(hr, "skill,role,level", *["Python,,Senior"] * 120)
    second = hr.get(plan_of(page).problems.paging.next)
    third = hr.get(plan_of(second).problems.paging.next)

    assert "has 120 problems" in words(third)
    assert len(plan_of(third).problems.rows) == 20


def test_the_whole_plan_is_downloaded(hr, framework):
    page = send(hr, "skill,role,level,description", "Python,Data Scientist,Senior,Writes tests.")
    (_xlsx, (_csv, address)) = plan_of(page).downloads

    sheet = hr.get(address).content.decode("utf-8-sig")

    assert sheet.splitlines()[1].startswith("new,Skill,Python,")
    assert hr.get(address.replace("format=csv", "format=pdf")).status_code == 404


def test_a_plan_that_is_another_one_by_now_says_so_when_it_is_seen_again(hr, framework):
    page = send(hr, "skill,role,level", "Python,Data Scientist,Senior")
    Skill.objects.create(name="Python")

    again = hr.get(IMPORT, {"ticket": page.context["ticket"]})

    assert "The framework has changed since the preview." in again.text
    assert labels(plan_of(again)) == ["Python · Data Scientist · Senior"]
