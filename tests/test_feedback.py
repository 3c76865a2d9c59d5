import re

import pytest
from django.test import Client

from skillmatrix.models import Feedback
from tests.building import expect, main, words


@pytest.fixture(autouse=True)
def cell(db):
    return expect("SQL", "Analyst", "Junior")


def report(**changed):
    return {
        "skill": "sql",
        "role": "analyst",
        "level": "junior",
        "kind": "unclear",
        "words": "Which tables?",
    } | changed


def test_a_report_reaches_the_editors(client):
    response = client.post("/feedback/", report())
    assert response.headers["Location"] == "/skills/sql/?role=analyst&level=junior"
    assert str(Feedback.objects.get()) == "SQL: It is unclear"


def test_the_reader_is_thanked(client):
    assert "Thank you. The editors will read it." in words(client.post("/feedback/", report(), follow=True))


def test_a_skills_page_leads_here_with_its_place(client):
    page = client.get("/skills/sql/?role=analyst&level=junior").content.decode()
    assert 'href="/feedback/?skill=sql&amp;role=analyst&amp;level=junior"' in page


def test_the_form_knows_what_it_is_about(client):
    page = client.get("/feedback/?skill=sql&role=analyst").content.decode()
    assert re.search('<option value="sql"[^>]* lang="en"[^>]*>', page)
    assert re.search('<option value="sql"[^>]* selected', page)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"skill": ""}, "Skill: This field is required."),
        ({"skill": "nope"}, "Select a valid choice"),
        ({"kind": ""}, "What is wrong?: This field is required."),
        ({"words": "a" * 2001}, "at most 2000 characters"),
        ({"words": "a\u202eb"}, "U+202E"),
    ],
)
def test_what_does_not_fit_is_named_and_not_kept(client, changed, problem):
    response = client.post("/feedback/", report(**changed))
    assert response.status_code == 422
    assert problem in main(response)
    assert not Feedback.objects.exists()


def test_a_machine_is_thanked_and_not_kept(client):
    assert client.post("/feedback/", report(website="https://spam.example")).status_code == 302
    assert not Feedback.objects.exists()


def test_an_unknown_name_in_the_address_is_not_found(client):
    assert client.get("/feedback/?skill=sqll").status_code == 404


def test_a_report_needs_this_sites_own_form(db):
    assert Client(enforce_csrf_checks=True).post("/feedback/", report()).status_code == 403
