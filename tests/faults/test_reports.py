"""Many readers at once: no report twice, and no more of them than the limits say."""

import pytest

from skillmatrix.models import Feedback, FeedbackLink, FeedbackSending, Skill
from skillmatrix.receiving import TooMany, new_token, receive
from tests.faults.dying import LONGEST
from tests.faults.meeting import in_a_thread
from tests.test_applying import HEADER, SQL, fill

MANY = 12


@pytest.fixture
def skill(database):
    fill(HEADER, SQL)
    return Skill.objects.get()


def sent(skill, token, words, sender):
    try:
        receive(Feedback(skill=skill, kind="other", words=words), token, (sender,))
    except TooMany:
        return "too many"
    return "taken"


def at_once(*works):
    return [future.result(LONGEST) for future in [in_a_thread(work) for work in works]]


def test_a_form_that_is_sent_many_times_at_once_makes_one_report(skill):
    token = new_token()

    found = at_once(*[lambda: sent(skill, token, "?", "me")] * MANY)

    assert found == ["taken"] * MANY
    assert Feedback.objects.count() == FeedbackLink.objects.count() == FeedbackSending.objects.count() == 1


def test_the_same_words_from_many_at_once_make_one_report(skill):
    at_once(*[lambda: sent(skill, new_token(), "?", "me")] * 5)

    assert (Feedback.objects.count(), FeedbackLink.objects.count()) == (1, 5)


@pytest.mark.parametrize(
    ("limit", "sender"),
    [("FEEDBACK_HOURLY_PER_SENDER", lambda at: "me"), ("FEEDBACK_HOURLY", str)],
)
def test_as_many_are_taken_as_the_limit_says(skill, settings, limit, sender):
    setattr(settings, limit, 7)

    found = at_once(*[lambda at=at: sent(skill, new_token(), f"Word {at}", sender(at)) for at in range(MANY)])

    assert sorted(found) == ["taken"] * 7 + ["too many"] * 5
    assert Feedback.objects.count() == 7
