"""Pictures of every page and state into screenshots/: three widths, light and dark, some also as printed.

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
from pages import PAGES, PRINTED, in_language
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

WIDTHS = (360, 768, 1440)
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
LANGUAGES = {"skill-de": ("skill-picked", "de"), "role-zh": ("role-picked", "zh-hans")}
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
    readers = PAGES | {name: in_language(PAGES[page], to) for name, (page, to) in LANGUAGES.items()}
    with serving(wanted.url) as url, sync_playwright() as playwright:
        browser = chromium(playwright)
        photograph(browser, url, chosen(readers, wanted.only), folder)
        for name in chosen(PAGES, wanted.only):
            if name in PRINTED:
                on_paper(browser, f"{url}{PAGES[name]}", folder / f"{name}-print.pdf")
        with browser.new_context(base_url=url, locale="en") as context:
            pages, state = editors_pages(context, is_own=not wanted.url)
        photograph(browser, url, chosen(pages, wanted.only), folder, state)
        browser.close()
    print(f"Pictures are in {folder.relative_to(ROOT)}/")


def chosen(pages: Mapping[str, str], word: str) -> dict[str, str]:
    return {name: path for name, path in pages.items() if word in name}


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
    browser: Browser, url: str, pages: Mapping[str, str], folder: Path, state: StorageState | None = None
) -> None:
    """Each page in each width and theme; one window for each of these keeps what pages share."""
    for width in WIDTHS:
        with browser.new_context(
            viewport={"width": width, "height": 900}, storage_state=state, reduced_motion="reduce"
        ) as context:
            page = context.new_page()
            for name, path in pages.items():
                page.goto(f"{url}{path}")
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    page.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)


def on_paper(browser: Browser, address: str, file: Path) -> None:
    """One page as it is printed on A4."""
    page = browser.new_page()
    page.goto(address)
    page.pdf(path=file, format="A4", print_background=True)
    page.close()


if __name__ == "__main__":
    main()
