"""The private page: who has its link sees what became of the report, and nobody else finds it."""

import pytest

from skillmatrix.models import Feedback, FeedbackLink
from skillmatrix.queries.feedback import report
from skillmatrix.receiving import is_ours, new_token
from tests.building import main
from tests.feedback.sending import private, send


@pytest.fixture
def link(client):
    return private(send(client))


def test_it_shows_the_report_and_its_state(client, link):
    page = main(client.get(link))
    for shown in (
        "State Open",
        "About SQL · Analyst · Junior",
        "It is unclear",
        "Which tables?",
        "Deleted on",
    ):
        assert shown in page


def test_it_shows_the_answer(client, link):
    Feedback.objects.update(state="done", answer="All that <you> see.\n- Really")
    page = client.get(link)
    assert "State Dealt with" in main(page)
    assert "All that <you> see." in main(page)
    assert "<li>Really</li>" in page.content.decode()


@pytest.mark.parametrize(("state", "said"), [("hand", "None yet."), ("declined", "The editors wrote none.")])
def test_it_says_that_there_is_no_answer(client, link, state, said):
    Feedback.objects.update(state=state)
    assert said in main(client.get(link))


def test_it_says_whether_the_text_has_changed(client, link, cell):
    assert "It reads as it did when you reported it." in main(client.get(link))
    cell.description = "Another text."
    cell.save()
    page = main(client.get(link))
    assert "It has changed since you reported it." in page
    assert "Another text." in page


def test_the_report_outlives_what_it_is_about_and_keeps_the_names(client, link, cell):
    Feedback.objects.update(state="done")
    cell.delete()
    cell.skill.delete()
    page = main(client.get(link))
    assert "About SQL · Analyst · Junior" in page
    assert "What is written there now" not in page


def test_nobody_keeps_it_in_a_cache_and_no_search_finds_it(client, link):
    headers = client.get(link).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"


def test_looking_changes_nothing(client, link):
    before = list(Feedback.objects.values()), list(FeedbackLink.objects.values())
    client.get(link)
    client.head(link)
    assert (list(Feedback.objects.values()), list(FeedbackLink.objects.values())) == before
    assert client.post(link).status_code == 405


def test_the_link_can_not_be_read_from_the_database(link):
    token = link.strip("/").split("/")[-1]
    assert token not in str(list(FeedbackLink.objects.values()))


def test_a_token_that_was_never_given_is_not_found(client, link):
    assert client.get("/feedback/0123456789abcdef/").status_code == 404
    assert client.get(f"/feedback/{'0' * 48}/").status_code == 404


def test_a_report_that_is_deleted_is_gone(client, link):
    Feedback.objects.all().delete()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "This report is deleted, and nothing of it is kept." in main(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_tokens_are_ours_and_never_the_same():
    tokens = {new_token() for _time in range(100)}
    assert len(tokens) == 100
    assert all(map(is_ours, tokens))
    assert not any(is_ours(token[:-1]) for token in tokens)


def test_it_takes_a_fixed_number_of_queries(link, django_assert_num_queries):
    token = link.strip("/").split("/")[-1]
    with django_assert_num_queries(4):  # two of them for the revision
        assert report(token)
