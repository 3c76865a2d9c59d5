"""What templates need to set the framework's texts and to link its pages."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template import Context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from skillmatrix.places import Place
from skillmatrix.queries.names import Name
from skillmatrix.text import first_sentence
from skillmatrix.views import answers

register = template.Library()

_ADDRESS = re.compile(r"https://[^\s<>\"]+[^\s<>\".,;:!?)\]}'’”。，]")
_BULLET = re.compile(r"[-•]\s*")


@register.filter
def prose(text: str) -> SafeString:
    """Plain text as HTML: lines kept, those that begin with `-` or `•` a list, https addresses links."""
    return mark_safe("".join(_blocks(text.split("\n"))))  # blocks are safe


def _blocks(lines: Iterable[str]) -> Iterator[SafeString]:
    for is_list, block in groupby(
        (line for line in lines if line.strip()), key=lambda line: bool(_BULLET.match(line))
    ):
        if is_list:
            items = format_html_join(
                "", "<li>{}</li>", ((_linked(_BULLET.sub("", line, 1)),) for line in block)
            )
            yield format_html("<ul>{}</ul>", items)
        else:
            yield format_html(
                "<p>{}</p>", mark_safe("<br>".join(_linked(line) for line in block))
            )  # so are lines


def _linked(line: str) -> SafeString:
    parts, end = [], 0
    for found in _ADDRESS.finditer(line):
        parts += [
            escape(line[end : found.start()]),
            format_html('<a href="{0}" rel="noopener nofollow">{0}</a>', found[0]),
        ]
        end = found.end()
    return mark_safe("".join([*parts, escape(line[end:])]))  # every part is escaped above


@register.filter
def named(name: Any) -> SafeString:
    """A name of the framework (a text, or what has a `name`) in its own language and direction."""
    text = getattr(name, "name", name)
    return format_html('<bdi lang="{}" dir="auto">{}</bdi>', settings.CONTENT_LANGUAGE, text)


@register.simple_tag
def role_and_level(role: Any, level: Any) -> SafeString:
    """A place as people read it: “Data Scientist, Senior”; either side may be left out."""
    if role and level:
        pattern = pgettext("a role and a level", "{role}, {level}")
        return format_html(pattern, role=named(role), level=named(level))
    return named(role or level) if role or level else SafeString("")


@register.simple_tag
def content_lang() -> SafeString:
    """The attributes of an element that holds a text of the framework."""
    return format_html('lang="{}" dir="auto"', settings.CONTENT_LANGUAGE)


@register.filter
def language_tag(code: str) -> str:
    """A language code as HTML writes it: `zh-hans` becomes `zh-Hans`."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


@register.filter
def contact(whom: str) -> SafeString:
    """Whom to ask: an e-mail address or an https address as a link, anything else as it stands."""
    if whom.startswith("https://"):
        return _linked(whom)
    with suppress(ValidationError):
        validate_email(whom)
        return format_html('<a href="mailto:{0}">{0}</a>', whom)
    return format_html("{}", whom)


@register.filter
def opening(text: str) -> str:
    """The first sentence of `text`."""
    return first_sentence(text)[0]


@register.filter
def remainder(text: str) -> str:
    """What follows the first sentence of `text`."""
    return first_sentence(text)[1]


@register.filter
def steps(depth: Any) -> list[bool]:
    """A depth as bars: True for each step up to it, False for those beyond."""
    return [step <= depth.step for step in range(1, depth.steps + 1)]


@register.simple_tag
def address(route: str, slug: str | Name | None = None, **query: str | Name | Place | None) -> str:
    """The address of a page; names stand for their slugs, and what is None or blank is left out."""
    return answers.address(route, _slug(slug), **{name: _slug(value) for name, value in query.items()})


@register.simple_tag(takes_context=True)
def same_page(context: Context, **query: Any) -> str:
    """This page's address, asked for `query` as well: places and lists of them; None takes away."""
    return _asked_as_well(context, query) or context["request"].path


@register.simple_tag(takes_context=True)
def same_asked(context: Context, route: str, **query: Any) -> str:
    """Another page's address, asked for the same as this page and for `query` as `same_page` takes it."""
    return answers.address(route) + _asked_as_well(context, query)


def _asked_as_well(context: Context, query: dict[str, Any]) -> str:
    asked = context["request"].GET.copy()
    for name, value in {"pick": None, **query}.items():
        values = value if isinstance(value, list | tuple) else [value]
        asked.setlist(name, [str(each) for each in values if each is not None])
    written = asked.urlencode()
    return answers.readable(f"?{written}") if written else ""


@register.simple_tag(takes_context=True)
def skill_address(context: Context, skill: Any) -> str:
    """A skill's page with the place that this page shows, else the reader's own."""
    place = _carried(context)
    return answers.address("skill", skill.slug, role=place.role, level=place.level)


@register.simple_tag(takes_context=True)
def role_address(context: Context, role: Any) -> str:
    """A role's page, at the level that this page shows or the reader is at where it is that role's."""
    place = _carried(context)
    return answers.address("role", role.slug, level=place.level if place.role == role.slug else None)


@register.simple_tag(takes_context=True)
def compare_address(context: Context) -> str:
    """The page that compares, from the place that this page shows, else from the reader's own."""
    places = (context.get("viewing"), getattr(context.get("mine"), "place", None))
    whole = (str(place) for place in places if place and place.role and place.level)
    return answers.address("compare", **{"from": next(whole, None)})


def _carried(context: Context) -> Place:
    viewing: Place = context.get("viewing") or Place()
    mine = context.get("mine")
    if viewing.level or not mine:
        return viewing
    return mine.place if viewing.role in (None, mine.place.role) else viewing


def _slug(value: str | Name | Place | None) -> str | None:
    if isinstance(value, Place):
        return str(value)
    return value.slug if isinstance(value, Name) else value
