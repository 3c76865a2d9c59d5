"""An import in a browser, with scripts and without: from the upload to its receipt, also where one waits."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from skillmatrix.admin.imports import waiting
from skillmatrix.models import Expectation
from tests.admin.conftest import member

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
with_scripts = pytest.mark.parametrize("scripts", [True])
FILE = b"skill,role,level,description\nSQL,Analyst,Senior,Reads plans.\nRust,Analyst,Senior,Borrows.\n"


@pytest.fixture
def hr(reader):
    user = member("hr", "HR editors", "Importers")
    user.set_password("a-long-password")
    user.save()
    reader.goto("/admin/login/")
    reader.fill("#id_username", "hr")
    reader.fill("#id_password", "a-long-password")
    reader.click("[type=submit]")
    return reader


@pytest.fixture
def waited(monkeypatch):
    """Every file is one that one waits for."""
    monkeypatch.setattr(waiting, "LARGE", 0)


def upload(page, file=FILE):
    page.goto("/admin/skillmatrix/expectation/import/")
    page.set_input_files("[type=file]", {"name": "list.csv", "mimeType": "text/csv", "buffer": file})
    page.get_by_role("button", name="Show what it would do").click()


def confirm(page):
    page.get_by_label("Why").fill("The yearly review")
    page.get_by_role("button", name="Write all of this").click()


def shows(page, text):
    page.get_by_text(text).first.wait_for()


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def test_a_file_is_looked_at_discussed_and_written(hr):
    upload(hr)
    shows(hr, "2 new, 1 changed, 0 deleted. Nothing is written yet.")
    hr.get_by_role("textbox", name="Comment").fill("Is Rust meant?")
    hr.get_by_role("button", name="Comment").click()
    shows(hr, "Is Rust meant?")

    confirm(hr)

    shows(hr, "Imported “list.csv”: 2 new, 1 changed, 0 deleted.")
    assert hr.get_by_text("Is Rust meant?").is_visible()
    assert Expectation.objects.filter(skill__name="Rust").exists()


def test_a_file_that_one_waits_for_comes_to_the_same(hr, waited):
    upload(hr)
    shows(hr, "2 new, 1 changed, 0 deleted. Nothing is written yet.")
    assert "/admin/skillmatrix/import/" in hr.url
    assert not hr.locator(".step").first.is_visible()

    confirm(hr)

    shows(hr, "Imported “list.csv”: 2 new, 1 changed, 0 deleted.")
    assert "/admin/skillmatrix/import/" in hr.url
    assert Expectation.objects.filter(skill__name="Rust").exists()


@with_scripts
def test_while_one_waits_the_last_step_is_to_be_seen(hr, waited):
    """As the page is before its end: Chromium knows of no last child yet."""
    upload(hr)
    shows(hr, "Nothing is written yet.")

    hr.evaluate("document.querySelector('.finished').remove()")

    seen = [step.is_visible() for step in hr.locator(".step").all()]
    assert seen == [False] * (len(seen) - 1) + [True]
    assert len(seen) > 1


@with_scripts
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations(hr, scheme):
    hr.emulate_media(color_scheme=scheme)
    found = []
    upload(hr)
    shows(hr, "Nothing is written yet.")
    Expectation.objects.filter(skill__name="SQL").update(description="Somebody else.")
    confirm(hr)
    shows(hr, "would change otherwise now")
    found += violations(hr)
    confirm(hr)
    shows(hr, "Imported “list.csv”")
    found += violations(hr)
    hr.goto("/admin/skillmatrix/import/")
    found += violations(hr)

    assert found == []


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_is_wider_than_the_screen(hr, width):
    hr.set_viewport_size({"width": width, "height": 900})
    upload(hr)
    shows(hr, "Nothing is written yet.")
    wide = [hr.evaluate("document.documentElement.scrollWidth")]
    confirm(hr)
    shows(hr, "Imported “list.csv”")
    for path in (hr.url, "/admin/skillmatrix/import/", "/admin/"):
        hr.goto(path)
        wide.append(hr.evaluate("document.documentElement.scrollWidth"))

    assert max(wide) <= width


UNCLEAR = b"Our skills\nTopic,At the start,Others ask you,Remarks\nSQL,Reads plans.,Rewrites them.,?\n"


@with_scripts
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_one_says_which_column_is_which(hr, scheme, width):
    hr.set_viewport_size({"width": width, "height": 900})
    hr.emulate_media(color_scheme=scheme)
    upload(hr, UNCLEAR)
    hr.get_by_role("link", name="Say which column is which").click()
    hr.get_by_label("Column Topic").select_option("skill")
    hr.get_by_label("Column At the start").select_option("@level=Junior")
    hr.get_by_label("Column Others ask you").select_option("@level=Senior")
    assert hr.evaluate("document.documentElement.scrollWidth") <= width
    found = violations(hr)

    hr.get_by_label("Role").fill("Analyst")
    hr.get_by_role("button", name="Show the plan").click()

    shows(hr, "1 new, 1 changed, 0 deleted. Nothing is written yet.")
    assert found == []
