"""Any place beside any others: what is said of both, what changes, and in which order."""

import re

import pytest

from skillmatrix.models import Skill, SkillGroup
from tests.building import expect, main, place, without_reports, words

COMPARE = "/compare/"


@pytest.fixture
def show(client, db):
    return lambda query="": main(client.get(f"{COMPARE}{query}"))


@pytest.fixture
def source(client, db):
    return lambda query="": client.get(f"{COMPARE}{query}").content.decode()


def skills(page):
    return re.findall(r"<h3>\s*<a href=\"/skills/([\w-]+)/", page)


def pair(page, skill):
    start = page.index(f'href="/skills/{skill}/', page.index('class="pairs"'))
    return words(without_reports(page[start:]).partition("</section>")[0].partition(">")[2])


def test_each_skill_of_either_stands_with_both_texts_and_its_changes(source, analyst):
    page = source("?from=analyst:junior&to=analyst:middle")
    assert pair(page, "charts") == (
        "Charts Junior Working Optional Draws what the table says. "
        "Middle ● Now required ▲ Deeper Advanced Required Decides which picture is honest."
    )


def test_skills_stand_by_domain_in_the_order_of_what_matters(source, analyst):
    page = source("?from=analyst:junior&to=analyst:middle")
    assert skills(page) == ["forecasts", "charts", "spreadsheets", "sql", "listening"]


def test_two_roles_are_compared_by_role_and_level(source, analyst, engineer):
    page = source("?from=analyst:middle&to=engineer:middle")
    assert pair(page, "sql") == (
        "SQL Analyst · Middle Working Optional Reads tables. "
        "Engineer · Middle ● Now required ▲ Deeper Expert Required SQL as a Engineer does it at Middle."
    )


def test_a_skill_that_the_other_role_has_at_another_level_says_where(source, analyst, engineer):
    page = source("?from=analyst:middle&to=engineer:middle")
    assert "Nothing is written here for Middle. It is written at Senior." in pair(page, "charts")


def test_a_skill_that_goes_on_further_up_says_where(source, analyst):
    expect("Spreadsheets", "Analyst", "Senior")
    page = source("?from=analyst:junior&to=analyst:middle")
    assert "Nothing further is written at Middle. It goes on at Senior." in pair(page, "spreadsheets")


def test_the_summary_says_how_much_changes_and_how_much_asks_for_more(show, analyst):
    text = show("?from=analyst:junior&to=analyst:middle")
    assert "4 of 5 skills change. 2 ask for more: they are new, become required or go deeper." in text
    assert "+ New 1 ● Now required 1 ≈ Text differs 1 – Not listed 1 = Same 1" in text


def test_the_way_back_asks_for_nothing_more(show, db):
    for at, depth in (("Junior", "Awareness"), ("Middle", "Working")):
        expect("SQL", "Analyst", at, depth)
        expect("Charts", "Analyst", at, depth)
    assert "All 2 skills change. None asks for more." in show("?from=analyst:middle&to=analyst:junior")


def test_the_same_place_twice_says_so(show, analyst):
    text = show("?from=analyst:lead&to=analyst:lead")
    assert "This is one and the same role and level: nothing changes." in text


def test_two_places_that_agree_say_so(show, db):
    for at in ("Junior", "Middle"):
        expect("SQL", "Analyst", at, text="Reads tables.")
        expect("Charts", "Analyst", at, text="Draws.")
    assert "All 2 skills stay the same." in show("?from=analyst:junior&to=analyst:middle")


def test_between_roles_domains_with_something_new_come_first(source, analyst, engineer):
    expect("Archives", "Analyst", "Middle", domain="Archives")
    page = source("?from=analyst:middle&to=engineer:middle")
    headings = re.findall(r'<section class="part" id="([\w-]+)"', page)
    assert headings == ["systems", "data", "archives", "people"]


def test_between_roles_what_is_left_behind_is_folded(source, analyst, engineer):
    page = source("?from=analyst:middle&to=engineer:middle&domain=data")
    fold = page[page.rindex('<details class="fold">') :]
    assert "2 are not listed there" in words(fold)
    assert skills(fold) == ["charts", "forecasts"]


def test_the_title_says_what_is_compared(source, analyst, engineer):
    assert "<title>Analyst: from Junior to Lead ·" in source("?from=analyst:junior&to=analyst:lead")
    assert "<title>Analyst, Junior beside Engineer, Middle ·" in source(
        "?from=analyst:junior&to=engineer:middle"
    )
    assert "<title>Compare ·" in source("?from=analyst:junior")


def test_swapping_is_a_link(source, analyst, engineer):
    page = source("?from=analyst:middle&to=engineer:middle&required=1")
    assert 'href="?from=engineer:middle&amp;to=analyst:middle&amp;required=1"' in page


