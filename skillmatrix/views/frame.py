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
    """`whose` framework this is, `where` the reader is (`mine`, or None) or may be, and the languages.

    Each is read where a page first shows it, and so never in the admin.
    """
    where = SimpleLazyObject(lambda: queries.where(remembered(request)))
    return {
        "whose": SimpleLazyObject(queries.whose),
        "where": where,
        "mine": SimpleLazyObject(lambda: where.mine),
        "interface_languages": settings.LANGUAGES,
    }
