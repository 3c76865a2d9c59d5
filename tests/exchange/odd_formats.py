"""Files of other kinds than their name says, and of kinds that are refused by name."""

from tests.exchange.odd_csv import of, text
from tests.exchange.oddities import refused
from tests.exchange.packing import book, packed, parts, rows, sheet

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
LEGACY = OLE + "Workbook".encode("utf-16-le") + bytes(600)
ENCRYPTED = OLE + "EncryptionInfo".encode("utf-16-le") + "EncryptedPackage".encode("utf-16-le") + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
HTML = "<html><body><table><tr><td>skill</td></tr></table></body></html>"
XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
SHEET = sheet(rows(("skill", "role", "level"), ("SQL", "Analyst", "Junior")))


def xlsx():
    return book(SHEET)


def also(**more):
    """Builds a workbook that holds another part, its path by its name."""
    return lambda: packed(parts(SHEET) | {path.replace("__", "/"): part for path, part in more.items()})


def alone(path, part="<document/>"):
    return lambda: packed({"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>", path: part})


BY_NAME = tuple(
    refused(f"{suffix} by name", f"list{suffix}", of(text()), says)
    for suffix, says in {
        ".xls": r"Legacy Excel files \(.xls\).*Save it as .xlsx",
        ".xlsm": r"macros \(.xlsm\).*Save it as .xlsx",
        ".xlsb": r"Binary Excel files \(.xlsb\).*Save it as .xlsx",
        ".xltx": r"Templates.*Save it as .xlsx",
        ".ods": r"OpenDocument files \(.ods\).*Save it as .xlsx",
        ".html": r"web page \(HTML\).*save it as .xlsx",
        ".htm": r"web page \(HTML\).*save it as .xlsx",
        ".yaml": r"JSON and YAML.*as .xlsx or .csv",
        ".yml": r"JSON and YAML.*as .xlsx or .csv",
        ".json": r"JSON and YAML.*as .xlsx or .csv",
        ".xml": r"XML.*save it as .xlsx",
        ".pdf": r"PDF.*as .xlsx or .csv",
        ".docx": r"Word document.*as .xlsx",
        ".numbers": r"Numbers.*export it",
        ".zip": r"ZIP archive.*Unpack it",
        ".png": r"picture.*.xlsx or .csv",
        ".dat": r"Only files that end in .xlsx or .csv",
        "": r"Only files that end in .xlsx or .csv",
    }.items()
)

BY_CONTENT = (
    refused("XLSX that is called CSV", "list.csv", xlsx, "XLSX file under another name.*end in .xlsx"),
    refused("XLSX that is called XLS", "list.xls", xlsx, "XLSX file under another name.*end in .xlsx"),
    refused("CSV that is called XLSX", "list.xlsx", of(text()), "plain text.*end in .csv"),
    refused("UTF-16 that is called XLSX", "list.xlsx", of(text(), "utf-16"), "plain text.*end in .csv"),
    refused("an archive that is called CSV", "list.csv", alone("a.csv"), "ZIP archive"),
    refused("an archive that is called XLSX", "list.xlsx", lambda: packed({"a.csv": text()}), "ZIP archive"),
    refused("an archive of nothing", "list.xlsx", lambda: packed({}), "cannot be opened: it is damaged"),
    *(
        refused(f"{called} that is called {suffix}", f"list{suffix}", lambda data=data: data, says)
        for called, data, says in (
            ("XLS", LEGACY, "Legacy Excel"),
            ("a picture", PNG, "picture"),
            ("a PDF", PDF, "PDF"),
            ("a web page", HTML.encode(), "web page"),
            ("a web page with a mark", HTML.encode("utf-8-sig"), "web page"),
            ("XML", XML.encode(), "This is XML"),
            ("JSON", b'[{"skill": "SQL"}]', "JSON"),
            ("RTF", rb"{\rtf1 skill}", "text document"),
        )
        for suffix in (".csv", ".xlsx")
    ),
    refused("a web page that is called XLS", "list.xls", of(HTML), "web page"),
    refused("XLSX with a password", "list.xlsx", lambda: ENCRYPTED, "protected by a password"),
    refused(
        "XLSX with a password that is called CSV", "list.csv", lambda: ENCRYPTED, "protected by a password"
    ),
    refused(
        "ODS that is called XLSX",
        "list.xlsx",
        alone("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        "OpenDocument",
    ),
    refused("XLSB that is called XLSX", "list.xlsx", alone("xl/workbook.bin"), "Binary Excel"),
    refused("DOCX that is called XLSX", "list.xlsx", alone("word/document.xml"), "Word document"),
    refused("PPTX that is called XLSX", "list.xlsx", alone("ppt/presentation.xml"), "presentation"),
    refused("Numbers that is called XLSX", "list.xlsx", alone("Index/Document.iwa"), "Numbers"),
    refused("XLSM that is called XLSX", "list.xlsx", also(**{"xl__vbaProject.bin": "x"}), "macros"),
    refused("a workbook that is also ODS", "list.xlsx", also(mimetype="application/x"), "OpenDocument"),
    refused("a workbook that is also XLSB", "list.xlsx", also(**{"xl__workbook.bin": "x"}), "Binary Excel"),
    refused("zeros that are called XLSX", "list.xlsx", lambda: bytes(1000), "damaged"),
)

FILES = (*BY_NAME, *BY_CONTENT)
