"""Taking a comparison along: its link, its print, the sheet for a talk, and the files."""

import csv
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import building
from tests.browser.test_accessibility import RULES

STEP = "?from=data-scientist:junior&to=data-scientist:middle"
COMPARE = f"/compare/{STEP}"
SHEET = f"/compare/next-step/{STEP}"
SIDES = ["/skills/transfer-learning/?role=data-scientist&level=junior", "/roles/data-scientist/?level=junior"]


def press(page: Page, key: str, until: str) -> None:
    """Press `key` until what has the focus matches `until`."""
    for _time in range(80):
        page.keyboard.press(key)
        if page.evaluate("until => document.activeElement?.matches(until)", until):
            return
    raise AssertionError(f"{key} leads to no {until}")


@pytest.mark.parametrize("path", [COMPARE, *SIDES])
def test_the_sheet_is_reached_chosen_and_shown_by_keyboard_alone(reader, path):
    reader.goto(path)
    press(reader, "Tab", "a[href*='/compare/next-step/']")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/compare/next-step/\?from=data-scientist:junior&to=data-sc"))
    press(reader, "Tab", "#skill-statistics")
    reader.keyboard.press("Space")
    if reader.locator("#chooser").get_by_role("button").is_visible():
        press(reader, "Tab", "#chooser button")
        reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"skill=statistics"))
    expect(reader.locator(".sheet")).to_contain_text("Statistics")
    expect(reader.locator("#skill-statistics")).to_be_checked()


def test_all_of_one_kind_are_chosen_at_once(reader):
    reader.goto(SHEET)
    reader.get_by_role("link", name="All that ask for more").click()
    expect(reader.locator(".talk h3")).to_have_text(["Transfer Learning", "Statistics"])
    reader.locator("#chooser").get_by_role("link", name="None").click()
    expect(reader.locator(".sheet")).to_have_count(0)


