"""Every kind of swap there is: whoever adds one adds a line, and what is promised of all is tried with it too."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

SKILL = "/skills/transfer-learning/"


@dataclass(frozen=True)
class Swap:
    """On the page at `start`, `trigger` asks for `part` anew; the address then contains `asks`."""

    name: str
    start: str
    trigger: Callable[[Page], None]
    part: str
    asks: str

    def __str__(self) -> str:
        return self.name


def choose(control: str) -> Callable[[Page], None]:
    """Choose a radio button or check box."""
    return lambda page: page.locator(control).check()


def select(control: str, value: str) -> Callable[[Page], None]:
    return lambda page: page.locator(control).select_option(value)  # type: ignore[return-value]


def type_into(control: str, text: str) -> Callable[[Page], None]:
    return lambda page: page.locator(control).press_sequentially(text)


SWAPS = [
    Swap("level", f"{SKILL}?role=data-scientist", choose("#pick-level-middle"), "#main", "level=middle"),
    Swap("role", SKILL, select("#pick-role", "llm-engineer"), "#main", "role=llm-engineer"),
    Swap(
        "role's level", "/roles/data-scientist/", choose("#pick-level-middle"), "#main", "?level=middle"
    ),
    Swap("filter", SKILL, type_into("#filter-roles", "llm"), "#tables", "roles=llm"),
]
