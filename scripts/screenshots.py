"""Pictures of every page and state into screenshots/: three widths, light and dark.

With an address it photographs the site there, else it serves the demo from a database of its own. Editors'
pages need HR's account of the demo; those of imports are made in a database of its own only.
    python scripts/screenshots.py [http://127.0.0.1:8000] [--only WORD]
"""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import sample_sheets
from demo_site import IMPORT, ROOT, TEMPLATE, chromium, send, serving, sign_in
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

WIDTHS = (360, 768, 1440)
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
PAGES = {
    "home": "/",
    "skills": "/skills/",
    "skill": "/skills/transfer-learning/",
    "skill-picked": "/skills/transfer-learning/?role=data-scientist&level=senior",
    "skill-level": "/skills/code-review/?level=senior",
    "skill-role": "/skills/transfer-learning/?role=llm-engineer",
    "skill-top": "/skills/code-review/?role=data-scientist&level=principal",
    "skill-lacking": "/skills/transfer-learning/?role=backend-engineer&level=senior",
    "skill-gap": "/skills/sql/?role=backend-engineer&level=senior",
    "roles": "/roles/",
    "role": "/roles/data-scientist/",
    "role-picked": "/roles/data-scientist/?level=senior",
    "role-top": "/roles/data-scientist/?level=principal",
    "role-short": "/roles/engineering-manager/?level=senior",
    "role-without-level": "/roles/engineering-manager/?level=junior",
    "skill-everywhere": "/skills/stakeholder-communication/?role=data-analyst&level=senior",
    "skill-long-name": "/skills/accessibility-and-inclusive-interface-design/?level=middle",
    "domain": "/domains/machine-learning-and-ai/",
    "about": "/about/",
    "feedback": "/feedback/",
    "login": "/accounts/login/",
    "not-found": "/skills/transfr-lerning/",
    "skill-de": "/skills/transfer-learning/?role=data-scientist&level=senior&lang=de",
    "role-zh": "/roles/data-scientist/?level=senior&lang=zh-hans",
}
EDITORS = {
    "admin": "/admin/",
    "import": IMPORT,
    "import-de": f"{IMPORT}?lang=de",
    "export": "/admin/skillmatrix/expectation/export/",
    "imports": "/admin/skillmatrix/import/",
    "history": "/admin/skillmatrix/change/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with serving(wanted.url) as url, sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, path in PAGES.items():
            if wanted.only in name:
                photograph(browser, f"{url}{path}", folder, name)
        with browser.new_context(base_url=url, locale="en") as context:
            pages, state = editors_pages(context, is_own=not wanted.url)
        for name, path in pages.items():
            if wanted.only in name:
                photograph(browser, f"{url}{path}", folder, name, state)
        browser.close()
    print(f"Pictures are in {folder.relative_to(ROOT)}/")


def editors_pages(context: BrowserContext, *, is_own: bool) -> tuple[Mapping[str, str], StorageState | None]:
    """What an editor sees, each page by its name, and what a browser has to know to see it."""
    page = sign_in(context)
    if page is None:
        print("Editors' pages are left out: the account of the demo cannot sign in there.")
        return {}, None
    made = dict(imports(page)) if is_own else {}
    return {**EDITORS, **made}, context.storage_state()


def imports(page: Page) -> Iterator[tuple[str, str]]:
    """Drafts of imports in every state, and a receipt, each with its path."""
    grid = page.request.get(TEMPLATE).body()
    drafts = {
        "draft": ("data-analyst.xlsx", sample_sheets.edited(grid)),
        "draft-matrix": ("Skill matrix.xlsx", sample_sheets.matrix()),
        "draft-problems": ("Expectations.xlsx", sample_sheets.faulty()),
        "draft-unclear": ("What we look for.xlsx", sample_sheets.unclear()),
        "draft-same": ("data-analyst as it was.xlsx", grid),
    }
    for name, (file_name, data) in drafts.items():
        path = send(page, file_name, data)
        yield name, path
        if name in ("draft-unclear", "draft-matrix"):
            yield f"{name}-columns", path.replace("/change/", "/columns/")
    receipt = send(page, "Technical Writer.csv", sample_sheets.apart())
    page.click("form[action*=process_import] .default")
    yield "receipt", receipt
    undo = page.locator(".import-plan a[href*=undo]").get_attribute("href")
    assert undo
    yield "undo", undo


def photograph(
    browser: Browser, address: str, folder: Path, name: str, state: StorageState | None = None
) -> None:
    """One page in each width and theme."""
    for width in WIDTHS:
        for theme in THEMES:
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=theme, storage_state=state
            )
            page.goto(address)
            page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
            page.close()


if __name__ == "__main__":
    main()
