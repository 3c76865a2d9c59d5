"""What is announced after Back and Forward: what the page then shows, and nothing from before."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.swaps import COMPARED, SKILL


@pytest.fixture(params=["scripts"])
def scripts():
    return True


@pytest.fixture
def said(reader):
    return reader.locator("#announcement")


def test_what_the_page_shows_is_said(reader, said):
    reader.goto("/roles/data-scientist/?level=senior")
    reader.locator("#pick-level-lead").click()
    expect(said).to_have_text("Lead is the highest level here.")
    reader.go_back()
    expect(said).to_contain_text("Data Scientist. From Senior to Lead:")
    reader.go_forward()
    expect(said).to_have_text("Data Scientist. Lead is the highest level here.")


def test_what_a_filter_leaves_is_said_only_while_it_is_on(reader, said):
    reader.goto(COMPARED)
    reader.locator("#filter-changes").click()
    expect(reader).to_have_url(re.compile("changes=1"))
    reader.locator("#filter-changes").click()
    expect(reader).not_to_have_url(re.compile("changes=1"))
    reader.go_back()
    expect(said).to_contain_text(re.compile(r"Junior to Middle\. Showing 2 of 2 skills"))
    reader.go_back()
    expect(said).to_contain_text("Junior to Middle. All 2 skills change.")


def test_the_open_cell_of_a_matrix_is_said_and_that_it_closed(reader, said):
    reader.goto("/roles/data-scientist/matrix/")
    reader.locator("#skill-statistics td > a").click()
    expect(said).to_contain_text("Statistics Middle Working")
    reader.keyboard.press("Escape")
    expect(said).to_have_text("Closed: Statistics, Middle.")
    reader.go_back()
    expect(said).to_contain_text("Data Scientist: matrix. Statistics Middle Working")
    reader.go_back()
    expect(said).to_contain_text("Data Scientist: matrix. 2 skills × 4 levels")


def test_a_page_that_the_browser_kept_says_nothing_old(reader, said):
    reader.goto(SKILL)
    reader.locator("#pick-role").select_option("llm-engineer")
    expect(said).not_to_be_empty()
    reader.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(said).to_be_empty()
