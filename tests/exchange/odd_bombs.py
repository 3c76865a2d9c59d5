"""XLSX files that are made to take very much time or memory."""

import io
import struct
import zipfile

from tests.exchange.odd_cells import of
from tests.exchange.odd_packages import DAMAGED, GOOD, SHEET, STRINGS, changed
from tests.exchange.oddities import SQL, TWO, read, refused
from tests.exchange.packing import HEADER, inline, packed, parts, row, rows, sheet

MB = 2**20


def understated():
    """A sheet that unpacks to more than the archive says."""
    size = 50 * MB
    whole = packed(parts(GOOD + " " * (size - len(GOOD))))
    return whole.replace(struct.pack("<I", size), struct.pack("<I", 4000))


def overlapping():
    """A thousand parts that share the same packed bytes, as a "better zip bomb" has them."""
    whole = packed(parts(GOOD))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        end = archive.start_dir
        entry = whole[end:][: whole[end + 4 :].index(b"PK\x01\x02") + 4]
    directory, record = whole[end:-22], bytearray(whole[-22:])
    named = struct.unpack_from("<H", entry, 28)[0]
    head, tail = entry[:24] + struct.pack("<I", 10 * MB) + entry[28:46], entry[46 + named :]
    more = b"".join(head + f"{at:0{named}}".encode() + tail for at in range(1000))
    count, size = struct.unpack_from("<HI", record, 10)
    struct.pack_into("<HHI", record, 8, count + 1000, count + 1000, size + len(more))
    return whole[:end] + directory + more + bytes(record)


def pieces(first, piece, times, last):
    """A part that is never held as a whole."""
    yield first
    for _time in range(times):
        yield piece
    yield last


def bomb(path, first, piece, times, last, **options):
    """Builds a workbook with a part that unpacks to very much more than it is."""
    return lambda: packed(parts(GOOD, **options) | {path: pieces(first, piece, times, last)})


def far(reference, before=""):
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    behind = f'<row r="{number}"><c r="{reference}"><v>1</v></c></row>'
    return of(sheet(rows(HEADER, *TWO) + behind, before=before))


def numbered(first, last):
    return "".join(f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(first, last))


def million_rows():
    return packed(parts("") | {"xl/worksheets/sheet1.xml": _million_rows()})


def _million_rows():
    yield b"<worksheet><sheetData>"
    for first in range(1, 1_000_000, 10_000):
        yield numbered(first, first + 10_000).encode()
    yield b"</sheetData></worksheet>"


def same_text(size, cells):
    """Cells that all refer to one long text."""
    refers = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, cells + 1))
    return of(sheet(refers), strings=f"<si><t>{'x' * size}</t></si>")


