"""The matrix and the track as readers use them: by mouse, by keys, on a phone, with scripts and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from skillmatrix.models import Expectation
from tests import building
from tests.browser.test_accessibility import RULES
from tests.building import LADDER, leads, place, skill

MATRIX = "/roles/analyst/matrix/"
TRACK = "/roles/analyst/track/"
SKILLS = [f"Skill {number:02}" for number in range(1, 25)]
WIDTHS = [360, 1440]

with_scripts = pytest.mark.parametrize("scripts", ["scripts"], indirect=True)


@pytest.fixture
def framework(transactional_db):
    """An analyst of 24 skills in two domains at five levels."""
    made = [building.expect("Skill 01", "Analyst", at, "Working", required=at == "Lead") for at in LADDER]
    for name in SKILLS[1:]:
        home = skill(name, domain="Data" if name < "Skill 13" else "People")
        Expectation.objects.bulk_create(
            Expectation(
                skill=home,
                role=cell.role,
                level=cell.level,
                proficiency=cell.proficiency,
                description=f"{name} as an Analyst does it at {cell.level}. " * 3,
            )
            for cell in made
        )
    for at in LADDER:
        place(
            "Analyst", at, title=f"{at} Analyst of Everything That Has Numbers", focus="Reads.", stack="SQL"
        )
    leads(("Analyst", "Lead"), ("数据平台与机器学习基础设施高级工程管理负责人", "Senior"))
    leads(("Analyst", "Lead"), ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerksleiter", "Lead"))


@pytest.fixture
def cell(reader):
    """The link of a skill's cell at a level."""

    def found(number, at):
        return reader.locator(f"#skill-skill-{number:02} td").nth(LADDER.index(at)).locator("a")

    return found


def box(locator):
    return locator.bounding_box()


def size(reader, width, height=700):
    reader.set_viewport_size({"width": width, "height": height})


def test_a_click_opens_a_text_beneath_its_row(reader, cell):
    reader.goto(MATRIX)
    cell(2, "Senior").click()
    text = reader.locator("#opened")
    expect(text).to_contain_text("Skill 02 as an Analyst does it at Senior.")
    expect(reader).to_have_url(re.compile(r"\?open=skill-02:senior"))
    row = reader.locator("#skill-skill-02")
    assert abs(box(row)["y"] + box(row)["height"] - box(text)["y"]) <= 1


def test_opening_another_closes_the_former(reader, cell):
    reader.goto(f"{MATRIX}?level=middle")
    cell(2, "Senior").click()
    cell(3, "Junior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 03 as an Analyst does it at Junior.")
    expect(reader.locator("#opened")).to_have_count(1)
    expect(reader.locator("[aria-expanded]")).to_have_count(1)
    expect(reader).to_have_url(re.compile(r"\?level=middle&open=skill-03:junior"))


@with_scripts
def test_of_two_quick_clicks_the_last_one_counts(reader, cell):
    reader.goto(MATRIX)
    links = [cell(number, "Senior").element_handle() for number in (2, 3, 4)]
    reader.evaluate("links => links.forEach(link => link.click())", links)
    expect(reader.locator("#opened")).to_contain_text("Skill 04 as an Analyst does it at Senior.")
    expect(reader.locator("#opened")).to_have_count(1)
    expect(reader).to_have_url(re.compile(r"\?open=skill-04:senior"))


@pytest.mark.parametrize("by", ["its cell", "Close"])
def test_a_second_click_closes_it(reader, cell, by):
    reader.goto(f"{MATRIX}?level=middle")
    cell(2, "Senior").click()
    expect(reader.locator("#opened")).to_be_visible()
    if by == "Close":
        reader.locator("#opened").get_by_role("link", name="Close").click()
    else:
        cell(2, "Senior").click()
    expect(reader.locator("#opened")).to_be_hidden()
    expect(reader).to_have_url(re.compile(r"/matrix/\?level=middle(#|$)"))
    cell(2, "Senior").click()
    expect(reader.locator("#opened")).to_be_visible()


