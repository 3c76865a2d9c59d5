"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix.queries import home
from skillmatrix.views import answers, places


@answers.only_reading
def page(request: HttpRequest) -> HttpResponse:
    if "pick" in request.GET:
        place = places.asked(request)
        return places.picked(request, place, places.from_home(place, answers.lang_asked(request)))
    return answers.page(request, "home.html", {"title": _("Where are you?"), "home": home.page()})
