"""One role's career track: its ladder as a picture and as a list."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from skillmatrix import tracks
from skillmatrix.comparing import Change
from skillmatrix.places import Place
from skillmatrix.queries import track
from skillmatrix.views import answers, places


@answers.only_reading
def page(request: HttpRequest, slug: str) -> HttpResponse:
    level = places.single(request, "level") or None
    found = track.page(slug, level)
    drawing = tracks.draw([_tread(stop, found) for stop in found.stops])
    drawn = [
        (stop, step, list(zip(stop.leads_to, step.branches, strict=True)))
        for stop, step in zip(found.stops, drawing.steps, strict=True)
    ]
    context = {
        "section": "roles",
        "title": _("%(role)s: career track") % {"role": found.role.name},
        "track": found,
        "drawing": drawing,
        "drawn": drawn,
        "viewing": Place(slug, level),
    }
    return answers.page(request, "roles/track.html", context)


def _tread(stop: track.Stop, found: track.TrackPage) -> tracks.Tread:
    """What the picture says of a level; the list says it too."""
    mark = ""
    if found.step and stop.level == found.step.now:
        mark = _("Now")
    elif found.step and stop.level == found.step.next:
        mark = _("Next")
    note = f"{Change.ADDED.mark} {Change.ADDED.label} {stop.new}" if stop.below and stop.new else ""
    branches = tuple((place.role.name, place.level.name) for place in stop.leads_to)
    return tracks.Tread(stop.level.name, stop.rung.title, note, mark, branches)
