"""XLSX files part by part, as any program might write them, and as none would."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

HEADER = ("skill", "role", "level", "description")


def relations(*targets, mode=""):
    """The part that says what another refers to: `targets` are (kind, path)."""
    found = "".join(
        f'<Relationship Id="r{number}" Type="{_DOCUMENT}/{kind}" Target="{path}"{mode}/>'
        for number, (kind, path) in enumerate(targets, start=1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{found}</Relationships>'


def inline(reference, text):
    return (
        f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(str(text))}</t></is></c>'
        if text != ""
        else ""
    )


def row(number, *cells, about=""):
    """Cells from column A on: text, or markup of a cell that starts with `<`."""
    marked = "".join(
        cell if isinstance(cell, str) and cell.startswith("<c") else inline(f"{letter}{number}", cell)
        for letter, cell in zip("ABCDEFGHI", cells, strict=False)
    )
    return f'<row r="{number}"{about}>{marked}</row>'


def rows(*lists):
    return "".join(row(number, *cells) for number, cells in enumerate(lists, start=1))


def sheet(data, before="", behind=""):
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData>{behind}</worksheet>'


def parts(*sheets, strings="", styles="", about="", states=()):
    """The parts of a workbook by path. `sheets` are their XML; `states` say which are hidden."""
    titles = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    states = (*states, *[""] * (len(sheets) - len(states)))
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" {state and f'state="{state}" '}r:id="r{number}"/>'
        for number, (title, state) in enumerate(zip(titles, states, strict=True), start=1)
    )
    targets = [("worksheet", f"worksheets/{title.lower()}.xml") for title in titles]
    found = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{about}<sheets>{listed}</sheets></workbook>'
        ),
        **{f"xl/worksheets/{title.lower()}.xml": part for title, part in zip(titles, sheets, strict=True)},
    }
    if strings:
        targets.append(("sharedStrings", "sharedStrings.xml"))
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    if styles:
        targets.append(("styles", "styles.xml"))
        found["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return found | {"xl/_rels/workbook.xml.rels": relations(*targets)}


def packed(found, packing=zipfile.ZIP_DEFLATED):
    """The parts as a file. A part may be bytes, text, or pieces that are never held together."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", packing) as archive:
        for path, part in found.items():
            if isinstance(part, str | bytes):
                archive.writestr(path, part)
            else:
                with archive.open(path, "w") as file:
                    for piece in part:
                        file.write(piece)
    return data.getvalue()


def book(*sheets, **options):
    """A workbook of these sheets, each as XML, or as rows."""
    return packed(
        parts(*(each if isinstance(each, str) else sheet(rows(*each)) for each in sheets), **options)
    )
