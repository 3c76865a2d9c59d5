"""What the columns of a sheet with levels across leave open or say twice; their letters name them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from skillmatrix.exchange.understanding.crosstabs import Crosstab
from skillmatrix.rows import Problem, enumerated
from skillmatrix.text import name_key


def open_levels(crosstab: Crosstab) -> Iterator[Problem]:
    """The columns of cells of which nothing says the level."""
    if crosstab.has_level:
        return
    row = crosstab.header + 1
    some = [index for index, cell in crosstab.across.items() if not cell.level]
    if len(some) < len(crosstab.across) or crosstab.is_ours:
        message = _(
            "No level stands above the columns %(columns)s. A level’s name holds for its own columns alone. "
            "Write one above each block of columns, or empty this one."
        )
        columns = enumerated(map(xl_col_to_name, some))
        yield Problem(crosstab.title, row, "level", "", message % {"columns": columns})
        return
    message = _("Nothing says which level these cells are about. Add a column “level”, or say which it is.")
    yield Problem(crosstab.title, row, "level", "", message)


def clashes(crosstab: Crosstab) -> Iterator[Problem]:
    """Columns of cells that are about the same as one left of them: only one of the two could be taken."""
    first: dict[tuple[str, str, str], int] = {}
    for index, cell in crosstab.across.items():
        about = (cell.column, name_key(cell.level), name_key(cell.role))
        other = first.setdefault(about, index)
        if other == index or (not cell.level and not crosstab.has_level):
            continue
        named = " · ".join(filter(None, (cell.role, cell.level, cell.column)))
        message = _(
            "The columns %(first)s and %(second)s are both about this. "
            "Give each its own level and role in the header, or remove one of the two."
        )
        letters = {"first": xl_col_to_name(other), "second": xl_col_to_name(index)}
        yield Problem(crosstab.title, crosstab.header + 1, named, "", message % letters)
