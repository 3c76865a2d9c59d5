"""Any place beside any others."""

from itertools import zip_longest

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from skillmatrix.places import Place
from skillmatrix.queries import compare
from skillmatrix.queries.names import Unknown
from skillmatrix.views import answers
from skillmatrix.views.places import single


@answers.only_reading
def page(request: HttpRequest) -> HttpResponse:
    filters = asked_filters(request)
    if "pick" in request.GET:
        return HttpResponseRedirect(_there(request))
    start, ends = asked_places(request)
    comparison = compare.page(start, ends, filters)
    context = {
        "section": "compare",
        "title": _("Compare"),
        "comparison": comparison,
        "filters": filters,
        "viewing": start,
    }
    return answers.page(request, "compare/detail.html", context)


def asked_places(request: HttpRequest) -> tuple[Place | None, list[Place]]:
    """The places `from` and `to` of the address; raises Unknown for what is not written as a place."""
    starts = request.GET.getlist("from")
    if len(starts) > 1:
        raise Unknown("place", ", ".join(starts))
    texts = [*(starts or [""]), *request.GET.getlist("to")]
    places = [Place.whole(text) for text in texts]
    for text, place in zip(texts, places, strict=True):
        if text and place is None:
            raise Unknown("place", text)
    ends = [place for place in places[1:] if place]
    if len(ends) > compare.MOST_ENDS:
        raise Unknown("places", str(len(ends)))
    return places[0], ends


def asked_filters(request: HttpRequest) -> compare.Filters:
    """Which skills the address asks for."""
    return compare.Filters(
        changes=single(request, "changes") == "1",
        required=single(request, "required") == "1",
        domain=single(request, "domain"),
        group=single(request, "group"),
        words=single(request, "words") == "1",
    )


def _there(request: HttpRequest) -> str:
    """Where the picker leads. Roles and levels come in pairs; one without a role is left out."""
    asked = request.GET
    [start, *_more] = _places(asked.getlist("from_role")[:1], asked.getlist("from_level")) or [""]
    ends = _places(asked.getlist("to_role"), asked.getlist("to_level"))
    kept = {name: single(request, name) for name in ("changes", "required", "words", "lang")}
    query: dict[str, str | list[str]] = {"from": start, "to": ends, **kept}
    return answers.address("compare", None, **query)


def _places(roles: list[str], levels: list[str]) -> list[str]:
    pairs = zip_longest(roles, levels[: len(roles)], fillvalue="")
    return [str(Place(role, level)) for role, level in pairs if role]
