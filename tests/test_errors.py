"""What is said where nothing is found, or something breaks."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client

from skillmatrix.views.errors import forbidden
from tests.building import expect, role, skill, words


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("path", ["/nope/", "/skills/nope/", "/skills/a/b/c"])
def test_the_products_own_page_answers_with_all_headers(client, db, settings, debug, path):
    settings.DEBUG = debug
    response = client.get(path)
    assert response.status_code == 404
    assert "Not found" in words(response)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "asked", ["transfr-lerning", "Transfer Learning", "TRANSFER-LEARNING", "transfer_learning"]
)
def test_the_nearest_name_is_offered(client, db, asked):
    skill("Transfer Learning")
    response = client.get(f"/skills/{asked}/")
    assert response.status_code == 404
    assert 'href="/skills/transfer-learning/"' in response.content.decode()


def test_the_likest_name_comes_first(client, db):
    for name in ("Data Analyst", "Data Engineer", "Data Scientist"):
        role(name)
    page = client.get("/roles/data-scientst/").content.decode().partition("<main")[2]
    assert re.findall(r'href="/roles/([a-z-]+)/"', page)[0] == "data-scientist"


def test_a_renamed_row_is_found_by_its_address(client, db):
    renamed = skill("Databases")
    renamed.name = "Structured Queries"
    renamed.save()
    assert 'href="/skills/databases/"' in client.get("/skills/database/").content.decode()


def test_what_nobody_could_have_meant_is_not_offered(client, db):
    skill("Transfer Learning")
    assert "Did you mean" not in words(client.get("/skills/zzz/"))


@pytest.mark.parametrize("query", ["role=analyst&role=engineer", "level=junior&level=senior"])
@pytest.mark.parametrize("path", ["/skills/sql/", "/feedback/", "/"])
def test_a_question_asked_twice_is_no_question(client, db, path, query):
    expect("SQL", "Analyst", "Junior")
    assert client.get(f"{path}?{query}").status_code == 404


def test_what_was_asked_is_shown_as_text(client, db):
    page = client.get("/skills/<script>alert(1)</script>x/").content.decode()
    assert "<script>alert" not in page


def test_htmx_gets_the_page_as_a_fragment(client, db):
    response = client.get("/skills/nope/", headers={"HX-Request": "true"})
    assert response.status_code == 404
    assert "<html" not in response.content.decode()


def test_a_path_without_its_last_slash_is_led_on(client, db):
    assert client.get("/skills").headers["Location"] == "/skills/"


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_form_from_elsewhere_is_refused_in_the_readers_language(db, language):
    response = Client(enforce_csrf_checks=True).post(f"/feedback/?lang={language}")
    assert response.status_code == 403
    assert {"en": "Not allowed", "de": "Nicht erlaubt"}[language] in words(response)


def test_a_page_that_only_shows_says_so_also_without_a_token(db):
    assert Client(enforce_csrf_checks=True).post("/skills/").status_code == 405


def test_a_defect_of_ours_gets_a_page_of_its_own(db, monkeypatch):
    monkeypatch.setattr("skillmatrix.queries.skills.index", lambda: 1 / 0)
    response = Client(raise_request_exception=False).get("/skills/")
    assert response.status_code == 500
    assert "Something broke on our side" in words(response)


@pytest.mark.parametrize("path", ["/skills/%00/", "/roles/a%00/", "/domains/%00/", "/feedback/?skill=%00"])
def test_a_name_that_no_database_holds_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_a_remembered_place_that_no_database_holds_is_passed_over(client, db):
    client.cookies["place"] = "%00:%00"
    assert client.get("/about/").status_code == 200


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"exception": PermissionDenied("You edit Machine Learning.")}, "You edit Machine Learning."),
        ({"exception": PermissionDenied()}, "Your account has no right to this page."),
        ({"reason": "CSRF token missing."}, "This form was sent from another site"),
    ],
)
def test_a_refusal_says_why(rf, db, given, told):
    request = rf.post("/admin/")
    request.user = AnonymousUser()

    page = forbidden(request, **given)

    assert page.status_code == 403
    assert told in words(page)