def test_the_keyboard_alone_opens_and_closes(reader, cell, scripts):
    reader.goto(MATRIX)
    for _press in range(60):
        reader.keyboard.press("Tab")
        if cell(1, "Middle").evaluate("link => link === document.activeElement"):
            break
    reader.keyboard.press("Enter")
    expect(reader.locator("#opened")).to_contain_text("Skill 01 as a Analyst does it at Middle.")
    if scripts:
        expect(cell(1, "Middle")).to_be_focused()
    else:
        cell(1, "Middle").focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("#opened")).to_be_hidden()


@with_scripts
def test_escape_closes_and_the_focus_goes_back_to_the_cell(reader, cell):
    reader.goto(f"{MATRIX}?open=skill-02:lead")
    reader.locator("#opened").get_by_role("link", name="All about Skill 02").focus()
    reader.keyboard.press("Escape")
    expect(reader.locator("#opened")).to_be_hidden()
    expect(cell(2, "Lead")).to_be_focused()
    expect(reader).to_have_url(re.compile(r"/matrix/$"))


@with_scripts
def test_arrow_keys_move_between_cells_and_past_an_opened_text(reader, cell):
    reader.goto(f"{MATRIX}?open=skill-02:lead")
    cell(2, "Lead").focus()
    for key, there in [
        ("ArrowDown", (3, "Lead")),
        ("ArrowRight", (3, "Principal")),
        ("ArrowRight", (3, "Principal")),
        ("ArrowUp", (2, "Principal")),
        ("ArrowLeft", (2, "Lead")),
    ]:
        reader.keyboard.press(key)
        expect(cell(*there)).to_be_focused()


@with_scripts
def test_arrow_keys_pass_over_a_domains_heading(reader, cell):
    reader.goto(MATRIX)
    cell(12, "Junior").focus()
    reader.keyboard.press("ArrowDown")
    expect(cell(13, "Junior")).to_be_focused()


@with_scripts
def test_what_opened_is_announced(reader, cell):
    reader.goto(MATRIX)
    cell(1, "Lead").click()
    expect(reader.locator("#announcement")).to_have_text(
        "Skill 01 Lead Working Required Skill 01 as a Analyst does it at Lead."
    )


@with_scripts
def test_the_row_stays_where_it_is_when_a_text_above_closes(reader, cell):
    size(reader, 1000, 1200)
    reader.goto(f"{MATRIX}?open=skill-05:senior")
    reader.locator(".matrix").evaluate("box => box.scrollTo(0, 400)")
    before = box(reader.locator("#skill-skill-10"))["y"]
    cell(10, "Senior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 10")
    assert box(reader.locator("#skill-skill-10"))["y"] == pytest.approx(before, abs=1)


