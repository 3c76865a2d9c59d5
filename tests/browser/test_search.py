"""Searching: as one types, by keyboard alone, without JavaScript, over a network that is slow or fails."""

import re
import time

import pytest
from playwright.sync_api import expect

SEARCH = "/search/"
FIELD = "#asked"


def test_from_the_header_to_an_expectation(reader):
    reader.set_viewport_size({"width": 1440, "height": 800})
    reader.goto("/roles/")
    reader.locator("#find").fill("transfer senior")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=transfer\+senior$"))
    reader.locator("#expectations").get_by_role("link", name="Data Scientist · Senior").click()
    expect(reader).to_have_url(re.compile(r"/skills/transfer-learning/\?role=data-scientist&level=senior$"))
    reader.go_back()
    expect(reader.locator(FIELD)).to_have_value("transfer senior")
    expect(reader.locator("#expectations")).to_be_visible()
    reader.go_forward()
    expect(reader.locator("h1")).to_have_text("Transfer Learning")


def test_on_a_phone_it_stands_in_the_menu(reader):
    reader.set_viewport_size({"width": 360, "height": 700})
    reader.goto("/roles/")
    expect(reader.locator("#find")).to_be_hidden()
    reader.locator("header summary", has_text="Menu").click()
    reader.locator("#find-in-menu").fill("transfer")
    reader.locator(".narrow").get_by_role("button", name="Search").click()
    expect(reader.locator("#skills")).to_contain_text("Transfer Learning")


def test_by_keyboard_alone(reader):
    reader.goto(SEARCH)
    reader.locator(FIELD).focus()
    reader.keyboard.type("llm")
    reader.keyboard.press("Enter")
    expect(reader.locator("#roles")).to_contain_text("LLM Engineer")
    reader.locator(FIELD).focus()
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/roles/llm-engineer/$"))


def test_the_first_page_has_a_field(reader):
    reader.goto("/")
    reader.locator("#find-first").fill("statistics")
    reader.locator("main .searching").get_by_role("button", name="Search").click()
    expect(reader.locator("#skills")).to_contain_text("Statistics")


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_result_is_wider_than_the_window(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(f"{SEARCH}?q=transfer")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


class TestAsOneTypes:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    def test_the_results_follow_and_nothing_else_moves(self, reader):
        reader.goto(SEARCH)
        reader.evaluate("window.stays = true")
        field = reader.locator(FIELD)
        field.press_sequentially("transfer lerning")
        expect(reader.locator("#skills")).to_contain_text("Transfer Learning")
        expect(reader).to_have_url(re.compile(r"/search/\?q=transfer%20lerning$"))
        expect(reader).to_have_title(re.compile("transfer lerning"))
        expect(reader.locator("#announcement")).to_contain_text(
            re.compile(r"^\d+ results? for “transfer lerning” · “lerning” stands nowhere")
        )
        expect(field).to_be_focused()
        expect(field).to_have_value("transfer lerning")
        assert reader.evaluate("window.stays")

    def test_the_caret_stays_where_it_is(self, reader):
        reader.goto(f"{SEARCH}?q=tranfer")
        field = reader.locator(FIELD)
        field.focus()
        reader.keyboard.press("Home")
        for _ in range(4):
            reader.keyboard.press("ArrowRight")
        reader.keyboard.type("s")
        expect(reader).to_have_url(re.compile(r"q=transfer$"))
        expect(reader.locator("#skills")).to_be_visible()
        assert field.evaluate("field => field.selectionStart") == 5

    def test_typing_leaves_one_entry_of_history(self, reader):
        reader.goto("/roles/")
        reader.goto(SEARCH)
        reader.locator(FIELD).press_sequentially("llm", delay=350)
        expect(reader).to_have_url(re.compile(r"q=llm$"))
        reader.go_back()
        expect(reader).to_have_url(re.compile(r"/roles/$"))
        reader.go_forward()
        expect(reader.locator("#roles")).to_contain_text("LLM Engineer")

    def test_what_was_typed_last_is_what_is_shown(self, reader):
        """The first answer is late and must not come after the second."""
        waits = [1.0, 0.0]

        def slowly(route):
            time.sleep(waits.pop(0) if waits else 0)
            route.continue_()

        reader.goto(SEARCH)
        reader.route("**/search/?*", slowly)
        field = reader.locator(FIELD)
        field.press_sequentially("sql", delay=10)
        reader.wait_for_timeout(400)
        field.fill("transfer")
        expect(reader.locator("#skills")).to_contain_text("Transfer Learning")
        reader.wait_for_timeout(300)
        expect(reader.locator("#skills")).to_contain_text("Transfer Learning")
        expect(reader).to_have_url(re.compile(r"q=transfer$"))

    def test_a_failing_network_is_said_and_the_words_stay(self, reader):
        reader.goto(SEARCH)
        reader.route("**/search/?*", lambda route: route.abort())
        reader.locator(FIELD).press_sequentially("transfer")
        expect(reader.locator("#trouble")).to_contain_text("could not be loaded")
        expect(reader.locator(FIELD)).to_have_value("transfer")
        reader.unroute("**/search/?*")
        reader.locator(FIELD).press_sequentially(" learning")
        expect(reader.locator("#skills")).to_contain_text("Transfer Learning")
        expect(reader.locator("#trouble")).to_be_hidden()
