"""The main job: pick your level and role, read what is expected now and what comes next."""

import re

import pytest
from playwright.sync_api import Page, expect

SKILL = "/skills/transfer-learning/"


def pick(page: Page, level: str, role: str | None = None) -> None:
    """Choose as a reader would; without scripts the button says when."""
    if role:
        page.get_by_label("Role", exact=True).first.select_option(label=role)
    page.locator("#picker").get_by_text(level, exact=True).click()
    button = page.locator("#picker").get_by_role("button", name="Show")
    if button.is_visible():
        button.click()


def test_now_and_next_stand_side_by_side(reader):
    reader.goto(SKILL)
    pick(reader, "Middle", "Data Scientist")
    expect(reader).to_have_url(re.compile(r"/skills/transfer-learning/\?role=data-scientist&level=middle$"))
    pair = reader.locator(".pair").first
    expect(pair).to_contain_text("Transfer Learning as a Data Scientist does it at Middle.")
    expect(pair).to_contain_text("Transfer Learning as a Data Scientist does it at Senior.")
    now, then = (pair.locator(".card").nth(side).bounding_box() for side in (0, 1))
    assert now["y"] == then["y"]
    assert now["x"] + now["width"] <= then["x"]


def test_the_choice_is_remembered_and_can_be_forgotten(reader):
    reader.goto(SKILL)
    pick(reader, "Middle", "Data Scientist")
    expect(reader.locator("#where")).to_contain_text("Data Scientist · Middle")
    reader.goto("/about/")
    expect(reader.locator("#where")).to_contain_text("Data Scientist · Middle")
    reader.goto(SKILL)
    reader.get_by_role("button", name="Forget where I am").click()
    expect(reader.locator("#where")).to_contain_text("Pick your level")


def test_a_colleagues_link_changes_nothing(reader):
    reader.goto(SKILL)
    pick(reader, "Middle", "Data Scientist")
    expect(reader.locator("#where")).to_contain_text("Data Scientist · Middle")
    reader.goto(f"{SKILL}?role=llm-engineer&level=lead")
    expect(reader.locator(".viewing")).to_contain_text("You are viewing LLM Engineer, Lead.")
    expect(reader.locator("#where")).to_contain_text("Data Scientist · Middle")
    reader.get_by_role("link", name="Show mine").click()
    expect(reader).to_have_url(re.compile(r"role=data-scientist&level=middle$"))


def test_from_the_first_page_to_the_role_and_on_to_a_skill(reader):
    reader.goto("/")
    pick(reader, "Middle", "Data Scientist")
    expect(reader).to_have_url(re.compile(r"/roles/data-scientist/\?level=middle$"))
    expect(reader.locator(".tally")).to_contain_text("From Middle to Senior:")
    reader.locator(".pair").get_by_role("link", name="Transfer Learning", exact=True).click()
    expect(reader).to_have_url(re.compile(r"/skills/transfer-learning/\?role=data-scientist&level=middle$"))


def test_a_row_opens_for_its_detail(reader):
    reader.goto(SKILL)
    row = reader.locator(".more").nth(3)
    row.locator("summary").click()
    expect(row.get_by_text("Compared with Junior")).to_be_visible()
    expect(row.get_by_text("Deeper")).to_be_visible()


def test_the_language_is_switched_and_remembered(reader):
    reader.goto(f"{SKILL}?role=data-scientist&level=middle")
    reader.locator("header summary", has_text="Language and theme").click()
    reader.get_by_role("button", name="Deutsch").click()
    expect(reader.locator("html")).to_have_attribute("lang", "de")
    expect(reader).to_have_url(re.compile(r"role=data-scientist&level=middle$"))
    reader.goto("/roles/")
    expect(reader.locator("html")).to_have_attribute("lang", "de")


class TestWithScripts:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    def test_picking_keeps_page_and_focus_and_is_announced(self, reader):
        reader.goto(f"{SKILL}?role=data-scientist&level=junior")
        reader.evaluate("window.stays = true")
        reader.locator("#pick-level-junior").focus()
        reader.keyboard.press("ArrowRight")
        expect(reader).to_have_url(re.compile(r"level=middle$"))
        expect(reader.locator("#announcement")).to_contain_text("Middle Next Senior")
        assert reader.evaluate("window.stays")
        assert reader.evaluate("document.activeElement.id") == "pick-level-middle"

    def test_back_and_forward_restore_whole_pages(self, reader):
        reader.goto(SKILL)
        pick(reader, "Middle", "Data Scientist")
        expect(reader.locator(".pair-head")).to_contain_text("Middle")
        pick(reader, "Senior")
        expect(reader.locator(".pair-head")).to_contain_text("Senior Next Lead")
        reader.go_back()
        expect(reader.locator(".pair-head")).to_contain_text("Middle Next Senior")
        expect(reader.locator("header.bar")).to_be_visible()
        expect(reader.locator("button.theme").first).to_have_text(re.compile("Dark|Light"))
        reader.go_forward()
        expect(reader.locator(".pair-head")).to_contain_text("Senior Next Lead")

    def test_the_filter_shows_as_one_types(self, reader):
        reader.goto(SKILL)
        reader.locator("#filter-roles").press_sequentially("llm")
        expect(reader.locator("[data-shown]")).to_contain_text("Showing 1 of 2 roles")
        expect(reader.locator("#announcement")).to_have_text("Showing 1 of 2 roles")
        expect(reader.locator("#filter-roles")).to_be_focused()
        expect(reader.locator("#filter-roles")).to_have_value("llm")

    def test_the_theme_is_switched_and_remembered(self, reader):
        reader.goto(SKILL)
        reader.locator("header summary", has_text="Language and theme").click()
        reader.get_by_role("button", name="Dark").click()
        reader.goto("/roles/")
        assert (
            reader.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 29)"
        )

    def test_a_failing_network_is_said(self, reader, live_server):
        reader.goto(SKILL)
        reader.route("**/skills/**", lambda route: route.abort())
        reader.locator("#pick-level-middle").dispatch_event("change")
        expect(reader.locator("#trouble")).to_contain_text("the server cannot be reached")


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize(
    "path",
    ["/", "/skills/", f"{SKILL}?role=data-scientist&level=middle", "/roles/data-scientist/?level=middle"],
)
def test_no_page_is_wider_than_its_window(reader, path, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(path)
    main = reader.locator("main").bounding_box()
    assert main["width"] <= width
