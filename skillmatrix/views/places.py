"""Where the reader is: remembered in a cookie, by the picker only."""

from urllib.parse import quote, unquote, urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skillmatrix.places import Place
from skillmatrix.queries import frame
from skillmatrix.queries.names import Unknown
from skillmatrix.views.answers import address, is_foreign, readable, way_back
from skillmatrix.views.frame import PLACE_COOKIE, remembered

ONE_YEAR = 365 * 24 * 60 * 60
SHOW_A_PLACE = ("skill", "role", "role_matrix", "role_track")


@csrf_exempt  # only a cookie of the reader's own changes, and the origin is checked
@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """Remember `role` and `level`, or forget where the reader is where neither is given."""
    if is_foreign(request):
        raise PermissionDenied
    former, place = remembered(request), Place(request.POST.get("role"), request.POST.get("level"))
    asked = frame.known(place)
    kept = frame.existing(place)
    following = _following(way_back(request), former, kept)
    if kept != place:
        told = _("%(role)s has no level %(level)s. Only the role is remembered: pick one of its levels.")
        messages.warning(request, told % {"role": asked.role, "level": asked.level})
    elif kept:
        own = _showing(kept, following)
        context = {"here": asked, "own": own if own != following else None}
        messages.success(request, render_to_string("parts/placed.html", context))
    elif former:
        messages.success(request, _("Where you are is forgotten."))
    return _remembering(HttpResponseRedirect(following), kept)


def _following(there: str, former: Place, place: Place) -> str:
    """`there`, a page of this site, but showing `place` where it showed the `former` one, if any."""
    return _showing(place, there, former) if former and place else there


def _showing(place: Place, there: str, former: Place | None = None) -> str:
    """`there`, a page of this site, but showing `place`: where it showed `former`, or whichever it showed."""
    parts = urlsplit(there)
    try:
        match = resolve(unquote(parts.path))
    except Resolver404:
        return there
    asked = QueryDict(parts.query, mutable=True)
    role, is_of_role = match.kwargs.get("slug"), match.route.startswith("roles/")
    shown = Place((role if is_of_role else asked.get("role")) or None, asked.get("level") or None)
    start = Place.whole(asked.get("from", ""))
    if shown == former or (not former and shown and shown != place and match.view_name in SHOW_A_PLACE):
        if is_of_role and not place.role:
            return there
        wanted = {"role": place.role, "level": place.level}
        if is_of_role:
            if place.role != role:  # another role has other cells and domains
                for name in set(asked) - {"lang"}:
                    del asked[name]
            parts = parts._replace(path=reverse(match.view_name, kwargs={**match.kwargs, "slug": place.role}))
            del wanted["role"]
    elif start and place.role and place.level and (start == former or (not former and start != place)):
        wanted = {"from": str(place)}
    else:
        return there
    for name, value in wanted.items():
        asked.setlist(name, [value] if value else [])
    return readable(urlunsplit(parts._replace(query=asked.urlencode())))


def picked(request: HttpRequest, place: Place, there: str) -> HttpResponse:
    """The answer to the picker's form: on to the address `there`, remembering `place` on the way.

    A link that imitates the form changes nothing: what another site or a shared link asks for is
    shown, not remembered.
    """
    response = HttpResponseRedirect(there)
    if not place or is_foreign(request) or frame.here(place) is None:
        return response
    if place.role:
        return _remembering(response, frame.existing(place))
    # "All roles" on a skill's page says nothing about one's own role, nor does a level that it lacks.
    own = Place(remembered(request).role, place.level)
    return _remembering(response, own) if frame.existing(own) == own else response


def asked(request: HttpRequest) -> Place:
    """The role and level that the address asks for; raises Unknown where it asks for several."""
    return Place(role(request), single(request, "level") or None)


def role(request: HttpRequest) -> str | None:
    """The role that the address asks for; raises Unknown for what can stand in no address."""
    slug = single(request, "role")
    if "/" in slug:
        raise Unknown("role", slug)
    return slug or None


def single(request: HttpRequest, kind: str) -> str:
    """What the address asks for as `kind`, blank where it does not; raises Unknown for several."""
    values = request.GET.getlist(kind)
    if len(values) > 1:
        raise Unknown(kind, ", ".join(values))
    return values[0] if values else ""


def from_home(place: Place, lang: str) -> str:
    """Where the first page's picker leads."""
    if place.role:
        return address("role", place.role, level=place.level, lang=lang)
    return address("skills", lang=lang)


def _remembering(response: HttpResponse, place: Place) -> HttpResponse:
    if place:
        response.set_cookie(
            PLACE_COOKIE,
            quote(str(place), safe=":"),
            max_age=ONE_YEAR,
            samesite="Lax",
            secure=settings.HTTPS,
            httponly=True,
        )
    else:
        response.delete_cookie(PLACE_COOKIE, samesite="Lax")
    return response
