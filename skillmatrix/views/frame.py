"""What stands around every page (a context processor)."""

from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from skillmatrix.places import Place
from skillmatrix.queries import frame as queries

PLACE_COOKIE = "place"


def remembered(request: HttpRequest) -> Place:
    """The place that the reader's picker has remembered, open on both sides where none is."""
    return Place.parse(unquote(request.COOKIES.get(PLACE_COOKIE, "")))


def frame(request: HttpRequest) -> dict[str, Any]:
    """`whose` framework this is, `mine` (the remembered place with its names, or None) and the languages."""
    return {
        "whose": SimpleLazyObject(queries.whose),
        "mine": queries.here(remembered(request)),
        "interface_languages": settings.LANGUAGES,
    }
