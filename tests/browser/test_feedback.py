"""Telling the editors: by mouse, by keyboard alone, and without JavaScript."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from skillmatrix.models import Feedback
from skillmatrix.views.feedback_forms import QUICKEST
from tests.browser.test_accessibility import RULES

ABOUT = "/feedback/?skill=transfer-learning&role=data-scientist&level=middle"
PRIVATE = re.compile(r"/feedback/[0-9a-f]{48}/$")


def take_time():
    """As long as a person needs at least."""
    time.sleep(QUICKEST + 0.1)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def focus(page: Page) -> str:
    """What has the focus, by its text or name."""
    return str(page.evaluate("(({textContent, value, name}) => name || textContent)(document.activeElement)"))


def tab_to(page: Page, wanted: str) -> None:
    for _press in range(60):
        page.keyboard.press("Tab")
        if wanted in focus(page):
            return
    raise AssertionError(f"the Tab key does not come to {wanted}")


def test_from_an_expectation_to_a_private_link(reader):
    reader.goto("/skills/transfer-learning/")
    row = reader.locator(".more").nth(2)
    row.locator("summary").click()
    row.get_by_role("link", name=re.compile("Something wrong here")).click()
    expect(reader.locator(".subject")).to_contain_text("Transfer Learning as a ")
    reader.get_by_label("It is outdated").check()
    reader.get_by_label("In your words").fill("Nobody trains these any more.")
    take_time()
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(PRIVATE)
    expect(reader.locator(".messages")).to_contain_text("Thank you.")
    kept = reader.locator(".keep .link a")
    expect(kept).to_have_text(reader.url)
    Feedback.objects.update(state="done", answer="We took it out.")
    kept.click()
    expect(reader.locator("main")).to_contain_text("We took it out.")


def test_reloading_and_going_back_send_nothing_twice(reader):
    reader.goto(ABOUT)
    reader.get_by_label("It is unclear").check()
    take_time()
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(PRIVATE)
    there = reader.url
    reader.reload()
    reader.go_back()
    reader.get_by_label("It is unclear").check()
    take_time()
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(PRIVATE)
    assert Feedback.objects.count() == 1
    reader.goto(there)
    expect(reader.locator("main")).to_contain_text("It is unclear")


def test_what_does_not_fit_takes_the_focus_and_leads_to_its_field(reader):
    reader.goto(ABOUT)
    reader.get_by_label("In your words").fill("Which tables?")
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator(".problems")).to_be_focused()
    expect(reader.get_by_label("In your words")).to_have_value("Which tables?")
    reader.get_by_role("link", name="What is wrong?").click()
    reader.keyboard.press("Space")
    expect(reader.get_by_label("It is outdated")).to_be_checked()


def test_another_expectation_is_chosen_without_losing_what_was_typed(reader):
    reader.goto(ABOUT)
    reader.get_by_label("In your words").fill("Which tables?")
    reader.get_by_text("It is about something else").click()
    reader.get_by_label("Skill", exact=True).select_option(label="Statistics")
    reader.get_by_role("button", name="Show what is written there").click()
    expect(reader.locator(".subject")).to_contain_text("Statistics as a Data Scientist does it at Middle.")
    expect(reader.locator("#subject")).to_be_focused()
    expect(reader.get_by_label("In your words")).to_have_value("Which tables?")


def test_the_enter_key_in_a_field_sends(reader):
    reader.goto(ABOUT)
    reader.get_by_label("It repeats another one").check()
    reader.get_by_label("Which skill or expectation").fill("Statistics")
    take_time()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(PRIVATE)


def test_what_it_repeats_is_asked_of_a_duplicate_only(reader):
    reader.goto(ABOUT)
    expect(reader.get_by_label("Which skill or expectation")).to_be_hidden()
    reader.get_by_label("It repeats another one").check()
    expect(reader.get_by_label("Which skill or expectation")).to_be_visible()


@pytest.mark.parametrize("scripts", ["scripts"], indirect=True)
def test_by_keyboard_alone(reader):
    reader.goto(ABOUT)
    tab_to(reader, "kind")
    reader.keyboard.press("Space")
    reader.keyboard.press("ArrowDown")
    expect(reader.get_by_label("It is unclear")).to_be_checked()
    tab_to(reader, "words")
    reader.keyboard.type("Which tables?")
    tab_to(reader, "Send")
    take_time()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(PRIVATE)
    assert Feedback.objects.get().words == "Which tables?"


@pytest.mark.parametrize("scripts", ["scripts"], indirect=True)
def test_the_trap_is_not_come_to_by_keyboard(reader):
    reader.goto(ABOUT)
    seen = []
    for _press in range(40):
        reader.keyboard.press("Tab")
        seen.append(focus(reader))
    assert "Send" in seen
    assert "website" not in seen


@pytest.mark.parametrize("scripts", ["scripts"], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations(reader, scheme):
    reader.emulate_media(color_scheme=scheme)
    reader.goto("/feedback/")
    assert violations(reader) == []
    reader.get_by_label("It repeats another one").check()
    reader.get_by_role("button", name="Send").click()
    expect(reader.locator(".problems")).to_be_visible()
    assert violations(reader) == []
    reader.goto(ABOUT)
    reader.get_by_label("It is unclear").check()
    take_time()
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(PRIVATE)
    assert violations(reader) == []
    Feedback.objects.all().delete()
    reader.reload()
    expect(reader.locator("h1")).to_have_text("No longer there")
    assert violations(reader) == []


@pytest.mark.parametrize("scripts", ["scripts"], indirect=True)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_sticks_out(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    for there in ("/feedback/", ABOUT):
        reader.goto(there)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
    reader.get_by_label("It is unclear").check()
    take_time()
    reader.get_by_role("button", name="Send").click()
    expect(reader).to_have_url(PRIVATE)
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
