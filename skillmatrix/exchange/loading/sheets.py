"""Files and folders -> sheets of text cells. What a cell means is for `reading` to say.

Nothing here trusts a file: what it is, how large, and what would make its reader fail is looked at before it
is read, because a process that asks for too much memory is ended by the system.
"""

from pathlib import Path

from django.utils.translation import gettext as _

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import WORKBOOK, sheet_meant, sheet_titled
from skillmatrix.exchange.limits import Unreadable, too_big, too_many_rows
from skillmatrix.exchange.loading import delimited, workbooks
from skillmatrix.exchange.loading.cells import Cells, Loaded
from skillmatrix.exchange.loading.formats import Format, format_of
from skillmatrix.rows import Problem


def is_folder(path: Path) -> bool:
    """Whether `path` stands for a folder of CSV files, there or not: it has no suffix."""
    return path.is_dir() or not path.suffix


def load_path(path: Path, encoding: str = "") -> tuple[Loaded, list[Problem]]:
    """The sheets of a file, or of a folder of CSV files, and what could not be read."""
    if is_folder(path):
        return _load_folder(path, encoding)
    try:
        return load_bytes(path.name, _bytes(path), encoding), []
    except Unreadable as error:
        return Loaded([]), [error.problem]


def load_bytes(name: str, data: bytes, encoding: str = "") -> Loaded:
    """The sheets of the file `name`, whose suffix says how to read it.

    `encoding` is what a CSV file has that is not Unicode, one of `encodings.OFFERED`. Raises Unreadable, and
    encodings.UnknownEncoding where it has to be said.
    """
    if len(data) > limits.MOST_BYTES:
        raise too_big(name)
    if not data:
        raise Unreadable(name, _("The file is empty. Choose a file with a header and at least one row."))
    match format_of(name, data):
        case Format.CSV:
            return delimited.load(name, data, encoding)
        case Format.XLSX:
            return workbooks.load(name, data)


def _load_folder(folder: Path, encoding: str) -> tuple[Loaded, list[Problem]]:
    if not folder.is_dir():
        message = _("There is no such folder. A file's name ends in .xlsx or .csv.")
        return Loaded([]), [Problem(str(folder), None, "", "", message)]
    paths = [path for path in sorted(folder.iterdir()) if _is_csv(path)]
    if not any(sheet_titled(path.name) for path in paths):
        message = _("This folder holds none of the sheets. It needs one or more of: %(names)s.")
        names = ", ".join(sheet.file_name for sheet in WORKBOOK)
        return Loaded([]), [Problem(folder.name, None, "", "", message % {"names": names})]
    sheets: list[Cells] = []
    problems, said = [], ""
    size = rows = 0
    for path in paths:
        try:
            data = _bytes(path)
            loaded = load_bytes(path.name, data, encoding)
        except Unreadable as error:
            problems += [error.problem] if sheet_meant(path.name) else []
            continue
        sheets += loaded.sheets
        said = said or loaded.encoding
        if sheet_titled(path.name):
            size += len(data)
            rows += sum(len(sheet.rows) - 1 for sheet in loaded.sheets)
        if size > limits.MOST_BYTES:
            return Loaded([]), [too_big(folder.name).problem]
    if rows > limits.MOST_ROWS:
        problems.append(too_many_rows(folder.name).problem)
    return Loaded(sheets, encoding=said), problems


def _is_csv(path: Path) -> bool:
    """Hidden files are none: systems leave theirs beside those that they copy."""
    return path.suffix.lower() == ".csv" and not path.name.startswith(".") and not path.is_dir()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > limits.MOST_BYTES:
            raise too_big(path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(str(path), _("There is no such file.")) from None
    except OSError as error:
        message = _("The file cannot be opened: %(reason)s.") % {"reason": error.strerror}
        raise Unreadable(str(path), message) from None
