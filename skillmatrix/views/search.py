"""Search over names and the words of expectations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix.corpus import Kind
from skillmatrix.queries import search
from skillmatrix.searching import MOST_SIGNS, MOST_WORDS, parsed
from skillmatrix.text import is_number
from skillmatrix.views import answers


@answers.only_reading
def page(request: HttpRequest) -> HttpResponse:
    query = parsed(request.GET.get("q", ""))
    kind, number = _kind(request), _number(request)
    if number > 1 and not kind:  # only a single kind has pages
        raise Http404
    results = search.page(query, kind, number)
    if number > 1 and not any(group.lines for group in results.groups):
        raise Http404
    context = {
        "section": "search",
        "title": _("Search: %(asked)s") % {"asked": query.text} if query.text else _("Search"),
        "query": query,
        "results": results,
        "kind": kind,
        "page": number,
        "most_signs": MOST_SIGNS,
        "most_words": MOST_WORDS,
    }
    return answers.page(request, "search.html", context)


def _kind(request: HttpRequest) -> Kind | None:
    """The one kind of results that the address asks for, if any."""
    asked = request.GET.get("kind", "")
    try:
        return Kind(asked) if asked else None
    except ValueError:
        raise Http404 from None


def _number(request: HttpRequest) -> int:
    """Which page of them."""
    asked = request.GET.get("page", "1")
    if not is_number(asked) or int(asked) < 1:
        raise Http404
    return int(asked)
