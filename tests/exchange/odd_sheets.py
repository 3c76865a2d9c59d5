"""Odd XLSX files: what programs and people put on, around and beside sheets."""

import io
import struct
import zlib

import openpyxl
import xlsxwriter

from tests.exchange.odd_cells import NAME, of, one
from tests.exchange.oddities import LEARNING, SQL, TWO, read, refused
from tests.exchange.packing import HEADER, inline, packed, parts, relations, row, rows, sheet

GOOD = sheet(rows(HEADER, *TWO))
HIDDEN = ' hidden="1"'


def written(fill, **options):
    """Builds what xlsxwriter writes once `fill` is through with a workbook and its first sheet."""

    def build():
        data = io.BytesIO()
        made = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, **options})
        tab = made.add_worksheet("Matrix")
        for number, cells in enumerate((HEADER, *TWO)):
            tab.write_row(number, 0, cells)
        fill(made, tab)
        made.close()
        return data.getvalue()

    return build


def openpyxl_file():
    data = io.BytesIO()
    made = openpyxl.Workbook()
    for cells in (HEADER, *TWO):
        made.active.append(cells)
    made.active.freeze_panes = "A2"
    made.save(data)
    return data.getvalue()


def charts_only():
    found = parts("<chartsheet/>")
    targets = "xl/_rels/workbook.xml.rels"
    return packed(found | {targets: found[targets].replace('/worksheet"', '/chartsheet"')})


def chart_beside(made, tab):
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Matrix!$A$2:$A$3"})
    made.add_chartsheet("Chart").set_chart(chart)


def table(made, tab):
    tab.add_table(0, 0, 2, 3, {"columns": [{"header": name} for name in HEADER]})


def picture(made, tab):
    tab.insert_image("F2", "dot.png", {"image_data": io.BytesIO(_png())})


def _png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b""))
    )


MERGED = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'

