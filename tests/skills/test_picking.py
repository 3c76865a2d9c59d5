"""The picker: a plain form whose choice is remembered, and a fragment of the same address for htmx."""

import pytest

from tests.building import expect, main

SKILL = "/skills/sql/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def sql(db):
    expect("SQL", "Analyst", "Junior")
    expect("SQL", "Analyst", "Middle")


def test_the_form_leads_to_the_clean_address_and_remembers(client):
    response = client.get(SKILL, {"pick": "1", "role": "analyst", "level": "junior", "roles": ""})
    assert response.headers["Location"] == "/skills/sql/?role=analyst&level=junior"
    assert response.cookies["place"].value == "analyst:junior"


def test_the_choice_is_there_on_the_next_page(client):
    client.get(SKILL, {"pick": "1", "role": "analyst", "level": "junior"})
    page = client.get("/about/").content.decode()
    assert 'id="where"' in page
    assert "Analyst</bdi>" in page


def test_picking_nothing_leaves_the_memory_alone(client):
    client.cookies["place"] = "analyst:junior"
    response = client.get(SKILL, {"pick": "1", "role": ""})
    assert "place" not in response.cookies


def test_a_level_for_all_roles_keeps_the_remembered_role(client):
    client.cookies["place"] = "analyst:junior"
    response = client.get(SKILL, {"pick": "1", "role": "", "level": "middle"})
    assert response.headers["Location"] == "/skills/sql/?level=middle"
    assert response.cookies["place"].value == "analyst:middle"


def test_a_level_that_the_remembered_role_lacks_leaves_the_memory_alone(client):
    expect("SQL", "Engineer", "Lead")
    client.cookies["place"] = "analyst:junior"
    response = client.get(SKILL, {"pick": "1", "role": "", "level": "lead"})
    assert "place" not in response.cookies


def test_forgetting_leads_back_to_the_page_without_the_place(client):
    client.cookies["place"] = "analyst:junior"
    page = client.get(
        SKILL, {"role": "analyst", "level": "junior", "roles": "a", "lang": "de"}
    ).content.decode()
    assert '<input type="hidden" name="next" value="/skills/sql/?roles=a&amp;lang=de">' in page


def test_a_level_that_the_role_lacks_is_not_remembered(client):
    expect("SQL", "Engineer", "Lead")
    response = client.get(SKILL, {"pick": "1", "role": "engineer", "level": "junior"})
    assert response.cookies["place"].value == "engineer:"


def test_a_viewed_place_can_be_made_ones_own(client):
    page = client.get(SKILL, {"role": "analyst", "level": "junior"}).content.decode()
    assert "This is where I am" in page
    client.cookies["place"] = "analyst:junior"
    page = client.get(SKILL, {"role": "analyst", "level": "junior"}).content.decode()
    assert "This is where I am" not in page


def test_the_language_of_the_address_is_kept(client):
    page = client.get(SKILL, {"lang": "de"}).content.decode()
    picker = page[page.index('id="picker"') :]
    assert picker.count('<input type="hidden" name="lang" value="de">') == 1
    response = client.get(SKILL, {"pick": "1", "role": "analyst", "lang": "de"})
    assert response.headers["Location"] == "/skills/sql/?role=analyst&lang=de"


def test_a_link_shows_a_place_and_remembers_nothing(client):
    response = client.get(SKILL, {"role": "analyst", "level": "junior"})
    assert response.status_code == 200
    assert "place" not in response.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": "https://elsewhere.example/"},
    ],
)
def test_a_link_that_imitates_the_form_remembers_nothing(client, headers):
    response = client.get(SKILL, {"pick": "1", "role": "analyst", "level": "junior"}, headers=headers)
    assert response.status_code == 302
    assert "place" not in response.cookies


def test_an_unknown_place_is_not_remembered(client):
    response = client.get(SKILL, {"pick": "1", "role": "analyst", "level": "nope"})
    assert "place" not in response.cookies
    assert client.get(response.headers["Location"]).status_code == 404


def test_the_reader_is_told_where_they_are_and_whose_place_this_is(client):
    client.cookies["place"] = "analyst:middle"
    response = client.get(SKILL, {"role": "analyst", "level": "junior"})
    assert "You are viewing Analyst, Junior. Yours: Middle. Show mine" in main(response)
    assert 'href="/skills/sql/?role=analyst&amp;level=middle"' in response.content.decode()


def test_an_address_without_a_place_has_the_same_content_and_offers_mine(client):
    before = main(client.get(SKILL))
    client.cookies["place"] = "analyst:middle"
    after = main(client.get(SKILL))
    assert after.replace("Yours: Analyst, Middle. Show mine ", "").replace(" Forget where I am", "") == before


def test_a_remembered_place_that_is_gone_is_not_shown(client):
    client.cookies["place"] = "astronaut:junior"
    assert "Pick your level" in client.get(SKILL).content.decode()


def test_htmx_gets_the_main_part_with_the_title_and_the_header(client):
    page = client.get(SKILL, {"role": "analyst", "level": "junior"}, headers=HTMX).content.decode()
    assert "<html" not in page
    assert "<title>SQL · Skillmatrix</title>" in page
    assert "Analyst as" not in page
    assert 'id="where"' in page
    assert 'hx-swap-oob="true"' in page
    assert "<h1>" in page


def test_a_page_restored_from_history_is_whole(client):
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(SKILL, headers=headers).content.decode()


def test_caches_are_told_what_the_page_depends_on(client):
    vary = client.get(SKILL).headers["Vary"]
    assert {"HX-Request", "Cookie", "Accept-Language"} <= {part.strip() for part in vary.split(",")}