class TestSteps:
    def test_the_levels_between_two_are_offered_as_columns(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:lead")
        assert 'href="?from=analyst:junior&amp;to=analyst:middle&amp;to=analyst:lead"' in page
        assert 'href="?from=analyst:junior&amp;to=analyst:senior&amp;to=analyst:lead"' in page

    def test_each_step_is_marked_against_the_one_before(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle&to=analyst:senior")
        assert "Middle = Same Working" in pair(page, "sql")
        assert "Senior ● Now required ▲ Deeper Advanced" in pair(page, "sql")

    def test_each_step_is_counted_by_itself(self, show, analyst):
        text = show("?from=analyst:junior&to=analyst:middle&to=analyst:senior")
        assert "From Junior to Middle: + New 1" in text
        assert "From Middle to Senior: ● Now required 1" in text

    def test_down_the_ladder_as_well(self, show, analyst):
        text = show("?from=analyst:senior&to=analyst:middle&to=analyst:junior")
        assert "From Senior to Middle:" in text
        assert "From Middle to Junior:" in text

    def test_at_most_two_stand_between(self, source, analyst):
        place("Analyst", "Principal")
        page = source("?from=analyst:junior&to=analyst:middle&to=analyst:senior&to=analyst:principal")
        between = page[page.index('class="between"') :].partition("</nav>")[0]
        assert words(between).endswith("Middle ✓ Shown; take away Senior Lead")
        assert "analyst:lead" not in between

    def test_a_step_that_is_shown_can_be_taken_away(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle&to=analyst:senior&to=analyst:lead")
        assert 'href="?from=analyst:junior&amp;to=analyst:senior&amp;to=analyst:lead"' in page

    def test_the_whole_row_is_swapped(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle&to=analyst:senior")
        assert 'href="?from=analyst:senior&amp;to=analyst:middle&amp;to=analyst:junior"' in page

    def test_other_roles_are_each_marked_against_the_first(self, source, analyst, engineer):
        page = source("?from=analyst:junior&to=engineer:middle&to=analyst:middle")
        assert "Analyst · Middle = Same Working" in pair(page, "sql")
        assert 'id="swap"' not in page


class TestFilters:
    def test_only_what_changes(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle&changes=1")
        assert skills(page) == ["forecasts", "charts", "spreadsheets", "listening"]
        assert "Showing 4 of 5 skills" in words(page)

    def test_only_what_is_required_at_one_of_them(self, source, analyst):
        assert skills(source("?from=analyst:junior&to=analyst:middle&required=1")) == ["charts"]

    def test_only_one_domain(self, source, analyst):
        assert skills(source("?from=analyst:junior&to=analyst:middle&domain=people")) == ["listening"]

    def test_only_one_group(self, source, analyst):
        charts = Skill.objects.get(slug="charts")
        charts.group = SkillGroup.objects.create(name="Telling", domain=charts.domain)
        charts.save()
        assert skills(source("?from=analyst:junior&to=analyst:middle&group=telling")) == ["charts"]

    def test_the_summary_counts_all_skills_whatever_the_filter(self, show, analyst):
        assert "4 of 5 skills change." in show("?from=analyst:junior&to=analyst:middle&domain=people")

    def test_where_nothing_fits_that_is_said_with_a_way_out(self, show, analyst):
        text = show("?from=analyst:junior&to=analyst:middle&domain=people&required=1")
        assert "Showing 0 of 5 skills · Show all" in text
        assert "No skill fits the filters." in text


class TestWords:
    def test_texts_stand_whole_and_unmarked_at_first(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle")
        assert "<ins>" not in page
        assert "<del>" not in page

    def test_the_switch_is_offered_where_texts_share_enough_words(self, show, analyst):
        text = show("?from=analyst:junior&to=analyst:middle")
        assert "Mark changed words (in 1 skill)" in text

    def test_it_is_not_offered_where_all_texts_are_written_afresh(self, show, analyst):
        expect("Listening", "Analyst", "Senior", domain="People", text="Chairs what others run from.")
        assert "Mark changed words" not in show("?from=analyst:middle&to=analyst:senior")

    def test_the_switch_marks_what_was_put_in_and_taken_out(self, source, analyst):
        page = source("?from=analyst:middle&to=analyst:junior&words=1")
        assert "<del>,</del>" in page
        assert "Lets others finish and asks back." in pair(page, "listening")

    def test_texts_that_share_too_little_stay_whole(self, source, analyst):
        page = source("?from=analyst:junior&to=analyst:middle&words=1")
        assert "Draws what the table says. Middle" in pair(page, "charts")


class TestAsking:
    def test_nothing_asked_for_says_what_to_do(self, show, analyst):
        assert "Pick a role and level to start from, then the one to compare it with." in show()

    def test_one_place_offers_what_may_stand_beside_it(self, show, analyst, engineer):
        text = show("?from=analyst:middle")
        assert "The next level Senior" in text
        assert "Other levels of this role Junior Lead" in text
        assert "Where this level may also lead Engineer · Middle" in text
        assert "Roles with skills in common Engineer · Middle 2 of 6 skills" in text

    def test_an_end_alone_asks_for_the_start(self, show, analyst):
        assert "Now pick the role and level to start from." in show("?to=analyst:middle")

    def test_a_level_that_a_role_lacks_offers_those_it_has(self, client, analyst, engineer):
        response = client.get(f"{COMPARE}?from=analyst:junior&to=engineer:junior")
        assert response.status_code == 200
        assert "Engineer has no level Junior It has these levels: Middle Senior" in main(response)
        assert 'href="?from=analyst:junior&amp;to=engineer:middle"' in response.content.decode()

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?from=analist:junior&to=analyst:middle", "There is no role “analist”. Did you mean"),
            ("?from=analyst:junir&to=analyst:middle", "There is no level “junir”. Did you mean"),
            ("?from=analyst", "“analyst” is not a role and level."),
            ("?from=analyst:&to=analyst:middle", "“analyst:” is not a role and level."),
            ("?from=analyst:junior:x", "“analyst:junior:x” is not a role and level."),
            ("?from=analyst:junior&to=:middle", "“:middle” is not a role and level."),
            ("?from=%00:junior", "is not a role and level."),
            ("?from=analyst:junior&from=analyst:middle", "is not a role and level."),
            ("?from=analyst:junior&changes=1&changes=2", "says nothing that this page can be asked for."),
            ("?from=analyst:junior&to=analyst:junior%00", "is not a role and level."),
            (
                "?from=analyst:junior" + "&to=analyst:middle" * 4,
                "At most three places stand beside",
            ),
            ("?from=analyst:junior&to=analyst:middle&domain=peple", "There is no domain “peple”."),
            ("?from=analyst:junior&to=analyst:middle&group=x", "There is no group “x”."),
        ],
    )
    def test_what_is_unknown_or_malformed_is_not_found(self, client, analyst, query, sentence):
        response = client.get(f"{COMPARE}{query}")
        assert response.status_code == 404
        assert sentence in main(response)

    def test_the_nearest_name_leads_to_this_page_asked_rightly(self, client, analyst):
        page = client.get(f"{COMPARE}?from=analist:junior&to=analyst:middle").content.decode()
        assert 'href="/compare/?from=analyst%3Ajunior&amp;to=analyst%3Amiddle"' in page


class TestPicking:
    def ask(self, client, **query):
        return client.get(COMPARE, {"pick": "1", **query}).headers["Location"]

    def test_the_form_leads_to_the_clean_address(self, client, analyst):
        there = self.ask(
            client, from_role="analyst", from_level="junior", to_role="analyst", to_level="middle", words="1"
        )
        assert there == "/compare/?from=analyst:junior&to=analyst:middle&words=1"

    def test_a_row_without_a_role_is_left_out(self, client, analyst):
        there = self.ask(
            client,
            from_role="analyst",
            from_level="junior",
            to_role=["", "analyst"],
            to_level=["lead", "middle"],
        )
        assert there == "/compare/?from=analyst:junior&to=analyst:middle"

    def test_another_role_is_met_at_its_level_nearest_to_the_one_picked(self, client, analyst, engineer):
        there = self.ask(
            client, from_role="analyst", from_level="junior", to_role="engineer", to_level="junior"
        )
        assert there == "/compare/?from=analyst:junior&to=engineer:middle"

    def test_filters_left_open_do_not_stand_in_the_address(self, client, analyst):
        response = client.get(f"{COMPARE}?from=analyst:junior&to=analyst:middle&domain=&group=&changes=1")
        assert response.headers["Location"] == "/compare/?from=analyst:junior&to=analyst:middle&changes=1"

    def test_it_says_nothing_about_where_the_reader_is(self, client, analyst):
        response = client.get(COMPARE, {"pick": "1", "from_role": "analyst", "from_level": "junior"})
        assert "place" not in response.cookies

    def test_the_readers_own_place_is_offered(self, client, analyst):
        client.cookies["place"] = "analyst:middle"
        page = client.get(f"{COMPARE}?from=analyst:junior&to=analyst:lead").content.decode()
        assert 'href="?from=analyst:middle&amp;to=analyst:lead"' in page
        assert "Yours: Middle. Show mine" in words(page)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 7),
        ("?from=analyst:junior", 14),
        ("?from=analyst:junior&to=analyst:middle", 12),
        ("?from=analyst:junior&to=engineer:middle&to=analyst:middle", 12),
    ],
)
@pytest.mark.parametrize("many", [2, 40])
def test_queries_do_not_grow(client, db, django_assert_num_queries, query, number, many):
    for skill in range(many):
        for at in ("Junior", "Middle", "Senior"):
            expect(f"Skill {skill}", "Analyst", at, "Working", domain=f"Domain {skill % 5}")
            expect(f"Skill {skill}", "Engineer", at, "Working", domain=f"Domain {skill % 5}")
    with django_assert_num_queries(number):
        client.get(f"{COMPARE}{query}")


def test_a_filter_that_leaves_nothing_is_still_seen_as_chosen(source, analyst):
    group = SkillGroup.objects.create(name="Telling", domain=Skill.objects.get(slug="charts").domain)
    page = source(f"?from=analyst:junior&to=analyst:middle&domain=people&group={group.slug}")
    assert re.findall(r'value="([\w-]+)"\s+lang="en" dir="auto"\s+selected', page)[-2:] == [
        "people",
        "telling",
    ]
    assert "No skill fits the filters." in words(page)
