"""Every kind of swap there is: add a line for a new one, and all that is promised is tried with it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

SKILL = "/skills/transfer-learning/"
COMPARED = "/compare/?from=data-scientist:junior&to=data-scientist:middle"


@dataclass(frozen=True)
class Swap:
    """On the page at `start`, `trigger` asks for `part` anew; the address then contains `asks`."""

    name: str
    start: str
    trigger: Callable[[Page], None]
    part: str
    asks: str
    typed: bool = False  # what is asked for is typed, and stays where it failed

    def __str__(self) -> str:
        return self.name


def choose(control: str) -> Callable[[Page], None]:
    """Choose a radio button or check box, as a click does: what it does next is for the test to say."""
    return lambda page: page.locator(control).click()


def select(control: str, value: str) -> Callable[[Page], None]:
    def trigger(page: Page) -> None:
        page.locator(control).focus()
        page.locator(control).select_option(value)

    return trigger


def type_into(control: str, text: str) -> Callable[[Page], None]:
    return lambda page: page.locator(control).press_sequentially(text)


SWAPS = [
    Swap("level", f"{SKILL}?role=data-scientist", choose("#pick-level-middle"), "#main", "level=middle"),
    Swap("role", SKILL, select("#pick-role", "llm-engineer"), "#main", "role=llm-engineer"),
    Swap("role's level", "/roles/data-scientist/", choose("#pick-level-middle"), "#main", "?level=middle"),
    Swap("filter of roles", SKILL, type_into("#filter-roles", "llm"), "#across-roles", "roles=llm", True),
    Swap("search", "/search/", type_into("#asked", "transfer"), "#found", "q=transfer", True),
    Swap("filter of a comparison", COMPARED, choose("#filter-changes"), "#compared", "changes=1"),
]
