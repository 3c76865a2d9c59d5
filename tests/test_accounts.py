"""Signing in and out; only editors need it."""

import pytest

from skillmatrix.models import User
from tests.building import words

PASSWORD = "a-long-password"


@pytest.fixture
def employee(db):
    return User.objects.create_user("employee", password=PASSWORD)


def test_whoever_signs_in_is_led_to_the_first_page(client, employee):
    response = client.post("/accounts/login/", {"username": "employee", "password": PASSWORD})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_told(client, employee):
    response = client.post("/accounts/login/", {"username": "employee", "password": "wrong"})
    assert "Please enter a correct username and password." in words(response)


def test_the_foot_offers_to_sign_out(client, employee):
    client.force_login(employee)
    assert "Sign out employee" in words(client.get("/"))
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert "Editors: sign in" in words(client.get("/"))


def test_signing_out_takes_a_form(client, employee):
    assert client.get("/accounts/logout/").status_code == 405


def test_the_password_can_be_changed(client, employee):
    client.force_login(employee)
    form = {
        "old_password": PASSWORD,
        "new_password1": "another-long-one",
        "new_password2": "another-long-one",
    }
    response = client.post("/accounts/password/", form, follow=True)
    assert "Your password has been changed" in words(response)


def test_changing_the_password_needs_signing_in(client, db):
    assert client.get("/accounts/password/").headers["Location"].startswith("/accounts/login/")


def test_an_employee_is_told_that_the_admin_is_not_theirs(client, employee):
    client.force_login(employee)
    response = client.get("/admin/login/")
    assert response.status_code == 403
    assert "Your account has no right to this page." in words(response)


@pytest.mark.parametrize("path", ["/accounts/password/", "/admin/"])
def test_a_fragment_that_needs_an_account_leads_to_the_whole_form(client, db, path):
    response = client.get(path, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response.headers["HX-Redirect"].endswith(f"/login/?next={path}")
    assert response.content == b""


def test_a_page_that_needs_an_account_leads_there_as_ever(client, db):
    assert (
        client.get("/accounts/password/").headers["Location"] == "/accounts/login/?next=/accounts/password/"
    )


def test_a_fragment_that_leads_elsewhere_is_followed(client, db):
    assert "HX-Redirect" not in client.get("/?pick=1", headers={"HX-Request": "true"}).headers
