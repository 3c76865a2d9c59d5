"""Odd CSV files: separators, encodings, quotation marks, line breaks, sizes, signs."""

import codecs
import csv
import io

from tests.exchange.oddities import SQL, TWO, read, refused
from tests.exchange.packing import HEADER

BIDI = "\u202e"


def text(*rows, sign=",", end="\r\n", header=HEADER):
    """Rows as CSV, the header above them."""
    data = io.StringIO(newline="")
    csv.writer(data, delimiter=sign, lineterminator=end).writerows([header, *(rows or TWO)])
    return data.getvalue()


def of(content, encoding="utf-8"):
    """Builds a file of this text."""
    return lambda: content.encode(encoding)


def plain(*lines, encoding="utf-8"):
    return of("\r\n".join(lines), encoding)


def described(description):
    """Builds a file of one row with this description, in quotation marks."""
    return of(text((*SQL[:3], description)))


ENCODED = {
    "utf-8": of,
    "utf-8 with mark": lambda content: of(content, "utf-8-sig"),
    "utf-16 little": lambda content: lambda: codecs.BOM_UTF16_LE + content.encode("utf-16-le"),
    "utf-16 big": lambda content: lambda: codecs.BOM_UTF16_BE + content.encode("utf-16-be"),
    "utf-16 without mark": lambda content: of(content, "utf-16-le"),
}
SIGNS = {"comma": ",", "semicolon": ";", "tab": "\t"}

UNICODE = tuple(
    read(f"{called} in {encoding}", "list.csv", encode(text(sign=sign)))
    for called, sign in SIGNS.items()
    for encoding, encode in ENCODED.items()
)

GERMAN = "skill;role;level;description\r\nPrüfen;Prüfer;Junior;Schätzt Größen"
POLISH = "skill;role;level\r\nZarządzanie;Inżynier;Młodszy"
CHINESE = "skill,role,level\r\n数据科学,数据分析师,初级"
JAPANESE = "skill,role,level\r\nプログラミング,データ分析,上級"
RUSSIAN = "skill;role;level\r\nПрограммирование;Аналитик;Старший"
TAIWANESE = "skill,role,level\r\n資料科學,資料分析師,初級"


def legacy(encoding, content, word):
    says = rf"not text in UTF-8.* {encoding} would give [^;]*“{word}”.*UTF-8”.*say which"
    return refused(f"{encoding} by itself", "list.csv", of(content, encoding), says)


LEGACY = (
    legacy("windows-1252", GERMAN, "Prüfen"),
    legacy("mac-roman", GERMAN, "Prüfen"),
    legacy("cp850", GERMAN, "Prüfen"),
    legacy("windows-1250", POLISH, "Zarządzanie"),
    legacy("windows-1251", RUSSIAN, "Программирование"),
    legacy("gb18030", CHINESE, "数据科学"),
    legacy("big5", TAIWANESE, "資料科學"),
    legacy("shift_jis", JAPANESE, "プログラミング"),
    read(
        "windows-1252 that was said",
        "list.csv",
        of(GERMAN, "windows-1252"),
        ("Prüfen", "Prüfer", "Junior", "Schätzt Größen"),
        encoding="windows-1252",
    ),
    read(
        "gb18030 that was said",
        "list.csv",
        of(CHINESE, "gb18030"),
        ("数据科学", "数据分析师", "初级", ""),
        encoding="gb18030",
    ),
    refused(
        "an encoding that it is not",
        "list.csv",
        of(GERMAN, "windows-1252"),
        "not text in shift_jis. Choose another",
        encoding="shift_jis",
    ),
    refused(
        "an encoding that nobody offers",
        "list.csv",
        of(GERMAN, "windows-1252"),
        "no encoding “cp500” to choose. Choose one of: windows-1252, ",
        encoding="cp500",
    ),
    refused("utf-32", "list.csv", of(text(), "utf-32"), "UTF-32"),
    refused("utf-16 cut off", "list.csv", lambda: text().encode("utf-16")[:-1], "damaged Unicode text"),
    refused("random bytes", "list.csv", lambda: bytes(range(256)) * 8, "not text in UTF-8"),
    refused("letters that were lost", "list.csv", described("Gr\ufffd\ufffde"), "row 2.*“Gr.*” .* was lost"),
    refused("letters that were garbled", "list.csv", described("GrÃ¶ÃŸe"), "row 2.*“GrÃ¶ÃŸe”.*“Größe”"),
    refused("dashes that were garbled", "list.csv", described("SQL â€“ tables"), "row 2.*“SQL – tables”"),
    read("letters that only seem garbled", "list.csv", described("Spaß…"), (*SQL[:3], "Spaß…")),
)

