"""Two editors at one row, each in a browser of their own: with scripts and without, in both orders."""

import re
import tempfile

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from skillmatrix.models import Expectation, User
from tests.browser.conftest import is_defect
from tests.browser.test_admin import RULES

LIST = "/admin/skillmatrix/expectation/"
FILE = "skill,role,level,description\nTransfer Learning,Data Scientist,Middle,From the file.\n"


@pytest.fixture(autouse=True)
def kept_files(tmp_path, monkeypatch):
    """Uploads of a test stay in its own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def editors(browser, live_server, framework, scripts):
    """Ann and Ben, both signed in; whatever breaks in their browsers fails the test."""
    trouble, contexts, pages = [], [], []
    for name in ("ann", "ben"):
        user = User.objects.create_user(name, password="a-long-password", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=["HR editors", "Importers"]))
        contexts.append(browser.new_context(base_url=live_server.url, java_script_enabled=scripts))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.append(message.text) if is_defect(message) else None)
        page.goto("/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", "a-long-password")
        page.click("[type=submit]")
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture
def row(framework):
    return Expectation.objects.get(
        skill__slug="transfer-learning", role__slug="data-scientist", level__slug="middle"
    )


def form(row):
    return reverse("admin:skillmatrix_expectation_change", args=[row.pk])


def save(page):
    page.click("[name=_save]")


def now(row):
    return Expectation.objects.get(pk=row.pk)


@pytest.mark.parametrize("later", [0, 1], ids=["Ann is later", "Ben is later"])
def test_the_later_one_sees_both_texts_and_decides(editors, row, later):
    for page in editors:
        page.goto(form(row))
    second, first = editors[later], editors[1 - later]
    first.fill("#id_description", "Of the first.")
    save(first)

    second.fill("#id_description", "Of the second.")
    save(second)

    region = second.get_by_role("region", name="somebody else changed this in the meantime")
    expect(region.get_by_role("heading", level=2)).to_be_focused()
    expect(region).to_contain_text(f"Changed by {['ann', 'ben'][1 - later]},")
    expect(region.locator(".theirs .text")).to_have_text("Of the first.")
    expect(region.locator(".mine .text")).to_have_text("Of the second.")
    expect(second.locator("#id_description")).to_have_value("Of the second.")
    assert now(row).description == "Of the first."
    second.fill("#id_description", "Of both.")
    save(second)
    expect(second).to_have_url(re.compile(f"{LIST}$"))
    assert now(row).description == "Of both."


def test_theirs_can_be_taken_by_keyboard(editors, row):
    ann, ben = editors
    for page in editors:
        page.goto(form(row))
    ann.fill("#id_description", "Ann's.")
    save(ann)
    ben.fill("#id_description", "Ben's.")
    ben.locator("#id_description").press("Tab")
    save(ben)

    ben.get_by_role("radio", name="Keep mine").focus()
    ben.keyboard.press("ArrowUp")
    expect(ben.get_by_role("radio", name="Take theirs")).to_be_checked()
    save(ben)

    expect(ben).to_have_url(re.compile(f"{LIST}$"))
    assert now(row).description == "Ann's."


def test_a_form_that_was_open_during_an_import(editors, row):
    ann, ben = editors
    ben.goto(form(row))
    send(ann)
    ann.get_by_role("button", name="Write all of this").click()

    ben.fill("#id_description", "Ben's.")
    save(ben)

    expect(ben.locator(".theirs .text")).to_have_text("From the file.")
    expect(ben.locator(".mine .text")).to_have_text("Ben's.")
    assert now(row).description == "From the file."


def test_an_import_after_a_form_was_saved(editors, row):
    ann, ben = editors
    send(ann)
    ben.goto(form(row))
    ben.fill("#id_description", "Ben's.")
    save(ben)

    ann.get_by_role("button", name="Write all of this").click()

    expect(ann.get_by_text("The framework has changed since the preview.")).to_be_visible()
    expect(ann.locator(".changed .old")).to_contain_text("Ben's.")
    assert now(row).description == "Ben's."


def send(page):
    page.goto(f"{LIST}import/")
    page.set_input_files(
        "#id_import_file", {"name": "list.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Show what it would do").click()


def test_two_who_edit_one_row_of_the_list(editors, row):
    ann, ben = editors
    for page in editors:
        page.goto(f"{LIST}?role=data-scientist&level=middle&skill=transfer-learning")
    ann.get_by_label(f"Proficiency: {row}").select_option(label="Advanced")
    save(ann)

    ben.get_by_label(f"Proficiency: {row}").select_option(label="Awareness")
    save(ben)

    expect(ben.locator(".theirs .text")).to_have_text("Advanced")
    expect(ben.locator(".mine .text")).to_have_text("Awareness")
    expect(ben.get_by_label(f"Proficiency: {row}")).to_contain_text("Awareness")
    ben.get_by_role("radio", name="Take theirs").check()
    save(ben)
    assert now(row).proficiency.name == "Advanced"


def test_who_edits_what_somebody_else_deletes(editors, row):
    ann, ben = editors
    ben.goto(form(row))
    ann.goto(reverse("admin:skillmatrix_expectation_delete", args=[row.pk]))
    ann.get_by_role("button", name="Delete").click()

    ben.fill("#id_description", "Ben's, of an hour.")
    save(ben)

    expect(ben.get_by_role("alert")).to_contain_text("Somebody else deleted this expectation")
    expect(ben.get_by_text("Ben's, of an hour.")).to_be_visible()


def test_who_deletes_what_somebody_else_edits(editors, row):
    ann, ben = editors
    ann.goto(reverse("admin:skillmatrix_expectation_delete", args=[row.pk]))
    ben.goto(form(row))
    ben.fill("#id_description", "Ben's.")
    save(ben)

    ann.get_by_role("button", name="Delete").click()

    expect(ann.get_by_role("heading", name="Nothing was deleted yet")).to_be_focused()
    expect(ann.get_by_text(f"Expectation “{row}” was changed.")).to_be_visible()
    ann.get_by_role("button", name="Delete").click()
    assert not Expectation.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_no_violations_where_both_texts_stand(editors, row, scheme, width):
    ann, ben = editors
    ben.emulate_media(color_scheme=scheme)
    ben.set_viewport_size({"width": width, "height": 800})
    ben.goto(form(row))
    ann.goto(form(row))
    ann.fill("#id_description", "Ann's.")
    ann.check("#id_required")
    save(ann)
    ben.fill("#id_description", "Ben's.")
    save(ben)

    expect(ben.locator(".clash")).to_be_visible()
    found = Axe().run(ben, options=RULES).response["violations"]

    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert ben.evaluate("document.documentElement.scrollWidth") <= width
