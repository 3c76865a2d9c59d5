"""Several rows in one form: they stay the rows that were sent, whatever rows there are by then."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.admin.versions import Opened, Plain, VersionedForm, plain
from skillmatrix.text import is_number


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form whose row is gone: the row's name, and labels with texts."""

    label: str
    fields: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "\n\n".join([self.label, *(f"{label}:\n{text}" for label, text in self.fields)])


def typed(form: VersionedForm, everything: bool = False) -> Typed:
    """What was sent in a form without a row: what differs from what was shown, or with `everything` all."""
    opened = Opened.read(form.sent("opened"))
    shown: Mapping[str, Plain] = {} if everything else opened.values
    fields = []
    for name in filter(form.is_sent, form.versioned):
        asked = form.fields[name]
        value = plain(asked, form.sent(name))
        blank: Plain = False if isinstance(value, bool) else ""
        if value != shown.get(name, blank):
            fields.append((capfirst(str(asked.label)), in_words(asked, value)))
    return Typed(opened.label, tuple(fields))


def in_words(asked: forms.Field, value: Plain) -> str:
    """A field's value as people read it: the name of what was chosen, yes or no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(asked, forms.ModelMultipleChoiceField):
        return ", ".join(map(partial(_name_in, asked), chosen_among(asked, value.split())))
    if isinstance(asked, forms.ModelChoiceField):
        try:
            chosen = asked.to_python(value)
        except ValidationError:
            return _("no longer there")
        return asked.label_from_instance(chosen) if chosen else ""
    return value


def chosen_among(asked: forms.ModelMultipleChoiceField, keys: list[str]) -> Any:
    """What `keys` name of what a field offers; what they name no more is left out."""
    offered: Any = asked.queryset
    return offered.filter(pk__in=[key for key in keys if is_number(key)])


def _name_in(asked: Any, row: Any) -> str:
    """A choice in plain words, also where the form sets it in more than words."""
    return str(asked.in_words(row) if hasattr(asked, "in_words") else asked.label_from_instance(row))


class RowsAsSent(BaseModelFormSet):
    """Rows that are gone by now are left out, and kept as `gone` where something was typed into them.
    `outside` is the same of rows that this person may not edit by now.

    Django pairs the forms that were sent with the rows as they are now, one by one, so that a row more or
    less in between would show the text of one under the name of another.
    """

    trouble = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone: list[Typed] = []
        self.outside: list[Typed] = []
        if self.is_bound:
            self._leave_out_what_is_gone()

    def _leave_out_what_is_gone(self) -> None:
        pk = self.get_queryset().model._meta.pk.attname
        there = {str(row.pk) for row in self.get_queryset()}
        sent = min(self.initial_form_count(), self.total_form_count())
        gone = [at for at in range(sent) if self.data.get(f"{self.add_prefix(at)}-{pk}") not in there]
        if not gone:
            return
        for at in gone:
            form = self.form(data=self.data, files=self.files, prefix=self.add_prefix(at))
            if isinstance(form, VersionedForm) and not form.is_deleting and (lost := typed(form)).fields:
                self.gone.append(lost)
        self.data = without_rows(self.data, str(self.prefix), gone)
        del self.management_form

    def leave_out(self, form: VersionedForm) -> None:
        """A row that this person may not edit: not shown to be edited, nor saved, nor lost if it just was.

        Where it could not be edited on the page either, the page sent no `opened`, and nothing was typed.
        """
        form.clash = None
        del form.fields["opened"]
        if self.is_bound:
            sent = type(form)(self.data, self.files, prefix=form.prefix, instance=form.instance)
            if sent.sent("opened") and (lost := typed(sent)).fields:
                self.outside.append(lost)

    def get_queryset(self) -> Any:
        """Once the forms are made, each one's own row, so that both stand in one order."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    @property
    def clashing(self) -> list[VersionedForm]:
        return [form for form in self.initial_forms if isinstance(form, VersionedForm) and form.clash]

    def is_valid(self) -> bool:
        return super().is_valid() and not (self.gone or self.outside or self.clashing)

    @property
    def errors(self) -> list[Any]:
        """None where no row has any, nor the whole: a clash is not to be corrected."""
        found: list[Any] = super().errors
        return found if any(found) or self.non_form_errors() else []

    def clean(self) -> None:
        if self.trouble:
            raise ValidationError(self.trouble, code="trouble")
        super().clean()


class RowsOfOneAsSent(RowsAsSent, BaseInlineFormSet):
    """The same, for rows that belong to the row of the page."""


def without_rows(data: Any, prefix: str, gone: list[int]) -> MultiValueDict[str, str]:
    """What was sent, as if the rows numbered `gone` (ascending) had not been; those behind them move up."""
    of_row = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})-(.+)", re.DOTALL)
    kept: MultiValueDict[str, str] = MultiValueDict()
    for name, values in data.lists():
        if found := of_row.fullmatch(name):
            at = int(found[1])
            before = bisect_left(gone, at)
            if at in gone[before : before + 1]:
                continue
            name = f"{prefix}-{at - before}-{found[2]}"
        kept.setlist(name, values)
    for count in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT):
        name = f"{prefix}-{count}"
        kept[name] = str(int(data[name]) - len(gone))
    return kept
