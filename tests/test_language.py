"""The interface language: `?lang=` wins over the cookie, the cookie over the browser."""

from datetime import date

import pytest

from skillmatrix.models import Organisation


def language_of(response):
    return response.headers["Content-Language"]


@pytest.fixture
def about(client, db):
    return lambda query="", accept="": client.get(f"/about/{query}", headers={"Accept-Language": accept})


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("de-CH,de;q=0.9", "de"),
        ("es-MX", "es"),
        ("zh-CN", "zh-hans"),
        ("fr,en;q=0.5", "en"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_the_browser_decides_first(about, accept, language):
    assert language_of(about(accept=accept)) == language


def test_the_choice_is_remembered_and_wins_over_the_browser(client, about):
    client.post("/language/", {"language": "es"})
    assert language_of(about(accept="de")) == "es"


def test_the_address_wins_over_the_choice(client, about):
    client.post("/language/", {"language": "es"})
    assert language_of(about("?lang=de")) == "de"


def test_an_unknown_language_in_the_address_is_passed_over(about):
    assert language_of(about("?lang=xx", "de")) == "de"


def test_choosing_goes_back_without_the_language_in_the_address(client, db):
    response = client.post("/language/", {"language": "de", "next": "/skills/?lang=es&x=1"})
    assert response.headers["Location"] == "/skills/?x=1"


def test_choosing_goes_back_to_where_the_form_stood(client, db):
    response = client.post("/language/", {"language": "de"}, headers={"Referer": "http://testserver/roles/"})
    assert response.headers["Location"] == "/roles/"


def test_a_language_that_is_not_offered_is_refused(client, db):
    assert client.post("/language/", {"language": "xx"}).status_code == 400


def test_another_site_is_refused(client, db):
    assert (
        client.post("/language/", {"language": "de"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code
        == 403
    )


def test_caches_hear_of_accept_language_only_where_it_decided(client, about):
    assert "Accept-Language" in about().headers["Vary"]
    client.post("/language/", {"language": "es"})
    assert "Accept-Language" not in about().headers["Vary"]


def test_dates_follow_the_language(client, db):
    Organisation.objects.create(pk=1, in_force_since=date(2026, 10, 1))
    assert "1. Oktober 2026" in client.get("/about/?lang=de").content.decode()
    assert "2026年10月1日" in client.get("/about/?lang=zh-hans").content.decode()
