"""The pieces of names and texts that search told apart, with what matches marked."""

from collections.abc import Iterable, Sequence

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from skillmatrix.searching import Piece, Word, marked, snippet

register = template.Library()


@register.simple_tag
def found_in_name(name: str, words: Sequence[Word]) -> SafeString:
    """A name of the framework in its own language, with what matches marked."""
    return _own(marked(str(name), words))


@register.simple_tag
def found_in_text(text: str, words: Sequence[Word]) -> SafeString:
    """What stands in a text around the first match, marked."""
    return _own(snippet(text, words))


def _own(pieces: Iterable[Piece]) -> SafeString:
    # A mark says nothing of its own: words in between would break a name apart for who listens.
    shown = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_match else text,) for text, is_match in pieces)
    )
    return format_html('<bdi lang="{}" dir="auto">{}</bdi>', settings.CONTENT_LANGUAGE, shown)
