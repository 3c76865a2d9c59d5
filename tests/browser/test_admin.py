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
