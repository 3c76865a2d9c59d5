"""What every swap promises: it keeps focus, says what came, goes back and forward, and fails in words."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.swaps import SKILL, SWAPS

PAGE = "<!DOCTYPE html><html><head><title>Elsewhere</title></head><body><h1>Sign in</h1></body></html>"
TROUBLES = {
    "server down": (lambda route: route.abort("connectionrefused"), "the server cannot be reached"),
    "broken": (lambda route: route.fulfill(status=500, body="<h1>Broken</h1>"), "something broke on the"),
    "restarting": (lambda route: route.fulfill(status=503, body="wait"), "something broke on the server"),
}
# One that replaces the main part, one that replaces a piece of it; the others are slow.
QUICK = ("level", "filter of a comparison")
every_swap = pytest.mark.parametrize(
    "swap",
    [
        pytest.param(swap, id=str(swap), marks=[] if str(swap) in QUICK else pytest.mark.slow)
        for swap in SWAPS
    ],
)


@pytest.fixture(params=["scripts"])
def scripts():
    return True


def is_swap(route):
    return route.request.headers.get("hx-request") == "true"


def answer_swaps(page, answer):
    """Let `answer` deal with every request of htmx; those of the browser pass."""
    page.route("**/*", lambda route: answer(route) if is_swap(route) else route.fallback())


def form_of(page):
    """What stands in the forms of the page, by name."""
    return page.evaluate(
        """[...document.forms].filter(form => form.method === "get")
            .flatMap(form => [...new FormData(form)]).map(pair => pair.join("="))"""
    )


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def until(page, script):
    """Wait until `script` is true; Playwright's own way would need eval, which the pages forbid."""
    for _try in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {script}")


def done(page, swap):
    expect(page).to_have_url(re.compile(re.escape(swap.asks)))
    expect(page.locator("#announcement")).not_to_be_empty()
    expect(page.locator("[aria-busy]")).to_have_count(0)


