"""What is said when a page cannot be shown."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmatrix.places import Place
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.views import answers, feedback
from skillmatrix.views.answers import is_foreign


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The product's own 404 page, with the nearest names where a name was asked for."""
    unknown = exception if isinstance(exception, Unknown) else None
    context = {
        "title": _("Not found"),
        "sentence": _sentence(unknown) if unknown else "",
        "ways": _ways(request, unknown) if unknown else [],
        "asked_path": request.path,
    }
    response = answers.page(request, "404.html", context, status=404)
    response.is_own_page = True  # type: ignore[attr-defined]
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Who has no right to a page; and with a `reason`, a form that was not sent from here, or too late."""
    if reason and request.path == reverse("feedback") and "stamp" in request.POST and not is_foreign(request):
        return feedback.unsent(request)
    told = "" if exception is None else str(exception)
    context = {"title": _("Not allowed"), "is_foreign": bool(reason), "told": told}
    return answers.page(request, "403.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a defect of ours: static, since anything else may fail for the same cause."""
    return HttpResponse(render_to_string("500.html"), status=500)


def _sentence(unknown: Unknown) -> str:
    sentences = {
        "cell": _("Nothing is written at “%(asked)s”."),
        "domain": _("There is no domain “%(asked)s”."),
        "family": _("There is no role family “%(asked)s” here."),
        "format": _("A comparison comes as format=xlsx or format=csv, not as “%(asked)s”."),
        "group": _("There is no group “%(asked)s”."),
        "level": _("There is no level “%(asked)s”."),
        "open": _("There is no level “%(asked)s” here."),
        "place": _("“%(asked)s” is not a role and level. Write both with a colon: data-scientist:senior."),
        "places": _("At most three places stand beside the first one; here are %(asked)s."),
        "role": _("There is no role “%(asked)s”."),
        "skill": _("There is no skill “%(asked)s”."),
        "sort": _("There is no order “%(asked)s”."),
    }
    otherwise = _("“%(asked)s” says nothing that this page can be asked for.")
    return sentences.get(unknown.kind, otherwise) % {"asked": unknown.asked}


def _ways(request: HttpRequest, unknown: Unknown) -> list[tuple[Name, str]]:
    """The nearest names with their addresses: the page of each, or this page asked rightly."""
    ways = []
    for name in unknown.nearest:
        query = _corrected(request, unknown, name.slug)
        if query is not None:
            ways.append((name, f"{request.path}?{query.urlencode()}"))
        elif unknown.kind in ("domain", "role", "skill"):
            ways.append((name, answers.address(unknown.kind, name.slug)))
    return ways


def _corrected(request: HttpRequest, unknown: Unknown, slug: str) -> QueryDict | None:
    """What the address asks for with `slug` in place of what is unknown; None where it does not say that."""
    query = request.GET.copy()
    values = query.getlist(unknown.kind)
    if unknown.asked in values:
        query.setlist(unknown.kind, [slug if value == unknown.asked else value for value in values])
        return query
    for name in {"from", "to"} & query.keys():
        places = [Place.parse(text) for text in query.getlist(name)]
        query.setlist(name, [str(_with(place, unknown, slug)) for place in places])
    return query if query != request.GET else None


def _with(place: Place, unknown: Unknown, slug: str) -> Place:
    if unknown.kind == "role" and place.role == unknown.asked:
        return Place(slug, place.level)
    if unknown.kind == "level" and place.level == unknown.asked:
        return Place(place.role, slug)
    return place
