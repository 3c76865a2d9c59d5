"""Lighthouse on the demo as production serves it: every category of every page listed must reach 100.

Lighthouse comes from npm into audit/, which git ignores; Chromium and Node.js 18.20 or newer must be there.
The exit code is 1 where a page falls short, and each audit that costs points is named with its cause.
    python scripts/audit.py [--only WORD]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from demo_site import ROOT, serving_as_in_production
from pages import AUDITED, PAGES

LIGHTHOUSE = "12.8.2"  # 13 needs Node.js 22.19
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FOLDER = ROOT / "audit"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="")
    wanted = [name for name in AUDITED if parser.parse_args().only in name]
    program = installed()
    fallen = 0
    with serving_as_in_production() as url:
        print(f"{'':16}" + "".join(f"{category:>16}" for category in CATEGORIES))
        for name in wanted:
            report = audited(program, f"{url}{PAGES[name]}", FOLDER / f"{name}.json")
            fallen += told(name, report)
    print(f"The whole reports are in {FOLDER.relative_to(ROOT)}/")
    sys.exit(1 if fallen else 0)


def installed() -> Path:
    """The path of Lighthouse, installed where it is not yet; no lock file names anybody's registry."""
    module = FOLDER / "node_modules" / "lighthouse"
    if not shutil.which("npm"):
        sys.exit("Lighthouse needs Node.js with npm, which is not here.")
    manifest = module / "package.json"
    if not manifest.exists() or json.loads(manifest.read_text())["version"] != LIGHTHOUSE:
        print(f"Installing Lighthouse {LIGHTHOUSE} into {FOLDER.relative_to(ROOT)}/ (this once)")
        options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
        FOLDER.mkdir(exist_ok=True)
        subprocess.run(
            ["npm", "install", *options, "--prefix", FOLDER, f"lighthouse@{LIGHTHOUSE}"],
            check=True,
            cwd=FOLDER,
        )
    return module / "cli" / "index.js"


def audited(program: Path, address: str, file: Path) -> dict[str, Any]:
    """Lighthouse's report on one page: on a phone, with a slow network and processor as it simulates them."""
    options = [
        "--quiet",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        f"--output-path={file}",
    ]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    subprocess.run(
        ["node", program, address, *options],
        check=True,
        env={**os.environ, "CHROME_PATH": chromium},
        cwd=FOLDER,
    )
    report: dict[str, Any] = json.loads(file.read_text())
    if error := report.get("runtimeError"):
        sys.exit(f"{address}: {error['message']}")
    return report


def told(name: str, report: dict[str, Any]) -> int:
    """Print the scores of one page and what costs it points; gives how many categories are under 100."""
    scores = {
        category: round(100 * (report["categories"][category]["score"] or 0)) for category in CATEGORIES
    }
    print(f"{name:16}" + "".join(f"{score:16}" for score in scores.values()), flush=True)
    short = [category for category, score in scores.items() if score < 100]
    for category in short:
        for part in report["categories"][category]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {category}: {audit['title']} ({audit['id']}) {audit.get('displayValue', '')}")
                for item in audit.get("details", {}).get("items", [])[:5]:
                    print(f"        {json.dumps(item, ensure_ascii=False)[:300]}")
    return len(short)


if __name__ == "__main__":
    main()