class TestWhatComes:
    @every_swap
    def test_the_page_stays_and_so_does_the_focus(self, reader, swap):
        reader.goto(swap.start)
        reader.evaluate("window.stays = true")
        swap.trigger(reader)
        before = focused(reader)
        done(reader, swap)
        assert reader.evaluate("window.stays")
        assert focused(reader) == before

    @every_swap
    def test_a_second_swap_to_the_same_is_said_again(self, reader, swap):
        reader.goto(swap.start)
        swap.trigger(reader)
        done(reader, swap)
        said = reader.locator("#announcement").inner_text()
        reader.evaluate(
            """() => {
                window.said = [];
                new MutationObserver(() => said.push(document.getElementById("announcement").textContent))
                    .observe(document.getElementById("announcement"), {childList: true});
            }"""
        )
        reader.evaluate("const at = document.activeElement; at.form ? at.form.requestSubmit() : at.click()")
        until(reader, "window.said.length >= 2")
        assert reader.evaluate("window.said.at(-1)") == said

    @every_swap
    def test_focus_goes_to_what_came_where_its_element_is_gone(self, reader, swap):
        reader.goto(swap.start)
        answer_swaps(
            reader,
            lambda route: route.fulfill(
                content_type="text/html", body=f"<div id='{swap.part[1:]}'><h2>Something else</h2></div>"
            ),
        )
        swap.trigger(reader)
        expect(reader.get_by_role("heading", name="Something else")).to_be_visible()
        expect(reader.locator("#announcement")).to_have_text("Something else")
        assert focused(reader) != "BODY"

    def test_the_caret_stays_where_it_was(self, reader):
        reader.goto(SKILL)
        field = reader.locator("#filter-roles")
        field.press_sequentially("lm")
        field.press("Home")
        field.press_sequentially("l")
        expect(reader).to_have_url(re.compile("roles=llm"))
        assert field.evaluate("field => field.selectionStart") == 1

    def test_of_two_fast_choices_the_last_wins(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist")
        held = []
        reader.route(
            "**/*level=middle*",
            lambda route: held.append(route) if is_swap(route) and not held else route.fallback(),
        )
        reader.locator("#pick-level-middle").click()
        reader.locator("#pick-level-senior").click()
        expect(reader.locator(".pair-head")).to_contain_text("Senior Next Lead")
        for route in held:
            route.abort()
        expect(reader).to_have_url(re.compile("level=senior"))
        expect(reader.locator("#pick-level-senior")).to_be_checked()
        expect(reader.locator("#trouble")).to_be_hidden()

    def test_a_late_answer_to_another_form_changes_nothing(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        held = []
        reader.route(
            "**/*roles=llm*", lambda route: held.append(route) if is_swap(route) else route.fallback()
        )
        reader.locator("#filter-roles").press_sequentially("llm")
        while not held:
            reader.wait_for_timeout(50)
        reader.locator("#pick-level-middle").click()
        expect(reader).to_have_url(re.compile("level=middle$"))
        expect(reader.locator(".pair-head")).to_contain_text("Middle")
        expect(reader.locator("[aria-busy]")).to_have_count(0)
        expect(reader.locator("#filter-roles")).to_have_value("")


class TestUnderWay:
    @every_swap
    @pytest.mark.parametrize("motion", ["reduce", "no-preference"])
    def test_a_bar_shows_and_after_a_second_it_is_said(self, reader, swap, motion):
        reader.emulate_media(reduced_motion=motion)
        reader.goto(swap.start)
        held = []
        answer_swaps(reader, held.append)
        swap.trigger(reader)
        expect(reader.locator(f"{swap.part}[aria-busy=true]")).to_have_count(1)
        expect(reader.locator("#announcement")).to_have_text("Loading…")
        assert (
            reader.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.progress'), '::before').width)"
            )
            > 50
        )
        held[-1].fallback()
        done(reader, swap)
        expect(reader.locator("#announcement")).not_to_have_text("Loading…")

    def test_nothing_moves_where_less_motion_is_wanted(self, reader):
        reader.emulate_media(reduced_motion="reduce")
        reader.goto(SKILL)
        answer_swaps(reader, lambda route: None)
        reader.locator("#pick-level-middle").click()
        style = "getComputedStyle(document.querySelector('.progress'), '::before')"
        assert reader.evaluate(f"{style}.transitionDuration") in ("0s", "")


class TestFailure:
    @every_swap
    @pytest.mark.parametrize("trouble", TROUBLES)
    def test_it_says_what_failed_and_shows_what_was(self, reader, swap, trouble):
        answer, words = TROUBLES[trouble]
        reader.goto(swap.start)
        stood = form_of(reader)
        answer_swaps(reader, answer)
        swap.trigger(reader)
        expect(reader.get_by_role("alert")).to_contain_text(words)
        expect(reader.locator("[aria-busy]")).to_have_count(0)
        assert (form_of(reader) == stood) is not swap.typed
        assert swap.asks not in reader.url

    @every_swap
    def test_it_can_be_tried_again_with_the_keyboard(self, reader, swap):
        reader.goto(swap.start)
        answer_swaps(reader, lambda route: route.abort())
        swap.trigger(reader)
        expect(reader.get_by_role("alert")).to_contain_text("cannot be reached")
        again = reader.get_by_role("button", name="Try again")
        again.focus()
        again.press("Enter")
        expect(again).to_be_focused()
        expect(reader.get_by_role("alert")).to_contain_text("cannot be reached")
        reader.unroute("**/*")
        again.press("Enter")
        done(reader, swap)
        expect(reader.locator("#trouble")).to_be_hidden()
        assert focused(reader) != "BODY"
        assert swap.asks.removeprefix("?") in form_of(reader)

    @every_swap
    def test_what_was_asked_opens_as_a_page(self, reader, swap):
        reader.goto(swap.start)
        answer_swaps(reader, lambda route: route.abort())
        swap.trigger(reader)
        reader.get_by_role("link", name="Open it as a page of its own").click()
        expect(reader).to_have_url(re.compile(re.escape(swap.asks)))

    @every_swap
    def test_a_server_that_takes_too_long_is_given_up(self, reader, swap):
        reader.goto(swap.start)
        assert reader.evaluate("htmx.config.timeout") == 15_000
        reader.evaluate("htmx.config.timeout = 300")
        answer_swaps(reader, lambda route: None)
        swap.trigger(reader)
        expect(reader.get_by_role("alert")).to_contain_text("did not answer within 15 seconds")

    @every_swap
    def test_without_a_connection_it_says_so(self, reader, swap):
        reader.goto(swap.start)
        reader.context.set_offline(True)
        swap.trigger(reader)
        expect(reader.get_by_role("alert")).to_contain_text("this device is offline")

    def test_words_that_were_typed_stay(self, reader):
        reader.goto(SKILL)
        reader.locator("#filter-roles").press_sequentially("llm")
        expect(reader.locator("[data-shown]")).to_contain_text("Showing 1 of 2")
        answer_swaps(reader, lambda route: route.abort())
        reader.locator("#filter-roles").press_sequentially("xyz")
        expect(reader.get_by_role("alert")).to_contain_text("cannot be reached")
        expect(reader.locator("#filter-roles")).to_have_value("llmxyz")


class TestRefusals:
    @every_swap
    @pytest.mark.parametrize("status", [400, 403, 404, 405, 429])
    def test_what_the_server_says_is_shown_and_said(self, reader, swap, status):
        reader.goto(swap.start)
        said = '<div class="head"><h1>No such thing</h1><p class="lead">Look there.</p></div>'
        answer_swaps(reader, lambda route: route.fulfill(status=status, content_type="text/html", body=said))
        swap.trigger(reader)
        expect(reader.locator("main h1")).to_have_text("No such thing")
        expect(reader.locator("#announcement")).to_have_text("No such thing. Look there.")
        expect(reader.locator("#main")).to_have_count(1)
        assert focused(reader) != "BODY"

    @every_swap
    def test_a_refusal_in_plain_text_is_shown_as_a_page(self, reader, swap):
        reader.goto(swap.start)
        reader.route(
            f"**/*{swap.asks.removeprefix('?')}*",
            lambda route: route.fulfill(status=429, content_type="text/plain", body="Too many"),
        )
        swap.trigger(reader)
        expect(reader.get_by_text("Too many")).to_be_visible()

    @every_swap
    def test_a_page_where_a_part_was_asked_is_shown_as_a_page(self, reader, swap):
        reader.goto(swap.start)
        reader.route(
            f"**/*{swap.asks.removeprefix('?')}*",
            lambda route: route.fulfill(content_type="text/html", body=PAGE),
        )
        swap.trigger(reader)
        expect(reader).to_have_title("Elsewhere")
        expect(reader.locator("header.bar")).to_have_count(0)


class TestBackAndForward:
    @every_swap
    def test_the_page_and_its_forms_are_those_of_the_address(self, reader, swap):
        reader.goto("/about/")
        reader.goto(swap.start)
        stood = form_of(reader)
        swap.trigger(reader)
        done(reader, swap)
        came = form_of(reader)
        address = reader.url
        reader.goto("/about/")
        reader.go_back()
        expect(reader).to_have_url(address)
        assert form_of(reader) == came
        reader.go_back()
        if reader.url.endswith(swap.start):
            expect(reader.locator("#announcement")).not_to_be_empty()
            assert form_of(reader) == stood
            reader.go_forward()
            expect(reader).to_have_url(address)
            expect(reader.locator("header.bar")).to_be_visible()
            until(reader, "document.querySelectorAll('[aria-busy]').length === 0")
            assert form_of(reader) == came

    def test_a_form_left_unsent_agrees_with_its_page_after_back_and_reload(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.evaluate("document.getElementById('pick-level-senior').checked = true")
        reader.goto("/about/")
        reader.go_back()
        expect(reader.locator("#pick-level-junior")).to_be_checked()
        reader.evaluate("document.getElementById('pick-level-senior').checked = true")
        reader.reload()
        expect(reader.locator("#pick-level-junior")).to_be_checked()

    def test_menus_are_closed_trouble_is_gone_and_focus_is_in_the_page(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.locator("#pick-level-middle").click()
        expect(reader).to_have_url(re.compile("level=middle"))
        answer_swaps(reader, lambda route: route.abort())
        reader.locator("#pick-level-senior").click()
        expect(reader.locator("#trouble")).to_be_visible()
        reader.locator("details.choose summary:visible").last.click()
        reader.go_back()
        expect(reader).to_have_url(re.compile("level=junior"))
        expect(reader.locator(".pair-head")).to_contain_text("Junior")
        expect(reader.locator("#trouble")).to_be_hidden()
        expect(reader.locator("details.choose[open]")).to_have_count(0)
        assert focused(reader) == "main"

    def test_the_scroll_position_is_kept(self, reader):
        reader.set_viewport_size({"width": 360, "height": 500})
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.mouse.wheel(0, 400)
        until(reader, "scrollY > 300")
        reader.wait_for_timeout(100)
        where = reader.evaluate("scrollY")
        reader.evaluate("document.getElementById('pick-level-middle').click()")
        expect(reader).to_have_url(re.compile("level=middle"))
        expect(reader.locator(".pair-head")).to_contain_text("Middle")
        reader.evaluate("scrollTo(0, 0)")
        reader.wait_for_timeout(100)
        reader.go_back()
        expect(reader.locator(".pair-head")).to_contain_text("Junior")
        until(reader, f"Math.abs(scrollY - {where}) < 3")

    @pytest.mark.parametrize("trouble", TROUBLES)
    def test_a_page_that_cannot_be_fetched_again_says_so(self, reader, trouble):
        answer, words = TROUBLES[trouble]
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.locator("#pick-level-middle").click()
        expect(reader).to_have_url(re.compile("level=middle"))
        reader.route("**/skills/**", answer)
        reader.go_back()
        expect(reader.get_by_role("alert")).to_contain_text(words)
        reader.unroute("**/skills/**")
        reader.get_by_role("button", name="Try again").click()
        expect(reader.locator(".pair-head")).to_contain_text("Junior")
        expect(reader.locator("#trouble")).to_be_hidden()

    def test_a_swap_under_way_does_not_arrive_after_back(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.locator("#pick-level-middle").click()
        expect(reader.locator(".pair-head")).to_contain_text("Middle")
        expect(reader).to_have_url(re.compile("level=middle"))
        held = []
        answer_swaps(reader, held.append)
        reader.locator("#pick-level-senior").click()
        expect(reader.locator("[aria-busy]")).to_have_count(1)
        reader.go_back()
        expect(reader.locator(".pair-head")).to_contain_text("Junior")
        held[0].abort()
        expect(reader.locator("#pick-level-junior")).to_be_checked()
        expect(reader).to_have_url(re.compile("level=junior"))
        expect(reader.locator("#trouble")).to_be_hidden()
