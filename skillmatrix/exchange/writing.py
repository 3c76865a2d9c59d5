"""Framework -> sheets -> bytes. The same framework always becomes the same bytes.

What leaves here can be imported again as it is, and changes nothing then.
"""

import csv
import datetime
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format as XlsxFormat
from xlsxwriter.worksheet import Worksheet

from skillmatrix.exchange.columns import LIST, WORKBOOK, Column, Kind, Sheet
from skillmatrix.nearest import hint
from skillmatrix.rows import KEYS, Key, Present, Table, Value, Values, shown
from skillmatrix.text import name_key

type Format = Literal["csv", "xlsx"]
type Row = tuple[str, ...]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CREATED = datetime.datetime(2026, 1, 1)  # noqa: DTZ001


class UnknownRole(LookupError):
    """There is no role with this slug; the message names the nearest ones."""


def write_list(framework: Present, fmt: Format, role: str | None = None) -> bytes:
    """The framework as a list, or what it expects of one role (a slug). Raises UnknownRole."""
    if role is not None and role not in framework[Table.ROLE]:
        raise UnknownRole(_unknown_role(framework, role))
    rows = _list_rows(framework, role)
    return _csv(LIST, rows) if fmt == "csv" else _xlsx([(LIST, rows)])


def write_workbook_xlsx(framework: Present) -> bytes:
    """The whole framework as one XLSX file with a tab a table."""
    return _xlsx([(sheet, _sheet_rows(framework, sheet)) for sheet in WORKBOOK])


def write_folder(framework: Present, path: Path) -> None:
    """The whole framework as CSV files, one a table, in the folder `path`, which is made where it is missing.

    Other files in the folder stay. Each file is replaced as a whole once all are written.
    """
    path.mkdir(parents=True, exist_ok=True)
    files = {sheet.file_name: _csv(sheet, _sheet_rows(framework, sheet)) for sheet in WORKBOOK}
    replace_files({path / name: data for name, data in files.items()})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write `files`: first all beside their places, then each into its place at once. Raises OSError."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            parts[path].write_bytes(data)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _unknown_role(framework: Present, role: str) -> str:
    roles = framework.named(Table.ROLE)
    known = {name_key(values["name"]): slug for slug, values in roles.items()}
    known |= {slug: slug for slug in roles}
    return _("There is no role “%(role)s”.%(hint)s") % {"role": shown(role), "hint": hint(role, known)}


# Rows


class _Order:
    """Where rows stand: by domain, group, skill and role in the order of their names, then by level."""

    def __init__(self, framework: Present) -> None:
        self._framework = framework
        named = (Table.DOMAIN, Table.GROUP, Table.SKILL, Table.FAMILY, Table.ROLE)
        self._names = {
            table: {slug: name_key(values["name"]) for slug, values in framework.named(table).items()}
            for table in named
        }
        skills = framework.named(Table.SKILL)
        self._skills = {slug: self._skill(slug, values) for slug, values in skills.items()}
        self._ranks = {slug: values["rank"] for slug, values in framework.named(Table.LEVEL).items()}

    def of(self, table: Table, key: Key, values: Values) -> tuple[object, ...]:
        match table, key:
            case Table.EXPECTATION, (skill, role, level):
                return (self._skills[skill], self._names[Table.ROLE][role], self._ranks[level])
            case Table.ROLE_LEVEL, (role, level):
                return (self._names[Table.ROLE][role], self._ranks[level])
            case Table.SKILL, str():
                return self._skills[key]
            case Table.GROUP, str():
                return (self._names[Table.DOMAIN][values["domain"]], self._names[table][key])
            case Table.LEVEL | Table.PROFICIENCY, _:
                return (values["rank"],)
            case _:
                return (self._names[table][str(key)],)

    def _skill(self, slug: str, values: Values) -> tuple[object, ...]:
        """Skills that are not sorted into a domain yet come last, those without a group first in theirs."""
        domain, group = values["domain"], values["group"]
        return (
            not domain,
            self._names[Table.DOMAIN].get(domain, ""),
            self._names[Table.GROUP].get(group, ""),
            self._names[Table.SKILL][slug],
        )


def _ordered(framework: Present, table: Table) -> list[tuple[Key, Values]]:
    order = _Order(framework)
    return sorted(framework[table].items(), key=lambda row: order.of(table, *row))


def _list_rows(framework: Present, role: str | None) -> list[Row]:
    return [
        tuple(said[column.name] for column in LIST.columns)
        for key, values in _ordered(framework, Table.EXPECTATION)
        if isinstance(key, tuple) and role in (None, key[1])
        for said in [_said(framework, key, values)]
    ]


def _said(framework: Present, key: tuple[str, ...], values: Values) -> dict[str, str]:
    """An expectation as a list says it: by names, with what its skill and role belong to."""
    skill, role, level = key
    skills, roles = framework[Table.SKILL][skill], framework[Table.ROLE][role]
    references = {
        "domain": (Table.DOMAIN, skills["domain"]),
        "group": (Table.GROUP, skills["group"]),
        "skill": (Table.SKILL, skill),
        "role": (Table.ROLE, role),
        "family": (Table.FAMILY, roles["family"]),
        "level": (Table.LEVEL, level),
        "proficiency": (Table.PROFICIENCY, values["proficiency"]),
    }
    names = {
        column: framework[table][slug]["name"] if slug else "" for column, (table, slug) in references.items()
    }
    return {**names, "required": _text(values["required"]), "description": values["description"]}


def _sheet_rows(framework: Present, sheet: Sheet) -> list[Row]:
    table = sheet.table
    if table is None:
        return _list_rows(framework, None)
    parts = [part.value for part in KEYS.get(table, ())] or ["slug"]
    return [
        tuple(_text(cells[column.name]) for column in sheet.columns)
        for key, values in _ordered(framework, table)
        for cells in [{**dict(zip(parts, (key,) if isinstance(key, str) else key, strict=True)), **values}]
    ]


def _text(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return " ".join(value)
        case _:
            return str(value)


# Bytes


def _csv(sheet: Sheet, rows: Iterable[Row]) -> bytes:
    lines = csv_lines([tuple(column.name for column in sheet.columns), *rows])
    return "".join(lines).encode("utf-8-sig")


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Each row as a line of CSV that no spreadsheet program takes for a formula."""
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([_guarded(cell) for cell in row])
        yield line.getvalue()


def _guarded(cell: str) -> str:
    """With an apostrophe in front where a spreadsheet program would read a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _xlsx(sheets: Iterable[tuple[Sheet, list[Row]]]) -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _CREATED})
    bold = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet, rows in sheets:
        tab = book.add_worksheet(sheet.title)
        tab.freeze_panes(1, 0)
        for at, column in enumerate(sheet.columns):
            tab.set_column(at, at, column.width, wrapped)
            tab.write_string(0, at, column.name, bold)
            _fill(tab, at, column, rows, wrapped)
    book.close()
    return data.getvalue()


def _fill(tab: Worksheet, at: int, column: Column, rows: list[Row], form: XlsxFormat) -> None:
    """Write one column below its header: ranks as numbers, all else as text."""
    for number, row in enumerate(rows, start=1):
        if column.kind is Kind.RANK:
            tab.write_number(number, at, int(row[at]), form)
        elif row[at]:
            tab.write_string(number, at, row[at], form)
