"""What holds for every page: its answer to each method, its headers, and its four languages."""

import re

import pytest

from tests.building import expect, leads, main, place, words

PAGES = [
    "/",
    "/skills/",
    "/skills/sql/",
    "/skills/sql/?role=analyst&level=junior",
    "/skills/sql/?level=junior",
    "/skills/sql/?role=analyst",
    "/skills/sql/?role=engineer&level=junior",
    "/roles/",
    "/roles/analyst/",
    "/roles/analyst/?level=junior",
    "/roles/analyst/matrix/?level=junior&open=sql:middle",
    "/roles/analyst/track/?level=junior",
    "/domains/data/",
    "/about/",
    "/feedback/",
    "/search/",
    "/search/?q=sql",
    "/accounts/login/",
    "/skills/sqll/",
]
SENTENCES = {
    "de": ["Erwartet wird", "Stufe", "Rolle"],
    "es": ["nivel", "Nivel", "rol", "Rol"],
    "zh-hans": ["级别", "角色"],
}


@pytest.fixture(autouse=True)
def framework(db):
    expect("SQL", "Analyst", "Junior", "Working", family="Data")
    expect("SQL", "Analyst", "Middle", "Advanced", required=True)
    expect("Charts", "Engineer", "Senior")
    place("Analyst", "Junior", title="Junior Analyst", focus="Learns.", stack="SQL")
    leads(("Analyst", "Middle"), ("Engineer", "Senior"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_get_and_head_and_says_what_it_is(client, path):
    response = client.get(path)
    assert response.status_code == (404 if path == "/skills/sqll/" else 200)
    assert "<h1>" in response.content.decode()
    assert client.head(path).status_code == response.status_code


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/feedback/", "/accounts/login/")])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_only_shows_refuses_to_be_written_to(client, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_nothing_comes_from_elsewhere(client, path):
    response = client.get(path)
    assert "'unsafe-inline'" not in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert "style=" not in page
    assert "<script>" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize("language", ["en", "de", "es", "zh-hans"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_four_languages(client, path, language):
    response = client.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
    tag = {"zh-hans": "zh-Hans"}.get(language, language)
    assert f'<html lang="{tag}">' in response.content.decode()
    text = words(response)
    assert "%(" not in text
    if language != "en":
        assert text != words(client.get(path))
        assert any(word in text for word in SENTENCES[language])


@pytest.mark.parametrize("language", ["de", "es", "zh-hans"])
def test_the_frameworks_own_texts_stay_as_they_are(client, language):
    text = main(client.get(f"/skills/sql/?role=analyst&level=junior&lang={language}"))
    assert "SQL as a Analyst does it at Junior." in text


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/skills/", "Skills"),
        ("/skills/sql/", "Skills"),
        ("/domains/data/", "Skills"),
        ("/roles/analyst/", "Roles"),
    ],
)
def test_the_menu_marks_where_one_is(client, path, section):
    marked = re.findall(r'<a href="[^"]*"\s+aria-current="true">(\w+)</a>', client.get(path).content.decode())
    assert set(marked) == {section}


@pytest.mark.parametrize("path", PAGES)
def test_caches_are_told_that_the_place_matters(client, path):
    response = client.get(path + ("&" if "?" in path else "?") + "lang=de")
    assert "Cookie" in response.headers["Vary"]


def test_a_page_is_sent_compressed_to_whoever_takes_it(client):
    response = client.get("/skills/sql/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]


def test_two_answers_of_the_same_differ_in_length_so_that_none_can_be_guessed_by_it(client):
    # Django fills gzip's header with up to 100 random bytes, which hides what BREACH would measure.
    lengths = {
        len(client.get("/skills/sql/", headers={"Accept-Encoding": "gzip"}).content) for _again in range(20)
    }
    assert len(lengths) > 3
