"""One domain."""

from django.http import HttpRequest, HttpResponse

from skillmatrix.queries import domains
from skillmatrix.views import answers


@answers.only_reading
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    domain = domains.page(slug)
    return answers.page(
        request,
        "domains/detail.html",
        {"section": "skills", "title": domain.domain.name if domain.domain else "", "domain": domain},
    )
