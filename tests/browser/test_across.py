"""A skill across its roles: sorted and opened by mouse, by keyboard and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_accessibility import RULES
from tests.building import expect as expected

SKILL = "/skills/sql/"


@pytest.fixture
def many(framework):
    """Fourteen roles in SQL, too many for all texts; Role 00 begins last and needs the most."""
    for number in range(14):
        levels = ["Senior", "Lead"] if number == 0 else ["Junior", "Middle"]
        for at in levels:
            depth = "Expert" if number == 0 else "Working"
            expected("SQL", f"Role {number:02}", at, depth, required=number == 0, text=f"{at} text {number}.")


@pytest.fixture
def skill(many, reader):
    reader.goto(SKILL)
    return reader


def first(page):
    return page.locator(".across tbody th").first


def heading(page, name):
    return page.locator(".across thead").get_by_role("link", name=name)


def test_a_heading_sorts_and_turns_round(skill):
    heading(skill, "Deepest").click()
    expect(skill).to_have_url(re.compile(r"\?sort=depth(#across)?$"))
    expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    expect(first(skill)).to_contain_text("Role 01")
    heading(skill, "Deepest").click()
    expect(skill).to_have_url(re.compile(r"\?sort=-depth(#across)?$"))
    expect(first(skill)).to_contain_text("Role 00")


def test_sorting_by_keyboard(skill):
    heading(skill, "Starts at").focus()
    skill.keyboard.press("Enter")
    expect(skill).to_have_url(re.compile(r"\?sort=starts(#across)?$"))
    heading(skill, "Starts at").focus()
    skill.keyboard.press("Enter")
    expect(first(skill)).to_contain_text(re.compile("Analyst|Role 00"))
    expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_filter_and_order_keep_each_other(skill):
    heading(skill, "Deepest").click()
    expect(skill.locator("[data-shown]").first).to_contain_text("ascending")
    skill.locator("#filter-roles").fill("role 0")
    if skill.get_by_role("button", name="Filter").is_visible():
        skill.get_by_role("button", name="Filter").click()
    expect(skill.locator("[data-shown]").first).to_have_text(
        re.compile(r"Showing 10 of 15 roles, sorted by “Deepest”, ascending")
    )
    heading(skill, "Deepest").click()
    expect(skill.locator("[data-shown]").first).to_have_text(
        re.compile(r"Showing 10 of 15 roles, sorted by “Deepest”, descending")
    )


def test_a_closed_level_opens_and_the_order_stays(skill):
    heading(skill, "Deepest").click()
    expect(skill.locator("th[aria-sort]")).to_have_count(1)
    expect(skill.get_by_text("Middle text 3.")).to_have_count(0)
    skill.locator("#open-middle").click()
    expect(skill.get_by_text("Middle text 3.")).to_be_visible()
    expect(skill).to_have_url(re.compile(r"sort=depth&open=middle"))
    skill.locator("#open-junior").click()
    expect(skill.get_by_text("Junior text 3.")).to_be_visible()
    expect(skill.get_by_text("Middle text 3.")).to_be_visible()
    expect(skill).to_have_url(re.compile(r"open=middle&open=junior"))
    heading(skill, "Role").click()
    expect(skill).to_have_url(re.compile(r"sort=role&open=middle&open=junior"))


class TestWithScripts:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    def test_sorting_swaps_the_table_keeps_focus_and_is_announced(self, skill):
        skill.evaluate("window.stays = true")
        heading(skill, "Required from").focus()
        skill.keyboard.press("Enter")
        expect(skill.locator("#announcement")).to_have_text(
            "Showing 15 of 15 roles, sorted by “Required from”, ascending"
        )
        expect(skill.locator("#sort-required")).to_be_focused()
        assert skill.evaluate("window.stays")

    def test_back_and_forward_restore_the_order(self, skill):
        heading(skill, "Deepest").click()
        expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
        heading(skill, "Deepest").click()
        expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
        skill.go_back()
        expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
        skill.go_back()
        expect(skill.locator(".across")).to_be_visible()
        expect(skill.locator("th[aria-sort]")).to_have_count(0)
        skill.go_forward()
        expect(skill.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")

    def test_opening_a_level_keeps_focus_and_is_announced(self, skill):
        skill.locator("#open-middle").focus()
        skill.keyboard.press("Enter")
        expect(skill.locator("#announcement")).to_have_text(re.compile(r"13 roles · 0 required"))
        expect(skill.locator("#open-middle")).to_be_focused()
        assert skill.locator("#open-middle").evaluate("node => node.tagName") == "SUMMARY"

    def test_opening_a_level_leaves_an_opened_row_open(self, skill):
        skill.locator("#open-middle").click()
        skill.locator("#level-middle .more summary").first.click()
        skill.locator("#open-junior").click()
        expect(skill.get_by_text("Junior text 3.")).to_be_visible()
        expect(skill.locator("#level-middle .more").first).to_have_attribute("open", "")

    def test_picking_keeps_order_and_open_levels(self, skill):
        heading(skill, "Deepest").click()
        expect(skill.locator("th[aria-sort]")).to_have_count(1)
        skill.locator("#open-junior").click()
        expect(skill.get_by_text("Junior text 3.")).to_be_visible()
        skill.get_by_label("Role", exact=True).first.select_option(label="Role 03")
        expect(skill).to_have_url(re.compile(r"role=role-03&sort=depth&open=junior$"))
        expect(skill.locator(".across .own")).to_contain_text("Role 03")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_closed_levels_and_a_sorted_table_have_no_violations(self, skill, scheme):
        skill.emulate_media(color_scheme=scheme)
        skill.goto(f"{SKILL}?role=role-03&level=junior&sort=-required")
        expect(skill.locator(".level.closed").first).to_be_visible()
        found = Axe().run(skill, options=RULES).response["violations"]
        assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
