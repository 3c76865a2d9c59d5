"""What a bad or odd file is, and the two rows that most of them hold."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    READ = "reads as `rows`"
    REFUSED = "is refused; the problems match `says`"


@dataclass(frozen=True, slots=True)
class OddFile:
    """`rows` are (skill, role, level, description), description "" where the file has none.

    `says` is a pattern for the text of its problems, with where they are. `hostile` files are made to break
    something: they cost less than two seconds and 100 MB, read or refused.
    """

    name: str
    file_name: str
    data: Callable[[], bytes]
    outcome: Outcome
    rows: tuple[tuple[str, ...], ...] = ()
    says: str = ""
    hostile: bool = False
    huge: bool = False
    encoding: str = ""

    def __str__(self) -> str:
        return f"{self.file_name}: {self.name}"


SQL = ("SQL", "Data Analyst", "Junior", "Reads tables")
LEARNING = ("Transfer Learning", "Data Scientist", "Senior", "Größe, 数据; “quoted”\nsecond line")
TWO = (SQL, LEARNING)


def read(name, file_name, data, *rows, **options):
    """A file that reads as these rows, by default the two."""
    return OddFile(name, file_name, data, Outcome.READ, rows or TWO, **options)


def refused(name, file_name, data, says, **options):
    return OddFile(name, file_name, data, Outcome.REFUSED, says=says, **options)
