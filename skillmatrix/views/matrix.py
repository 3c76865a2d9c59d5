"""One role's matrix, whole or only the text of the cell that is opened."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skillmatrix.places import Place
from skillmatrix.queries import matrix
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.views import answers, places

OPENED = "opened"  # the id of the row that holds the opened text


@answers.only_reading
def page(request: HttpRequest, slug: str) -> HttpResponse:
    level, domain, cell = places.single(request, "level"), places.single(request, "domain"), _cell(request)
    if cell and answers.wants_fragment(request) and request.headers.get("HX-Target") == OPENED:
        return _opened(request, matrix.opened(slug, cell))
    found = matrix.page(slug, level or None, domain, cell)
    context = {
        "section": "roles",
        "title": _("%(role)s: matrix") % {"role": found.role.name},
        "matrix": found,
        "opened": found.opened,
        "viewing": Place(slug, level or None),
        "domain": domain,
        "foreign": get_language() != settings.CONTENT_LANGUAGE,
        **_addresses(request, found.role),
    }
    response = answers.page(request, "roles/matrix.html", context)
    patch_vary_headers(response, ["HX-Target"])
    return response


def _opened(request: HttpRequest, cell: matrix.Opened) -> HttpResponse:
    """Only the row with the text, and what names the address on paper."""
    context = {"opened": cell, "oob": True, **_addresses(request, cell.role)}
    parts = ("roles/matrix.html#opened", "base.html#printed")
    response = HttpResponse("".join(render_to_string(part, context, request) for part in parts))
    patch_vary_headers(response, ["HX-Request", "HX-Target", "Cookie"])
    return response


def _cell(request: HttpRequest) -> str:
    """The cell that the address opens, `skill:level`, or blank; raises Unknown where it opens several."""
    cells = request.GET.getlist("open")
    if len(cells) > 1:
        raise Unknown("cell", ", ".join(cells))
    return cells[0] if cells else ""


def _addresses(request: HttpRequest, role: Name) -> dict[str, str]:
    """`closed` is this page with no cell opened; `ask` begins the query that opens one."""
    asked = {kind: places.single(request, kind) for kind in ("level", "domain")}
    asked["lang"] = answers.lang_asked(request)
    kept = {kind: value for kind, value in asked.items() if value}
    closed = answers.address("role_matrix", role.slug, **kept)
    return {"closed": closed, "ask": f"?{urlencode(kept)}&open=" if kept else "?open="}
