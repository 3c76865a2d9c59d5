"""axe finds nothing against WCAG 2.2 AA on any page of readers, light and dark, in all four languages."""

from itertools import cycle, product

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.pages import LANGUAGES, PAGES, in_language

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WAYS = list(product(LANGUAGES, ["light", "dark"]))
ONE_WAY_EACH = [(name, *way) for name, way in zip(PAGES, cycle(WAYS), strict=False)]
EVERY_TIME = 2  # a page in so many is tried every time, the others with the slow tests
ALL_OTHERS = [case for case in ((name, *way) for name in PAGES for way in WAYS) if case not in ONE_WAY_EACH]


def violations(browser, address, scheme):
    """What axe finds, with everything opened that can be.

    The header's menus lie over the page, and over its targets: they are opened on one short page alone.
    """
    opened = "details" if "/about/" in address else "main details"
    with browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate(f"for (const each of document.querySelectorAll('{opened}')) each.open = true")
        found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(
    ("name", "language", "scheme"),
    [
        pytest.param(*case, marks=pytest.mark.slow if number % EVERY_TIME else [])
        for number, case in enumerate(ONE_WAY_EACH)
    ],
)
def test_every_page_in_one_language_and_theme(browser, demo, name, language, scheme):
    assert violations(browser, demo + in_language(PAGES[name], language), scheme) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language", "scheme"), ALL_OTHERS)
def test_every_page_in_all_others(browser, demo, name, language, scheme):
    assert violations(browser, demo + in_language(PAGES[name], language), scheme) == []
