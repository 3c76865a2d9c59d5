"""Take the pictures of README.md and docs/ anew: of the demo, in a browser and in LibreOffice.

python scripts/pictures.py [--only WORD]
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import sample_sheets
from demo_site import IMPORT, ROOT, TEMPLATE, chromium, send, serving, sign_in
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

IMAGES = ROOT / "docs" / "images"
WIDTH = 1280
SKILL = "/skills/transfer-learning/?role=data-scientist&level=senior"
FOLD_NAVIGATION = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"
SAID_ADDRESS = "https://skills.example.com/admin/skillmatrix/import/7/change/"  # instead of one with a port
MARGIN = 16
DOTS_AN_INCH = 160
PIECE = {"-x": 56, "-y": 72, "-W": 1140, "-H": 400}  # of the sheet's first page, in dots


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    wanted = parser.parse_args().only
    with serving() as url, sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, take in PICTURES.items():
            if wanted in name:
                take(browser, url, IMAGES / f"{name}.png")
                print(f"docs/images/{name}.png")
        browser.close()


def skill(browser: Browser, url: str, picture: Path) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 860}, base_url=url, locale="en")
    page.goto(SKILL)
    page.screenshot(path=picture)


def upload(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        page.goto(IMPORT)
        frame(page, picture, "#content h1", "form[action*=template] button")


def plan(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        send(page, "data-analyst.xlsx", sample_sheets.edited(exported(page)))
        frame(page, picture, "#content h1", ".import-plan .submit-row")


def changes(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        send(page, "data-analyst.xlsx", sample_sheets.edited(exported(page)))
        frame(page, picture, "section:has(> .heads)", "section:has(> .heads) > :nth-child(6)")


def problems(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        send(page, "Expectations.xlsx", sample_sheets.faulty())
        frame(page, picture, "#content h1", "table.problems")


def columns(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        path = send(page, "What we look for.xlsx", sample_sheets.unclear())
        page.goto(path.replace("/change/", "/columns/"))
        for index, meant in enumerate(("", "skill", "@level=Junior", "@level=Middle", "@level=Senior", "")):
            page.select_option(f"#id_sheet-1-column-{index}", meant)
        page.fill("#id_sheet-1-role", "Data Analyst")
        page.mouse.click(0, 0)  # or the field shows what else it might say
        frame(page, picture, "#content h1", ".submit-row")


def receipt(browser: Browser, url: str, picture: Path) -> None:
    with editing(browser, url) as page:
        send(page, "data-analyst.xlsx", sample_sheets.edited(exported(page)))
        page.fill("#id_why", "Agreed with the analysts in March")
        page.click("form[action*=process_import] .default")
        frame(page, picture, "#content h1", "#comments")


def grid(browser: Browser, url: str, picture: Path) -> None:
    """A piece of the grid as LibreOffice prints it."""
    with editing(browser, url) as page:
        data = exported(page)
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftoppm") is None:
        print("Left as it was, since LibreOffice and poppler-utils are needed for it:")
        return
    with tempfile.TemporaryDirectory() as home:
        sheet = Path(home, "data-analyst.xlsx")
        sheet.write_bytes(data)
        profile = f"-env:UserInstallation=file://{home}/profile"
        run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", home, sheet)
        printed = sheet.with_suffix(".pdf")
        piece = [str(part) for option in PIECE.items() for part in option]
        number = str(first_page_of_the_role(printed))
        run(
            "pdftoppm",
            "-png",
            "-singlefile",
            "-f",
            number,
            "-r",
            DOTS_AN_INCH,
            *piece,
            printed,
            picture.with_suffix(""),
        )


def first_page_of_the_role(printed: Path) -> int:
    """The number of the first page that does not belong to the guide."""
    text = run("pdftotext", "-layout", printed, "-")
    return next(
        number for number, page in enumerate(text.split("\f"), start=1) if page.lstrip().startswith("role")
    )


def run(*command: object) -> str:
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout


def exported(page: Page) -> bytes:
    return page.request.get(TEMPLATE).body()


@contextmanager
def editing(browser: Browser, url: str) -> Iterator[Page]:
    """A page of HR's, its navigation folded away."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 900}, base_url=url, locale="en", color_scheme="light"
    )
    context.add_init_script(FOLD_NAVIGATION)
    page = sign_in(context)
    assert page is not None
    yield page
    context.close()


def frame(page: Page, picture: Path, first: str, last: str) -> None:
    """Photograph what is beside the navigation, from the top of one element to the foot of another."""
    page.eval_on_selector_all(
        ".facts .link", "(links, said) => links.forEach(link => link.textContent = said)", SAID_ADDRESS
    )
    content, top, foot = (page.locator(part).first.bounding_box() for part in ("#content", first, last))
    assert content
    assert top
    assert foot
    area = FloatRect(
        x=content["x"] + MARGIN,
        y=top["y"] - MARGIN,
        width=content["width"] - 2 * MARGIN,
        height=foot["y"] + foot["height"] - top["y"] + 2 * MARGIN,
    )
    page.screenshot(path=picture, full_page=True, clip=area)


PICTURES: Mapping[str, Callable[[Browser, str, Path], None]] = {
    "skill": skill,
    "import-upload": upload,
    "import-plan": plan,
    "import-changes": changes,
    "import-problems": problems,
    "import-columns": columns,
    "grid": grid,
    "import-receipt": receipt,  # last, since it changes the framework
}


if __name__ == "__main__":
    main()
