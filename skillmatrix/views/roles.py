"""All roles; one role with its ladder and skills."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix.places import Place
from skillmatrix.queries import roles
from skillmatrix.views import answers, places


@answers.only_reading
def list_(request: HttpRequest) -> HttpResponse:
    return answers.page(
        request, "roles/list.html", {"section": "roles", "title": _("Roles"), "families": roles.index()}
    )


@answers.only_reading
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    level = places.single(request, "level") or None
    if "pick" in request.GET:
        place = Place(places.role(request) or slug, level)
        return places.picked(request, place, _there(request, place))
    role = roles.page(slug, level)
    context = {"section": "roles", "title": role.role.name, "role": role, "viewing": Place(slug, level)}
    return answers.page(request, "roles/detail.html", context)


def _there(request: HttpRequest, place: Place) -> str:
    return answers.address("role", place.role, level=place.level, lang=answers.lang_asked(request))
