"""Sending: once, from this site, and never lost on the way."""

import re

import pytest
from django.test import Client

from skillmatrix.models import Feedback, FeedbackLink
from skillmatrix.receiving import Vanished, new_token, receive
from tests.building import expect, main, words
from tests.feedback.sending import ABOUT, filled, private, send


def test_a_report_reaches_the_editors(client):
    send(client)
    report = Feedback.objects.get()
    assert (report.about, report.kind, report.words) == ("SQL · Analyst · Junior", "unclear", "Which tables?")
    assert report.state == "new"


def test_the_reader_is_thanked_and_given_a_private_link(client):
    answer = send(client)
    assert re.fullmatch(r"/feedback/[0-9a-f]{48}/", private(answer))
    page = client.get(private(answer))
    assert "Thank you. The editors will read it." in words(page)
    assert "Keep this link" in main(page)


def test_what_the_reader_saw_is_known_by_its_version(client, cell):
    page = client.get(ABOUT)
    seen = cell.version
    cell.description = "Another text."
    cell.save()
    client.post("/feedback/", filled(page))
    assert Feedback.objects.get().seen == seen != cell.version


def test_who_chose_another_expectation_saw_that_one(client):
    other = expect("Charts", "Analyst", "Junior")
    send(client, skill="charts")
    assert Feedback.objects.get().seen == other.version


def test_a_report_on_a_whole_skill_is_about_no_single_expectation(client):
    send(client, role="", level="")
    assert (Feedback.objects.get().about, Feedback.objects.get().seen) == ("SQL", "")


@pytest.mark.parametrize(("kind", "kept"), [("duplicate", "Charts, Junior"), ("unclear", "")])
def test_what_it_repeats_is_kept_of_a_duplicate_only(client, kind, kept):
    send(client, kind=kind, repeats="Charts, Junior")
    assert Feedback.objects.get().repeats == kept


def test_a_machine_is_thanked_and_not_kept(client):
    assert send(client, website="https://spam.example").status_code == 302
    assert not Feedback.objects.exists()


# Once


def test_a_form_that_is_sent_twice_makes_one_report(client):
    data = filled(client.get(ABOUT))
    first, second = (client.post("/feedback/", data) for _time in range(2))
    assert private(first) == private(second)
    assert Feedback.objects.count() == FeedbackLink.objects.count() == 1


def test_a_form_that_was_sent_with_other_words_asks_to_be_sent_as_another_report(client):
    page = client.get(ABOUT)
    client.post("/feedback/", filled(page))
    again = client.post("/feedback/", filled(page, words="And who reads them?"))
    assert again.status_code == 409
    assert "And who reads them?" in main(again)
    client.post("/feedback/", filled(again, words="And who reads them?"))
    assert Feedback.objects.count() == 2


def test_the_same_words_on_the_same_expectation_are_one_report_with_a_link_for_each(client):
    first, second = private(send(client)), private(send(client))
    assert first != second
    assert Feedback.objects.count() == 1
    assert "Which tables?" in main(client.get(second))


@pytest.mark.parametrize(
    "changed", [{"words": "Which?"}, {"kind": "other"}, {"level": ""}, {"kind": "duplicate", "repeats": "X"}]
)
def test_what_says_something_else_is_another_report(client, changed):
    send(client)
    send(client, **changed)
    assert Feedback.objects.count() == 2


def test_what_is_dealt_with_can_be_reported_again(client):
    send(client)
    Feedback.objects.update(state="done")
    send(client)
    assert Feedback.objects.count() == 2


def test_what_is_said_again_of_a_text_that_has_changed_is_another_report(client, cell):
    send(client)
    cell.description = "Another text."
    cell.save()
    send(client)
    assert Feedback.objects.count() == 2


# While others write


def test_what_was_deleted_while_the_report_was_on_its_way_is_said(client, cell):
    report = Feedback(skill=cell.skill, kind="other", words="?")
    cell.delete()
    cell.skill.delete()
    report.skill.pk = report.skill_id
    with pytest.raises(Vanished, match="was deleted just now"):
        receive(report, new_token(), ("me",))
    assert not FeedbackLink.objects.exists()


# From this site


def strict():
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_can_not_send_for_a_reader(client, headers):
    data = filled(client.get(ABOUT))
    answer = strict().post("/feedback/", data, headers=headers)
    assert answer.status_code == 403
    assert "Which tables?" not in words(answer)
    assert not Feedback.objects.exists()


def test_who_lost_the_cookie_meanwhile_keeps_what_was_typed_and_sends_once_more(client):
    late = strict()
    answer = late.post("/feedback/", filled(client.get(ABOUT)), headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "Nothing is sent yet" in main(answer)
    assert "Which tables?" in main(answer)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]
    late.post("/feedback/", filled(answer) | {"csrfmiddlewaretoken": token})
    assert Feedback.objects.get().words == "Which tables?"


def test_the_language_of_the_address_stays(client):
    page = client.get(f"{ABOUT}&lang=de").content.decode()
    assert 'action="/feedback/?lang=de"' in page
    data = filled(client.get(ABOUT))
    assert client.post("/feedback/?lang=de", data).headers["Location"].endswith("/?lang=de")


# Nobody is known


def test_nothing_that_is_kept_says_who_sent_it(client):
    send(client, headers={"User-Agent": "Reader's own browser"}, words="?")
    names = {field.name for field in Feedback._meta.get_fields()}
    assert not names & {"ip", "address", "sender", "user", "person", "session"}
    kept = [*Feedback.objects.values(), *FeedbackLink.objects.values()]
    assert "127.0.0.1" not in str(kept)
    assert "browser" not in str(kept)
