"""What a page that takes work comes to: leads elsewhere or shows something; at once, or once it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from skillmatrix.progress import Progress, untold

PAGE = "admin/skillmatrix/import/page.html"


@dataclass(frozen=True, slots=True)
class Led:
    """To another page, with something to tell there."""

    address: str
    told: str = ""
    level: int = messages.SUCCESS


@dataclass(frozen=True, slots=True)
class Shown:
    """The main part of a page: a template, and what it shows."""

    body: str
    context: Mapping[str, Any]


type Work = Callable[[Progress], Led | Shown]


def answered(request: HttpRequest, frame: Mapping[str, Any], work: Work) -> HttpResponse:
    """What `work` comes to, as a page in this frame."""
    found = work(untold)
    if isinstance(found, Shown):
        return TemplateResponse(request, PAGE, {**frame, **found.context, "body": found.body})
    if found.told:
        messages.add_message(request, found.level, found.told)
    return redirect(found.address)
