"""A skill across its roles: where each begins, from where it is required, how deep it gets; sorted by any."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.building import expect, main

SKILL = "/skills/sql/"


@pytest.fixture
def roles(db):
    """Four roles; Cook never has to know SQL, and nobody wrote how deep Driver's goes."""
    expect("SQL", "Baker", "Middle", "Working", family="Kitchen")
    expect("SQL", "Baker", "Senior", "Advanced", required=True, family="Kitchen")
    expect("SQL", "Cook", "Junior", "Awareness", family="Kitchen")
    expect("SQL", "Cook", "Lead", "Advanced", family="Kitchen")
    expect("SQL", "Analyst", "Senior", "Expert", required=True)
    expect("SQL", "Analyst", "Principal", "Expert", required=True)
    expect("SQL", "Driver", "Middle", required=True)


@pytest.fixture
def get(client, roles):
    return lambda query="": client.get(f"{SKILL}{query}").content.decode()


def table(page):
    start = page.index('<table class="across">')
    return page[start : page.index("</table>", start)]


def order(page):
    return re.findall(r'<th scope="row">\s*<a href="/skills/sql/\?role=(\w+)', table(page))


def test_a_row_says_where_a_role_begins_is_required_and_gets_to(client, roles):
    text = main(client.get(SKILL))
    assert "Baker Kitchen Middle Senior Advanced at Senior" in text
    assert "Cook Kitchen Junior never Advanced at Lead" in text


def test_the_greatest_depth_is_named_at_the_first_level_that_has_it(client, roles):
    assert "Analyst Senior Senior Expert at Senior" in main(client.get(SKILL))


def test_a_depth_that_is_not_written_shows_nothing(client, roles):
    assert "Driver Middle Middle At each level" in main(client.get(SKILL))


def test_a_skill_of_one_role_has_no_such_table(client, db):
    expect("SQL", "Analyst", "Junior")
    assert "Across roles" not in main(client.get(SKILL))


@pytest.mark.parametrize(
    ("sort", "roles_in_order"),
    [
        ("role", ["analyst", "baker", "cook", "driver"]),
        ("-role", ["driver", "cook", "baker", "analyst"]),
        ("starts", ["cook", "baker", "driver", "analyst"]),
        ("-starts", ["analyst", "baker", "driver", "cook"]),
        ("required", ["driver", "analyst", "baker", "cook"]),
        ("-required", ["analyst", "baker", "driver", "cook"]),
        ("depth", ["baker", "cook", "analyst", "driver"]),
        ("-depth", ["analyst", "baker", "cook", "driver"]),
    ],
)
def test_every_column_sorts_both_ways_alike_by_name_and_blanks_last(get, sort, roles_in_order):
    assert order(get(f"?sort={sort}")) == roles_in_order


def test_unsorted_ones_own_role_stands_first(get):
    assert order(get("?role=cook&level=lead")) == ["cook", "baker", "analyst", "driver"]


def test_ones_own_role_is_marked_in_any_order(get):
    assert re.findall(r'\?role=(\w+)[^>]*aria-current="true"', table(get("?role=cook&sort=role"))) == ["cook"]


def test_the_sorted_column_says_so_and_the_others_do_not(get):
    assert re.findall(r"aria-sort=\"(\w+)\"", get()) == []
    assert re.findall(r'aria-sort="(\w+)">\s*<a id="([\w-]+)"', get("?sort=depth")) == [
        ("ascending", "sort-depth")
    ]
    assert re.findall(r'aria-sort="(\w+)"', get("?sort=-depth")) == ["descending"]


def test_a_heading_turns_its_own_order_round(get):
    asked = r'id="sort-depth"\s+href="/skills/sql/\?sort=(-?\w+)#across"'
    assert re.search(asked, get())[1] == "depth"
    assert re.search(asked, get("?sort=role"))[1] == "depth"
    assert re.search(asked, get("?sort=depth"))[1] == "-depth"
    assert re.search(asked, get("?sort=-depth"))[1] == "depth"


def test_the_order_is_said(client, roles):
    assert "Showing 4 of 4 roles, sorted by “Required from”, descending" in main(
        client.get(f"{SKILL}?sort=-required")
    )


