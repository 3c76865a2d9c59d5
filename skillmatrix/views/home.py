"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from skillmatrix.queries import home
from skillmatrix.views import answers, places


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    if "pick" in request.GET:
        place = places.asked(request)
        return places.picked(request, place, places.from_home(place))
    return answers.page(request, "home.html", {"title": _("Where are you?"), "home": home.page()})
