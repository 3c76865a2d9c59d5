"""The list of pages that are photographed, tried with axe and weighed leaves out no route of readers."""

from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from scripts.pages import AUDITED, PAGES, PRINTED

NO_PAGE = {
    "compare_export": "answers with a file",
    "feedback_report": "opens by an address that only whoever sent the report knows",
    "language": "only answers POST",
    "logout": "only answers POST",
    "password_change": "needs an account",
    "password_change_done": "needs an account",
    "place": "only answers POST",
}


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def test_every_route_of_readers_is_listed():
    routes = set(names(get_resolver("skillmatrix.urls").url_patterns))
    listed = {resolve(urlsplit(address).path).url_name for address in PAGES.values()}
    assert routes - listed == set(NO_PAGE)


def test_what_is_printed_and_audited_is_listed():
    assert set(PRINTED) | set(AUDITED) <= set(PAGES)
