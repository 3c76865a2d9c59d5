"""The parts of the page on which one says which column is which: few sheets at once, and cheap choices."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from skillmatrix.exchange.understanding.outlines import Outline
from skillmatrix.text import is_number

MOST_SHEETS = 5  # on a page
MOST_COLUMNS = 120  # on a page of more than one sheet: each is a list of all levels and roles
type Numbered = tuple[int, Outline]
type Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def pages(sheets: Iterable[Numbered]) -> list[list[Numbered]]:
    """The sheets as they are asked about, page by page: those first of which something is unclear."""
    found: list[list[Numbered]] = []
    columns = 0
    for number, sheet in sorted(sheets, key=lambda each: not each[1].is_open):
        columns += len(sheet.meaning.columns)
        if not found or len(found[-1]) == MOST_SHEETS or columns > MOST_COLUMNS:
            found.append([])
            columns = len(sheet.meaning.columns)
        found[-1].append((number, sheet))
    return found


def page_number(said: str, count: int) -> int:
    """The page that is asked for, from 1; the first where there is none such."""
    number = int(said) if is_number(said) else 1
    return number if 1 <= number <= count else 1


def answered_of(sheets: Iterable[Numbered], sent: Mapping[str, Any]) -> list[Numbered]:
    """The sheets that a form was sent of, whatever page they would be on by now."""
    return [(number, sheet) for number, sheet in sheets if f"sheet-{number}-header" in sent]


def as_options(alone: tuple[str, str], groups: Groups) -> SafeString:
    """The choices above a column, rendered once for all columns of a page."""
    return format_html(
        '<option value="{}">{}</option>{}',
        *alone,
        format_html_join(
            "",
            '<optgroup label="{}">{}</optgroup>',
            (
                (heading, format_html_join("", '<option value="{}">{}</option>', choices))
                for heading, choices in groups
            ),
        ),
    )


class RenderedSelect(forms.Select):
    """A select whose options are rendered already: a template for each option takes seconds."""

    def __init__(self, rendered: SafeString, attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.rendered = rendered

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        option = format_html('<option value="{}"', value or "")
        options = self.rendered.replace(f"{option}>", f"{option} selected>", 1)
        about = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", about, mark_safe(options))
