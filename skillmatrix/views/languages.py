"""The interface language, remembered in a cookie."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
)
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from skillmatrix.views.answers import is_foreign, way_back
from skillmatrix.views.places import ONE_YEAR


@csrf_exempt  # only a cookie of the reader's own changes, and the origin is checked
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember `language` and go back, without the `?lang=` that would win over the choice."""
    if is_foreign(request):
        raise PermissionDenied
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("This language is not offered."))
    parts = urlsplit(way_back(request))
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name != "lang"])
    response = HttpResponseRedirect(urlunsplit(parts._replace(query=query)))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )
    return response
