"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix.queries import frame, home
from skillmatrix.views import answers, places


@answers.only_reading
def page(request: HttpRequest) -> HttpResponse:
    place = places.asked(request)
    if "pick" in request.GET:
        return places.picked(request, place, places.from_home(place, answers.lang_asked(request)))
    context = {"title": _("Where are you?"), "home": home.page()}
    if place:
        context["asked"] = frame.known(place)
    return answers.page(request, "home.html", context)