FILES = (
    read("as openpyxl writes it", "a.xlsx", openpyxl_file),
    read("as xlsxwriter writes it", "a.xlsx", written(lambda made, tab: None)),
    read(
        "as xlsxwriter writes it in little memory",
        "a.xlsx",
        written(lambda made, tab: None, constant_memory=True),
    ),
    read(
        "with a line for every tag",
        "a.xlsx",
        lambda: packed(
            {
                path: part.replace("><", ">\n  <")
                for path, part in parts(
                    sheet(row(1, *HEADER) + row(2, *SQL[:3], '<c r="D2" t="s"><v>1</v></c>')),
                    strings=f"<si><t>x</t></si><si><t>{SQL[3]}</t></si><extLst><ext/></extLst>",
                ).items()
            }
        ),
        SQL,
    ),
    read(
        "in the strict form of the standard",
        "a.xlsx",
        lambda: packed(
            {
                path: part.replace(
                    "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"
                )
                for path, part in parts(GOOD).items()
            }
        ),
    ),
    read("a name in capitals", "LIST.XLSX", of(GOOD)),
    read(
        "a sheet with prefixes",
        "a.xlsx",
        of(
            GOOD.replace("</", "</x:")
            .replace("<", "<x:")
            .replace("<x:/x:", "</x:")
            .replace("xmlns=", "xmlns:x=")
        ),
    ),
    read(
        "cells that do not say where they are",
        "a.xlsx",
        of(
            sheet(
                "".join(
                    "<row>"
                    + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
                    + "</row>"
                    for cells in (HEADER, SQL)
                )
            )
        ),
        SQL,
    ),
    read(
        "attributes in another order and other quotes",
        "a.xlsx",
        of(GOOD.replace('t="inlineStr"', "t='inlineStr' s='0'").replace("<row r=", '<row spans="1:4" r=')),
    ),
    read(
        "a workbook in UTF-16",
        "a.xlsx",
        lambda: packed(
            (found := parts(GOOD)) | {"xl/workbook.xml": found["xl/workbook.xml"].encode("utf-16")}
        ),
    ),
    read(
        "parts under names in capitals",
        "a.xlsx",
        lambda: packed(
            {path.upper() if "sheet1" in path else path: part for path, part in parts(GOOD).items()}
        ),
    ),
    read(
        "parts that are found by whole paths",
        "a.xlsx",
        lambda: packed(
            parts(GOOD)
            | {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "/xl/worksheets/../worksheets/sheet1.xml")
                )
            }
        ),
    ),
    read("an empty sheet beside", "a.xlsx", of(sheet(""), GOOD)),
    read(
        "a sheet without an end to its empty rows",
        "a.xlsx",
        of(
            sheet(rows(HEADER, *TWO) + "".join(f'<row r="{number}" ht="15"/>' for number in range(4, 50_000)))
        ),
    ),
    read(
        "empty cells that are formatted, far out",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
    ),
    read(
        "hidden rows", "a.xlsx", of(sheet(row(1, *HEADER) + row(2, *SQL, about=HIDDEN) + row(3, *LEARNING)))
    ),
    read(
        "hidden columns",
        "a.xlsx",
        of(sheet(rows(HEADER, *TWO), before='<cols><col min="4" max="4" width="9" hidden="1"/></cols>')),
    ),
    read("a hidden sheet", "a.xlsx", of(GOOD, ((*HEADER,), SQL), states=("", "hidden"))),
    read(
        "a very hidden sheet with errors",
        "a.xlsx",
        of(GOOD, sheet('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>'), states=("", "veryHidden")),
    ),
    read(
        "a hidden sheet with a million rows",
        "a.xlsx",
        of(GOOD, sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), states=("", "hidden")),
    ),
    refused(
        "nothing but hidden sheets", "a.xlsx", of(GOOD, states=("hidden",)), "Every sheet .* is hidden. Show"
    ),
    refused("nothing but a chart", "a.xlsx", charts_only, "no row below the header"),
    refused("nothing but an empty sheet", "a.xlsx", of(sheet("")), "no row below the header"),
    refused("nothing but white space", "a.xlsx", of(((" ", "\t"), ("\u00a0",))), "no row below the header"),
    refused("no row below the header", "a.xlsx", of((HEADER,)), "no row below the header"),
    read("a chart beside", "a.xlsx", written(chart_beside)),
    read("a table of Excel", "a.xlsx", written(table)),
    read("notes on cells", "a.xlsx", written(lambda made, tab: tab.write_comment("A2", "Is that so?"))),
    read("a picture", "a.xlsx", written(picture)),
    read("names of areas", "a.xlsx", written(lambda made, tab: made.define_name("All", "=Matrix!$A:$D"))),
    read(
        "drop-downs, a filter and frozen rows",
        "a.xlsx",
        written(
            lambda made, tab: (
                tab.data_validation("D2:D9", {"validate": "list", "source": ["a", "b"]}),
                tab.autofilter("A1:D3"),
                tab.freeze_panes(1, 0),
            )
        ),
    ),
    read(
        "links to another workbook",
        "a.xlsx",
        lambda: packed(
            parts(GOOD)
            | {
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                    ("externalLinkPath", "https://example.com/other.xlsx"), mode=' TargetMode="External"'
                ),
            }
        ),
    ),
    read("blank rows between", "a.xlsx", of(sheet(row(1, *HEADER) + row(3, *SQL) + row(7, *LEARNING)))),
    read(
        "a table that does not begin at A1",
        "a.xlsx",
        of(
            sheet(
                '<row r="3">'
                + "".join(inline(f"{at}3", text) for at, text in zip("CDEF", HEADER, strict=True))
                + '</row><row r="4">'
                + "".join(inline(f"{at}4", text) for at, text in zip("CDEF", SQL, strict=True))
                + "</row>"
            )
        ),
        SQL,
    ),
    refused("a header twice", "a.xlsx", of(((*HEADER, "Skill"), SQL)), "column Skill.*twice"),
    refused("a cell without a header", "a.xlsx", of((HEADER, (*SQL, "more"))), "row 2.*more"),
    read(
        "skills and roles in merged cells",
        "a.xlsx",
        of(sheet(rows(HEADER, (*NAME, "a"), ("", "", "Senior", "b")), behind=MERGED)),
        one("a"),
        ("SQL", "Analyst", "Senior", "b"),
    ),
    read(
        "title rows above",
        "a.xlsx",
        of(
            sheet(
                rows(("Skill matrix 2026",), (), HEADER, *TWO),
                behind='<mergeCells><mergeCell ref="A1:D1"/></mergeCells>',
            )
        ),
    ),
    read("headers in Spanish", "a.xlsx", of((("Habilidad", "Rol", "Nivel", "Descripción"), *TWO))),
    read(
        "levels across, the role in the tab's name",
        "a.xlsx",
        lambda: packed(
            {
                path: part.replace('name="Sheet1"', 'name="Data Analyst"')
                for path, part in parts(
                    sheet(rows(("Skill", "Junior", "Senior"), ("SQL", "Reads tables", "Writes queries")))
                ).items()
            }
        ),
        ("SQL", "Data Analyst", "Junior", "Reads tables"),
        ("SQL", "Data Analyst", "Senior", "Writes queries"),
    ),
)
