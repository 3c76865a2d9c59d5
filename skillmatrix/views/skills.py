"""All skills; one skill's profile."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix.queries import skills
from skillmatrix.views import answers, places


@answers.only_reading
def list_(request: HttpRequest) -> HttpResponse:
    return answers.page(
        request, "skills/list.html", {"section": "skills", "title": _("Skills"), "domains": skills.index()}
    )


@answers.only_reading
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    place = places.asked(request)
    family, wanted = places.single(request, "family"), request.GET.get("roles", "").strip()
    sort = places.single(request, "sort")
    opened = list(dict.fromkeys(level for level in request.GET.getlist("open") if level))
    if "pick" in request.GET:
        kept: dict[str, str | list[str]] = {
            "family": family,
            "roles": wanted,
            "sort": sort,
            "open": opened,
            "lang": answers.lang_asked(request),
        }
        there = answers.address("skill", slug, role=place.role, level=place.level, **kept)
        return places.picked(request, place, there)
    skill = skills.profile(slug, place, family, wanted, sort, opened)
    context = {
        "section": "skills",
        "title": skill.skill.name,
        "skill": skill,
        "viewing": place,
        "family": family,
        "wanted": wanted,
        "sort": sort,
        "opened": opened,
    }
    return answers.page(request, "skills/detail.html", context)
