"""The editors' pages in a browser: axe finds nothing against WCAG 2.2 AA, and no script breaks."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse

from skillmatrix.models import Expectation, Operation, User
from skillmatrix.recording.operations import Cause, recorded

PAGES = [
    "/admin/",
    "/admin/skillmatrix/expectation/",
    "/admin/skillmatrix/expectation/add/",
    "/admin/skillmatrix/skill/",
    "/admin/skillmatrix/expectation/import/",
    "/admin/skillmatrix/expectation/export/",
    "/admin/skillmatrix/organisation/",
    "/admin/skillmatrix/user/add/",
    "/admin/auth/group/",
    "/admin/skillmatrix/change/",
]
OF_ONE = ["change_change", "change_restore", "operation_undo", "expectation_delete"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(params=["scripts"])
def scripts(request):
    return True


@pytest.fixture
def editor(reader):
    hr = User.objects.create_user("hr", password="a-long-password", is_staff=True)
    hr.groups.set(Group.objects.filter(name="Administrators"))
    reader.goto("/admin/login/")
    reader.fill("#id_username", "hr")
    reader.fill("#id_password", "a-long-password")
    reader.click("[type=submit]")
    return reader


def of_one_change():
    """The pages about something that was edited."""
    row = Expectation.objects.first()
    with recorded(Cause(Operation.Kind.FORM, note="As agreed")) as operation:
        row.description += " And says so."
        row.save()
    about = {"change": operation.changes.get().pk, "operation": operation.pk, "expectation": row.pk}
    return [reverse(f"admin:skillmatrix_{name}", args=[about[name.partition("_")[0]]]) for name in OF_ONE]


def send(editor, *lines):
    """Ask what a list would do, and open all that the page of the plan has folded."""
    editor.goto("/admin/skillmatrix/expectation/import/")
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    editor.set_input_files("[type=file]", file)
    editor.click(".submit-row [type=submit]")
    for folded in editor.locator(".plan details").all():
        folded.evaluate("folded => folded.open = true")


def violations(editor):
    found = Axe().run(editor, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


LIST = [
    "skill,role,level,required,description",
    "SQL,Analyst,Senior,yes,SQL as an Analyst does it at a Senior level.",
    "SQLs,Analist,Senior,no,Something else.",
    *(f"Skill {n},Analyst,Senior,yes," for n in range(20)),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_violations_on_the_page_of_a_plan(editor, scheme, width):
    editor.set_viewport_size({"width": width, "height": 900})
    editor.emulate_media(color_scheme=scheme)
    send(editor, *LIST)

    assert editor.locator(".plan ins").count() > 0
    assert editor.locator(".plan .warning").count() > 0
    assert violations(editor) == []
    assert editor.evaluate("document.documentElement.scrollWidth") <= width


def test_no_violations_among_problems(editor):
    send(editor, "skill,role,level,required", *(f"Skill {n},Analyst,Senior,perhaps" for n in range(60)))

    assert editor.locator("table.problems tbody tr").count() == 50
    assert violations(editor) == []


def test_a_plan_is_filtered_by_form_and_paged_by_links(editor):
    send(editor, "skill,role,level", *(f"Skill {n},Analyst,Senior" for n in range(62)))

    editor.get_by_label("Kind of row").select_option("expectation")
    editor.get_by_role("button", name="Filter").click()
    editor.get_by_role("link", name="Next page").click()

    assert "kind=expectation" in editor.url
    assert editor.get_by_text("51–62 of 62").is_visible()
    assert editor.get_by_role("button", name="Write all of this").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violations(editor, scheme):
    editor.emulate_media(color_scheme=scheme)
    found = []
    for path in [*PAGES, *of_one_change()]:
        assert editor.goto(path).status == 200
        if editor.locator("select.admin-autocomplete").count():
            editor.wait_for_selector(".select2-selection[aria-label]")
        violations = Axe().run(editor, options=RULES).response["violations"]
        found += [f"{path} {rule['id']}: {node['html']}" for rule in violations for node in rule["nodes"]]
    assert found == []
