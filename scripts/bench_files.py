"""Spreadsheets to measure imports with: `bench_files.py FOLDER SKILLS`.

A skill stands for 200 rows: 40 roles, five levels each. Every edition has the same rows, each with a text of
its own of some 150 characters. Among these is a dash, as in most texts that people write: it makes Python
keep them in twice the memory.

    EDITION.csv, EDITION.xlsx   all rows; the editions differ in every text
    few.csv, few.xlsx           the first ten rows of the third edition
    sample.csv                  the first 5,000 rows of the first edition
    names                       a folder: all but the expectations, as sheets of a workbook
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import xlsxwriter

ROLES, LEVELS = 40, 5
ROWS_OF_A_SKILL = ROLES * LEVELS
FEW, SAMPLE = 10, 5_000
HEADER = ("domain", "group", "skill", "role", "family", "level", "proficiency", "required", "description")
_EDITIONS = ("first", "second", "third")
_PROFICIENCIES = ("Awareness", "Working", "Advanced", "Expert", "Expert")

type Row = Sequence[str]


def main(folder: Path, skills: int) -> int:
    for edition in _EDITIONS:
        write_csv(folder / f"{edition}.csv", HEADER, rows(skills, edition))
        write_xlsx(folder / f"{edition}.xlsx", HEADER, rows(skills, edition))
    few = list(islice(rows(skills, "third"), FEW))
    write_csv(folder / "few.csv", HEADER, few)
    write_xlsx(folder / "few.xlsx", HEADER, few)
    write_csv(folder / "sample.csv", HEADER, islice(rows(skills, "first"), SAMPLE))
    (folder / "names").mkdir()
    for title, header, names in sheets_of_names(skills):
        write_csv(folder / "names" / f"{title}.csv", header, names)
    return 0


def rows(skills: int, edition: str) -> Iterator[Row]:
    """The cells below the header, skill by skill. `required` is 1 or 0, which every importer understands."""
    for skill in range(1, skills + 1):
        for role in range(1, ROLES + 1):
            for level in range(1, LEVELS + 1):
                yield (
                    domain_of(skill),
                    group_of(skill),
                    f"Skill {skill}",
                    f"Role {role}",
                    family_of(role),
                    f"Level {level}",
                    _PROFICIENCIES[level - 1],
                    str(int(level > 2)),
                    f"In skill {skill}, a role {role} at level {level} reviews what others planned, names "
                    "the risk that they did not see – and says what would lower it, in the "
                    f"{edition} edition.",
                )


def sheets_of_names(skills: int) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    numbers = range(1, skills + 1)
    yield "Domains", ["name"], [[name] for name in dict.fromkeys(map(domain_of, numbers))]
    groups = {group_of(skill): domain_of(skill) for skill in numbers}
    yield "Skill groups", ["name", "domain"], list(groups.items())
    skill_rows = [[f"Skill {skill}", domain_of(skill), group_of(skill)] for skill in numbers]
    yield "Skills", ["name", "domain", "group"], skill_rows
    roles = range(1, ROLES + 1)
    yield "Role families", ["name"], [[name] for name in dict.fromkeys(map(family_of, roles))]
    yield "Roles", ["name", "family"], [[f"Role {role}", family_of(role)] for role in roles]
    yield "Levels", ["name"], [[f"Level {level}"] for level in range(1, LEVELS + 1)]


def domain_of(skill: int) -> str:
    return f"Domain {(skill - 1) // 30 + 1}"


def group_of(skill: int) -> str:
    return f"Group {(skill - 1) // 10 + 1}"


def family_of(role: int) -> str:
    return f"Family {(role - 1) // 5 + 1}"


def write_csv(path: Path, header: Row, cells: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(cells)


def write_xlsx(path: Path, header: Row, cells: Iterable[Row]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Framework")
        for number, row in enumerate((header, *cells)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
