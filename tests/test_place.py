"""POST /place/: where I am, remembered or forgotten."""

import pytest

from tests.building import expect


@pytest.fixture(autouse=True)
def analyst(db):
    expect("SQL", "Analyst", "Junior")


def test_a_place_is_remembered(client):
    response = client.post("/place/", {"role": "analyst", "level": "junior", "next": "/skills/sql/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/skills/sql/")
    assert response.cookies["place"].value == "analyst:junior"


def test_a_level_that_the_role_lacks_is_left_out(client):
    expect("SQL", "Engineer", "Lead")
    response = client.post("/place/", {"role": "analyst", "level": "lead"})
    assert response.cookies["place"].value == "analyst:"
    assert response.cookies["place"]["httponly"]


def test_nothing_given_forgets(client):
    client.cookies["place"] = "analyst:junior"
    assert client.post("/place/", {"next": "/"}).cookies["place"].value == ""


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "https://["]
)
def test_it_never_leads_off_the_site(client, there):
    assert client.post("/place/", {"next": there}).headers["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/x", "////elsewhere.example/x", "/\\/elsewhere.example/x"]
)
def test_it_never_leads_off_the_site_by_way_of_the_last_page(client, path):
    response = client.post("/place/", headers={"Referer": f"http://testserver{path}"})
    assert response.headers["Location"] in ("/", "/elsewhere.example/x")


def test_an_unknown_place_is_not_found(client):
    assert client.post("/place/", {"role": "astronaut"}).status_code == 404


@pytest.mark.parametrize(
    "header",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "http://["}],
)
def test_another_site_is_refused(client, header):
    response = client.post("/place/", {"role": "analyst"}, headers=header)
    assert response.status_code == 403
    assert "place" not in response.cookies


def test_only_post_is_answered(client):
    assert client.get("/place/").status_code == 405


def test_a_name_in_any_script_is_remembered(client):
    expect("SQL", "数据分析师", "Junior")
    client.post("/place/", {"role": "数据分析师", "level": "junior"})
    assert "数据分析师" in client.get("/about/").content.decode()
