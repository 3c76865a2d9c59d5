"""The form: what it shows, what it asks for, and how it says what does not fit."""

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skillmatrix.models import Feedback
from skillmatrix.queries.feedback import subject
from skillmatrix.views.feedback_forms import Stamp
from tests.building import expect, main, words
from tests.feedback.sending import ABOUT, filled, send, stamp_of


def html(response):
    return response.content.decode()


# What leads here


def test_a_skills_page_leads_here_with_its_place(client):
    assert 'href="/feedback/?skill=sql&amp;role=analyst&amp;level=junior"' in html(
        client.get("/skills/sql/?role=analyst&level=junior")
    )


def test_each_row_of_a_skills_tables_leads_here_and_says_what_it_is_about(client):
    page = html(client.get("/skills/sql/"))
    link = re.search(r'<a href="(/feedback/\?[^"]+)" rel="nofollow">(Something wrong here\?.*?)</a>', page)
    assert link[1] == "/feedback/?skill=sql&amp;role=analyst&amp;level=junior"
    assert words(link[2]) == "Something wrong here? SQL, Analyst, Junior"


def test_each_level_of_a_roles_ladder_leads_here(client):
    expect("SQL", "Analyst", "Middle")
    page = html(client.get("/skills/sql/?role=analyst"))
    ladder = page[: page.index('id="levels"')]
    assert len(re.findall(r"Something wrong here\?", ladder)) == 2


# What it shows


def test_it_shows_what_the_report_is_about_as_it_stands(client):
    page = main(client.get(ABOUT))
    assert "This is about SQL · Analyst · Junior" in page
    assert "SQL as a Analyst does it at Junior." in page


def test_it_says_that_nothing_is_written_there(client):
    expect("Charts", "Engineer", "Senior")
    assert "Nothing is written there." in main(client.get("/feedback/?skill=sql&role=engineer&level=senior"))


def test_it_knows_skill_and_role_where_no_level_is_named(client):
    page = html(client.get("/feedback/?skill=sql&role=analyst"))
    assert re.search('<option value="sql"[^>]* lang="en"', page)
    assert re.search('<option value="sql"[^>]* selected', page)
    assert re.search('<option value="analyst"[^>]* selected', page)
    assert re.search('<option value="" selected>All levels', page)


def test_without_a_skill_it_is_open_to_choose_one(client):
    assert '<details class="choosing" open>' in html(client.get("/feedback/"))


def test_another_expectation_is_shown_without_losing_what_was_typed(client):
    expect("Charts", "Analyst", "Junior")
    data = filled(client.get(ABOUT), skill="charts", look="1")
    page = client.post("/feedback/", data)
    assert page.status_code == 200
    assert "Charts as a Analyst does it at Junior." in main(page)
    assert "Which tables?" in main(page)
    assert re.search('value="unclear"[^>]* checked', html(page))
    assert not Feedback.objects.exists()


def test_it_says_when_a_report_is_deleted(client, settings):
    settings.FEEDBACK_KEEP_DAYS = 1
    tomorrow = time.strftime("%Y", time.gmtime(time.time() + 86_400))
    assert re.search(rf"A report sent today is deleted on \w+\.? \d+, {tomorrow}\.", main(client.get(ABOUT)))


def test_an_unknown_name_in_the_address_is_not_found(client):
    assert client.get("/feedback/?skill=sqll").status_code == 404


def test_the_form_stays_out_of_caches_that_several_share(client):
    assert "private" in client.get(ABOUT).headers["Cache-Control"]


def test_every_opened_form_has_a_token_of_its_own(client):
    assert stamp_of(client.get(ABOUT)).token != stamp_of(client.get(ABOUT)).token


def test_its_queries_do_not_grow_with_the_framework(client, django_assert_num_queries):
    client.get(ABOUT)
    with CaptureQueriesContext(connection) as few:
        client.get(ABOUT)
    for number in range(20):
        expect(f"Skill {number}", f"Role {number}", "Senior")
    with django_assert_num_queries(len(few)):
        client.get(ABOUT)


def test_what_it_is_about_takes_a_fixed_number_of_queries(django_assert_num_queries):
    expect("SQL", "Analyst", "Middle", "Working")
    with django_assert_num_queries(7):  # two of them for the revision
        subject("sql", "analyst", "middle")


# What does not fit


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"skill": ""}, "Skill: Choose what it is about."),
        ({"skill": "nope"}, "Skill: Select a valid choice"),
        ({"skill": "a\0"}, "Skill: Select a valid choice"),
        ({"kind": ""}, "What is wrong?: Choose one of the four."),
        ({"kind": None}, "What is wrong?: Choose one of the four."),
        ({"kind": "other", "words": " "}, "In your words: Say in your words what is wrong."),
        ({"words": "a" * 2001}, "In your words: 2001 characters are too many: at most 2000 fit here."),
        ({"words": "a\u202eb"}, "U+202E"),
        ({"words": "http://a.example https://b.example www.c.example"}, "In your words: At most two links"),
        ({"kind": "duplicate", "repeats": "www.a.b http://c.d www.e.f"}, "In your words: At most two links"),
        ({"kind": "duplicate", "repeats": "a" * 201}, "Which skill or expectation does it repeat?:"),
    ],
)
def test_what_does_not_fit_is_named_and_not_kept(client, changed, problem):
    response = send(client, **changed)
    assert response.status_code == 422
    assert problem in main(response)
    assert not Feedback.objects.exists()


def test_each_problem_leads_to_its_field(client):
    page = html(send(client, kind="", words="a" * 2001))
    for anchor in re.findall(r'<li>\s*<a href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page
    assert re.findall(r'<li>\s*<a href="#([^"]+)"', page) == ["id_kind_0", "id_words"]


def test_what_was_typed_stays_and_the_title_says_that_nothing_is_sent(client):
    page = send(client, kind="", words="Which tables, <b>please</b>?")
    assert "Which tables, &lt;b&gt;please&lt;/b&gt;?" in html(page)
    assert "<title>Not sent yet: Tell the editors" in html(page)
    assert re.search(r'class="problems" role="alert" tabindex="-1" autofocus', html(page))


def test_two_links_are_no_advertising(client):
    assert send(client, words="See https://a.example and https://b.example").status_code == 302


def test_line_breaks_count_once(client):
    assert send(client, words="\r\n".join("a" * 1000)).status_code == 302


# Its stamp


def test_a_form_that_comes_back_too_quickly_asks_to_be_sent_once_more(client):
    page = client.get(ABOUT)
    data = filled(page) | {"stamp": str(stamp_of(page))}
    again = client.post("/feedback/", data)
    assert again.status_code == 422
    assert "quicker than people write" in main(again)
    assert "Which tables?" in main(again)
    assert client.post("/feedback/", filled(again)).status_code == 302


def test_a_form_that_was_open_for_days_asks_to_be_sent_once_more_and_then_is_taken_at_once(client):
    page = client.get(ABOUT)
    old = Stamp(stamp_of(page).token, time.time() - 86_401, ("sql", "analyst", "junior"), "")
    again = client.post("/feedback/", filled(page) | {"stamp": str(old)})
    assert again.status_code == 422
    assert "open for too long" in main(again)
    data = filled(again) | {"stamp": str(stamp_of(again))}
    assert client.post("/feedback/", data).status_code == 302


@pytest.mark.parametrize("stamp", [None, "", "x", "a:b:c", "é" * 200])
def test_a_form_without_its_stamp_is_not_taken(client, stamp):
    answer = send(client, stamp=stamp)
    assert answer.status_code == 422
    assert "Which tables?" in main(answer)
    assert not Feedback.objects.exists()
