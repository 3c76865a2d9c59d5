"""Spreadsheets as tests write them, and the framework that one makes."""

import io

import xlsxwriter

from skillmatrix import planning
from skillmatrix.exchange.reading import read_bytes
from skillmatrix.rows import Layout, Present, Table, Wanted, WantedRow

NOTHING = Present({})
DEPTHS = {"awareness": ("Awareness", "A"), "working": ("Working", "W"), "expert": ("Expert", "E")}


def csv_bytes(*lines):
    """A CSV file of these lines; cells with commas come in quotation marks."""
    return "\r\n".join(lines).encode()


def xlsx_bytes(**tabs):
    """An XLSX file: a tab a keyword (`Role_levels` is “Role levels”), rows of cells that keep their type."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    for title, rows in tabs.items():
        tab = book.add_worksheet(title.replace("_", " "))
        for number, row in enumerate(rows):
            tab.write_row(number, 0, row)
    book.close()
    return data.getvalue()


def wanted(*lines, name="list.csv"):
    return read_bytes(name, csv_bytes(*lines))


def workbook(**sheets):
    """What a workbook wants: a sheet a keyword, as lines of CSV without empty cells in quotation marks."""
    return read_bytes(
        "workbook.xlsx",
        xlsx_bytes(**{title: [line.split(",") for line in lines] for title, lines in sheets.items()}),
    )


def scale():
    """A framework of three proficiencies and nothing else."""
    rows = {
        slug: {"name": name, "letter": letter, "rank": rank}
        for rank, (slug, (name, letter)) in enumerate(DEPTHS.items(), 1)
    }
    return Present({Table.PROFICIENCY: rows})


def made(*lines, before=None):
    """The framework that a list makes of `before`, by default of the scale alone."""
    return grown(before or scale(), wanted(*lines))


def grown(before, file, **options):
    plan = planning.plan(file, before, planning.Options(**options))
    assert plan.problems == ()
    return plan.result(before)


def rows_of(framework):
    """All rows, without the tables that have none."""
    return {table: dict(framework[table]) for table in Table if framework[table]}


def said(problems):
    """Problems as (row, column, value), for those who do not care for the words."""
    return [(problem.row, problem.column, problem.value) for problem in problems]


def one(table, **values):
    """What a workbook with one row wants."""
    return Wanted(Layout.WORKBOOK, {table: (WantedRow("sheet", 2, values),)})
