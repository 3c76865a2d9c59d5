"""Who may open which address: docs/rights.md says it for every address, and here all of it is asked for."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from skillmatrix.models import User
from tests.admin.addresses import MATRIX, example, example_rows, history_rows, matrix, routes

FIXTURES = {
    "nobody": "anonymous",
    "account": "employee",
    "staff": "staff",
    "reader": "reader",
    "editor": "editor",
    "inside": "limited",
    "outside": "limited",
    "importer": "importer",
    "administrator": "manager",
    "superuser": "administrator",
}
METHODS = {"get": 0, "head": 0, "post": 1}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']", re.IGNORECASE)


def ask(client, method, address):
    answer = getattr(client, method)(address)
    if answer.status_code == 302 and reverse("admin:login") in answer.headers["Location"]:
        return "login"
    if answer.status_code == 302 and answer.headers["Location"].startswith(reverse("login")):
        return "login"
    return str(answer.status_code)


def test_the_matrix_has_every_address_and_no_other():
    written = matrix().keys()

    assert sorted(routes() - written) == [], f"addresses without a row in {MATRIX.name}"
    assert sorted(written - routes()) == [], f"rows of {MATRIX.name} without an address"


def test_the_matrix_has_every_kind_of_person():
    assert all(answers.keys() == FIXTURES.keys() for answers in matrix().values())


@pytest.mark.parametrize("kind", FIXTURES)
def test_every_address_answers_as_the_matrix_says(kind, framework, elsewhere, request):
    client = request.getfixturevalue(FIXTURES[kind])
    who = User.objects.filter(pk=client.session.get(SESSION_KEY)).first()
    about = elsewhere if kind == "outside" else framework
    rows = example_rows(about) | history_rows(about)
    wrong = {}
    for route, answers in matrix().items():
        for method, place in METHODS.items():
            found, meant = ask(client, method, example(route, rows)), answers[kind][place]
            if found != meant:
                wrong[route, method] = f"{found}, and the matrix says {meant}"
            if who and route in ("logout", "admin:logout"):
                client.force_login(who)

    assert wrong == {}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_no_address_answers_another_method(method, framework, administrator):
    administrator.handler.enforce_csrf_checks = True
    rows = example_rows(framework) | history_rows(framework)
    for route in matrix():
        answer = getattr(administrator, method)(example(route, rows))
        assert (route, answer.status_code) == (route, 405)
        assert answer.headers["Allow"].startswith("GET, HEAD")


def test_no_page_has_what_the_content_policy_stops(framework, administrator):
    rows = example_rows(framework) | history_rows(framework)
    pages = {route: administrator.get(example(route, rows)) for route in matrix() if "admin" in route}

    html = {route: page.text for route, page in pages.items() if "html" in page.headers["Content-Type"]}
    assert {route: INLINE.findall(text) for route, text in html.items() if INLINE.search(text)} == {}
    assert "script-src 'self';" in pages["admin:index"].headers["Content-Security-Policy"]


def test_staff_without_rights_see_an_empty_start_page(staff):
    page = staff.get(reverse("admin:index")).text

    assert "You don’t have permission to view or edit anything." in page
    assert "What to do first" not in page
