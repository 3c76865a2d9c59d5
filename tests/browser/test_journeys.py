"""What people come for, from beginning to end: by mouse, by keys and without JavaScript, at three widths.

Each journey goes Back and Forward in the end. The whole grid is slow; a diagonal of it is tried every time.
"""

import re
import time

import pytest
from playwright.sync_api import expect

from skillmatrix.views.feedback_forms import QUICKEST
from tests.browser.hands import WAYS

WIDTHS = [360, 768, 1440]
QUICK = {("mouse", 360), ("keys", 1440), ("no scripts", 768)}
SKILL = "/skills/transfer-learning/"

pytestmark = pytest.mark.parametrize(
    ("way", "width"),
    [
        pytest.param(way, width, marks=[] if (way, width) in QUICK else pytest.mark.slow)
        for way in WAYS
        for width in WIDTHS
    ],
)


@pytest.fixture
def scripts(way):
    return way != "no scripts"


@pytest.fixture
def page(reader, width):
    reader.set_viewport_size({"width": width, "height": 800})
    yield reader
    reader.wait_for_load_state("networkidle")  # the server is done before its database is emptied


@pytest.fixture
def hands(page, way):
    return WAYS[way](page)


@pytest.fixture
def there_and_back(page):
    """Back to what was there before, and forward to what is there now."""

    def go(before, now):
        page.go_back()
        expect(page).to_have_url(re.compile(before))
        page.go_forward()
        expect(page).to_have_url(re.compile(now))
        expect(page.locator("header.bar")).to_be_visible()

    return go


def test_whats_next_for_me(page, hands, there_and_back):
    page.goto("/")
    picker = page.locator("#picker")
    if isinstance(hands, WAYS["keys"]):
        hands.choose(picker.get_by_label("Role", exact=True), "Data Scientist")
    else:
        picker.get_by_label("Role", exact=True).select_option(label="Data Scientist")
    hands.pick(page.locator("#pick-level-middle"))
    show = picker.get_by_role("button", name="Show")
    if page.url.endswith("/"):
        hands.press(show)
    expect(page).to_have_url(re.compile(r"/roles/data-scientist/\?level=middle$"))
    expect(page.locator(".tally").first).to_contain_text("From Middle to Senior")
    hands.press(page.locator(".pair").get_by_role("link", name="Transfer Learning", exact=True))
    expect(page.locator(".pair-head").first).to_contain_text(re.compile(r"Middle\s+Next\s+Senior"))
    there_and_back(r"/roles/data-scientist/\?level=middle$", r"/skills/transfer-learning/\?role=")


def test_what_it_would_take_to_change_role(page, hands, there_and_back):
    page.goto("/compare/?from=data-scientist:middle")
    hands.press(page.locator("#main .list").get_by_role("link", name="LLM Engineer"))
    expect(page.locator("h1")).to_have_text("Data Scientist, Middle beside LLM Engineer, Middle")
    hands.tick(page.get_by_label("Only required"))
    expect(page.locator(".pair")).to_have_count(1)
    expect(page).to_have_url(re.compile("required=1"))
    there_and_back(r"to=llm-engineer:middle$", "required=1")
    expect(page.locator(".pair")).to_have_count(1)


def test_a_cell_of_the_matrix(page, hands):
    page.goto("/roles/data-scientist/matrix/")
    hands.press(page.locator("#skill-transfer-learning td a").nth(1))
    opened = page.locator("#main").get_by_text("Transfer Learning as a Data Scientist does it at Middle.")
    expect(opened).to_be_visible()
    page.go_back()
    expect(opened).to_have_count(0)
    page.go_forward()
    expect(opened).to_be_visible()


def test_from_the_career_track_to_a_level(page, hands, there_and_back):
    page.goto("/roles/data-scientist/track/")
    hands.press(page.locator("#main ol").get_by_role("link", name="Senior", exact=True))
    expect(page).to_have_url(re.compile(r"/roles/data-scientist/\?level=senior$"))
    there_and_back("/track/$", "level=senior$")


def test_a_skill_across_roles_by_depth(page, hands, there_and_back):
    page.goto(SKILL)
    hands.press(page.locator("#across-head").get_by_role("link", name="Deepest"))
    expect(page.locator("#across-head [aria-sort]")).to_contain_text("Deepest")
    expect(page).to_have_url(re.compile(r"sort=-?depth"))
    there_and_back("/skills/transfer-learning/$", r"sort=-?depth")


def test_finding_words_of_an_expectation(page, hands, there_and_back, width):
    page.goto("/roles/")
    if width == 360:
        hands.press(page.locator("header summary", has_text="Menu"))
    field = page.locator("#find-in-menu" if width == 360 else "#find")
    hands.write(field, "transfr senior")
    page.keyboard.press("Enter")
    found = page.locator("#expectations").get_by_role("link", name="Data Scientist · Senior")
    hands.press(found)
    expect(page).to_have_url(re.compile(r"role=data-scientist&level=senior$"))
    there_and_back(r"/search/\?q=transfr", "level=senior$")


def test_saying_where_one_is(page, hands):
    page.goto("/about/")
    hands.press(page.locator("details.where > summary"))
    role = page.get_by_label("Your role")
    if isinstance(hands, WAYS["keys"]):
        hands.choose(role, "LLM Engineer")
    else:
        role.select_option(label="LLM Engineer")
    hands.press(page.locator("#own-place").get_by_role("button", name="Senior"))
    expect(page.locator("#where")).to_have_text(re.compile(r"LLM Engineer\s*·\s*Senior"))
    expect(page).to_have_url(re.compile("/about/$"))


def test_taking_a_skill_along_to_a_talk(page, hands, there_and_back):
    page.goto("/compare/?from=data-scientist:middle&to=data-scientist:senior")
    hands.press(page.locator("#main").get_by_role("link", name="My next step"))
    expect(page).to_have_url(re.compile("/compare/next-step/"))
    hands.tick(page.locator("#main form input[type=checkbox]").first)
    expect(page.get_by_text("What we agree").first).to_be_visible()
    there_and_back(r"/compare/next-step/\?", "skill=")


def test_telling_the_editors(page, hands):
    page.goto(f"{SKILL}?role=data-scientist&level=middle")
    hands.press(page.locator(".card").first.get_by_role("link", name=re.compile("Something wrong here")))
    expect(page).to_have_url(re.compile(r"/feedback/\?skill=transfer-learning"))
    hands.pick(page.get_by_label("It is unclear"), submits=False)
    hands.write(page.get_by_label("In your words"), "Which models are meant?")
    time.sleep(QUICKEST + 0.1)
    hands.press(page.get_by_role("button", name="Send"))
    expect(page.locator(".messages")).to_contain_text("Thank you.")
