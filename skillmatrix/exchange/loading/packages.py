"""An XLSX file as a package of parts: which of them the sheets are, and what speaks against opening it.

Nothing is unpacked here but the small parts that say how the others hang together.
"""

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmatrix.exchange import limits
from skillmatrix.exchange.limits import Damaged
from skillmatrix.exchange.loading import formats

DECLARES = gettext_lazy(
    "The file declares a document type or entities, which no spreadsheet program does. "
    "Open it in one and save it again as .xlsx."
)

_CHUNK = 256 * 1024
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENTRY = b"PK\x01\x02"
_LOCKED = 0x1  # the flag of a part that a password protects
_START = 2048  # bytes of a part, within which it declares its document type if it has one
_TITLE_LENGTH = 100
_MOST_ELEMENTS = 100_000
_OTHERS = (
    ("word/document.xml", formats.WORD),
    ("ppt/presentation.xml", formats.SLIDES),
    ("index/document.iwa", formats.NUMBERS),
    ("index.zip", formats.NUMBERS),
    ("xl/workbook.bin", formats.BINARY),
    ("xl/vbaproject.bin", formats.MACROS),
    ("mimetype", formats.OPEN_DOCUMENT),
)

type Element = tuple[str, Mapping[str, str]]
"""A start tag without its prefix, and its attributes."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet that is shown: its title and the part that holds its cells."""

    title: str
    part: zipfile.ZipInfo


@dataclass(frozen=True, slots=True)
class Book:
    """What a package holds. `hidden` are titles of sheets that nobody sees."""

    tabs: tuple[Tab, ...]
    hidden: tuple[str, ...]
    strings: zipfile.ZipInfo | None
    styles: zipfile.ZipInfo | None
    counts_from_1904: bool


class Package:
    """An XLSX file that is open. Its methods raise Damaged, and what zipfile and expat raise."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises Unreadable, too, for what is too large or something else than it is called."""
        if data.count(_ENTRY) > limits.MOST_PARTS:
            raise Damaged(_("The file has more parts than any spreadsheet. Save it again as .xlsx."))
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = _by_path(self._archive.infolist())
        if any(part.flag_bits & _LOCKED for part in self._parts.values()):
            raise Damaged(formats.PASSWORD)
        if reason := next((reason for path, reason in _OTHERS if path in self._parts), None):
            raise Damaged(reason)
        if "_rels/.rels" not in self._parts:
            raise Damaged(formats.ARCHIVE)
        if sum(part.file_size for part in self._parts.values()) > limits.MOST_UNPACKED:
            raise limits.too_big_unpacked(name)
        self._refuse_declarations()

    def chunks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """What a part unpacks to: no more than the archive says that it does."""
        with self._opened(part) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def elements(self, part: zipfile.ZipInfo, tags: Collection[str]) -> list[Element]:
        """The start tags of a small part that are among `tags`, in their order."""
        if part.file_size > limits.MOST_MARKUP:
            raise Damaged
        found: list[Element] = []

        def hear(tag: str, attributes: Mapping[str, str]) -> None:
            if (plain := tag.rpartition(":")[2]) in tags:
                found.append((plain, attributes))
                if len(found) > _MOST_ELEMENTS:
                    raise Damaged

        parser = expat.ParserCreate()
        parser.StartElementHandler = hear
        parser.StartDoctypeDeclHandler = refuse_declaration
        parser.Parse(b"".join(self.chunks(part)), True)
        return found

    def book(self) -> Book:
        """What the workbook holds; sheets of charts and the like take no part."""
        home = self._workbook()
        targets = self._targets(home)
        said = self.elements(self._needed(home), {"sheet", "workbookPr"})
        tabs: list[Tab] = []
        hidden: list[str] = []
        for tag, about in said:
            kind, path = targets.get(_reference(about), ("", "")) if tag == "sheet" else ("", "")
            title = about.get("name", "")[:_TITLE_LENGTH]
            if kind == "worksheet" and about.get("state", "visible") != "visible":
                hidden.append(title)
            elif kind == "worksheet":
                tabs.append(Tab(title, self._needed(path)))
        if len(tabs) > limits.MOST_SHEETS:
            raise Damaged(_("The file has more than 500 sheets. Import the one that matters by itself."))
        if len({tab.part.filename for tab in tabs}) < len(tabs):
            raise Damaged
        from_1904 = any(tag == "workbookPr" and about.get("date1904") in ("1", "true") for tag, about in said)
        strings, styles = (self._beside(home, kind, targets) for kind in ("sharedStrings", "styles"))
        return Book(tuple(tabs), tuple(hidden), strings, styles, from_1904)

    def _opened(self, part: zipfile.ZipInfo) -> IO[bytes]:
        if part.compress_type not in _PACKINGS:
            raise Damaged
        return self._archive.open(part)

    def _needed(self, path: str) -> zipfile.ZipInfo:
        if path.lower() not in self._parts:
            raise Damaged
        return self._parts[path.lower()]

    def _beside(self, home: str, kind: str, targets: Mapping[str, tuple[str, str]]) -> zipfile.ZipInfo | None:
        """A part that all sheets share, if there is one; where nothing refers to it, by its usual name."""
        path = dict(targets.values()).get(kind, posixpath.join(posixpath.dirname(home), f"{kind}.xml"))
        return self._parts.get(path.lower())

    def _refuse_declarations(self) -> None:
        """Of parts that are never read, too: a file that has any was made to break something."""
        for path, part in self._parts.items():
            if path.endswith((".xml", ".rels", ".vml")):
                with self._opened(part) as file:
                    if b"<!DOCTYPE" in file.read(_START).replace(b"\0", b""):  # NUL: it may be UTF-16
                        raise Damaged(DECLARES)

    def _workbook(self) -> str:
        """The path of the part that lists the sheets."""
        kinds = dict(self._targets("").values())
        if "officeDocument" not in kinds:
            raise Damaged(formats.ARCHIVE)
        return kinds["officeDocument"]

    def _targets(self, path: str) -> dict[str, tuple[str, str]]:
        """What the part at `path` refers to: its reference -> the kind of part and its path."""
        folder, file = posixpath.split(path)
        part = self._needed(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            about.get("Id", ""): (
                about.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, about.get("Target", ""))).lstrip("/"),
            )
            for _tag, about in self.elements(part, {"Relationship"})
            if about.get("TargetMode") != "External"
        }


def refuse_declaration(*_declared: object) -> None:
    """For expat: a document type is where entities are declared, and nothing else needs one."""
    raise Damaged(DECLARES)


def _by_path(parts: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """By their names in lower case, as references find them."""
    found: dict[str, zipfile.ZipInfo] = {}
    for part in parts:
        path = part.filename.replace("\\", "/").lower()
        if path.startswith("/") or ".." in path.split("/") or not path.isprintable() or path in found:
            raise Damaged(
                _("Parts of the file are named as no spreadsheet program does it. Save it again as .xlsx.")
            )
        found[path] = part
    return found


def _reference(about: Mapping[str, str]) -> str:
    return next((value for key, value in about.items() if key.rpartition(":")[2] == "id"), "")
