"""What importing costs: by our command, from CSV and XLSX, and by django-import-export as it comes."""

import filecmp
import sys
from pathlib import Path

from bench_files import FEW, ROWS_OF_A_SKILL, SAMPLE
from bench_running import MOST_MEGABYTES, Databases, Spent, manage, run, verdict

TIMES_AS_LONG = 10
_STOCK = Path(__file__).with_name("bench_stock.py")
_DRY = "--dry-run"
_FROM = f"from {FEW} and {SAMPLE:,} rows"
_STEPS = (
    ("dry run, all of it new", "first", _DRY),
    ("creating all", "first"),
    ("changing all", "second"),
    ("once more, nothing changes", "second"),
    ("dry run, all would change", "third", _DRY),
    (f"changing {FEW} rows", "few"),
)


def importing(databases: Databases, files: Path, skills: int) -> bool:
    """The steps of the life of a list, on a database for each format."""
    rows = skills * ROWS_OF_A_SKILL
    print(f"\n{databases.vendor}: {rows:,} rows imported by the command, in processes of their own")
    peaks: dict[str, float] = {}
    for suffix in ("csv", "xlsx"):
        url = databases.new(suffix, like="empty")
        for name, edition, *options in _STEPS:
            spent = manage(url, "import_framework", files / f"{edition}.{suffix}", *options)
            print(f"  {spent}  {suffix.upper():4}  {name}", flush=True)
            peaks[suffix] = max(spent.megabytes, peaks.get(suffix, 0))
    kept = [
        verdict(f"memory of an import from {suffix.upper()}", peaks[suffix], MOST_MEGABYTES, "MB")
        for suffix in peaks
    ]
    return all(kept)


def beside_stock(databases: Databases, files: Path, skills: int) -> bool:
    """The same list into the same framework without an expectation, by our command and by a stock resource.

    The stock way takes minutes. On PostgreSQL, and for its dry run, it is told from ten rows and 5,000, as if
    each further row took as long.
    """
    rows = skills * ROWS_OF_A_SKILL
    print(f"\n{databases.vendor}: {rows:,} expectations created from CSV, every name there already")
    manage(databases.new("named", like="empty"), "import_framework", files / "names")
    our_url = databases.new("ours", like="named")
    ours = manage(our_url, "import_framework", files / "first.csv")
    print(f"  {ours}  our command: read, planned, reported, written, recorded", flush=True)
    dry = _line(databases, files, rows, "dry", _DRY)
    print(f"  {dry}  a stock resource, its dry run ({_FROM})", flush=True)
    if databases.vendor == "sqlite":
        stock_url = databases.new("stock", like="named")
        stock = run([_STOCK, files / "first.csv"], stock_url)
        print(f"  {stock}  a stock resource, all rows", flush=True)
        _compare(our_url, stock_url, files)
    else:
        stock = _line(databases, files, rows, "real")
        print(f"  {stock}  a stock resource ({_FROM})", flush=True)
    both = (stock.seconds + dry.seconds) / ours.seconds
    print(f"  {both:6.1f} × as long takes a stock resource with its dry run, which the admin does first")
    times = stock.seconds / ours.seconds
    return verdict(
        "times as long takes a stock resource without its dry run", times, TIMES_AS_LONG, "×", at_least=True
    )


def _line(databases: Databases, files: Path, rows: int, kind: str, *options: str) -> Spent:
    """What `rows` rows would take the stock way, on the line through two smaller measurements."""
    few, some = (
        run([_STOCK, files / f"{name}.csv", *options], databases.new(f"{kind}_{name}", like="named"))
        for name in ("few", "sample")
    )
    times = (rows - FEW) / (SAMPLE - FEW)
    return Spent(
        few.seconds + times * (some.seconds - few.seconds),
        few.cpu + times * (some.cpu - few.cpu),
        few.megabytes + times * (some.megabytes - few.megabytes),
    )


def _compare(our_url: str, stock_url: str, folder: Path) -> None:
    """End where the two did not do the same."""
    ours, stock = folder / "ours.csv", folder / "stock.csv"
    manage(our_url, "export_framework", ours)
    manage(stock_url, "export_framework", stock)
    if not filecmp.cmp(ours, stock, shallow=False):
        sys.exit("Our import and the stock one left different frameworks: they are not to be compared.")
