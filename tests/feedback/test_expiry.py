"""Reports are deleted after the stated time, by whoever comes by."""

import datetime

import pytest
from django.utils import timezone

from skillmatrix.models import Feedback, FeedbackLink
from tests.feedback.sending import private, send


def days_ago(days):
    return timezone.now() - datetime.timedelta(days=days)


@pytest.fixture
def old(client, settings):
    settings.FEEDBACK_KEEP_DAYS = 30
    link = private(send(client, words="Old"))
    Feedback.objects.update(created_at=days_ago(30))
    return link


def test_sending_another_deletes_it_with_its_links(client, old):
    send(client, words="New")
    assert Feedback.objects.get().words == "New"
    assert FeedbackLink.objects.count() == 1


def test_its_private_page_is_gone_at_once(client, old):
    assert client.get(old).status_code == 410
    assert Feedback.objects.exists()


def test_a_day_before_it_is_there(client, old):
    Feedback.objects.update(created_at=days_ago(29))
    send(client, words="New")
    assert client.get(old).status_code == 200


def test_the_inbox_deletes_it(admin_client, old):
    admin_client.get("/admin/skillmatrix/feedback/")
    assert not Feedback.objects.exists()


def test_who_may_not_see_the_inbox_deletes_nothing(client, old):
    client.get("/admin/skillmatrix/feedback/")
    assert Feedback.objects.exists()
