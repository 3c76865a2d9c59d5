"""What happens to every request, in the order of `MIDDLEWARE`."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from skillmatrix.queries.names import Unknown
from skillmatrix.recording.installing import missing
from skillmatrix.views import errors
from skillmatrix.views.answers import wants_fragment

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


def health(get_response: GetResponse) -> GetResponse:
    """`/healthz` and `/readyz`, answered before the host check and the redirect to HTTPS."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in ("/healthz", "/readyz"):
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _plain("GET or HEAD only", 405, Allow="GET, HEAD")
        if request.path_info == "/healthz":
            return _plain("ok", 200)
        problem = _not_ready()
        return _plain(problem or "ready", 503 if problem else 200)

    return middleware


def methods(get_response: GetResponse) -> GetResponse:
    """Every address answers GET, HEAD and POST at most; anything else is refused before it is looked at."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD", "POST"):
            return get_response(request)
        return _plain("GET, HEAD or POST only", 405, Allow="GET, HEAD, POST")

    return middleware


def _plain(text: str, status: int, **headers: str) -> HttpResponse:
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"} | headers
    )


def _not_ready() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        unrecorded = not waiting and missing()
    except DatabaseError:
        return "the database cannot be reached"
    if waiting:
        return f"{len(waiting)} migrations are not applied"
    return "the history is not kept: its triggers are missing; run migrate" if unrecorded else ""


def language(get_response: GetResponse) -> GetResponse:
    """The interface language: `?lang=` wins over the cookie, the cookie over Accept-Language."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        offered = dict(settings.LANGUAGES)
        chosen = request.GET.get("lang") or ""
        varies = []
        if chosen not in offered:
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            varies.append("Cookie")
        if chosen not in offered:
            chosen = translation.get_language_from_request(_without_cookies(request))
            varies.append("Accept-Language")
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        if varies:
            patch_vary_headers(response, varies)
        response.headers.setdefault("Content-Language", chosen)
        return response

    return middleware


def _without_cookies(request: HttpRequest) -> HttpRequest:
    bare = HttpRequest()
    bare.META = {"HTTP_ACCEPT_LANGUAGE": request.META.get("HTTP_ACCEPT_LANGUAGE", "")}
    return bare


def signing_in(get_response: GetResponse) -> GetResponse:
    """A fragment that needs an account: the browser goes to sign in, and the form is never swapped in."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        there = response.headers.get("Location", "")
        if not there or not wants_fragment(request):
            return response
        forms = (resolve_url(settings.LOGIN_URL), resolve_url("admin:login"))
        return HttpResponse(headers={"HX-Redirect": there}) if urlsplit(there).path in forms else response

    return middleware


class NotFound:
    """The product's own 404 page with the nearest names, also where DEBUG is on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == 404 and not hasattr(response, "is_own_page"):
            return errors.not_found(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return errors.not_found(request, exception) if isinstance(exception, Http404 | Unknown) else None
