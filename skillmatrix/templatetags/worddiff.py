"""The pieces of a text that `worddiff` told apart, with marks that are seen and heard."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from skillmatrix.worddiff import Part, Parts

register = template.Library()

_HIDDEN = '<span class="visually-hidden">{}</span>'


@register.filter
def deleted(parts: Parts) -> SafeString:
    """The old side: struck where the new one has something else or nothing."""
    return _set(parts, "del", pgettext("before words", "(deleted:"), pgettext("after deleted words", ")"))


@register.filter
def inserted(parts: Parts) -> SafeString:
    """The new side: underlined where the old one has something else or nothing."""
    return _set(parts, "ins", pgettext("before words", "(inserted:"), pgettext("after inserted words", ")"))


def _set(parts: Parts, element: str, begin: str, end: str) -> SafeString:
    hidden = f"{_HIDDEN}<{element}>{{}}</{element}>{_HIDDEN}"
    return format_html_join(
        "",
        "{}",
        (
            (format_html(hidden, f"{begin} ", _seen(part), f" {end}") if part.marked else part.text,)
            for part in parts
        ),
    )


def _seen(part: Part) -> str:
    """A marked piece; where it has nothing but white space, that as signs."""
    return part.text if part.text.strip() else part.text.replace(" ", "␣").replace("\n", "↵\n")
