"""Nobody overwrites a newer change unseen: what a form sends is compared with what is stored by then.

A form carries the row as it was shown. When it comes back, a field that this person left alone takes what
is stored now. Where they changed something and somebody else did too, the form clashes: it is not saved, and
is shown again with both (see `conflicts`). Shown again, it carries the newer row, so the next save goes
through unless there is yet another change.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from skillmatrix.text import clean_text

type Plain = str | bool
"""A field's value as forms send it: text with `\\n`, a key or a number as text, several keys with spaces
between them, yes or no."""


def plain(asked: forms.Field, value: Any) -> Plain:
    """`value`, stored or sent, so that two of them can be compared."""
    if isinstance(asked, forms.BooleanField):
        return bool(asked.to_python(value))
    if isinstance(asked, forms.ModelMultipleChoiceField):
        return " ".join(sorted({str(key) for key in asked.prepare_value(value) or ()}))
    value = asked.prepare_value(value)
    text = "" if value is None else str(value)
    try:
        return clean_text(text)
    except ValidationError:
        return text


def as_sent(asked: forms.Field, value: Plain) -> Any:
    """A plain value as a browser would send it."""
    if isinstance(asked, forms.ModelMultipleChoiceField):
        return str(value).split()
    return value


@dataclass(frozen=True, slots=True)
class Opened:
    """A row as a form showed it. `label` is what people call it; empty where a form did not say."""

    version: str = ""
    label: str = ""
    values: Mapping[str, Plain] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Any) -> Self:
        """What a form sent; an empty one where that is missing or forged."""
        try:
            version, label, values = json.loads(sent or "")
            known = {name: value if isinstance(value, bool) else str(value) for name, value in values.items()}
        except (AttributeError, RecursionError, TypeError, ValueError):
            return cls()
        return cls(str(version), str(label), known)

    def __str__(self) -> str:
        return json.dumps(astuple(self), ensure_ascii=False)


class OpenedField(forms.Field):
    """Carries an `Opened`, unseen; it is no part of the row, so it never counts as changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed the row since it was opened, and this person something of it as well.

    `both` are the fields that both changed, to different values, `newer` those that only the other one did.
    `before` is what this person was shown, where that is known. `deleting`: they ticked to delete the row.
    """

    before: Mapping[str, Plain]
    now: Mapping[str, Plain]
    both: tuple[str, ...]
    newer: tuple[str, ...]
    deleting: bool


class VersionedForm(forms.ModelForm):
    """A form for one row.

    `once` are asked for only when the row is new. With `trouble` nothing is saved, and the form says that.
    """

    once: ClassVar[tuple[str, ...]] = ()
    trouble: ClassVar[str] = ""

    opened = OpenedField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clash: Clash | None = None
        self.wanted: dict[str, Plain] = {}
        self._merged: dict[str, Any] = {}
        if self.instance.pk is None:
            return
        for name in self.once:
            if name in self.fields:
                self.initial[name] = getattr(self.instance, name)
                self.fields[name] = forms.Field(disabled=True, required=False, widget=forms.HiddenInput)
        stored = {name: plain(self.fields[name], self.initial.get(name)) for name in self.versioned}
        now = Opened(self.instance.version, str(self.instance), stored)
        self.initial["opened"] = str(now)
        if self.is_bound:
            self._merge(now)

    @property
    def versioned(self) -> list[str]:
        """The fields that are compared: what can be edited here."""
        editable = getattr(self._meta.model, "EDITABLE", ())
        return [name for name in editable if name in self.fields and not self.fields[name].disabled]

    def sent(self, name: str) -> Any:
        """What came back in a field, before anything was merged into it."""
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def is_sent(self, name: str) -> bool:
        """Whether a field came back; a box without its tick can't tell, and counts as sent."""
        widget = self.fields[name].widget
        return not widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def take(self, name: str) -> str:
        """The name of the choice between mine and theirs."""
        return self.add_prefix(f"take-{name}")

    @property
    def is_deleting(self) -> bool:
        tick = forms.CheckboxInput()
        return bool(self.prefix and tick.value_from_datadict(self.data, self.files, f"{self.prefix}-DELETE"))

    def _merge(self, now: Opened) -> None:
        opened = Opened.read(self.sent("opened"))
        before = now.values if opened.version == now.version else opened.values
        both: list[str] = []
        mine: list[str] = []
        for name, theirs in now.values.items():
            shown = before.get(name, theirs)
            taken = self.data.get(self.take(name)) == "theirs"
            wanted = shown if taken else plain(self.fields[name], self.sent(name))
            self.wanted[name] = wanted
            if wanted == shown:
                self._merged[self.add_prefix(name)] = as_sent(self.fields[name], theirs)
            elif wanted != theirs:
                (mine if before.get(name) == theirs else both).append(name)
        self._merged[self.add_prefix("opened")] = str(now)
        newer = [name for name, value in before.items() if now.values.get(name, value) != value]
        if (both or newer) and (both or mine or self.is_deleting):
            newer = [name for name in newer if name not in both]
            self.clash = Clash(before, now.values, tuple(both), tuple(newer), self.is_deleting)
        elif self.prefix and not (both or mine or self.is_deleting):
            self.empty_permitted = True  # among other rows, one that was left alone is not even checked

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        if html_name in self._merged:
            return self._merged[html_name]
        return super()._widget_data_value(widget, html_name)  # type: ignore[misc]

    def clean(self) -> dict[str, Any] | None:
        if self.trouble:
            raise ValidationError(self.trouble, code="trouble")
        return super().clean()

    def is_valid(self) -> bool:
        return super().is_valid() and self.clash is None

    def non_field_errors(self) -> Any:
        """Beside the errors, a mark at a row that clashes; it is none, since there is nothing to correct."""
        found = super().non_field_errors()
        if self.clash is None:
            return found
        mark = _("Somebody else changed this row in the meantime. See above.")
        return self.error_class([*found, mark], error_class="nonfield", renderer=self.renderer)
