"""The form of a reader's report, and the stamp that goes back and forth with it."""

import re
import time
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from skillmatrix.models import Feedback, Level, Role, Skill
from skillmatrix.models.feedback import REPEATS_LENGTH
from skillmatrix.receiving import new_token
from skillmatrix.text import clean_text

LONGEST = 2_000
MOST_LINKS = 2
QUICKEST = 2  # seconds that a person needs at least, from opening the form to sending it
SLOWEST = 24 * 60 * 60
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a form knows of itself, signed: the token of the report that it makes, when it was opened (seconds
    since 1970), and what it showed: slugs of skill, role and level, and the version of the expectation."""

    token: str
    opened: float
    about: tuple[str, str, str]
    seen: str

    @classmethod
    def new(cls, opened: float | None = None) -> Self:
        return cls(new_token(), time.time() if opened is None else opened, ("", "", ""), "")

    @classmethod
    def read(cls, sent: str) -> Self | None:
        """None where it is missing or not ours."""
        try:
            token, opened, about, seen = signing.loads(sent, salt="feedback")
            return cls(token, opened, tuple(about), seen)
        except (signing.BadSignature, TypeError, ValueError):
            return None

    def __str__(self) -> str:
        return signing.dumps([self.token, self.opened, self.about, self.seen], salt="feedback")

    @property
    def age(self) -> float:
        return time.time() - self.opened

    @property
    def is_timely(self) -> bool:
        return QUICKEST <= self.age <= SLOWEST

    def again(self, is_used: bool = False) -> "Stamp":
        """The stamp of the form when it is shown once more: whoever waited need not wait again."""
        if is_used or self.age > SLOWEST:
            return Stamp.new(time.time() - QUICKEST)
        return self


class ContentSelect(forms.Select):
    """A select whose choices, but for the blank one, are in the language of the framework."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"] |= {"lang": settings.CONTENT_LANGUAGE, "dir": "auto"}
        return option


class SlugChoice(forms.ModelChoiceField):
    """A choice by slug, which has no NUL: PostgreSQL refuses to look for one."""

    widget = ContentSelect

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and "\0" in value:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": "?"})
        return super().to_python(value)


class WordsField(forms.CharField):
    """Text by the one rule for text, with a limit of its own."""

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "", LONGEST)


class FeedbackForm(forms.ModelForm):
    """What is wrong, and where. `website` is a trap: only machines fill it in."""

    skill = SlugChoice(
        Skill.objects.all(),
        to_field_name="slug",
        empty_label=_("Choose a skill"),
        label=_("Skill"),
        error_messages={"required": _("Choose what it is about.")},
    )
    role = SlugChoice(
        Role.objects.all(),
        to_field_name="slug",
        empty_label=_("All roles"),
        required=False,
        label=_("Role"),
    )
    level = SlugChoice(
        Level.objects.all(),
        to_field_name="slug",
        empty_label=_("All levels"),
        required=False,
        label=_("Level"),
    )
    kind = forms.ChoiceField(
        choices=Feedback.Kind,
        widget=forms.RadioSelect,
        label=_("What is wrong?"),
        error_messages={"required": _("Choose one of the four.")},
    )
    repeats = forms.CharField(
        max_length=REPEATS_LENGTH,
        required=False,
        label=_("Which skill or expectation does it repeat?"),
        help_text=_("Optional."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    words = WordsField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST, "dir": "auto"}),
        label=_("In your words"),
        help_text=_("At most 2,000 characters. Please name nobody: the editors do not need to know who."),
    )
    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Feedback
        fields = ("skill", "role", "level", "kind", "repeats", "words")

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    @property
    def about(self) -> tuple[str, str, str]:
        """Slugs of skill, role and level, once it is valid."""
        skill, role, level = (self.cleaned_data[name] for name in ("skill", "role", "level"))
        return skill.slug, role.slug if role else "", level.slug if level else ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") != Feedback.Kind.DUPLICATE:
            given["repeats"] = ""
        if len(_LINK.findall(f"{given.get('words')} {given.get('repeats')}")) > MOST_LINKS:
            self.add_error("words", _("At most two links fit here, as a guard against advertising."))
        if given.get("kind") == Feedback.Kind.OTHER and given.get("words") == "":
            self.add_error("words", _("Say in your words what is wrong."))
        return given
