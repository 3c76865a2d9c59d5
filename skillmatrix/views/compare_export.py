"""A comparison as a file."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from skillmatrix.exchange.comparison import Compared, Line, Said, Side, write_comparison
from skillmatrix.exchange.writing import Format
from skillmatrix.queries import compare, frame
from skillmatrix.queries.compare import Comparison, Filters
from skillmatrix.queries.ladders import Rung
from skillmatrix.queries.names import Name, Unknown
from skillmatrix.queries.pairs import Pair
from skillmatrix.views import answers
from skillmatrix.views.compare import asked_filters, asked_places
from skillmatrix.views.places import single

TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MOST_OF_SLUG = 40  # characters in the file's name


@answers.only_reading
def download(request: HttpRequest) -> HttpResponse:
    """What the page shows for the same address; where that has nothing to compare, it says so."""
    fmt = _format(request)
    filters = asked_filters(request)
    start, ends = asked_places(request)
    comparison = compare.page(start, ends, filters)
    if not comparison.columns:
        return HttpResponseRedirect(page_address(request))
    compared = _compared(comparison, filters, request.build_absolute_uri(page_address(request)))
    name = f"{_file_name(comparison, filters)}.{fmt}"
    response = HttpResponse(
        write_comparison(compared, fmt),
        content_type=TYPES[fmt],
        headers={"Content-Disposition": str(content_disposition_header(True, name))},
    )
    patch_vary_headers(response, ["Cookie"])
    return response


def page_address(request: HttpRequest) -> str:
    """The page that compares, asked for the same."""
    query = request.GET.copy()
    query.pop("format", None)
    there = answers.address("compare")
    return answers.readable(f"{there}?{query.urlencode()}") if query else there


def _format(request: HttpRequest) -> Format:
    asked = single(request, "format")
    for fmt in TYPES:
        if asked == fmt:
            return fmt
    raise Unknown("format", asked)


def _compared(comparison: Comparison, filters: Filters, page: str) -> Compared:
    sides = tuple(
        Side(_place(column.rung), _place(column.against) if column.against else None)
        for column in comparison.columns
    )
    return Compared(
        title=_title(comparison),
        sides=sides,
        lines=tuple(
            _line(domain.domain, comparison.groups.get(pair.skill.slug), pair)
            for domain in comparison.domains
            for pair in (*domain.changed, *domain.same)
        ),
        skills=comparison.skills,
        kept=", ".join(_kept(comparison, filters)),
        about=tuple(_about(page)),
    )


def _line(domain: Name | None, group: Name | None, pair: Pair) -> Line:
    said = (Said(cell.expected, cell.difference.labels if cell.difference else ()) for cell in pair.cells)
    return Line(domain.name if domain else "", group.name if group else "", pair.skill.name, tuple(said))


def _place(rung: Rung) -> str:
    pattern = pgettext("a role and a level", "{role}, {level}")
    return pattern.format(role=rung.role.name, level=rung.level.name)


def _title(comparison: Comparison) -> str:
    """The heading of the page, as plain text."""
    first, *others = [column.rung for column in comparison.columns]
    if comparison.is_stepwise:
        told = {"role": first.role.name, "now": first.level.name, "then": others[-1].level.name}
        return _("%(role)s: from %(now)s to %(then)s") % told
    then = "; ".join(_place(rung) for rung in others)
    return _("%(now)s beside %(then)s") % {"now": _place(first), "then": then}


def _kept(comparison: Comparison, filters: Filters) -> list[str]:
    """The filters in words."""
    words = []
    if filters.changes:
        words.append(_("only what changes"))
    if filters.required:
        words.append(_("only required"))
    if filters.domain:
        words.append(_("domain %(name)s") % {"name": _name(filters.domain, comparison.in_domains)})
    if filters.group:
        words.append(_("group %(name)s") % {"name": _name(filters.group, comparison.in_groups)})
    return words


def _name(slug: str, names: tuple[Name, ...]) -> str:
    return next((name.name for name in names if name.slug == slug), slug)


def _about(page: str) -> list[tuple[str, str]]:
    whose = frame.whose()
    lines = []
    if whose.name:
        lines.append((_("Whose framework"), whose.name))
    if whose.in_force_since:
        lines.append((_("In force since"), date_format(whose.in_force_since)))
    return [*lines, (_("Where to see it"), page)]


def _file_name(comparison: Comparison, filters: Filters) -> str:
    """Readable, and the same for the same address: places, then filters."""
    places = [column.rung.place for column in comparison.columns]
    asked = {"changes": filters.changes, "required": filters.required}
    parts = [f"{_short(place.role)}-{_short(place.level)}" for place in places]
    parts += [name for name, is_asked in asked.items() if is_asked]
    parts += [_short(slug) for slug in (filters.domain, filters.group) if slug]
    return " ".join(["compare", *parts])


def _short(slug: str | None) -> str:
    return (slug or "")[:_MOST_OF_SLUG].rstrip("-")
