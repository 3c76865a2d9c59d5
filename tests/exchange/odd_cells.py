"""Odd XLSX files: what a cell may hold."""

from tests.exchange.oddities import read, refused
from tests.exchange.packing import HEADER, book, inline, row, sheet

NAME = ("SQL", "Analyst", "Junior")


def of(*sheets, **options):
    """Builds a workbook of these sheets, each rows or XML."""
    return lambda: book(*sheets, **options)


def described(cell, **options):
    """Builds a workbook of one row whose description is this cell, as markup."""
    return of(sheet(row(1, *HEADER) + row(2, *NAME, cell)), **options)


def d2(content="", about=""):
    return f'<c r="D2"{about}>{content}</c>'


def value(text, style=0):
    return d2(f"<v>{text}</v>", f' s="{style}"')


def one(text):
    return (*NAME, text)


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="9"/>'
    '</cellXfs><dxfs><dxf><numFmt numFmtId="9" formatCode="yyyy"/></dxf></dxfs>'
)


FILES = (
    read(
        "a formula with text",
        "a.xlsx",
        described(d2("<f>A2&amp;B2</f><v>a &amp; b</v>", ' t="str"')),
        one("a & b"),
    ),
    read("a formula with empty text", "a.xlsx", described(d2('<f>""</f><v></v>', ' t="str"')), one("")),
    read("a formula with a number", "a.xlsx", described(d2("<f>1+2</f><v>3</v>")), one("3")),
    read("a formula with a truth", "a.xlsx", described(d2("<f>1=1</f><v>1</v>", ' t="b"')), one("TRUE")),
    read(
        "a formula that is shared",
        "a.xlsx",
        described(d2('<f t="shared" ref="D2:D3" si="0">1+2</f><v>3</v>')),
        one("3"),
    ),
    refused(
        "a formula without a result",
        "a.xlsx",
        described(d2("<f>A2</f>")),
        "row 2, column description: “=A2” – .*without its result.*save it",
    ),
    refused(
        "a formula with a blank result",
        "a.xlsx",
        described(d2("<f>A2</f><v> </v>")),
        "row 2, column description.*without its result",
    ),
    refused(
        "a formula as openpyxl writes it",
        "a.xlsx",
        described(d2("<f>A2</f><v />")),
        "row 2, column description.*without its result",
    ),
    refused(
        "a formula behind its result",
        "a.xlsx",
        described(d2("<v>1</v><f>A2</f>")),
        "row 2, column description.*without its result",
    ),
    *(
        refused(
            f"the error {error}",
            "a.xlsx",
            described(d2(f"<v>{error}</v>", ' t="e"')),
            f"row 2, column description: “{error}” – .*holds an error",
        )
        for error in ("#N/A", "#REF!", "#VALUE!")
    ),
    refused(
        "the error of a formula",
        "a.xlsx",
        described(d2("<f>VLOOKUP(1,A:B,2)</f><v>#N/A</v>", ' t="e"')),
        "row 2, column description: “#N/A” – .*holds an error",
    ),
    refused(
        "an error of newer programs",
        "a.xlsx",
        described(d2("<v>#SPILL!</v>", ' t="e"')),
        "Cell D2 holds the error #SPILL!",
    ),
    read("a date", "a.xlsx", described(value(45296, 1), styles=STYLES), one("2024-01-05")),
    read(
        "a date counted from 1904",
        "a.xlsx",
        described(value(43834, 1), styles=STYLES, about='<workbookPr date1904="1"/>'),
        one("2024-01-05"),
    ),
    read(
        "a date and time", "a.xlsx", described(value(45296.5, 2), styles=STYLES), one("2024-01-05T12:00:00")
    ),
    read("a date in ISO format", "a.xlsx", described(d2("<v>2024-01-05</v>", ' t="d"')), one("2024-01-05")),
    read("a length of time", "a.xlsx", described(value(1.0625, 3), styles=STYLES), one("25:30:00")),
    read("a percentage", "a.xlsx", described(value("0.25", 4), styles=STYLES), one("0.25")),
    read(
        "a number with a fraction that is none", "a.xlsx", described(value("0.30000000000000004")), one("0.3")
    ),
    read("a very large number", "a.xlsx", described(value("1E+21")), one("1e+21")),
    read("a truth", "a.xlsx", described(d2("<v>0</v>", ' t="b"')), one("FALSE")),
    read(
        "numbers as names",
        "a.xlsx",
        of(
            sheet(
                row(1, *HEADER) + row(2, '<c r="A2"><v>2024</v></c>', '<c r="B2"><v>3.0</v></c>', "007", "x")
            )
        ),
        ("2024", "3", "007", "x"),
    ),
    read(
        "text without its white space",
        "a.xlsx",
        described(d2("<is><t>  a  </t></is>", ' t="inlineStr"')),
        one("a"),
    ),
    read(
        "text in a CDATA section",
        "a.xlsx",
        described(d2("<is><t><![CDATA[a < b & c]]></t></is>", ' t="inlineStr"')),
        one("a < b & c"),
    ),
    read(
        "text in several formats",
        "a.xlsx",
        described(d2("<is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is>", ' t="inlineStr"')),
        one("ab"),
    ),
    read(
        "text that cells share",
        "a.xlsx",
        described(d2("<v>1</v>", ' t="s"'), strings="<si><t>no</t></si><si><t>yes &lt;&#223;&gt;</t></si>"),
        one("yes <ß>"),
    ),
    read(
        "shared text with white space",
        "a.xlsx",
        described(d2("<v>0</v>", ' t="s"'), strings='<si><t xml:space="preserve">a\n b </t></si>'),
        one("a\n b"),
    ),
    read(
        "shared text in several formats",
        "a.xlsx",
        described(
            d2("<v>0</v>", ' t="s"'),
            strings='<si><r><rPr><sz val="9"/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r></si>',
        ),
        one("a b"),
    ),
    read(
        "shared text with its reading",
        "a.xlsx",
        described(
            d2("<v>0</v>", ' t="s"'),
            strings='<si><t>数据</t><rPh sb="0" eb="2"><t>shuju</t></rPh><phoneticPr fontId="1"/></si>',
        ),
        one("数据"),
    ),
    read(
        "shared text that is empty", "a.xlsx", described(d2("<v>0</v>", ' t="s"'), strings="<si/>"), one("")
    ),
    read("a line break as Excel keeps it", "a.xlsx", described(inline("D2", "a_x000D_\nb")), one("a\nb")),
    read(
        "cells that a program might run",
        "a.xlsx",
        of((HEADER, *((f"{sign}cmd", "Analyst", "Junior", f"{sign}1+1") for sign in "=+-@"))),
        *((f"{sign}cmd", "Analyst", "Junior", f"{sign}1+1") for sign in "=+-@"),
    ),
    read("an apostrophe is text", "a.xlsx", of((HEADER, one("'=1"))), one("'=1")),
    read(
        "every script",
        "a.xlsx",
        of((HEADER, ("Ελληνικά", "مهندس", "高级", "🚀 हिन्दी עברית"))),
        ("Ελληνικά", "مهندس", "高级", "🚀 हिन्दी עברית"),
    ),
    refused(
        "a name of white space only",
        "a.xlsx",
        of((HEADER, ("\u00a0 ", *NAME[1:], ""))),
        "row 2, column skill.*must not be empty",
    ),
    refused("a name that nobody sees", "a.xlsx", of((HEADER, ("\u200b", *NAME[1:], ""))), "can be seen"),
    read("8,000 signs", "a.xlsx", of((HEADER, one("x" * 8000))), one("x" * 8000)),
    refused(
        "8,001 signs", "a.xlsx", of((HEADER, one("x" * 8001))), "row 2, column description.*8001 characters"
    ),
    refused(
        "more signs than a cell may have",
        "a.xlsx",
        of((HEADER, one("x" * 32_768))),
        "row 2, column description.*32768 characters",
    ),
    refused("121 signs of a name", "a.xlsx", of((HEADER, ("x" * 121, *NAME[1:], ""))), "121 characters"),
    refused("NUL", "a.xlsx", of((HEADER, one("a_x0000_b"))), r"row 2, column description.*U\+0000"),
    refused("a control character", "a.xlsx", of((HEADER, one("a_x0007_b"))), r"row 2.*U\+0007"),
    refused("a sign that turns text round", "a.xlsx", of((HEADER, one("a\u202eb"))), r"row 2.*U\+202E"),
    refused("letters that were lost", "a.xlsx", of((HEADER, one("Gr\ufffd\ufffde"))), "row 2.*was lost"),
    refused("letters that were garbled", "a.xlsx", of((HEADER, one("GrÃ¶ÃŸe"))), "row 2.*“Größe”"),
)
