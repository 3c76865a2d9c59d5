"""`expire_feedback`: readers' reports whose time is over."""

import datetime

import pytest
from django.core.management import CommandError
from django.utils import timezone

from skillmatrix.models import Feedback, FeedbackSending
from tests.building import expect
from tests.commands.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    Feedback.objects.create(skill=expect("SQL", "Analyst", "Junior").skill, kind="other", words="?")
    Feedback.objects.update(created_at=timezone.now() - datetime.timedelta(days=40))


def test_what_is_older_than_the_setting_says_goes(old, settings):
    settings.FEEDBACK_KEEP_DAYS = 30

    assert run("expire_feedback") == "1 report deleted.\n"
    assert not Feedback.objects.exists()


def test_another_number_of_days_may_be_said(old):
    assert run("expire_feedback", "--days", "41") == "0 reports deleted.\n"
    assert run("expire_feedback", "--days", "40") == "1 report deleted.\n"


def test_what_was_noted_of_senders_goes_after_an_hour(db):
    for minutes in (59, 61):
        at = timezone.now() - datetime.timedelta(minutes=minutes)
        FeedbackSending.objects.create(sender=str(minutes), at=at)

    run("expire_feedback")

    assert FeedbackSending.objects.get().sender == "59"


@pytest.mark.parametrize("days", ["-1", "900000", "x"])
def test_days_that_no_date_lies_back_are_refused_in_a_sentence(days, db):
    with pytest.raises(CommandError, match="a whole number from 0 to 36500"):
        run("expire_feedback", f"--days={days}")
