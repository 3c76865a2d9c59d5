"""A reader's report on an expectation."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from skillmatrix.models import Feedback, Level, Role, Skill
from skillmatrix.queries.names import Unknown, one
from skillmatrix.views import answers
from skillmatrix.views.places import single

LONGEST = 2_000


class ContentSelect(forms.Select):
    """A select whose choices, but for the blank one, are in the language of the framework."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"] |= {"lang": settings.CONTENT_LANGUAGE, "dir": "auto"}
        return option


class FeedbackForm(forms.ModelForm):
    """What is wrong, and where. `website` is a trap: only machines fill it in."""

    skill = forms.ModelChoiceField(
        Skill.objects.all(),
        to_field_name="slug",
        widget=ContentSelect,
        empty_label=gettext_lazy("Choose a skill"),
        label=gettext_lazy("Skill"),
    )
    role = forms.ModelChoiceField(
        Role.objects.all(),
        to_field_name="slug",
        widget=ContentSelect,
        empty_label=gettext_lazy("All roles"),
        required=False,
        label=gettext_lazy("Role"),
    )
    level = forms.ModelChoiceField(
        Level.objects.all(),
        to_field_name="slug",
        widget=ContentSelect,
        empty_label=gettext_lazy("All levels"),
        required=False,
        label=gettext_lazy("Level"),
    )
    kind = forms.ChoiceField(
        choices=Feedback.Kind, widget=forms.RadioSelect, label=gettext_lazy("What is wrong?")
    )
    words = forms.CharField(
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=gettext_lazy("In your words"),
    )
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Feedback
        fields = ("skill", "role", "level", "kind", "words")

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    sheet = FeedbackForm(request.POST or None, initial=_asked(request))
    if request.method == "POST" and sheet.is_valid():
        if not sheet.is_from_a_machine:
            sheet.save()
        messages.success(request, _("Thank you. The editors will read it."))
        about = {name: row.slug for name in ("skill", "role", "level") if (row := sheet.cleaned_data[name])}
        return redirect(answers.address("skill", about.pop("skill"), **about))
    context = {"title": _("Tell the editors"), "form": sheet}
    return answers.page(request, "feedback.html", context, status=422 if sheet.errors else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address names; raises Unknown where that does not exist."""
    asked = {name: value for name in ("skill", "role", "level") if (value := single(request, name))}
    for kind, slug in asked.items():
        one(Unknown.KINDS[kind]._base_manager.all(), kind, slug)
    return asked
