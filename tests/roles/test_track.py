"""A role's career track: its ladder as a picture and as a list with the same facts."""

import re

import pytest

from tests.building import expect, leads, level, main, place, role, words

ADDRESS = "/roles/analyst/track/"


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"{ADDRESS}{query}"))


@pytest.fixture
def analyst(db):
    expect("SQL", "Analyst", "Junior", "Working", text="Reads tables.")
    expect("Charts", "Analyst", "Junior", "Working")
    expect("SQL", "Analyst", "Middle", "Advanced", required=True)
    expect("Forecasts", "Analyst", "Middle", "Awareness")
    expect("Mentoring", "Analyst", "Middle", domain="People")
    expect("Mentoring", "Analyst", "Senior", domain="People")
    place("Analyst", "Junior", title="Junior Analyst", focus="Learns the tables.", stack="SQL")
    leads(("Analyst", "Middle"), ("Engineer", "Junior"))
    leads(("Clerk", "Senior"), ("Analyst", "Junior"))


def picture(client, query=""):
    page = client.get(f"{ADDRESS}{query}").content.decode()
    start = page.index('<svg class="stairs')
    return page[start : page.index("</svg>", start)]


def test_each_level_has_its_title_focus_and_stack(show, analyst):
    assert "Junior Junior Analyst Learns the tables. Stack: SQL" in show()


def test_levels_stand_in_their_order(client, analyst):
    page = client.get(ADDRESS).content.decode()
    assert re.findall(r"<h2>\s*<a href=\"/roles/analyst/\?level=(\w+)\"", page) == [
        "junior",
        "middle",
        "senior",
    ]


def test_the_lowest_level_says_with_how_many_skills_it_begins(show, analyst):
    assert "Begins with 2 skills." in show()


def test_changes_are_counted_from_the_level_below_by_what_heads_each_skill(show, analyst):
    text = show()
    assert "Compared with Junior: + New 2 ● Now required 1 – Not listed 1" in text
    assert "Compared with Middle: ≈ Text differs 1 – Not listed 2" in text


def test_a_level_of_which_nothing_is_written_lists_nothing_of_what_was(show, analyst):
    place("Analyst", "Principal")
    assert "Compared with Senior: – Not listed 1" in show()


def test_a_ladder_of_titles_alone_is_shown(client, db):
    place("Analyst", "Junior", title="Junior Analyst")
    text = main(client.get(ADDRESS))
    assert "Junior Analyst No expectation is written at this level yet." in text


def test_sideways_steps_are_named_both_ways(show, analyst):
    text = show()
    assert "May also lead to Engineer · Junior Compare" in text
    assert "Reached also from Clerk · Senior Compare" in text


def test_each_level_is_compared_with_the_one_below_and_with_what_lies_beside(client, analyst):
    page = client.get(ADDRESS).content.decode()
    for start, end in [
        ("analyst:junior", "analyst:middle"),
        ("analyst:middle", "engineer:junior"),
        ("clerk:senior", "analyst:junior"),
    ]:
        assert f'href="/compare/?from={start}&amp;to={end}"' in page


def test_sideways_places_are_links_to_their_role(client, analyst):
    page = client.get(ADDRESS).content.decode()
    assert page.count('href="/roles/engineer/?level=junior"') == 2  # in the picture and in the list
    assert 'href="/roles/clerk/?level=senior"' in page


def test_the_picture_has_levels_what_is_new_and_where_it_leads(client, analyst):
    drawn = "Junior Junior Analyst Engineer Junior Middle + New 2 Senior"
    assert words(picture(client)) == drawn


def test_the_picture_is_not_read_beside_the_list(client, analyst):
    drawn = picture(client)
    assert 'aria-hidden="true"' in drawn
    assert drawn.count("<a ") == drawn.count('tabindex="-1"') == 4


def test_the_picked_level_and_the_next_say_so_in_both(client, show, analyst):
    text = show("?level=junior")
    assert "Junior Now Junior Analyst Learns" in text
    assert "Middle Next Compared" in text
    assert ">Now</text>" in picture(client, "?level=junior")
    assert ">Next</text>" in picture(client, "?level=junior")


def test_without_a_level_nothing_is_marked(show, analyst):
    assert "Now Junior" not in show()
    assert "Next" not in show()


def test_a_level_that_the_role_lacks_offers_those_it_has(client, show, analyst):
    level("Lead")
    text = show("?level=lead")
    assert "Analyst has no level Lead It has these levels: Junior Middle Senior" in text
    assert client.get(f"{ADDRESS}?level=lead").status_code == 200


def test_a_role_without_levels_says_so(show):
    role("Analyst")
    assert "This role has no levels yet." in show()


@pytest.mark.parametrize(
    "address", ["/roles/analysts/track/", f"{ADDRESS}?level=midle", f"{ADDRESS}?level=a&level=b"]
)
def test_an_unknown_name_is_not_found(client, analyst, address):
    assert client.get(address).status_code == 404


def test_hostile_names_are_shown_as_they_are(client, db):
    hostile = "</text><script>x</script>"
    expect("SQL", "Analyst", "Junior")
    place("Analyst", "Junior", title=hostile, focus=hostile, stack=hostile)
    leads(("Analyst", "Junior"), (hostile, "Junior"))
    page = client.get(ADDRESS).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_ones_own_place_is_offered(client, analyst):
    client.cookies["place"] = "analyst:senior"
    assert "You are viewing Analyst, Junior. Yours: Senior. Show mine" in main(
        client.get(f"{ADDRESS}?level=junior")
    )


@pytest.mark.parametrize(("query", "number"), [("", 12), ("?level=junior", 13)])
@pytest.mark.parametrize("skills", [2, 40])
def test_queries_do_not_grow(client, db, django_assert_num_queries, query, number, skills):
    for number_of_skill in range(skills):
        for at in ("Junior", "Middle", "Senior"):
            expect(f"Skill {number_of_skill}", "Analyst", at, "Working")
            leads(("Analyst", at), (f"Role {number_of_skill}", at))
    with django_assert_num_queries(number):
        client.get(f"{ADDRESS}{query}")