@with_scripts
def test_a_text_below_the_fold_comes_into_view_with_its_row(reader, cell):
    size(reader, 1000, 600)
    reader.goto(MATRIX)
    cell(24, "Senior").scroll_into_view_if_needed()
    cell(24, "Senior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 24")
    expect(reader.locator("#opened")).to_be_in_viewport(ratio=0.99)
    expect(reader.locator("#skill-skill-24")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("width", WIDTHS)
@with_scripts
def test_head_and_first_column_stay_in_view(reader, width):
    size(reader, width)
    reader.goto(MATRIX)
    matrix = reader.locator(".matrix")
    matrix.evaluate("box => box.scrollTo(9999, 9999)")
    inside, head = box(matrix), box(reader.locator(".matrix thead th").last)
    first = box(reader.locator("#skill-skill-24 th"))
    assert head["y"] == pytest.approx(inside["y"], abs=2)
    assert first["x"] == pytest.approx(inside["x"], abs=2)
    assert first["y"] + first["height"] <= inside["y"] + inside["height"] + 1
    corner = box(reader.locator(".matrix thead th").first)
    assert (corner["x"], corner["y"]) == pytest.approx((inside["x"], inside["y"]), abs=2)


@with_scripts
def test_a_phone_shows_the_skill_and_three_levels_at_once(reader):
    size(reader, 360)
    reader.goto(MATRIX)
    seen = box(reader.locator(".matrix"))
    heads = [box(head) for head in reader.locator(".matrix thead th").all()]
    assert sum(head["x"] + head["width"] <= seen["x"] + seen["width"] for head in heads) >= 4
    assert reader.evaluate("document.documentElement.scrollWidth") == 360


@with_scripts
def test_an_opened_text_is_as_wide_as_what_is_seen(reader, cell):
    size(reader, 360)
    reader.goto(MATRIX)
    cell(3, "Principal").click()
    expect(reader.locator("#opened article")).to_be_visible()
    seen, text = box(reader.locator(".matrix")), box(reader.locator("#opened article"))
    assert text["x"] >= seen["x"]
    assert text["x"] + text["width"] <= seen["x"] + seen["width"] + 1
    assert text["width"] >= seen["width"] - 30


@with_scripts
def test_a_focused_cell_is_not_hidden_beneath_head_or_first_column(reader, cell):
    size(reader, 360)
    reader.goto(MATRIX)
    cell(20, "Principal").focus()
    cell(8, "Junior").focus()
    head, first = box(reader.locator(".matrix thead th").nth(1)), box(reader.locator("#skill-skill-08 th"))
    focused = box(cell(8, "Junior"))
    assert focused["y"] >= head["y"] + head["height"] - 1
    assert focused["x"] >= first["x"] + first["width"] - 1


@with_scripts
def test_the_picked_column_and_an_opened_cell_are_in_view_from_the_start(reader, cell):
    size(reader, 360)
    for query, number in [("?level=principal", 1), ("?open=skill-20:principal", 20)]:
        reader.goto(f"{MATRIX}{query}")
        seen, found = box(reader.locator(".matrix")), box(cell(number, "Principal"))
        assert found["x"] + found["width"] <= seen["x"] + seen["width"] + 1
        assert seen["y"] <= found["y"] <= seen["y"] + seen["height"]


def test_back_and_forward_open_and_close(reader, cell):
    reader.goto(MATRIX)
    cell(2, "Senior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 02")
    cell(3, "Senior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 03")
    reader.go_back()
    expect(reader.locator("#opened")).to_contain_text("Skill 02")
    reader.go_back()
    expect(reader.locator("#opened")).to_be_hidden()
    expect(reader.locator("h1")).to_have_text("Analyst: matrix")
    reader.go_forward()
    expect(reader.locator("#opened")).to_contain_text("Skill 02")


@with_scripts
def test_the_address_on_paper_is_that_of_what_is_shown(reader, cell):
    reader.goto(f"{MATRIX}?level=middle")
    cell(2, "Lead").click()
    expect(reader.locator("#printed")).to_contain_text("/matrix/?level=middle&open=skill-02:lead · ")
    cell(2, "Lead").click()
    expect(reader.locator("#printed")).to_contain_text("/matrix/?level=middle · ")


@with_scripts
def test_going_back_after_closing_brings_the_text_again(reader, cell):
    reader.goto(f"{MATRIX}?open=skill-02:lead")
    cell(2, "Lead").click()
    expect(reader.locator("#opened")).to_be_hidden()
    reader.go_back()
    expect(reader.locator("#opened")).to_contain_text("Skill 02")


@with_scripts
def test_going_back_keeps_the_scroll_and_the_focus(reader, cell):
    size(reader, 360)
    reader.goto(MATRIX)
    cell(20, "Principal").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 20")
    reader.go_back()
    expect(reader.locator("#opened")).to_be_hidden()
    expect(cell(20, "Principal")).to_be_focused()
    expect(cell(20, "Principal")).to_be_in_viewport()


def test_a_domain_is_filtered(reader, scripts):
    reader.goto(f"{MATRIX}?level=middle")
    reader.get_by_label("Domain", exact=True).focus()
    reader.get_by_label("Domain", exact=True).select_option(label="People (12)")
    if not scripts:
        reader.get_by_role("button", name="Show").click()
    expect(reader.locator("#extent")).to_contain_text("People: 12 skills × 5 levels")
    expect(reader).to_have_url(re.compile(r"\?level=middle&domain=people$"))
    expect(reader.locator(".matrix thead .now")).to_contain_text("Middle")
    if scripts:
        expect(reader.get_by_label("Domain", exact=True)).to_be_focused()
        expect(reader.locator("#announcement")).to_contain_text("People: 12 skills × 5 levels")


@with_scripts
def test_a_filtered_matrix_opens_in_place_too(reader, cell):
    reader.goto(MATRIX)
    reader.get_by_label("Domain", exact=True).select_option(label="People (12)")
    expect(reader.locator("#extent")).to_contain_text("People")
    cell(14, "Senior").click()
    expect(reader.locator("#opened")).to_contain_text("Skill 14")
    expect(reader).to_have_url(re.compile(r"domain=people&open=skill-14:senior$"))


def test_a_levels_name_marks_its_column(reader):
    reader.goto(MATRIX)
    reader.locator(".matrix thead").get_by_role("link", name="Senior").click()
    expect(reader.locator(".matrix thead .now")).to_contain_text("Now")
    expect(reader.locator(".matrix thead .next")).to_have_text(re.compile(r"Lead\s+Next"))


@with_scripts
def test_a_cell_that_is_gone_leads_to_the_page_that_says_so(reader, cell):
    reader.goto(MATRIX)
    Expectation.objects.filter(skill__slug="skill-02", level__slug="senior").delete()
    cell(2, "Senior").click()
    expect(reader.locator("h1")).to_have_text("Not found")
    expect(reader.locator("main")).to_contain_text("Nothing is written at “skill-02:senior”.")


@with_scripts
def test_what_cannot_be_loaded_is_said_and_the_table_stays(reader, cell):
    reader.goto(f"{MATRIX}?open=skill-03:lead")
    reader.route("**/*open=skill-02*", lambda route: route.abort())
    cell(2, "Senior").click()
    expect(reader.locator("#trouble")).to_be_visible()
    expect(reader.locator("#opened")).to_contain_text("Skill 03")
    expect(cell(3, "Lead")).to_have_attribute("aria-expanded", "true")


@with_scripts
def test_on_paper_nothing_scrolls_and_nothing_is_cut_off(reader):
    reader.goto(f"{MATRIX}?level=senior")
    reader.emulate_media(media="print")
    size(reader, 1020)
    assert reader.locator(".matrix").evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    assert reader.locator(".matrix").evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    expect(reader.get_by_role("navigation")).to_have_count(0)
    assert reader.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.slow
@with_scripts
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        f"{MATRIX}?level=senior&open=skill-02:lead",
        f"{MATRIX}?level=principal&domain=people",
        f"{TRACK}?level=senior",
    ],
)
def test_no_violations(reader, path, scheme, width):
    size(reader, width)
    reader.emulate_media(color_scheme=scheme)
    reader.goto(path)
    found = Axe().run(reader, options=RULES).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []


@with_scripts
def test_words_in_the_picture_stay_within_their_step(reader):
    size(reader, 1440)
    reader.goto(f"{TRACK}?level=senior")
    reader.locator(".stairs").scroll_into_view_if_needed()
    stairs, texts = reader.locator(".stairs"), reader.locator(".stairs text")
    wide = stairs.evaluate("svg => svg.viewBox.baseVal.width / svg.querySelectorAll('g').length")
    longest = texts.evaluate_all("texts => Math.max(...texts.map(t => t.getBBox().width))")
    assert 0 < longest <= wide


@with_scripts
def test_a_phone_shows_the_track_as_a_list_along_a_line(reader):
    size(reader, 360)
    reader.goto(f"{TRACK}?level=senior")
    expect(reader.locator(".stairs")).to_be_hidden()
    assert reader.evaluate("document.documentElement.scrollWidth") == 360
    expect(reader.locator(".stop.now")).to_contain_text("Now")


def test_the_pages_of_a_role_lead_to_each_other_with_the_level(reader):
    reader.goto("/roles/analyst/?level=senior")
    for name, there in [("Matrix", "matrix/"), ("Career track", "track/"), ("Expectations", "")]:
        reader.get_by_role("navigation", name="Pages of this role").get_by_role("link", name=name).click()
        expect(reader).to_have_url(re.compile(rf"/roles/analyst/{there}\?level=senior$"))
