"""Whose framework this is, since when, whom to ask."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmatrix.comparing import Change
from skillmatrix.views import answers

MEANINGS = {
    Change.ADDED: gettext_lazy("The next level expects something where nothing was written before."),
    Change.NEWLY_REQUIRED: gettext_lazy("What was optional is required there."),
    Change.RAISED: gettext_lazy("The skill goes deeper there."),
    Change.EASED: gettext_lazy("The skill goes less deep there."),
    Change.NEWLY_OPTIONAL: gettext_lazy("What was required is optional there."),
    Change.REWORDED: gettext_lazy("The text is another one: read both."),
    Change.DROPPED: gettext_lazy("Nothing further is written there."),
    Change.UNCHANGED: gettext_lazy("Depth, mark and text stay as they are."),
}


@answers.only_reading
def page(request: HttpRequest) -> HttpResponse:
    meanings = [([change], meaning) for change, meaning in MEANINGS.items()]
    return answers.page(request, "about.html", {"title": _("About this framework"), "meanings": meanings})
