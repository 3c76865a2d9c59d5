"""Where you are: in the header of every page, changed in two clicks, never by a link."""

import re

import pytest
from playwright.sync_api import expect

SKILL = "/skills/transfer-learning/"
WHERE = "details.where > summary"


@pytest.fixture
def middle(reader):
    """A reader who is a Data Scientist, Middle."""
    reader.goto("/about/")
    reader.locator(WHERE).click()
    reader.get_by_label("Your role").select_option(label="Data Scientist")
    reader.locator("#own-place").get_by_role("button", name="Middle").click()
    expect(reader.locator("#where")).to_contain_text("Data Scientist")
    return reader


def test_whoever_has_picked_nothing_picks_role_and_level(middle):
    expect(middle.locator("#where")).to_have_text(re.compile(r"Data Scientist\s*·\s*Middle"))
    expect(middle).to_have_url(re.compile(r"/about/$"))


@pytest.mark.parametrize(
    "path", ["/", "/skills/", "/domains/ai/", "/search/?q=sql", "/compare/", "/feedback/"]
)
def test_two_clicks_change_the_level_and_the_page_stays(middle, path):
    middle.goto(path)
    middle.locator(WHERE).click()
    middle.locator("#own-place").get_by_role("button", name="Senior").click()
    expect(middle.locator("#where")).to_contain_text("Senior")
    assert middle.url.endswith(path)


def test_a_page_that_showed_ones_own_place_follows(middle):
    middle.goto(f"{SKILL}?role=data-scientist&level=middle")
    middle.locator(WHERE).click()
    middle.locator("#own-place").get_by_role("button", name="Senior").click()
    expect(middle).to_have_url(re.compile(r"role=data-scientist&level=senior$"))
    expect(middle.locator(".viewing")).to_have_count(0)


def test_a_colleagues_link_changes_nothing_and_neither_does_changing_there(middle):
    middle.goto(f"{SKILL}?role=llm-engineer&level=lead")
    expect(middle.locator("#where")).to_contain_text("Middle")
    middle.locator(WHERE).click()
    middle.locator("#own-place").get_by_role("button", name="Senior").click()
    expect(middle).to_have_url(re.compile(r"role=llm-engineer&level=lead$"))
    expect(middle.locator(".viewing")).to_contain_text("You are viewing LLM Engineer, Lead.")
    expect(middle.locator(".viewing")).to_contain_text("Yours: Data Scientist, Senior.")


def test_a_change_is_said_and_ones_own_place_is_a_click_away(middle):
    middle.goto(f"{SKILL}?role=llm-engineer&level=lead")
    middle.locator(WHERE).click()
    middle.locator("#own-place").get_by_role("button", name="Senior").click()
    told = middle.get_by_role("status").filter(has_text="Where you are now")
    expect(told).to_contain_text("Where you are now: Data Scientist, Senior.")
    told.get_by_role("link", name="Show mine").click()
    expect(middle).to_have_url(re.compile(r"role=data-scientist&level=senior$"))
    expect(middle.locator(".messages")).to_have_count(0)


def test_a_level_that_the_other_role_lacks_is_said(middle):
    middle.locator(WHERE).click()
    middle.get_by_label("Your role").select_option(label="Analyst")
    middle.locator("#own-place").get_by_role("button", name="Lead").click()
    expect(middle.locator(".messages")).to_contain_text("Analyst has no level Lead.")
    expect(middle.locator("#where")).to_contain_text("Analyst")
    expect(middle.locator("#where")).not_to_contain_text("Lead")


def test_it_is_forgotten(middle):
    middle.locator(WHERE).click()
    middle.locator("#own-place").get_by_role("button", name="Forget where I am").click()
    expect(middle.locator("#where")).to_contain_text("Pick your level")


def test_by_keyboard_alone(middle):
    middle.locator(WHERE).focus()
    middle.keyboard.press("Enter")
    for _ in range(20):
        middle.keyboard.press("Tab")
        if middle.evaluate("document.activeElement.id") == "own-level-senior":
            break
    middle.keyboard.press("Enter")
    expect(middle.locator("#where")).to_contain_text("Senior")


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1024, 1440])
@pytest.mark.parametrize("language", ["en", "de", "es", "zh-hans"])
def test_the_header_is_one_row_of_56_pixels(middle, width, language):
    middle.set_viewport_size({"width": width, "height": 700})
    middle.goto(f"/skills/?lang={language}")
    assert middle.locator("header .page").bounding_box()["height"] == 56
    assert middle.evaluate("document.documentElement.scrollWidth <= innerWidth")
    middle.locator(WHERE).click()
    panel = middle.locator("#own-place").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width


class TestWithScripts:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    def test_it_closes_by_escape_and_by_a_click_elsewhere(self, middle):
        panel = middle.locator("#own-place")
        middle.locator(WHERE).click()
        expect(panel).to_be_visible()
        middle.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(middle.locator(WHERE)).to_be_focused()
        middle.locator(WHERE).click()
        middle.locator("h1").click()
        expect(panel).to_be_hidden()

    def test_picking_on_a_page_refreshes_the_header(self, middle):
        middle.goto(f"{SKILL}?role=data-scientist&level=middle")
        middle.locator("#picker").get_by_text("Senior", exact=True).click()
        expect(middle.locator("#where")).to_contain_text("Senior")
        middle.locator(WHERE).click()
        expect(middle.locator("#own-place [aria-current]")).to_contain_text("Senior")
        expect(middle.locator("#to-compare")).to_have_attribute(
            "href", "/compare/?from=data-scientist:senior"
        )

    def test_a_swap_leaves_what_is_open_and_half_done(self, middle):
        middle.goto("/search/?q=sql")
        middle.locator(WHERE).click()
        middle.get_by_label("Your role").select_option(label="Analyst")
        middle.get_by_label("Your role").focus()
        middle.evaluate(
            "htmx.ajax('GET', '/search/?q=llm', {target: '#found', select: '#found', swap: 'outerHTML'})"
        )
        expect(middle.locator("#roles")).to_contain_text("LLM Engineer")
        expect(middle.locator("#own-place")).to_be_visible()
        expect(middle.get_by_label("Your role")).to_be_focused()
        expect(middle.get_by_label("Your role")).to_have_value("analyst")

    def test_nothing_shifts_while_the_page_loads(self, middle):
        middle.add_init_script(
            """window.shifts = 0; new PerformanceObserver(list => {
                for (const entry of list.getEntries()) window.shifts += entry.value;
            }).observe({type: 'layout-shift', buffered: true});"""
        )
        for path in ("/", "/skills/", "/search/?q=transfer"):
            middle.goto(path)
            middle.wait_for_timeout(200)
            assert middle.evaluate("window.shifts") == 0
