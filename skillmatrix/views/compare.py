"""Any place beside any others."""

from itertools import zip_longest

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
    if any("" in values for _name, values in request.GET.lists()):
        return HttpResponseRedirect(_without_blanks(request))
    start, ends = asked_places(request)
    comparison = compare.page(start, ends, filters)
    context = {
        "section": "compare",
        "title": in_words(comparison) if comparison.columns else _("Compare"),
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


def in_words(comparison: compare.Comparison) -> str:
    """The places that are compared, as a title says them."""
    first, *others = [column.rung for column in comparison.columns]
    if comparison.is_stepwise:
        steps = {"role": first.role.name, "now": first.level.name, "then": others[-1].level.name}
        return _("%(role)s: from %(now)s to %(then)s") % steps
    pattern = pgettext("a role and a level", "{role}, {level}")
    now, *then = [pattern.format(role=rung.role.name, level=rung.level.name) for rung in (first, *others)]
    return _("%(now)s beside %(then)s") % {"now": now, "then": "; ".join(then)}


def _there(request: HttpRequest) -> str:
    """Where the picker leads. Roles and levels come in pairs; one without a role is left out.

    Whoever picks another role has not said at which level of it: it is the nearest that the role has.
    """
    asked = request.GET
    start = _places(asked.getlist("from_role")[:1], asked.getlist("from_level"))
    ends = _places(asked.getlist("to_role"), asked.getlist("to_level"))
    settled = [str(place) for place in compare.settled([*start, *ends])]
    kept = {name: single(request, name) for name in ("changes", "required", "words", "lang")}
    query: dict[str, str | list[str]] = {"from": settled[: len(start)], "to": settled[len(start) :], **kept}
    return answers.address("compare", None, **query)


def _places(roles: list[str], levels: list[str]) -> list[Place]:
    pairs = zip_longest(roles, levels[: len(roles)], fillvalue="")
    return [Place(role, level) for role, level in pairs if role and level]


def _without_blanks(request: HttpRequest) -> str:
    """This page's address without what the filters leave open."""
    asked: dict[str, str | list[str]] = {
        name: [value for value in values if value] for name, values in request.GET.lists()
    }
    return answers.address("compare", None, **asked)