LINES = (
    read("lines that end in LF", "list.csv", of(text(end="\n"))),
    read("lines that end in CR", "list.csv", of(text(end="\r"))),
    read("no line break at the end", "list.csv", of(text().rstrip("\r\n"))),
    read("a first line that names the separator", "list.csv", of("sep=;\r\n" + text(sign=";"))),
    read("another name for tabs", "list.tsv", of(text(sign="\t"))),
    read("text as Excel calls Unicode", "list.txt", of(text(sign="\t"), "utf-16")),
    read("blank rows between", "list.csv", of(text().replace("\r\n", "\r\n,,,\r\n\r\n", 1))),
    read("blank rows above", "list.csv", of("\r\n,,\r\n" + text())),
    read(
        "blank rows and columns behind",
        "list.csv",
        of(text().replace("\r\n", ",,,\r\n") + ",,\r\n" * 200_000),
    ),
    read(
        "rows that are shorter",
        "list.csv",
        plain("skill,role,level,description", "R,Analyst,Junior"),
        ("R", "Analyst", "Junior", ""),
    ),
    refused(
        "a row that is longer", "list.csv", plain("skill,role,level", "R,Analyst,Junior,more"), "row 2.*more"
    ),
    read(
        "white space around",
        "list.csv",
        plain(" skill , role,level ", "  R ,\tAnalyst\u00a0, Junior"),
        ("R", "Analyst", "Junior", ""),
    ),
    refused(
        "a name of white space only",
        "list.csv",
        plain("skill,role,level", "\u00a0 ,Analyst,Junior"),
        "row 2, column skill.*must not be empty",
    ),
    refused(
        "a name that nobody sees",
        "list.csv",
        plain("skill,role,level", "\u200b,Analyst,Junior"),
        "row 2, column skill.*can be seen",
    ),
    read(
        "quotation marks around all",
        "list.csv",
        plain('"skill","role","level"', '"R","Analyst","Junior"'),
        ("R", "Analyst", "Junior", ""),
    ),
    read(
        "quotation marks within", "list.csv", described('Says "yes", often'), (*SQL[:3], 'Says "yes", often')
    ),
    read(
        "a quotation mark that opens nothing",
        "list.csv",
        plain("skill,role,level", '5" disks,Analyst,Junior'),
        ('5" disks', "Analyst", "Junior", ""),
    ),
    refused(
        "a quotation mark that is not closed",
        "list.csv",
        plain("skill,role,level", "R,Analyst,Junior", '"SQL,Analyst,Junior', "R,Analyst,Senior"),
        "row 3.*quotation",
    ),
    refused(
        "text behind a quotation mark",
        "list.csv",
        plain("skill,role,level", '"SQL"x,Analyst,Junior'),
        "row 2.*quotation",
    ),
    read("title rows above", "list.csv", of("Skill matrix 2026;;;\r\n;;;\r\n" + text(sign=";"))),
    read(
        "headers in German",
        "list.csv",
        of(text(sign=";", header=("Skill", "Rolle", "Stufe", "Beschreibung"))),
    ),
    read("headers in Chinese", "list.csv", of(text(header=("技能", "角色", "级别", "描述")))),
)

