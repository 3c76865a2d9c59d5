"""XLSX files that are broken, or that declare what no spreadsheet program declares."""

import io
import zipfile

from tests.exchange.odd_cells import of
from tests.exchange.oddities import TWO, read, refused
from tests.exchange.packing import HEADER, packed, parts, relations, rows, sheet

GOOD = sheet(rows(HEADER, *TWO))
DAMAGED = "cannot be opened: it is damaged"
DECLARED = "declares a document type or entities"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY passwords SYSTEM "file:///etc/passwd">]>'


def changed(path, change, **options):
    """Builds the good workbook with one of its parts changed."""

    def build():
        found = parts(GOOD, strings="<si><t>x</t></si>", styles="<cellXfs/>") | {
            "docProps/core.xml": "<core/>"
        }
        return packed(found | {path: change(found[path])}, **options)

    return build


def _bare(xml):
    """Without the declaration, which would have to come first."""
    return xml.removeprefix('<?xml version="1.0"?>')


def also(path, part):
    """Builds the good workbook with one part more, or another in the place of its own."""
    return lambda: packed(parts(GOOD) | {path: part() if callable(part) else part})


def cut(share):
    def build():
        whole = packed(parts(GOOD))
        return whole[: int(len(whole) * share)]

    return build


def twice():
    data = io.BytesIO(packed(parts(GOOD)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/Worksheets/sheet1.xml", "<worksheet/>")
    return data.getvalue()


def locked():
    """Parts that the archive itself protects by a password."""
    whole = bytearray(packed(parts(GOOD)))
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 8] |= 1
        at = whole.find(b"PK\x01\x02", at + 1)
    return bytes(whole)


def with_method(method):
    """Parts that are packed in another way than XLSX knows."""

    def build():
        return packed(parts(GOOD), method)

    return build


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
PARTS = (SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels")

BROKEN = (
    *(
        refused(f"cut off after {share:.0%}", "a.xlsx", cut(share), DAMAGED)
        for share in (0.05, 0.5, 0.9, 0.99)
    ),
    refused("a sheet that ends early", "a.xlsx", changed(SHEET, lambda xml: xml[:-60]), DAMAGED),
    refused(
        "tags that do not match",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace("</is></c>", "</c></is>", 1)),
        DAMAGED,
    ),
    refused(
        "a sheet that is not there",
        "a.xlsx",
        also("xl/_rels/workbook.xml.rels", relations(("worksheet", "worksheets/sheet9.xml"))),
        DAMAGED,
    ),
    refused(
        "a sheet on another computer",
        "a.xlsx",
        also(
            "xl/_rels/workbook.xml.rels",
            relations(("worksheet", "https://example.com/sheet1.xml"), mode=' TargetMode="External"'),
        ),
        "no row below the header",
    ),
    refused(
        "a text that is not there",
        "a.xlsx",
        of(sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), strings="<si><t>x</t></si>"),
        DAMAGED,
    ),
    refused(
        "a cell that is nowhere",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace('r="C2"', 'r="C2C"')),
        DAMAGED,
    ),
    refused(
        "a cell above the first row",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace('r="C2"', 'r="C0"')),
        DAMAGED,
    ),
    refused(
        "a kind of cell that nobody knows",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace('r="C2" t="inlineStr"><is>', 'r="C2" t="x"><v>1</v><is>')),
        DAMAGED,
    ),
    refused(
        "bytes that are no text",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.encode().replace(b"Analyst", b"\xff\xfe")),
        DAMAGED,
    ),
    refused("a sheet in UTF-16", "a.xlsx", changed(SHEET, lambda xml: xml.encode("utf-16")), DAMAGED),
    refused(
        "a sheet in an older encoding",
        "a.xlsx",
        changed(SHEET, lambda xml: f'<?xml version="1.0" encoding="iso-8859-1"?>{xml}'),
        DAMAGED,
    ),
    refused(
        "a comment among rows",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace("</row>", "<!-- </row> --></row>")),
        DAMAGED,
    ),
    refused(
        "an instruction among rows",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace("</row>", "<?a </row> ?></row>")),
        DAMAGED,
    ),
    refused("a part twice", "a.xlsx", twice, "Parts of the file are named"),
    refused("a part outside", "a.xlsx", also("../../evil.xml", "<a/>"), "Parts of the file are named"),
    refused(
        "a part at the root of the disk",
        "a.xlsx",
        also("/etc/evil.xml", "<a/>"),
        "Parts of the file are named",
    ),
    refused(
        "a part with a line break in its name",
        "a.xlsx",
        also("xl/a\nb.xml", "<a/>"),
        "Parts of the file are named",
    ),
    refused(
        "one part for two sheets",
        "a.xlsx",
        lambda: packed(
            parts(GOOD, GOOD)
            | {"xl/_rels/workbook.xml.rels": relations(*[("worksheet", "worksheets/sheet1.xml")] * 2)}
        ),
        DAMAGED,
    ),
    refused("parts with a password", "a.xlsx", locked, "protected by a password"),
    refused("parts packed in another way", "a.xlsx", with_method(zipfile.ZIP_BZIP2), DAMAGED),
    read("parts that are not packed", "a.xlsx", with_method(zipfile.ZIP_STORED)),
)

DECLARING = tuple(
    refused(
        f"{called} in {path}",
        "a.xlsx",
        changed(path, lambda xml, what=what, encode=encode: encode(what + _bare(xml))),
        DECLARED,
        hostile=True,
    )
    for called, what, encode in (
        ("entities", LAUGHS, str),
        ("an entity from outside", OUTSIDE, str),
        ("entities in UTF-16", LAUGHS, lambda text: text.encode("utf-16")),
    )
    for path in (*PARTS, "docProps/core.xml")
)

FILES = (*BROKEN, *DECLARING)
