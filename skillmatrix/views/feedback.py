"""A reader's report on an expectation, and the private page where its sender sees what became of it."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from skillmatrix import receiving
from skillmatrix.applying import Refused
from skillmatrix.models.feedback import deleted_on
from skillmatrix.queries import feedback as queries
from skillmatrix.queries.names import Unknown
from skillmatrix.views import answers
from skillmatrix.views.feedback_forms import QUICKEST, FeedbackForm, Stamp
from skillmatrix.views.places import single

ABOUT = ("skill", "role", "level")
RETRY_SOON = 30  # seconds


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _sent(request)
    asked = {name: single(request, name) for name in ABOUT}
    subject = queries.subject(*(asked[name] or None for name in ABOUT))
    return _page(request, FeedbackForm(initial=asked), Stamp.new(), subject)


@answers.only_reading
def report(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report, for whoever has its private link."""
    found = queries.report(token)
    if found is None and not receiving.is_ours(token):
        raise Http404
    if found is None:
        response = answers.page(request, "feedback/gone.html", {"title": _("No longer there")}, status=410)
    else:
        here = request.build_absolute_uri(request.path)
        context = {"title": _("Your report"), "report": found, "here": here}
        response = answers.page(request, "feedback/report.html", context)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def unsent(request: HttpRequest) -> HttpResponse:
    """The form with what was typed, where it came back without the token that guards against other sites."""
    stamp = Stamp.read(request.POST.get("stamp", "")) or Stamp.new()
    told = _(
        "Nothing is sent yet: the page was open for too long, or your browser keeps no cookies for this "
        "site. Send it once more."
    )
    return _page(request, _typed(request.POST), stamp.again(), _subject(request.POST), status=403, told=told)


# Sending


def _sent(request: HttpRequest) -> HttpResponse:
    stamp = Stamp.read(request.POST.get("stamp", ""))
    next_stamp = stamp.again() if stamp else Stamp.new()
    subject = _subject(request.POST)
    if "look" in request.POST:
        return _page(request, _typed(request.POST), next_stamp, subject, is_looking=True)
    sheet = FeedbackForm(request.POST)
    if not sheet.is_valid():
        return _page(request, sheet, next_stamp, subject, status=422)
    if sheet.is_from_a_machine:
        messages.success(request, _("Thank you. The editors will read it."))
        return redirect("home")
    if stamp is None or not stamp.is_timely:
        return _page(request, sheet, next_stamp, subject, status=422, told=_untimely(stamp))
    return _received(request, sheet, stamp, subject)


def _received(
    request: HttpRequest, sheet: FeedbackForm, stamp: Stamp, subject: queries.Subject
) -> HttpResponse:
    made = sheet.save(commit=False)
    made.seen = stamp.seen if stamp.about == sheet.about else subject.version
    try:
        receiving.receive(made, stamp.token, receiving.senders(_address_of(request)))
    except receiving.TooMany as many:
        response = _page(request, sheet, stamp.again(), subject, status=429, told=_too_many(many.until))
        response.headers["Retry-After"] = str(_seconds_until(many.until))
        return response
    except receiving.Used:
        told = _("This form was sent already, with other words. To report this as well, send it once more.")
        return _page(request, sheet, stamp.again(is_used=True), subject, status=409, told=told)
    except receiving.Vanished as gone:
        return _page(request, sheet, stamp.again(), _subject(request.POST), status=409, told=str(gone))
    except Refused as refused:
        response = _page(request, sheet, stamp.again(), subject, status=503, told=str(refused))
        response.headers["Retry-After"] = str(RETRY_SOON)
        return response
    messages.success(request, _("Thank you. The editors will read it."))
    return redirect(answers.address("feedback_report", stamp.token, lang=answers.lang_asked(request)))


def _untimely(stamp: Stamp | None) -> str:
    if stamp is not None and stamp.age < QUICKEST:
        return _("Nothing is sent yet: that was quicker than people write. Send it once more.")
    return _("Nothing is sent yet: the page was open for too long. Send it once more.")


def _too_many(until: datetime.datetime) -> str:
    told = _(
        "Nothing is sent yet: too many reports came in within an hour. This one can be sent from %(time)s "
        "on; leave this page open until then."
    )
    # The minute that begins after it: seconds are not shown.
    return told % {"time": time_format(localtime(until + datetime.timedelta(minutes=1)), "TIME_FORMAT")}


def _seconds_until(until: datetime.datetime) -> int:
    return max(1, int((until - timezone.now()).total_seconds()) + 1)


def _address_of(request: HttpRequest) -> str:
    """The client's network address; behind our proxy, what that one added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


# The page


def _page(
    request: HttpRequest,
    sheet: FeedbackForm,
    stamp: Stamp,
    subject: queries.Subject,
    status: int = 200,
    told: str = "",
    is_looking: bool = False,
) -> HttpResponse:
    about = tuple(name.slug if name else "" for name in (subject.skill, subject.role, subject.level))
    shown = Stamp(stamp.token, stamp.opened, (about[0], about[1], about[2]), subject.version)
    title = _("Tell the editors")
    context = {
        "title": _("Not sent yet: %(page)s") % {"page": title} if told or sheet.errors else title,
        "form": sheet,
        "stamp": shown,
        "subject": subject,
        "told": told,
        "is_looking": is_looking,
        "is_choosing": not subject.skill or any(name in sheet.errors for name in ABOUT),
        "deleted_on": date_format(localtime(deleted_on(timezone.now()))),
    }
    response = answers.page(request, "feedback/form.html", context, status=status)
    patch_cache_control(response, private=True)  # each has a token of its own
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _typed(sent: QueryDict) -> FeedbackForm:
    """The form with what was typed, not looked at yet."""
    return FeedbackForm(initial={name: sent.get(name, "") for name in FeedbackForm.base_fields})


def _subject(sent: QueryDict) -> queries.Subject:
    """What the form that was sent is about; nothing where something in it is not known."""
    asked: list[Any] = [sent.get(name) or None for name in ABOUT]
    try:
        return queries.subject(*asked)
    except Unknown:
        return queries.Subject()
