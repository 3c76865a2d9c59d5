"""Sending a report as a reader's browser does, without the seconds that a person takes to write."""

import re
import time
from dataclasses import replace

from django.http import HttpResponse
from django.test import Client

from skillmatrix.views.feedback_forms import Stamp

ABOUT = "/feedback/?skill=sql&role=analyst&level=junior"


def stamp_of(page: HttpResponse) -> Stamp:
    found = Stamp.read(re.search(r'name="stamp" value="([^"]+)"', page.content.decode())[1])
    assert found
    return found


def filled(page: HttpResponse, **changed) -> dict[str, str]:
    """What comes back from an opened form that took a minute to fill in; `None` leaves a field out."""
    stamp = replace(stamp_of(page), opened=time.time() - 60)
    data = {
        "stamp": str(stamp),
        "skill": "sql",
        "role": "analyst",
        "level": "junior",
        "kind": "unclear",
        "words": "Which tables?",
        "repeats": "",
        "website": "",
    } | changed
    return {name: value for name, value in data.items() if value is not None}


def send(client: Client, path: str = ABOUT, headers: dict[str, str] | None = None, **changed) -> HttpResponse:
    """Open the form, fill it in and send it."""
    return client.post("/feedback/", filled(client.get(path), **changed), headers=headers)


def private(answer: HttpResponse) -> str:
    """The address of the private page that a report that was taken leads to."""
    assert answer.status_code == 302, answer.status_code
    return answer.headers["Location"]