FILES = (
    read(
        "a false dimension",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), before='<dimension ref="A1:XFD1048576"/>')),
        hostile=True,
    ),
    read(
        "a dimension the wrong way round",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), before='<dimension ref="XFD9:A1"/>')),
        hostile=True,
    ),
    *(
        read(
            f"{count} texts that are said to be there",
            "a.xlsx",
            changed(STRINGS, lambda xml, count=count: xml.replace("<sst", f'<sst uniqueCount="{count}"')),
            hostile=True,
        )
        for count in (10**12, 2**64 - 1)
    ),
    refused("a cell at the very end", "a.xlsx", far("XFD1048576"), "100,000 rows", hostile=True),
    refused("a cell far down", "a.xlsx", far("A100002"), "100,000 rows", hostile=True),
    refused("a cell far right", "a.xlsx", far("GS5"), "Column GS is filled: at most 200", hostile=True),
    refused(
        "a cell far down and right",
        "a.xlsx",
        far("GR100000"),
        "filled as far as GR100000.*2,000,000 cells",
        hostile=True,
    ),
    refused("a row beyond counting", "a.xlsx", far("A4294967297"), "100,000 rows", hostile=True),
    refused(
        "many sheets that are each large",
        "a.xlsx",
        of(
            *[sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="CV9999"><v>1</v></c></row>')]
            * 9
        ),
        "together the sheets have more than",
        hostile=True,
    ),
    refused("a million rows", "a.xlsx", million_rows, "100,000 rows", hostile=True, huge=True),
    refused(
        "rows that do not say which",
        "a.xlsx",
        of(sheet("<row/>" * 1_000_000 + "<row><c><v>1</v></c></row>")),
        "100,000 rows",
        hostile=True,
    ),
    refused("a thousand sheets", "a.xlsx", of(*[sheet("")] * 1000), "more than 500 sheets", hostile=True),
    refused(
        "a million merged areas",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), behind="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 1_000_000)),
        "20,000 areas",
        hostile=True,
    ),
    refused(
        "merged areas upon each other",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), behind='<mergeCell ref="A1:XFD1048576"/>' * 10_000)),
        DAMAGED,
        hostile=True,
    ),
    refused(
        "20,000 errors",
        "a.xlsx",
        of(
            sheet(
                "".join(f'<row r="{at}"><c r="A{at}" t="e"><v>#N/A</v></c></row>' for at in range(1, 20_001))
            )
        ),
        "More than 10,000 cells hold an error",
        hostile=True,
    ),
    refused(
        "100,000 bad cells",
        "a.xlsx",
        of(sheet(row(1, *HEADER) + "".join(row(at, "a", "b", "c", "\u202e") for at in range(2, 100_002)))),
        r"row 2.*U\+202E",
        hostile=True,
        huge=True,
    ),
    refused(
        "a text of 10 MB",
        "a.xlsx",
        of(sheet(row(1, *HEADER) + row(2, *SQL[:3], inline("D2", "x" * 10 * MB)))),
        DAMAGED,
        hostile=True,
    ),
    refused("a shared text of 10 MB", "a.xlsx", same_text(10 * MB, 2), DAMAGED, hostile=True),
    refused(
        "one long text in 50,000 cells",
        "a.xlsx",
        same_text(32_767, 50_000),
        "more than 100 MB of text",
        hostile=True,
    ),
    refused(
        "100,000 formats of a megabyte",
        "a.xlsx",
        of(
            GOOD,
            styles=f'<numFmts><numFmt numFmtId="164" formatCode="{"0" * MB}"/></numFmts><cellXfs>'
            + '<xf numFmtId="164"/>' * 100_001
            + "</cellXfs>",
        ),
        DAMAGED,
        hostile=True,
    ),
    read(
        "50,000 formats of a megabyte",
        "a.xlsx",
        of(
            GOOD,
            styles=f'<numFmts><numFmt numFmtId="164" formatCode="{"0" * MB}"/></numFmts><cellXfs>'
            + '<xf numFmtId="164"/>' * 50_000
            + "</cellXfs>",
        ),
        hostile=True,
    ),
    refused(
        "a sheet that unpacks to 400 MB",
        "a.xlsx",
        bomb(SHEET, b"<worksheet><sheetData>", b" " * MB, 400, b"</sheetData></worksheet>"),
        "larger than 200 MB",
        hostile=True,
        huge=True,
    ),
    refused(
        "a sheet that is 190 MB of blanks",
        "a.xlsx",
        bomb(SHEET, b"<worksheet><sheetData>", b" " * MB, 190, b"</sheetData></worksheet>"),
        DAMAGED,
        hostile=True,
        huge=True,
    ),
    refused(
        "190 MB before the rows",
        "a.xlsx",
        bomb(SHEET, b"<worksheet>", b" " * MB, 190, b"<sheetData/></worksheet>"),
        DAMAGED,
        hostile=True,
        huge=True,
    ),
    refused(
        "190 MB behind the rows",
        "a.xlsx",
        bomb(SHEET, b"<worksheet><sheetData/>", b" " * MB, 190, b"</worksheet>"),
        DAMAGED,
        hostile=True,
        huge=True,
    ),
    refused(
        "190 MB of empty cells",
        "a.xlsx",
        bomb(
            SHEET,
            b'<worksheet><sheetData><row r="1">',
            b'<c r="A1"/>' * 95_000,
            190,
            b"</row></sheetData></worksheet>",
        ),
        DAMAGED,
        hostile=True,
        huge=True,
    ),
    refused(
        "190 MB of rows with empty cells",
        "a.xlsx",
        bomb(
            SHEET,
            b"<worksheet><sheetData>",
            b'<row r="1"><c r="A1"/></row>' * 37_000,
            190,
            b"</sheetData></worksheet>",
        ),
        "millions of rows or cells",
        hostile=True,
        huge=True,
    ),
    refused(
        "190 MB of texts",
        "a.xlsx",
        bomb(STRINGS, b"<sst>", b"<si><t>x</t></si>" * 61_000, 190, b"</sst>", strings="<si/>"),
        "more than 2,000,000 texts",
        hostile=True,
        huge=True,
    ),
    read(
        "a picture that unpacks to 190 MB",
        "a.xlsx",
        bomb("xl/media/image1.png", b"", b"\0" * MB, 190, b""),
        hostile=True,
        huge=True,
    ),
    refused(
        "a picture that unpacks to 400 MB",
        "a.xlsx",
        bomb("xl/media/image1.png", b"", b"\0" * MB, 400, b""),
        "larger than 200 MB",
        hostile=True,
        huge=True,
    ),
    refused("a size that is understated", "a.xlsx", understated, DAMAGED, hostile=True, huge=True),
    refused(
        "100,000 parts",
        "a.xlsx",
        lambda: packed(parts(GOOD) | {f"xl/a{at}.xml": "" for at in range(100_000)}),
        "more parts than any spreadsheet",
        hostile=True,
        huge=True,
    ),
    refused("parts that overlap", "a.xlsx", overlapping, "larger than 200 MB", hostile=True),
    refused(
        "sections without an end",
        "a.xlsx",
        changed(SHEET, lambda xml: xml.replace("</row>", "<![CDATA[" * 500_000, 1)),
        DAMAGED,
        hostile=True,
    ),
    refused(
        "an attribute without an end",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), behind=f"<mergeCell {'a' * 4 * MB}>")),
        DAMAGED,
        hostile=True,
    ),
    refused(
        "archives in archives",
        "a.xlsx",
        lambda: packed({f"{at}.zip": packed({"a": bytes(MB)}) for at in range(16)}),
        "ZIP archive",
        hostile=True,
    ),
)
