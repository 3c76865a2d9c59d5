"""Spreadsheets as HR sends them, for pictures of what becomes of them."""

import io
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

_LEVELS = ("Junior", "Middle", "Senior")
_MATRIX = {
    "Data Engineering": {
        "SQL": (
            "Changes a filter in a query that somebody else wrote, and counts the rows before and after.",
            "Writes queries over several tables, and names those that are joined twice.",
            "Finds out why a query is slow, and rewrites it with whoever runs it every hour.",
        ),
    },
    "Working Together": {
        "Asking for Help": ("Asks within a day, and says what was tried.", "", "Notices who does not ask."),
        "Feedback": (
            "Takes feedback on a draft without defending it.",
            "Gives feedback with an example, on the day.",
            "Asks those for feedback who avoid giving it.",
        ),
    },
}


def edited(grid: bytes) -> bytes:
    """The grid of the Data Analyst as it was exported, after an hour in a spreadsheet program."""
    book = load_workbook(io.BytesIO(grid))
    sheet = book["Data Analyst"]
    rows = {sheet.cell(row, 3).value: row for row in range(4, sheet.max_row + 1)}
    text = sheet.cell(rows["Data Modelling"], 6)
    text.value = text.value.replace("sketched on paper", "drawn on the whiteboard")
    sheet.cell(rows["SQL"], 7).value = "Awareness"
    sheet.cell(rows["Working with AI Assistants"], 9).value = None
    row = sheet.max_row + 1
    cells = {1: "Working Together", 3: "Stakeholder Comunication", 10: "Working", 11: "yes"}
    for column, value in cells.items():
        sheet.cell(row, column).value = value
    sheet.cell(
        row, 12
    ).value = "Tells whoever asked for a figure what it cannot say, before they decide by it."
    return _saved(book)


def matrix() -> bytes:
    """Skills down, levels across, domains as headings, and the role in the tab's name."""
    book = Workbook()
    book.remove(book.active)
    for role in ("Data Analyst", "Platform Engineer"):
        sheet = book.create_sheet(role)
        sheet.append([f"Skill matrix {role}"])
        sheet.append(["Competency", *_LEVELS])
        for domain, skills in _MATRIX.items():
            sheet.append([domain])
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=4)
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)
            for skill, texts in skills.items():
                sheet.append([skill, *texts])
    return _saved(book)


def unclear() -> bytes:
    """A sheet whose headers say nothing that could be known."""
    book = Workbook()
    rows: Iterable[list[object]] = (
        ["What we look for in analysts"],
        ["People team, March"],
        ["No.", "Topic", "At the start", "On your own", "Others ask you", "Remarks"],
        [1, "Asking for Help", *_MATRIX["Working Together"]["Asking for Help"], ""],
        [2, "Feedback", *_MATRIX["Working Together"]["Feedback"], "too many words?"],
        [3, "SQL", *_MATRIX["Data Engineering"]["SQL"], ""],
    )
    for row in rows:
        book.active.append(row)
    return _saved(book)


def apart() -> bytes:
    """A list about a role that is in no other of these sheets."""
    rows = (
        "Skill;Role;Level;Pflicht;Description",
        "Writing;Technical Writer;Junior;ja;Reads it aloud first.",
    )
    return "\r\n".join(rows).encode()


def faulty() -> bytes:
    """A list with a fault of each of the usual kinds."""
    book = Workbook()
    rows = (
        ["Skill", "Role", "Level", "Depth", "Must have", "Description", "Owner"],
        ["SQL", "Data Analyst", "Junior", "Master", "yes", "Changes a filter in a query.", "People team"],
        ["SQL", "Data Analyst", "Middle", "Working", "perhaps", "Writes queries over several tables.", ""],
        ["sql", "Data Analyst", "Junior", "Working", "yes", "Changes a filter.", "People team"],
    )
    for row in rows:
        book.active.append(row)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
