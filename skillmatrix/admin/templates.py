"""Spreadsheets to fill in: a list or a grid, empty or with what is there of one role."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from skillmatrix.admin.exchange_forms import XLSX
from skillmatrix.admin.scoping import scope_of
from skillmatrix.exchange.writing import write_template
from skillmatrix.queries.framework import present
from skillmatrix.queries.names import Unknown
from skillmatrix.rows import Layout, Table

_LAYOUTS = {layout.value: layout for layout in (Layout.LIST, Layout.GRID)}


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """`?layout=list` or `grid`, and perhaps `&role=<slug>` (blank: none); 404 for any other.

    For whoever imports or exports; what is there of a role, for whoever exports. A limited editor gets of it
    what they edit.
    """
    if not any(request.user.has_perm(f"skillmatrix.{may}_expectation") for may in ("import", "export")):
        raise PermissionDenied
    layouts, roles = request.GET.getlist("layout"), request.GET.getlist("role")
    if len(layouts) != 1 or layouts[0] not in _LAYOUTS:
        raise Http404
    framework, role = scope_of(request).part(present()), ", ".join(roles) or None
    if role is not None and not request.user.has_perm("skillmatrix.export_expectation"):
        raise PermissionDenied
    if role is not None and role not in framework[Table.ROLE]:
        raise Unknown("role", role)
    name = "-".join(["skillmatrix", layouts[0], role or "template"])
    return HttpResponse(
        write_template(framework, _LAYOUTS[layouts[0]], role),
        content_type=XLSX,
        headers={"Content-Disposition": str(content_disposition_header(True, f"{name}.xlsx"))},
    )
