"""What a file is, by its name and by how it begins. What is not served on purpose is refused by name."""

import codecs
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from skillmatrix.exchange.limits import Unreadable


class Format(Enum):
    CSV = "csv"  # also with tabs
    XLSX = "xlsx"


_SERVED: Mapping[str, Format] = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".xlsx": Format.XLSX,
}

PASSWORD = gettext_lazy(
    "The file is protected by a password. Open it, remove the password, and save it again as .xlsx."
)
MACROS = gettext_lazy(
    "A workbook with macros (.xlsm) is not read: files are kept, and colleagues may open them. "
    "Save it as .xlsx, which leaves the macros out."
)
BINARY = gettext_lazy("Binary Excel files (.xlsb) cannot be read. Save it as .xlsx.")
OPEN_DOCUMENT = gettext_lazy("OpenDocument files (.ods) cannot be read. Save it as .xlsx.")
WORD = gettext_lazy(
    "This is a Word document, not a spreadsheet. Copy its table into a sheet and save that as .xlsx."
)
SLIDES = gettext_lazy("This is a presentation, not a spreadsheet. Choose a file that ends in .xlsx or .csv.")
NUMBERS = gettext_lazy("Numbers files cannot be read. In Numbers, export it to Excel (.xlsx) or CSV.")
ARCHIVE = gettext_lazy(
    "This is a ZIP archive, not a spreadsheet. Unpack it and choose a file that ends in .xlsx or .csv."
)
_LEGACY = gettext_lazy("Legacy Excel files (.xls) cannot be read. Save it as .xlsx.")
_HTML = gettext_lazy(
    "This is a web page (HTML), whatever its name. Open it in a spreadsheet program and save it as .xlsx."
)
_XML = gettext_lazy("This is XML. Open it in a spreadsheet program and save it as .xlsx.")
_PDF = gettext_lazy("This is a PDF. Choose the spreadsheet that it was made from, as .xlsx or .csv.")
_PICTURE = gettext_lazy("This is a picture, not a spreadsheet. Choose a file that ends in .xlsx or .csv.")
_DATA = gettext_lazy("Data files such as JSON and YAML cannot be read. Save a table as .xlsx or .csv.")
_RICH_TEXT = gettext_lazy("This is a text document (RTF). Copy its table into a sheet; save that as .xlsx.")
_TEMPLATE = gettext_lazy("Templates cannot be read. Save it as .xlsx.")
_ELSE = gettext_lazy("Only files that end in .xlsx or .csv can be read. Save it as one of them.")
_DAMAGED = gettext_lazy(
    "The file cannot be opened: it is damaged, or was not saved or sent completely. "
    "Open it in a spreadsheet program and save it again as .xlsx."
)
_TEXT_AS_XLSX = gettext_lazy(
    "This is plain text under the name of an XLSX file. Let its name end in .csv, or save it as .xlsx."
)
_XLSX_AS_ELSE = gettext_lazy("This is an XLSX file under another name. Let its name end in .xlsx.")

_ZIPPED = {".xlsx", ".xlsm", ".xltm", ".xlam", ".xlsb", ".xltx", ".ods", ".ots", ".odt", ".docx", ".pptx"}
_ZIPPED |= {".numbers", ".zip"}
_REFUSED: Mapping[str, Promise] = {
    ".xls": _LEGACY,
    ".xlt": _LEGACY,
    ".xlsm": MACROS,
    ".xltm": MACROS,
    ".xlam": MACROS,
    ".xlsb": BINARY,
    ".xltx": _TEMPLATE,
    ".ods": OPEN_DOCUMENT,
    ".fods": OPEN_DOCUMENT,
    ".ots": OPEN_DOCUMENT,
    ".html": _HTML,
    ".htm": _HTML,
    ".mht": _HTML,
    ".xml": _XML,
    ".json": _DATA,
    ".yaml": _DATA,
    ".yml": _DATA,
    ".toml": _DATA,
    ".pdf": _PDF,
    ".doc": WORD,
    ".docx": WORD,
    ".odt": WORD,
    ".rtf": _RICH_TEXT,
    ".ppt": SLIDES,
    ".pptx": SLIDES,
    ".numbers": NUMBERS,
    ".zip": ARCHIVE,
    ".png": _PICTURE,
    ".jpg": _PICTURE,
    ".jpeg": _PICTURE,
    ".gif": _PICTURE,
}

_MISUSED = {".xls"}  # programs write all sorts of files under this name

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: tuple[tuple[bytes, Promise], ...] = (
    (_OLE, _LEGACY),
    (b"%PDF-", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"{\\rtf", _RICH_TEXT),
)
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|head|meta|body|div|style|table)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype|!--|workbook\b)", re.IGNORECASE)
_JSON = re.compile(rb"""\s*[\[{]\s*["{\[]""")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = b"xl/workbook.xml"
_START = 4096  # bytes that say what a file is


def damaged(name: str) -> Unreadable:
    return Unreadable(name, str(_DAMAGED))


def format_of(name: str, data: bytes) -> Format:
    """How a file is to be read. Raises Unreadable for what is not served, whatever it is called."""
    suffix = Path(name).suffix.lower()
    served = _SERVED.get(suffix)
    is_zip = data.startswith(_ZIP)
    if suffix not in _ZIPPED and is_zip:
        raise Unreadable(name, str(_XLSX_AS_ELSE if _WORKBOOK in data else ARCHIVE))
    if (suffix not in _REFUSED or suffix in _MISUSED) and (reason := _said_by(data)):
        raise Unreadable(name, str(reason))
    if served is None:
        raise Unreadable(name, str(_REFUSED.get(suffix, _ELSE)))
    if served is Format.XLSX and not is_zip:
        raise Unreadable(name, str(_TEXT_AS_XLSX if _is_text(data) else _DAMAGED))
    return served


def _said_by(data: bytes) -> Promise | None:
    """Why a file is refused that begins so, whatever it is called."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return PASSWORD
    start = data[:_START].removeprefix(codecs.BOM_UTF8)
    for beginning, reason in _BEGINNINGS:
        if start.startswith(beginning):
            return reason
    for pattern, reason in ((_WEB_PAGE, _HTML), (_MARKUP, _XML), (_JSON, _DATA)):
        if pattern.match(start):
            return reason
    return None


def _is_text(data: bytes) -> bool:
    return data.startswith(_MARKS) or not _NO_TEXT.search(data[:_START])
