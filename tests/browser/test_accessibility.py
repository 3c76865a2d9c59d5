"""axe finds nothing against WCAG 2.2 AA on the readers' pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    "/",
    "/skills/",
    "/skills/transfer-learning/",
    "/skills/transfer-learning/?role=data-scientist&level=middle",
    "/skills/transfer-learning/?role=data-scientist",
    "/skills/transfer-learning/?level=lead",
    "/skills/transfer-learning/?role=analyst&level=senior",
    "/skills/transfer-learning/?sort=-depth",
    "/roles/",
    "/roles/data-scientist/",
    "/roles/data-scientist/?level=middle",
    "/domains/ai/",
    "/about/",
    "/feedback/?skill=sql",
    "/search/?q=transfer",
    "/search/?q=nothing",
    "/accounts/login/",
    "/skills/transfer-lerning/",
]


@pytest.fixture(params=["scripts"])
def scripts(request):
    return True


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_violations(reader, path, scheme):
    reader.emulate_media(color_scheme=scheme)
    reader.goto(path)
    for menu in reader.locator("details").all():
        menu.evaluate("menu => menu.open = true")
    found = Axe().run(reader, options=RULES).response["violations"]
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