@pytest.mark.parametrize("asked", ["depht", "--depth", "Depth", "depth&sort=role"])
def test_an_order_that_there_is_not_is_not_found(client, roles, asked):
    assert client.get(f"{SKILL}?sort={asked}").status_code == 404


def test_what_is_not_found_offers_the_orders_there_are(client, roles):
    response = client.get(f"{SKILL}?role=cook&sort=-depht")
    assert "There is no order “-depht”." in main(response)
    for order in ("-role", "-starts", "-required", "-depth"):
        assert f'href="/skills/sql/?role=cook&amp;sort={order}"' in response.content.decode()


def test_the_filter_is_for_this_table_too(get):
    assert order(get("?roles=OO")) == ["cook"]
    assert order(get("?family=kitchen&sort=-role")) == ["cook", "baker"]


def test_a_row_leads_to_its_ladder_at_the_picked_level_where_the_role_has_it(get):
    links = re.findall(r'<th scope="row">\s*<a href="([^"]+)"', table(get("?level=senior&sort=role")))
    assert links == [
        "/skills/sql/?role=analyst&amp;level=senior",
        "/skills/sql/?role=baker&amp;level=senior",
        "/skills/sql/?role=cook",
        "/skills/sql/?role=driver",
    ]


def test_picker_filter_and_order_keep_each_other(client, get):
    page = get("?role=cook&level=lead&sort=-depth&family=kitchen&roles=o&lang=de")
    assert page.count('<input type="hidden" name="sort" value="-depth">') == 2  # in the picker and the filter
    kept = "role=cook&amp;level=lead&amp;sort=starts&amp;family=kitchen&amp;roles=o&amp;lang=de"
    assert f'href="/skills/sql/?{kept}#across"' in page
    picked = client.get(SKILL, {"pick": "1", "role": "cook", "sort": "-depth", "open": ["lead", "junior"]})
    assert picked.headers["Location"] == "/skills/sql/?role=cook&sort=-depth&open=lead&open=junior"


def test_queries_do_not_grow_with_roles(client, db):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(f"{SKILL}?sort=-depth&open=junior")
        return len(found)

    for number in range(2):
        expect("SQL", f"Role {number}", "Junior", "Working", family=f"Family {number}")
    few = queries()
    for number in range(2, 20):
        expect("SQL", f"Role {number}", "Junior", "Working", family=f"Family {number}")
    assert queries() == few


class TestManyRoles:
    """Above twelve roles the texts of a level come when it is opened."""

    @pytest.fixture
    def page(self, client, db):
        for number in range(13):
            for at in ("Junior", "Middle", "Senior"):
                expect("SQL", f"Role {number}", at, text=f"{at} text of {number}.")
        return lambda query="": client.get(f"{SKILL}{query}").content.decode()

    def test_closed_levels_have_no_texts_and_say_so(self, page):
        assert "Middle text of 3." not in page()
        assert "they are neither found on this page nor printed" in page()

    def test_a_closed_level_is_a_link_that_opens_it_beside_the_others(self, page):
        opened = page("?open=middle&sort=role")
        assert "Middle text of 3." in opened
        assert "Senior text of 3." not in opened
        assert 'href="/skills/sql/?open=middle&amp;open=senior&amp;sort=role#level-senior"' in opened

    def test_all_levels_open_at_once(self, page):
        query = "?open=junior&amp;open=middle&amp;open=senior"
        assert f'href="/skills/sql/{query}#levels"' in page()
        everything = page(query.replace("&amp;", "&"))
        assert all(f"{at} text of 12." in everything for at in ("Junior", "Middle", "Senior"))
        assert "neither found on this page" not in everything

    def test_a_filter_to_few_roles_opens_them_all(self, page):
        assert "Senior text of 3." in page("?roles=Role+3")

    def test_a_level_that_the_skill_has_not_is_not_found(self, client, page):
        response = client.get(f"{SKILL}?open=seniro")
        assert response.status_code == 404
        assert "/skills/sql/?open=senior" in response.content.decode()
