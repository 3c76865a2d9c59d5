"""Taking in readers' reports: each once, not too many at a time, and for as long as is stated."""

import datetime
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from skillmatrix.applying import Refused, all_or_refused
from skillmatrix.locking import lock_receiving
from skillmatrix.models import Feedback, FeedbackLink, FeedbackSending
from skillmatrix.models.feedback import digest
from skillmatrix.senders import sealed

HOUR = datetime.timedelta(hours=1)
TWINS = datetime.timedelta(days=7)
_RANDOM = 32  # hexadecimal digits: 128 bits
_SEAL = 16


class TooMany(Exception):
    """As many reports as are taken within an hour came in; the next one is taken at `until`."""

    def __init__(self, until: datetime.datetime) -> None:
        super().__init__(f"too many until {until}")
        self.until = until


class Vanished(Refused):
    """What the report is about was deleted while it was sent."""


class Used(Exception):
    """This form was sent before, and said something else."""


# Tokens


def new_token() -> str:
    """The secret part of a private link: 128 random bits, and a seal that shows it is one of ours."""
    random = secrets.token_hex(_RANDOM // 2)
    return random + _seal(random)


def is_ours(token: str) -> bool:
    """Whether `new_token` made this, by the key that is in use."""
    return constant_time_compare(_seal(token[:_RANDOM]), token[_RANDOM:])


def _seal(random: str) -> str:
    return salted_hmac("skillmatrix.receiving", random, algorithm="sha256").hexdigest()[:_SEAL]


# Reports


def senders(address: str) -> tuple[str, ...]:
    """Who sends from this network address, as it is noted today and as it was yesterday."""
    today = timezone.now().date()
    days = (today, today - datetime.timedelta(days=1))
    return tuple(sealed(settings.SECRET_KEY, day, address) for day in days)


def receive(report: Feedback, token: str, sender: Sequence[str]) -> None:
    """Keep a report that is not saved yet, to be seen by `token`; `sender` is what `senders` gives.

    Sent again with the same token it is not kept twice, and what says the same as one that is open becomes
    a second link to that one. Raises TooMany, Used, Vanished, and Refused as `apply` does; then nothing is
    kept.
    """
    now = timezone.now()
    with all_or_refused():
        lock_receiving()
        link = FeedbackLink.objects.filter(digest=digest(token)).select_related("of").first()
        if link is not None:
            if not _is_same(link.of, report):
                raise Used
            return
        if not _stands(report):
            raise Vanished(_("What this is about was deleted just now. Nothing is sent yet."))
        _expired(now).delete()
        _count(sender, now)
        twin = _open_twin(report)
        if twin is None:
            report.save()
        FeedbackLink.objects.create(of=twin or report, digest=digest(token))


def _count(sender: Sequence[str], now: datetime.datetime) -> None:
    """Note one more report; raises TooMany where no more is taken at present."""
    FeedbackSending.objects.filter(at__lte=now - HOUR).delete()
    everybody = FeedbackSending.objects.order_by("-at")
    ends = []
    for sent, most in (
        (everybody.filter(sender__in=sender), settings.FEEDBACK_HOURLY_PER_SENDER),
        (everybody, settings.FEEDBACK_HOURLY),
    ):
        latest = list(sent.values_list("at", flat=True)[:most])
        if len(latest) == most:
            ends.append(latest[-1] + HOUR)
    if ends:
        raise TooMany(max(ends))
    FeedbackSending.objects.create(sender=sender[0], at=now)


def _stands(report: Feedback) -> bool:
    """Whether what it points at is there still: who had to wait for another writer may come too late."""
    rows = [row for row in (report.skill, report.role, report.level) if row]
    return all(type(row)._base_manager.filter(pk=row.pk).exists() for row in rows)


def _is_same(one: Feedback, other: Feedback) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAID)


_SAID = ("skill_id", "role_id", "level_id", "kind", "repeats", "words")


def _open_twin(report: Feedback) -> Feedback | None:
    """The report of these days that says just this of the same text already, and that nobody has ended.

    An older one would be deleted long before the day that the sender of a new one is told.
    """
    said = {name: getattr(report, name) for name in _SAID}
    said["created_at__gt"] = timezone.now() - TWINS
    return Feedback.objects.filter(**said, seen=report.seen, state__in=Feedback.OPEN).order_by("pk").first()


# How long they stay


def _expired(now: datetime.datetime, days: int | None = None) -> QuerySet[Feedback]:
    kept_for = datetime.timedelta(days=settings.FEEDBACK_KEEP_DAYS if days is None else days)
    return Feedback.objects.filter(created_at__lte=now - kept_for)


def expire(days: int | None = None) -> int:
    """Delete the reports that were received so many days ago, by default FEEDBACK_KEEP_DAYS; gives how many.

    What is noted of senders for the limits goes after an hour. Without anything to delete, nothing is locked.
    Raises Refused where somebody else is writing for too long.
    """
    now = timezone.now()
    late, noted = _expired(now, days), FeedbackSending.objects.filter(at__lte=now - HOUR)
    if not (late.exists() or noted.exists()):
        return 0
    with all_or_refused():
        noted.delete()
        _all, of_each = late.delete()
    return of_each.get(Feedback._meta.label, 0)
