"""How a file was loaded, in sentences that its editor should read before believing the plan."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from xlsxwriter.utility import xl_rowcol_to_cell

from skillmatrix.exchange.loading.cells import Cells, Loaded
from skillmatrix.rows import enumerated, quoted, shown

_MOST = 3  # cells that are named


def how_loaded(loaded: Loaded) -> Iterator[str]:
    """What was left out, what is not seen in a spreadsheet program, and what became text."""
    if loaded.encoding:
        message = _("The file was read as %(encoding)s, as was said. Look at its accents and signs.")
        yield message % {"encoding": loaded.encoding}
    if loaded.hidden:
        message = ngettext(
            "A hidden sheet is not read: %(sheets)s.",
            "Hidden sheets are not read: %(sheets)s.",
            len(loaded.hidden),
        )
        yield message % {"sheets": enumerated(map(quoted, map(shown, loaded.hidden)))}
    for sheet in loaded.sheets:
        yield from _hidden(sheet)
        yield from _dates(sheet)


def _hidden(sheet: Cells) -> Iterator[str]:
    rows = sum(
        any(cell.strip() for cell in sheet.rows[at]) for at in sheet.hidden_rows if at < len(sheet.rows)
    )
    if rows:
        message = ngettext(
            "%(count)d hidden row of sheet %(sheet)s is read like the others.",
            "%(count)d hidden rows of sheet %(sheet)s are read like the others.",
            rows,
        )
        yield message % {"count": rows, "sheet": quoted(sheet.title)}


def _dates(sheet: Cells) -> Iterator[str]:
    """Dates are text here; what looked like 5.1. in the spreadsheet may come as a surprise."""
    if not sheet.dated:
        return
    cells = [
        _("%(cell)s as %(text)s")
        % {"cell": xl_rowcol_to_cell(at.row, at.column), "text": quoted(sheet.rows[at.row][at.column])}
        for at in sheet.dates[:_MOST]
    ]
    message = ngettext(
        "%(count)d cell of sheet %(sheet)s holds a date and is read as text: %(cells)s.",
        "%(count)d cells of sheet %(sheet)s hold dates and are read as text: %(cells)s.",
        sheet.dated,
    )
    named = ", ".join(cells) + (", …" if sheet.dated > len(cells) else "")
    yield message % {"count": sheet.dated, "sheet": quoted(sheet.title), "cells": named}
