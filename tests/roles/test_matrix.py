"""A role's matrix: skills by levels, and the text of the one cell that is opened."""

import re

import pytest

from skillmatrix.comparing import Depth
from skillmatrix.models import Proficiency
from skillmatrix.queries.matrix import heat
from tests.building import expect, level, main, place, role, skill, words

ADDRESS = "/roles/analyst/matrix/"


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"{ADDRESS}{query}"))


@pytest.fixture
def analyst(db):
    expect("SQL", "Analyst", "Junior", "Working", text="Reads tables.")
    expect("SQL", "Analyst", "Senior", "Expert", required=True, text="Shapes the tables.")
    expect("Listening", "Analyst", "Middle", required=True, domain="People")
    skill("Charts", group="Pictures")
    expect("Charts", "Analyst", "Junior", "Awareness")


def row(response, slug):
    """The words of a skill's row, cell by cell."""
    source = response.content.decode()
    line = source[source.index(f'<tr id="skill-{slug}">') :]
    return [
        words(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", line[: line.index("</tr>")], re.DOTALL)
    ]


def opened(client, query):
    """What only the row with the text holds."""
    response = client.get(f"{ADDRESS}{query}", headers={"HX-Request": "true", "HX-Target": "opened"})
    return response.content.decode()


def test_a_cell_has_the_letter_the_mark_and_both_in_words(client, analyst):
    assert row(client.get(ADDRESS), "sql")[1:] == [
        "W ○ Working, optional",
        "– nothing written",
        "E ● Expert, required",
    ]


def test_a_blank_proficiency_leaves_the_mark_and_no_heat(client, analyst):
    response = client.get(ADDRESS)
    assert row(response, "listening")[2] == "● required"
    assert 'class="heat-0"><a href="?open=listening:middle#' in response.content.decode()


def test_signs_are_explained(show, analyst):
    legend = "A Awareness W Working V Advanced E Expert ● required ○ optional – nothing written"
    assert legend in show()


def test_rows_stand_by_domain_and_group_in_the_order_of_names(show, analyst):
    expect("Wikis", "Analyst", "Junior", domain="Data")
    expect("Aardvarks", "Analyst", "Junior", domain=None)
    table = show()[show().index("Skill Junior") :]
    order = ["Data 3 skills", "Pictures", "Charts", "Data, Without a group", "SQL", "Wikis"]
    order += ["People 1 skill", "Listening", "Not sorted yet 1 skill", "Aardvarks"]
    found = [table.index(heading) for heading in order]
    assert found == sorted(found)


def test_columns_are_the_roles_ladder(show, analyst):
    place("Analyst", "Principal")
    level("Lead")
    assert "Skill Junior Middle Senior Principal" in show()


def test_the_picked_column_and_the_next_say_so(show, analyst):
    assert "Skill Junior Now Middle Next Senior" in show("?level=junior")


def test_only_cells_of_the_picked_column_are_framed(client, analyst):
    page = client.get(f"{ADDRESS}?level=junior").content.decode()
    assert re.findall(r'<th scope="col"\s+class="now">\s*<a href="[^"]*level=(\w+)"', page) == ["junior"]
    assert len(re.findall(r'<td class="heat-\d now">', page)) == 3


def test_the_highest_level_has_no_next(show, analyst):
    assert "Senior Now" in show("?level=senior")
    assert "Next" not in show("?level=senior")


def test_a_levels_name_marks_its_column(client, analyst):
    assert (
        f'href="{ADDRESS}?level=middle&amp;domain=data"'
        in client.get(f"{ADDRESS}?domain=data").content.decode()
    )


def test_no_text_is_sent_until_a_cell_is_opened(show, analyst):
    assert "tables" not in show()


def test_an_opened_cell_stands_beneath_its_row(show, analyst):
    text = show("?open=sql:senior")
    read = "SQL Senior Expert Required Shapes the tables. All about SQL Close"
    assert text.index("E ● Expert, required") < text.index(read) < text.index("People 1 skill")


def test_an_opened_cell_leads_to_the_skill_at_that_place(client, analyst):
    page = client.get(f"{ADDRESS}?level=junior&open=sql:senior").content.decode()
    assert 'href="/skills/sql/?role=analyst&amp;level=senior"' in page


def test_a_link_opens_its_cell_and_keeps_the_rest_of_the_address(client, analyst):
    page = client.get(f"{ADDRESS}?level=junior&domain=data&lang=en").content.decode()
    assert 'href="?level=junior&amp;domain=data&amp;lang=en&amp;open=sql:senior#skill-sql"' in page


def test_the_link_of_an_opened_cell_closes_it(client, analyst):
    page = client.get(f"{ADDRESS}?level=junior&open=sql:senior").content.decode()
    link = re.search(r'<a aria-expanded="true" href="([^"]+)"', page)
    assert link[1] == f"{ADDRESS}?level=junior#skill-sql"
    assert page.count("aria-expanded") == 1


def test_htmx_gets_the_row_alone(client, analyst):
    fragment = opened(client, "?level=junior&open=sql:senior")
    assert fragment.lstrip().startswith('<tr id="opened" >') or fragment.lstrip().startswith(
        '<tr id="opened">'
    )
    assert "Shapes the tables." in fragment
    assert "skill-sql" not in fragment.replace("#skill-sql", "")


def test_the_row_alone_names_itself_and_the_address_on_paper(client, analyst):
    fragment = opened(client, "?open=sql:senior")
    assert "data-shown" in fragment
    assert "http://testserver/roles/analyst/matrix/?open=sql:senior" in fragment


def test_what_is_answered_depends_on_the_target(client, analyst):
    response = client.get(f"{ADDRESS}?open=sql:senior", headers={"HX-Request": "true", "HX-Target": "main"})
    assert "<h1>" in response.content.decode()
    assert "HX-Target" in response.headers["Vary"]


def test_a_domain_is_filtered_with_its_number(show, analyst):
    assert "All domains (3) Data (2) People (1)" in show()
    text = show("?domain=people")
    assert "People: 1 skill × 3 levels" in text
    assert "SQL" not in text


def test_skills_that_are_not_sorted_yet_can_be_asked_for(show, analyst):
    expect("Aardvarks", "Analyst", "Junior", domain=None)
    assert "Not sorted yet: 1 skill × 3 levels" in show("?domain=-")


def test_one_domain_alone_needs_no_filter(show, db):
    expect("SQL", "Analyst", "Junior")
    assert "All domains" not in show()


def test_a_level_that_the_role_lacks_offers_those_it_has(client, show, analyst):
    level("Lead")
    text = show("?level=lead")
    assert "Analyst has no level Lead It has these levels: Junior Middle Senior" in text
    assert "W ○ Working, optional" in text
    assert client.get(f"{ADDRESS}?level=lead").status_code == 200


def test_a_role_of_which_nothing_is_expected_says_so(show):
    role("Analyst")
    assert "Nothing is expected of this role yet." in show()


@pytest.mark.parametrize(
    "query",
    [
        "?level=midle",
        "?level=junior&level=senior",
        "?domain=dta",
        "?domain=-",
        "?domain=empty",
        "?open=sqll:senior",
        "?open=sql:junor",
        "?open=sql:middle",
        "?open=sql",
        "?open=:",
        "?open=sql:senior&open=sql:junior",
        "?open=sql:senior&domain=people",
        "?open=%00:junior",
    ],
)
def test_what_is_not_there_is_not_found(client, analyst, query):
    skill("Nobody's", domain="Empty")
    assert client.get(f"{ADDRESS}{query}").status_code == 404


@pytest.mark.parametrize(
    "cell", ["sqll:senior", "sql:junor", "sql:middle", "sql", ":", "sql:senior&open=sql:junior"]
)
def test_a_row_that_is_not_there_is_not_found_either(client, analyst, cell):
    headers = {"HX-Request": "true", "HX-Target": "opened"}
    assert client.get(f"{ADDRESS}?open={cell}", headers=headers).status_code == 404


def test_an_unknown_role_is_not_found(client, analyst):
    assert client.get("/roles/analysts/matrix/").status_code == 404


def test_an_unwritten_cell_is_named(client, analyst):
    assert "Nothing is written at “sql:middle”." in main(client.get(f"{ADDRESS}?open=sql:middle"))


def test_hostile_names_and_texts_are_shown_as_they_are(client, show, db):
    hostile = '"><script>x</script>'
    expect(hostile, "Analyst", "Junior", "Working", text=hostile, domain=hostile)
    Proficiency.objects.filter(name="Working").update(name=hostile, letter="<")
    slug = client.get(ADDRESS).content.decode().split("?open=")[1].split(":")[0]
    page = client.get(f"{ADDRESS}?open={slug}:junior").content.decode()
    assert "<script>x" not in page
    assert page.count("&quot;&gt;&lt;script&gt;x") >= 4


def test_the_role_page_and_the_matrix_lead_to_each_other(client, analyst):
    assert f'href="{ADDRESS}?level=junior"' in client.get("/roles/analyst/?level=junior").content.decode()
    page = client.get(f"{ADDRESS}?level=junior").content.decode()
    assert 'href="/roles/analyst/?level=junior"' in page
    assert 'href="/roles/analyst/track/?level=junior"' in page


def test_ones_own_place_is_offered(client, analyst):
    client.cookies["place"] = "analyst:senior"
    text = main(client.get(f"{ADDRESS}?level=junior"))
    assert "You are viewing Analyst, Junior. Yours: Senior. Show mine" in text


@pytest.mark.parametrize(
    ("steps", "heats"),
    [
        (1, [1]),
        (2, [1, 4]),
        (3, [1, 3, 4]),
        (4, [1, 2, 3, 4]),
        (5, [1, 2, 3, 3, 4]),
        (7, [1, 2, 2, 3, 3, 4, 4]),
    ],
)
def test_heat_is_spread_over_any_scale(steps, heats):
    assert [heat(Depth("", "", 0, step, steps)) for step in range(1, steps + 1)] == heats
    assert heat(None) == 0


@pytest.mark.parametrize(("query", "number"), [("", 10), ("?level=junior", 11), ("?open=skill-1:junior", 13)])
@pytest.mark.parametrize("skills", [2, 40])
def test_queries_do_not_grow(client, db, django_assert_num_queries, query, number, skills):
    for number_of_skill in range(skills):
        for at in ("Junior", "Middle", "Senior"):
            domain = f"Domain {number_of_skill % 5}"
            expect(f"Skill {number_of_skill}", "Analyst", at, "Working", domain=domain)
    with django_assert_num_queries(number):
        client.get(f"{ADDRESS}{query}")
