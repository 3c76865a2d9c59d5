"""The tables of a skill's page: a row a role, level by level."""

import re

import pytest

from tests.building import expect, main

LONG = "Tunes a model for one task. Says what it forgot on the way."


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"/skills/sql/{query}"))


def test_a_row_shows_the_first_sentence_and_opens_to_the_rest(client, db):
    expect("SQL", "Analyst", "Junior", text=LONG)
    page = client.get("/skills/sql/").content.decode()
    summary = re.search(
        r'<details class="more">\s*<summary[^>]*>(.*?)</summary>(.*?)</details>', page, re.DOTALL
    )
    assert summary[1] == "Tunes a model for one task."
    assert "<p>Says what it forgot on the way.</p>" in summary[2]


def test_a_row_tells_depth_and_what_changed_from_the_level_below(show):
    expect("SQL", "Analyst", "Junior", "Awareness")
    expect("SQL", "Analyst", "Middle", "Working", required=True)
    text = show()
    assert (
        "Depth Awareness Level below Nothing is written there: it begins here The role Analyst · Junior"
        in text
    )
    assert "Depth Working Compared with Junior ● Now required ▲ Deeper The role Analyst · Middle" in text


def test_a_row_is_compared_with_the_nearest_level_below_that_has_a_text(show):
    expect("SQL", "Analyst", "Junior", "Awareness")
    expect("Charts", "Analyst", "Middle")
    expect("SQL", "Analyst", "Senior", "Working")
    assert "Compared with Junior ▲ Deeper The role Analyst · Senior" in show()


def test_a_row_leads_to_its_role_at_that_level(client, db):
    expect("SQL", "Analyst", "Middle")
    assert 'href="/roles/analyst/?level=middle"' in client.get("/skills/sql/").content.decode()


def test_ones_own_role_stands_first_then_family_and_name(client, db):
    for role, family in [("Tester", None), ("Baker", "Kitchen"), ("Cook", "Kitchen"), ("Waiter", "Hall")]:
        expect("SQL", role, "Junior", family=family)
    page = client.get("/skills/sql/?role=cook").content.decode()
    rows = re.findall(r'<th scope="row">\s*<a href="/roles/([a-z]+)/', page)
    assert rows == ["cook", "waiter", "baker", "tester"]


def test_up_to_twelve_roles_every_level_stands_open(client, db):
    for number in range(12):
        expect("SQL", f"Role {number}", "Junior")
    page = client.get("/skills/sql/").content.decode()
    assert '<details class="level" id="level-junior" open>' in page


def test_above_twelve_only_now_and_next_stand_open(client, db):
    for number in range(13):
        for at in ("Junior", "Middle", "Senior", "Lead"):
            expect("SQL", f"Role {number}", at)
    page = client.get("/skills/sql/?role=role-1&level=middle").content.decode()
    assert re.findall(r'<details class="level" id="level-(\w+)" open>', page) == ["middle", "senior"]
    assert re.findall(r'<div class="level closed" id="level-(\w+)">', page) == ["junior", "lead"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Showing 5 of 5 roles"),
        ("?family=kitchen", "Showing 4 of 5 roles"),
        ("?roles=COOK", "Showing 2 of 5 roles"),
        ("?family=hall&roles=cook", "Showing 0 of 5 roles"),
    ],
)
def test_filters_say_how_many_roles_they_show(show, query, sentence):
    for role in ("Baker", "Cook", "Head Cook", "Washer"):
        expect("SQL", role, "Junior", family="Kitchen")
    expect("SQL", "Waiter", "Junior", family="Hall")
    assert sentence in show(query)


def test_a_filter_that_nothing_fits_says_so(show):
    expect("SQL", "Baker", "Junior")
    expect("SQL", "Cook", "Junior")
    assert "No role fits the filter." in show("?roles=zzz")


def test_the_filter_keeps_the_picked_place_and_the_picker_the_filter(client, db):
    expect("SQL", "Baker", "Junior", family="Kitchen")
    expect("SQL", "Waiter", "Junior", family="Hall")
    page = client.get("/skills/sql/?role=baker&level=junior&family=hall").content.decode()
    assert '<input type="hidden" name="level" value="junior">' in page
    assert '<input type="hidden" name="family" value="hall">' in page
