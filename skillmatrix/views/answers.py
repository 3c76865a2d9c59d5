"""How a view answers: the whole page, or its main part to a request of htmx."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

type View = Callable[..., HttpResponse]


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """`template` with `context`, which needs a `title`: whole, or for htmx its `main` partial.

    The partial brings along what stands outside the main part and depends on the address.
    """
    if wants_fragment(request):
        context = context | {"oob": True}
        parts = [
            render_to_string(part, context, request) for part in (f"{template}#main", "base.html#around")
        ]
        response = HttpResponse("".join(parts), status=status)
    else:
        response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment; a page restored from history is asked for whole."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-History-Restore-Request") != "true"


def only_reading(view: View) -> View:
    """A view that only shows: GET and HEAD are answered, all else gets 405, with a token or without."""
    return csrf_exempt(require_safe(view))


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site, or a typed or shared link, led here."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site != "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return bool(source) and urlsplit(source).netloc != request.get_host()
    except ValueError:  # not an address at all
        return True


def address(route: str, slug: str | None = None, **query: str | list[str] | None) -> str:
    """The address of a page with what `query` asks of it, left out where None or blank."""
    asked = {name: value for name, value in query.items() if value}
    return readable(reverse(route, args=[slug] if slug else None, query=asked or None))


def readable(there: str) -> str:
    """An address with the colons of its places written as such, which a query may have."""
    path, mark, query = there.partition("?")
    return path + mark + query.replace("%3A", ":")


def lang_asked(request: HttpRequest) -> str:
    """The language that the address asks for, which forms and what they lead to keep."""
    return request.GET.get("lang", "")


def way_back(request: HttpRequest) -> str:
    """The address on this site that a posted form names as `next` or came from, else the first page."""
    there = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}):
        return reverse("home")
    parts = urlsplit(there)
    return urlunsplit(parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/\\")))
