"""A sheet for a talk between two: what is on it, and what is asked before."""

import re

import pytest

from skillmatrix.models import Organisation, Skill
from tests.building import expect, main, words

NEXT_STEP = "/compare/next-step/"
STEP = f"{NEXT_STEP}?from=analyst:junior&to=analyst:middle"


@pytest.fixture
def source(client, analyst):
    return lambda address: client.get(address).content.decode()


def sheet(page):
    """What a reader sees of the sheet."""
    return words(page[page.index('<article class="sheet"') :].partition("</article>")[0])


def choices(page):
    """The skills that can be chosen; whether each is."""
    return {
        slug: "checked" in rest for slug, rest in re.findall(r'name="skill" value="([\w-]+)"([^>]*)>', page)
    }


def test_each_skill_that_changes_can_be_chosen_and_none_is(source):
    assert choices(source(STEP)) == dict.fromkeys(["forecasts", "charts", "spreadsheets", "listening"], False)


def test_without_a_choice_there_is_no_sheet_and_it_says_what_to_do(source):
    page = source(STEP)
    assert "Nothing is chosen yet." in words(page)
    assert '<article class="sheet"' not in page


def test_what_is_chosen_stands_with_both_texts_and_room_to_write(source):
    page = source(f"{STEP}&skill=charts")
    assert "Charts Data ● Now required ▲ Deeper " in sheet(page)
    assert (
        "Now Junior Working Optional Draws what the table says. "
        "Next Middle Advanced Required Decides which picture is honest. "
        "Example What we agree By when"
    ) in sheet(page)


def test_the_choice_is_kept_in_the_form(source):
    page = source(f"{STEP}&skill=charts&skill=listening")
    assert [slug for slug, is_chosen in choices(page).items() if is_chosen] == ["charts", "listening"]


def test_skills_stand_in_the_order_of_the_comparison(source):
    page = sheet(source(f"{STEP}&skill=listening&skill=charts&skill=forecasts"))
    assert page.index("Forecasts") < page.index("Charts") < page.index("Listening")


def test_a_skill_that_is_new_says_that_nothing_is_written_now(source):
    assert "Now Junior Nothing is written here for Junior." in sheet(source(f"{STEP}&skill=forecasts"))


def test_the_sheet_leaves_names_and_date_blank_and_counts_nothing(source):
    page = source(f"{STEP}&skill=charts&skill=listening")
    assert sheet(page).startswith("Analyst: from Junior to Middle Name In a talk with Date Charts")
    assert "<input" not in page[page.index('<article class="sheet"') :].partition("</article>")[0]
    assert "%" not in sheet(page)


def test_the_sheet_says_whose_framework_it_is_and_since_when(source):
    Organisation.objects.update_or_create(pk=1, defaults={"name": "Acme", "in_force_since": "2026-03-01"})
    assert "taken from the framework of Acme, in force since March 1, 2026." in sheet(
        source(f"{STEP}&skill=charts")
    )


def test_two_roles_are_named(source, engineer):
    page = source(f"{NEXT_STEP}?from=analyst:middle&to=engineer:middle&skill=sql")
    assert "Now Analyst · Middle" in sheet(page)
    assert "Next Engineer · Middle" in sheet(page)


def test_a_skill_that_stays_the_same_is_named_as_left_out(source):
    page = source(f"{STEP}&skill=sql&skill=charts")
    assert "SQL is not on the sheet: it stays the same." in words(page)
    assert "SQL" not in sheet(page)


def test_a_skill_of_neither_place_is_named_as_left_out(source):
    assert "Mentoring is not on the sheet: it is expected at neither of the two." in words(
        source(f"{STEP}&skill=mentoring")
    )


@pytest.mark.parametrize("asked", ["chartz", "%00", ""])
def test_a_skill_that_there_is_not_is_not_found(client, analyst, asked):
    assert client.get(f"{STEP}&skill=sql&skill={asked}").status_code == 404


def test_a_misspelt_skill_leads_to_the_nearest_with_the_others_kept(client, analyst):
    answer = client.get(f"{STEP}&skill=chartz&skill=listening").content.decode()
    assert "skill=charts&amp;skill=listening" in answer


def test_all_that_ask_for_more_are_one_link_away(source):
    page = source(STEP)
    assert "&amp;skill=forecasts&amp;skill=charts#chooser" in page
    assert "All that ask for more (2)" in words(page)


def test_so_many_that_they_make_no_talk_are_not_offered_at_once(client, analyst):
    for number in range(41):
        expect(f"Skill {number}", "Analyst", "Middle")
    assert "All that ask for more" not in main(client.get(STEP))


def test_several_places_ask_which_step_is_meant(source):
    page = source(f"{NEXT_STEP}?from=analyst:junior&to=analyst:middle&to=analyst:senior")
    assert "A sheet is about one step. Which one?" in words(page)
    assert "?from=analyst:junior&amp;to=analyst:middle" in page
    assert "?from=analyst:middle&amp;to=analyst:senior" in page


def test_a_place_beside_itself_has_nothing_for_a_sheet(source):
    page = source(f"{NEXT_STEP}?from=analyst:junior&to=analyst:junior")
    assert "Nothing changes between these two" in words(page)


@pytest.mark.parametrize("asked", ["", "?from=analyst:junior", "?from=analyst:junior&to=analyst:principal"])
def test_where_nothing_can_be_compared_the_page_that_compares_says_so(client, analyst, asked):
    expect("SQL", "Other", "Principal")
    answer = client.get(f"{NEXT_STEP}{asked}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/compare/{asked}"


@pytest.mark.parametrize("asked", ["?from=analyst", "?from=nobody:junior&to=analyst:middle"])
def test_a_place_that_there_is_not_is_not_found(client, analyst, asked):
    assert client.get(f"{NEXT_STEP}{asked}").status_code == 404


def test_its_queries_do_not_grow_with_the_framework(client, analyst, django_assert_num_queries):
    with django_assert_num_queries(15):
        client.get(f"{STEP}&skill=charts")
    for number in range(20):
        expect(f"Skill {number}", "Analyst", "Middle")
    asked = "".join(f"&skill={slug}" for slug in Skill.objects.values_list("slug", flat=True))
    with django_assert_num_queries(15):
        client.get(f"{STEP}{asked}")
