"""Not too many at a time: from one sender, and in all."""

import datetime

import pytest
from django.conf import settings as configured
from django.utils import timezone

from skillmatrix.models import Feedback, FeedbackSending
from skillmatrix.senders import network, sealed
from tests.building import main
from tests.feedback.sending import ABOUT, filled, private, send

PROXY = "203.0.113.9"


@pytest.fixture
def few(settings):
    settings.FEEDBACK_HOURLY_PER_SENDER = 2
    settings.FEEDBACK_HOURLY = 3
    settings.BEHIND_PROXY = True
    return settings


def send_from(client, address, words):
    return send(client, words=words, headers={"X-Forwarded-For": address})


def statuses(client, *addresses):
    return [send_from(client, address, f"Word {at}").status_code for at, address in enumerate(addresses)]


def test_the_usual_limits():
    assert (configured.FEEDBACK_HOURLY_PER_SENDER, configured.FEEDBACK_HOURLY) == (10, 200)


def test_one_sender_sends_so_many_within_an_hour(client, few):
    assert statuses(client, "192.0.2.1", "192.0.2.1", "192.0.2.1") == [302, 302, 429]
    assert Feedback.objects.count() == 2


def test_others_are_not_held_back_by_that(client, few):
    assert statuses(client, "192.0.2.1", "192.0.2.1", "192.0.2.2") == [302, 302, 302]


def test_all_together_send_so_many_within_an_hour(client, few):
    assert statuses(client, "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4") == [302, 302, 302, 429]


def test_who_is_held_back_is_told_until_when_and_keeps_the_words(client, few):
    statuses(client, "192.0.2.1", "192.0.2.1")
    FeedbackSending.objects.update(at=timezone.now() - datetime.timedelta(minutes=50))
    answer = send_from(client, "192.0.2.1", "One more")
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
    assert "too many reports came in within an hour. This one can be sent from" in main(answer)
    assert "One more" in main(answer)


def test_an_hour_later_it_is_taken(client, few):
    statuses(client, "192.0.2.1", "192.0.2.1")
    answer = send_from(client, "192.0.2.1", "One more")
    FeedbackSending.objects.update(at=timezone.now() - datetime.timedelta(hours=1))
    data = filled(answer, words="One more")
    private(client.post("/feedback/", data, headers={"X-Forwarded-For": "192.0.2.1"}))


def test_midnight_makes_nobody_new(client, few):
    yesterday = timezone.now().date() - datetime.timedelta(days=1)
    for _time in range(2):
        sender = sealed(few.SECRET_KEY, yesterday, "192.0.2.1")
        FeedbackSending.objects.create(sender=sender, at=timezone.now())
    assert statuses(client, "192.0.2.1") == [429]


def test_what_is_sent_twice_by_one_click_counts_once(client, few):
    for _time in range(3):
        data = filled(client.get(ABOUT))
        for _click in range(3):
            client.post("/feedback/", data, headers={"X-Forwarded-For": "192.0.2.1"})
        FeedbackSending.objects.update(at=timezone.now() - datetime.timedelta(minutes=1))
    assert FeedbackSending.objects.count() == 2


def test_senders_are_forgotten_after_an_hour(client):
    send(client, words="1")
    FeedbackSending.objects.update(at=timezone.now() - datetime.timedelta(minutes=61), sender="old")
    send(client, words="2")
    assert not FeedbackSending.objects.filter(sender="old").exists()


def test_an_address_is_noted_only_as_a_keyed_hash(client):
    send(client)
    noted = FeedbackSending.objects.get().sender
    today = timezone.now().date()
    assert noted == sealed(configured.SECRET_KEY, today, "127.0.0.1")
    assert noted != sealed("another key", today, "127.0.0.1")
    assert noted != sealed(configured.SECRET_KEY, today + datetime.timedelta(days=1), "127.0.0.1")


def test_without_a_proxy_nobody_chooses_an_address(client, few):
    few.BEHIND_PROXY = False
    assert statuses(client, "192.0.2.1", "192.0.2.2", "192.0.2.3") == [302, 302, 429]


def test_behind_a_proxy_what_the_proxy_added_counts(client, few):
    forged = [f"192.0.2.{n}, {PROXY}" for n in range(3)]
    assert statuses(client, *forged) == [302, 302, 429]


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1:4711 ", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_counts_as_its_network(address, counts_as):
    assert network(address) == counts_as