CELLS = (
    read(
        "cells that a program might run",
        "list.csv",
        of(text(*((f"{sign}cmd", "Analyst", "Junior", f"{sign}1+1") for sign in "=+-@"))),
        *((f"{sign}cmd", "Analyst", "Junior", f"{sign}1+1") for sign in "=+-@"),
    ),
    read(
        "cells guarded by an apostrophe",
        "list.csv",
        plain("skill,role,level,description", "'=cmd,Analyst,Junior,''@x", "'R,Analyst,Junior,'\tx"),
        ("=cmd", "Analyst", "Junior", "'@x"),
        ("'R", "Analyst", "Junior", "x"),
    ),
    read(
        "numbers as names", "list.csv", plain("skill,role,level", "2024,3.0,007"), ("2024", "3.0", "007", "")
    ),
    read(
        "every script",
        "list.csv",
        of(text(("Ελληνικά", "مهندس", "高级", "🚀 हिन्दी עברית"))),
        ("Ελληνικά", "مهندس", "高级", "🚀 हिन्दी עברית"),
    ),
    read("8,000 signs", "list.csv", described("x" * 8000), (*SQL[:3], "x" * 8000)),
    refused("8,001 signs", "list.csv", described("x" * 8001), "row 2, column description.*8001 characters"),
    read("120 signs of a name", "list.csv", of(text(("x" * 120, *SQL[1:]))), ("x" * 120, *SQL[1:])),
    refused(
        "121 signs of a name",
        "list.csv",
        of(text(("x" * 121, *SQL[1:]))),
        "row 2, column skill.*121 characters",
    ),
    refused("NUL", "list.csv", described("a\0b"), r"row 2, column description.*U\+0000"),
    refused("a control character", "list.csv", described("a\x07b"), r"row 2, column description.*U\+0007"),
    refused(
        "a sign that turns text round",
        "list.csv",
        described(f"a{BIDI}b"),
        r"row 2, column description.*U\+202E",
    ),
    refused("no row below the header", "list.csv", of("skill,role,level\r\n"), "no row below the header"),
    refused("nothing at all", "list.csv", bytes, "file is empty"),
    refused("nothing but a mark", "list.csv", lambda: codecs.BOM_UTF8, "no row below the header"),
    refused("nothing but blanks", "list.csv", of(" ,\t, \r\n , \r\n"), "no row below the header"),
    refused("one column", "list.csv", plain("skills", "SQL"), "column role.*missing"),
    refused("a header twice", "list.csv", plain("skill,Skill,role,level", "a,b,c,d"), "column Skill.*twice"),
    refused(
        "a header that nobody knows",
        "list.csv",
        plain("skill,role,level,requird", "a,b,c,yes"),
        "column requird.*“required”",
    ),
    read("columns far out that are empty", "list.csv", of(text().replace("\r\n", "," * 16_380 + "\r\n"))),
)


def many(line, times, header="skill,role,level,description\r\n"):
    return lambda: (header + line * times).encode()


HOSTILE = (
    refused(
        "201 columns",
        "list.csv",
        plain("skill,role,level" + ",x" * 198, "a,b,c"),
        "row 1.*more than 200 cells",
        hostile=True,
    ),
    refused(
        "16,384 columns",
        "list.csv",
        plain(",".join(["x"] * 16_384)),
        "row 1.*more than 200 cells",
        hostile=True,
    ),
    refused(
        "millions of columns", "list.csv", many("," * 1_900_000 + "\n", 20), "row 2.*200 cells", hostile=True
    ),
    refused(
        "a million rows", "list.csv", many("a,b,c,d\n", 1_000_000), "100,000 rows", hostile=True, huge=True
    ),
    refused(
        "millions of empty rows", "list.csv", many("\n", 40_000_000), "100,000 rows", hostile=True, huge=True
    ),
    refused(
        "a cell of 10 MB",
        "list.csv",
        many("a,b,c," + "x" * 10_000_000, 1),
        "2,000,000 characters",
        hostile=True,
    ),
    refused(
        "a cell of 10 MB in many lines",
        "list.csv",
        many('a,b,c,"' + "line\n" * 2_000_000 + '"', 1),
        "row 2.*131,072 characters",
        hostile=True,
    ),
    refused(
        "one line of 49 MB",
        "list.csv",
        lambda: "𝄞".encode() * 12_000_000,
        "2,000,000 characters",
        hostile=True,
        huge=True,
    ),
    refused("more than 50 MB", "list.csv", lambda: bytes(50 * 2**20 + 1), "larger than 50 MB", hostile=True),
    refused("100,000 bad cells", "list.csv", many(f"a,b,c,{BIDI}\n", 100_000), "row 2.*U.202E", hostile=True),
    refused(
        "900,000 bad cells",
        "list.csv",
        many(f"{BIDI},{BIDI},{BIDI},{BIDI}\n", 100_000),
        "row 2.*U.202E",
        hostile=True,
    ),
    refused(
        "garbled letters everywhere", "list.csv", many("Ã¶,Ã¶,Ã¶,Ã¶\n", 100_000), "row 2.*“ö”", hostile=True
    ),
    refused(
        "one foreign letter behind 49 MB",
        "list.csv",
        lambda: b"x" * 1_900_000 * 25 + b"\n\xff",
        "2,000,000 characters|not text in UTF-8",
        hostile=True,
    ),
    refused(
        "49 MB in an older encoding",
        "list.csv",
        lambda: "ä".encode("cp1252") * (49 * 2**20),
        "not text in UTF-8",
        hostile=True,
        huge=True,
    ),
)

FILES = (*UNICODE, *LEGACY, *LINES, *CELLS, *HOSTILE)
