"""A sheet to print for a talk between two."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from skillmatrix.queries import compare_next_step
from skillmatrix.views import answers
from skillmatrix.views.compare import asked_places
from skillmatrix.views.compare_export import page_address


@answers.only_reading
def sheet(request: HttpRequest) -> HttpResponse:
    """Where there is nothing to compare, the page that compares says so."""
    start, ends = asked_places(request)
    step = compare_next_step.page(start, ends, request.GET.getlist("skill"))
    if not step.comparison.columns:
        return HttpResponseRedirect(page_address(request))
    context = {
        "section": "compare",
        "title": _("My next step"),
        "step": step,
        "comparison": step.comparison,
        "viewing": start,
    }
    return answers.page(request, "compare/next_step.html", context)
