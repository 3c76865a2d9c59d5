"""Comparing any place with any other, as readers go about it."""

import re

import pytest
from playwright.sync_api import expect

ONE_ROLE = "/compare/?from=data-scientist:junior&to=data-scientist:lead"
TWO_ROLES = "/compare/?from=data-scientist:senior&to=llm-engineer:senior"


def press_show(page, within="#picker"):
    button = page.locator(f"{within} .scripted-off")
    if button.is_visible():
        button.click()


def test_two_places_are_picked_and_stand_side_by_side(reader):
    reader.goto("/compare/")
    reader.locator("#from-role-0").select_option(label="Data Scientist")
    press_show(reader)
    expect(reader).to_have_url(re.compile(r"/compare/\?from=data-scientist:junior$"))
    reader.locator("#to-role-1").select_option(label="LLM Engineer")
    press_show(reader)
    expect(reader).to_have_url(re.compile(r"\?from=data-scientist:junior&to=llm-engineer:junior$"))
    now, then = (reader.locator(".pair .card").nth(side).bounding_box() for side in (0, 1))
    assert now["y"] == then["y"]
    assert now["x"] + now["width"] <= then["x"]


def test_on_a_phone_each_from_stands_above_its_to(reader):
    reader.set_viewport_size({"width": 360, "height": 800})
    reader.goto(TWO_ROLES)
    now, then = (reader.locator(".pair .card").nth(side).bounding_box() for side in (0, 1))
    assert now["x"] == then["x"]
    assert now["y"] + now["height"] <= then["y"]


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("path", [ONE_ROLE, f"{ONE_ROLE}&to=data-scientist:middle", "/compare/"])
def test_the_page_is_no_wider_than_its_window(reader, width, path):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(path)
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_the_way_is_turned_round(reader):
    reader.goto(ONE_ROLE)
    reader.get_by_role("link", name="Swap").click()
    expect(reader.locator("h1")).to_have_text("Data Scientist: from Lead to Junior")
    reader.go_back()
    expect(reader.locator("h1")).to_have_text("Data Scientist: from Junior to Lead")


def test_steps_between_become_columns(reader):
    reader.goto(ONE_ROLE)
    reader.locator(".between").get_by_role("link", name="Middle").click()
    expect(reader.locator(".pair-head")).to_contain_text(re.compile(r"Junior\s+To\s+Middle\s+To\s+Lead"))
    expect(reader.locator(".pair").first.locator(".card")).to_have_count(3)


def test_only_what_is_required_is_left(reader):
    reader.goto(TWO_ROLES.replace("senior", "middle"))
    expect(reader.locator("[data-shown]")).to_contain_text("Showing 2 of 2 skills")
    reader.get_by_label("Only required").check()
    press_show(reader, "#filter")
    expect(reader.locator("[data-shown]")).to_contain_text("Showing 1 of 2 skills")
    expect(reader).to_have_url(re.compile("required=1"))


def test_all_of_it_by_keyboard_alone(reader):
    reader.goto("/compare/")
    reader.locator("#from-role-0").focus()
    reader.keyboard.type("Data S")
    reader.keyboard.press("Enter")
    press_show(reader)
    expect(reader).to_have_url(re.compile(r"from=data-scientist:junior"))
    reader.locator("#to-role-1").focus()
    reader.keyboard.type("LLM")
    reader.keyboard.press("Enter")
    press_show(reader)
    expect(reader).to_have_url(re.compile(r"to=llm-engineer:junior"))
    for _press in range(40):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.id") == "filter-changes":
            break
    reader.keyboard.press("Space")
    press_show(reader, "#filter")
    expect(reader).to_have_url(re.compile("changes=1"))


class TestWithScripts:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    def test_a_choice_keeps_the_focus_and_is_announced(self, reader):
        reader.goto(ONE_ROLE)
        level = reader.locator("#to-level-1")
        level.focus()
        level.select_option(label="Middle")
        expect(reader.locator("#announcement")).to_contain_text("All 2 skills change.")
        expect(level).to_be_focused()

    def test_a_filter_keeps_the_focus_and_is_announced(self, reader):
        reader.goto(TWO_ROLES.replace("senior", "middle"))
        reader.locator("#filter-required").focus()
        reader.keyboard.press("Space")
        expect(reader.locator("#announcement")).to_contain_text("Showing 1 of 2 skills")
        expect(reader.locator("#filter-required")).to_be_focused()

    def test_back_and_forward_undo_and_redo_a_filter(self, reader):
        reader.goto(TWO_ROLES.replace("senior", "middle"))
        reader.get_by_label("Only required").check()
        expect(reader.locator("[data-shown]")).to_contain_text("Showing 1 of 2")
        reader.go_back()
        expect(reader.locator("[data-shown]")).to_contain_text("Showing 2 of 2")
        expect(reader.get_by_label("Only required")).not_to_be_checked()
        reader.go_forward()
        expect(reader.locator("[data-shown]")).to_contain_text("Showing 1 of 2")
        expect(reader.get_by_label("Only required")).to_be_checked()
