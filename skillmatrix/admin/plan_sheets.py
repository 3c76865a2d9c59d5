"""A plan as a spreadsheet: a line a field, or a line a problem. The same plan becomes the same bytes."""

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.admin.plan_rows import both_in_words
from skillmatrix.admin.plan_sides import Sides, parts_of
from skillmatrix.admin.shown_rows import field_name, told_fields
from skillmatrix.exchange.writing import csv_lines
from skillmatrix.plans import Plan, RowChange
from skillmatrix.remarks import Remark
from skillmatrix.remarks.kinds import warnings_by_row
from skillmatrix.rows import Present, Problem, Table

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CREATED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_WIDTH, _WIDE = 18, 60  # in characters: of most columns, and of the last three, which hold texts
_PARTS = (Table.ROLE, Table.LEVEL, Table.SKILL)

type Line = tuple[str, ...]


def plan_download(plan: Plan, before: Present, remarks: Sequence[Remark], fmt: str) -> HttpResponse:
    """`plan_sheet` as a file. Raises Http404 for a format that there is none of."""
    if fmt not in TYPES:
        raise Http404(f"{fmt!r} is no format of a plan.")
    name = f"skillmatrix-plan-{timezone.localdate():%Y-%m-%d}.{fmt}"
    return HttpResponse(
        plan_sheet(plan, before, remarks, fmt),
        content_type=TYPES[fmt],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def plan_sheet(plan: Plan, before: Present, remarks: Sequence[Remark], fmt: str) -> bytes:
    """The whole of `plan`, made from `before`, as "csv" or "xlsx"; of one with problems, all of these."""
    lines = _problem_lines(plan.problems) if plan.problems else _lines(Sides(plan, before), remarks)
    return _xlsx(lines) if fmt == "xlsx" else "".join(csv_lines(lines)).encode("utf-8-sig")


def _lines(sides: Sides, remarks: Iterable[Remark]) -> Iterator[Line]:
    """A line for each field that is told; one for a row without."""
    warnings = warnings_by_row(remarks)
    yield (
        *(_("What happens"), _("Kind"), _("Name"), _("Domain"), _("Role"), _("Level"), _("Skill")),
        *(_("Field"), _("Before"), _("After"), _("Warning")),
    )
    for change in sides.ordered():
        about = _about(change, sides)
        warning = "\n".join(warnings.get((change.table, change.key), ()))
        fields = told_fields(change)
        for field, old, new in fields:
            name = field_name(change.table, field)
            yield (*about, name, *both_in_words(change.table, field, old, new, sides), warning)
        if not fields:
            yield (*about, "", "", "", warning)


def _about(change: RowChange, sides: Sides) -> Line:
    """What happens, to what kind of row, its name where it has one, and what it has to do with."""
    parts = parts_of(change)
    domains = ", ".join(sides.name(Table.DOMAIN, slug) for slug in sides.domains(change))
    named = (sides.name(table, parts[table]) if table in parts else "" for table in _PARTS)
    kind = capfirst(str(change.table.label))
    name = change.label if change.table.is_named else ""
    return (str(change.action.label), kind, name, domains, *named)


def _problem_lines(problems: Iterable[Problem]) -> Iterator[Line]:
    yield (_("Sheet"), _("Row"), _("Column"), _("Value"), _("Problem"))
    for problem in problems:
        row = "" if problem.row is None else str(problem.row)
        yield (problem.sheet, row, problem.column, problem.value, problem.message)


def _xlsx(lines: Iterable[Line]) -> bytes:
    """The lines below a header that stays in sight, all of them text. One line at a time is in memory."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"constant_memory": True})
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    tab = book.add_worksheet()
    tab.freeze_panes(1, 0)
    for number, line in enumerate(lines):
        if number == 0:
            for at in range(len(line)):
                tab.set_column(at, at, _WIDTH if at < len(line) - 3 else _WIDE)
        for at, cell in enumerate(line):
            if cell:
                tab.write_string(number, at, cell, wrapped if number else bold)
    book.close()
    return data.getvalue()
