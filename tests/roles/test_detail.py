"""A role's page: its ladder, and all its skills now and next."""

import re

import pytest

from skillmatrix.models import Role
from tests.building import expect, leads, level, main, place, role


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"/roles/analyst/{query}"))


@pytest.fixture
def analyst(db):
    """From Junior to Senior, with a skill for each change."""
    expect("SQL", "Analyst", "Junior", "Working", text="Reads tables.")
    expect("SQL", "Analyst", "Middle", "Working", text="Reads tables.")
    expect("Charts", "Analyst", "Junior", "Working")
    expect("Charts", "Analyst", "Middle", "Advanced", required=True)
    expect("Forecasts", "Analyst", "Middle", "Awareness")
    expect("Spreadsheets", "Analyst", "Junior", "Working")
    expect("Listening", "Analyst", "Junior", domain="People")
    expect("Listening", "Analyst", "Middle", domain="People")
    expect("Mentoring", "Analyst", "Senior", domain="People")
    place("Analyst", "Junior", title="Junior Analyst", focus="Learns the tables.", stack="SQL")
    place("Analyst", "Middle", title="Analyst", focus="Answers questions.", stack="SQL, Python")


def test_figures_count_skills_levels_required_and_optional(show, analyst):
    assert "skills 6 levels 3 required 1 optional 8" in show()


def test_each_level_shows_its_title_focus_and_stack(show, analyst):
    text = show()
    assert "Junior Junior Analyst Learns the tables. Stack: SQL" in text
    assert "Middle Analyst Answers questions. Stack: SQL, Python" in text


def test_without_a_level_each_skill_says_where_it_begins_and_is_required(show, analyst):
    text = show()
    assert "Charts Junior to Middle · required from Middle" in text
    assert "Mentoring Senior · optional" in text


def test_the_step_is_counted_by_the_change_that_heads_each_skill(show, analyst):
    assert "From Junior to Middle: + New 1 ● Now required 1 ≈ Text differs 1 – Not listed 1 = Same 1" in show(
        "?level=junior"
    )


def test_skills_stand_by_domain_in_the_order_of_changes(client, analyst):
    page = client.get("/roles/analyst/?level=junior").content.decode()
    assert re.findall(r"<h3>\s*<a href=\"/skills/(\w+)/", page) == [
        "forecasts",
        "charts",
        "spreadsheets",
        "sql",
        "listening",
    ]


def test_what_stays_the_same_is_folded_to_a_line(client, analyst):
    page = client.get("/roles/analyst/?level=junior").content.decode()
    fold = page[page.index('<details class="fold">') :]
    assert "1 stays the same" in fold
    assert "/skills/sql/" in fold[: fold.index("</details>")]


def test_domains_are_linked_with_the_number_of_their_skills(client, analyst):
    page = client.get("/roles/analyst/?level=junior").content.decode()
    side = page[page.index('<nav class="side"') : page.index("</nav>", page.index('<nav class="side"'))]
    assert re.findall(r'href="#(\w+)".*?<span class="soft">(\d+)</span>', side, re.DOTALL) == [
        ("data", "4"),
        ("people", "1"),
    ]


def test_skills_of_other_levels_are_named(show, analyst):
    assert "At other levels: Mentoring" in show("?level=junior")


def test_the_top_level_says_so_and_folds_nothing(show, analyst):
    text = show("?level=senior")
    assert "Senior is the highest level here." in text
    assert "the same" not in text


def test_skills_that_are_not_sorted_yet_come_last(show, analyst):
    expect("Aardvarks", "Analyst", "Junior", domain=None)
    text = show("?level=junior")
    assert text.rindex("Not sorted yet") > text.rindex("Listening")


def test_a_level_may_lead_sideways(show, analyst):
    leads(("Analyst", "Middle"), ("Engineer", "Junior"))
    assert "May also lead to Engineer · Junior" in show("?level=middle")


def test_a_level_that_the_role_lacks_offers_those_it_has(client, show, analyst):
    level("Lead")
    assert "Analyst has no level Lead It has these levels: Junior Middle Senior" in show("?level=lead")
    assert client.get("/roles/analyst/?level=lead").status_code == 200
    assert "This is where I am" not in show("?level=lead")


def test_a_role_of_which_nothing_is_expected_says_so(show):
    role("Analyst")
    assert "Nothing is expected of this role yet." in show()


@pytest.mark.parametrize(
    "address", ["/roles/analysts/", "/roles/analyst/?level=middel", "/roles/analyst/?level=x:y"]
)
def test_an_unknown_name_is_not_found(client, analyst, address):
    assert client.get(address).status_code == 404


def test_picking_another_role_leads_to_its_page(client, analyst):
    expect("SQL", "Engineer", "Junior")
    response = client.get("/roles/analyst/", {"pick": "1", "role": "engineer", "level": "junior"})
    assert response.headers["Location"] == "/roles/engineer/?level=junior"
    assert response.cookies["place"].value == "engineer:junior"


def test_a_role_keeps_its_address_when_it_is_renamed(client, analyst):
    renamed = Role.objects.get(slug="analyst")
    renamed.name = "Business Analyst"
    renamed.save()
    assert "Business Analyst" in main(client.get("/roles/analyst/"))


@pytest.mark.parametrize(("query", "number"), [("", 12), ("?level=junior", 13)])
@pytest.mark.parametrize("skills", [2, 40])
def test_queries_do_not_grow(client, db, django_assert_num_queries, query, number, skills):
    for skill_number in range(skills):
        for at in ("Junior", "Middle", "Senior"):
            expect(f"Skill {skill_number}", "Analyst", at, "Working", domain=f"Domain {skill_number % 5}")
    with django_assert_num_queries(number):
        client.get(f"/roles/analyst/{query}")


def test_the_level_that_is_picked_is_marked_also_at_the_top(show, analyst):
    assert "Senior Now" in show("?level=senior")
    assert "Junior Now Middle Next" in show("?level=junior")