def test_a_comparison_is_downloaded_as_it_is_filtered(reader, tmp_path):
    reader.goto(f"{COMPARE}&required=1")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Download as CSV").click()
    file = tmp_path / "comparison.csv"
    download.value.save_as(file)
    assert (
        download.value.suggested_filename
        == "compare data-scientist-junior data-scientist-middle required.csv"
    )
    with file.open(encoding="utf-8-sig", newline="") as lines:
        assert [row[2] for row in csv.reader(lines)][1:] == ["Statistics"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("path", [COMPARE, f"{SHEET}&skill=statistics", *SIDES])
def test_no_page_is_wider_than_its_window(reader, path, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(path)
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_is_the_sheet_and_nothing_to_choose(reader):
    reader.goto(f"{SHEET}&skill=statistics")
    reader.emulate_media(media="print")
    expect(reader.get_by_role("heading", name="My next step")).to_be_visible()
    expect(reader.locator(".talk")).to_be_visible()
    expect(reader.locator(".foot-of-sheet")).to_contain_text("/compare/next-step/?from=")
    for part in ("#chooser", ".along", "header.bar", "footer.foot"):
        expect(reader.locator(part).first).to_be_hidden()


@pytest.mark.parametrize("path", [COMPARE, "/roles/data-scientist/?level=junior"])
def test_on_paper_what_stays_the_same_is_unfolded_and_there_is_nothing_to_press(reader, path):
    for at in ("Junior", "Middle"):
        building.expect("Python", "Data Scientist", at, text="Reads what others wrote.")
    reader.goto(path)
    reader.emulate_media(media="print")
    expect(reader.locator(".fold .pair").get_by_text("Reads what others wrote.").first).to_be_visible()
    for part in (".along", ".filter", "#picker", "header.bar"):
        expect(reader.locator(f"{part} >> visible=true")).to_have_count(0)


def test_a_hand_can_write_between_the_lines(reader):
    reader.goto(f"{SHEET}&skill=statistics")
    reader.emulate_media(media="print")
    millimetre = 96 / 25.4
    for line in reader.locator(".ruled hr").all():
        assert line.bounding_box()["height"] >= 7.5 * millimetre


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_skill_is_split_between_two_pages(reader, paper):
    reader.goto(f"{SHEET}&skill=statistics&skill=transfer-learning")
    reader.emulate_media(media="print")
    expect(reader.locator(".talk").first).to_have_css("break-inside", "avoid")
    assert reader.pdf(format=paper).count(b"/Type /Page\n") == 1


class TestWithScripts:
    @pytest.fixture(params=["scripts"])
    def scripts(self):
        return True

    @pytest.fixture
    def clipboard(self, reader):
        """Says whether a page may copy."""

        def allow(setting):
            session = reader.context.new_cdp_session(reader)
            context = session.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
            for name in ("clipboard-write", "clipboard-read"):
                permission = {"name": name, "allowWithoutSanitization": name == "clipboard-read"}
                asked = {"permission": permission, "setting": setting, "browserContextId": context}
                session.send("Browser.setPermission", asked)

        return allow

    @pytest.mark.parametrize("path", [COMPARE, f"{SHEET}&skill=statistics", *SIDES])
    def test_the_link_is_copied_and_that_is_said(self, reader, path):
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.goto(path)
        reader.get_by_role("button", name="Copy link").click()
        expect(reader.locator("[data-told]")).to_have_text("Link copied")
        expect(reader.locator("[data-told]")).to_have_role("status")
        assert reader.evaluate("navigator.clipboard.readText()") == reader.url

    def test_the_link_is_that_of_what_is_shown_now(self, reader):
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.goto(COMPARE)
        reader.get_by_label("Only required").check()
        expect(reader).to_have_url(re.compile("required=1"))
        reader.get_by_role("button", name="Copy link").click()
        expect(reader.locator("[data-told]")).to_have_text("Link copied")
        assert "required=1" in reader.evaluate("navigator.clipboard.readText()")

    def test_where_the_browser_refuses_the_link_stands_there_selected(self, reader, clipboard):
        reader.goto(COMPARE)
        clipboard("denied")
        reader.get_by_role("button", name="Copy link").click()
        field = reader.get_by_label("Copy the link from here")
        expect(field).to_be_focused()
        expect(field).to_have_value(reader.url)
        assert reader.evaluate("String(getSelection())") == reader.url

    @pytest.mark.parametrize("path", [COMPARE, f"{SHEET}&skill=statistics"])
    def test_print_is_the_browsers_own(self, reader, path):
        reader.goto(path)
        reader.evaluate("addEventListener('beforeprint', () => { window.printed = true; })")
        reader.get_by_role("button", name="Print").click()
        reader.wait_for_function("window.printed")

    def test_choosing_keeps_page_and_focus_and_is_announced(self, reader):
        reader.goto(SHEET)
        reader.evaluate("window.stays = true")
        reader.locator("#skill-statistics").check()
        expect(reader.locator("#announcement")).to_have_text("1 skill is on the sheet below.")
        expect(reader.locator("#skill-statistics")).to_be_focused()
        assert reader.evaluate("window.stays")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(
        "path",
        [COMPARE, SHEET, f"{SHEET}&skill=statistics&skill=sql", f"{SHEET}&to=llm-engineer:lead", *SIDES],
    )
    def test_no_violations(self, reader, path, scheme):
        reader.emulate_media(color_scheme=scheme)
        reader.goto(path)
        found = Axe().run(reader, options=RULES).response["violations"]
        assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []


class TestWithoutScripts:
    @pytest.fixture(params=["no scripts"])
    def scripts(self):
        return False

    def test_what_takes_scripts_is_not_there(self, reader):
        reader.goto(COMPARE)
        expect(reader.get_by_role("button", name="Copy link")).to_be_hidden()
        expect(reader.get_by_role("button", name="Print")).to_be_hidden()
        expect(reader.get_by_role("link", name="Download as XLSX")).to_be_visible()
