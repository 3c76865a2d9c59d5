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
    asked = skills.Asked(
        family=places.single(request, "family"),
        wanted=request.GET.get("roles", "").strip(),
        sort=places.single(request, "sort"),
        others=places.single(request, "others") == "1",
        opened=tuple(dict.fromkeys(level for level in request.GET.getlist("open") if level)),
    )
    if "pick" in request.GET:
        kept = {"family": asked.family, "roles": asked.wanted, "sort": asked.sort}
        there = answers.address(
            "skill",
            slug,
            role=place.role,
            level=place.level,
            **kept,
            open=list(asked.opened),
            lang=answers.lang_asked(request),
        )
        return places.picked(request, place, there)
    skill = skills.profile(slug, place, asked)
    context = {
        "section": "skills",
        "title": skill.skill.name,
        "skill": skill,
        "viewing": place,
        "family": asked.family,
        "wanted": asked.wanted,
        "sort": asked.sort,
        "opened": asked.opened,
    }
    return answers.page(request, "skills/detail.html", context)
