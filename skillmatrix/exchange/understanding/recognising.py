"""The sheets of a file -> which layout it has, and which of its sheets takes part as what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from skillmatrix.exchange.columns import EXPECTATIONS, LIST, Sheet, sheet_meant, sheet_titled
from skillmatrix.exchange.drawing.guide import is_guide
from skillmatrix.exchange.loading.cells import Cells
from skillmatrix.exchange.meaning import Known, Meaning
from skillmatrix.exchange.understanding.clashes import clashes, open_levels
from skillmatrix.exchange.understanding.crosstabs import Crosstab, crosstabs
from skillmatrix.exchange.understanding.headers import Page, first_filled, holds, missing, page
from skillmatrix.exchange.understanding.mapped import beyond, fingerprint, is_left_out, mapped, mapping_of
from skillmatrix.exchange.understanding.surveying import is_ours, role_of_tab
from skillmatrix.rows import Layout, Problem, enumerated, quoted, shown


@dataclass(slots=True)
class Recognised:
    """The layout of a file, which of its sheets takes part as what, and what speaks against it.

    `unclear`: an editor who says which column is which may mend it.
    """

    layout: Layout
    pages: list[Page] = field(default_factory=list)
    crosstabs: list[Crosstab] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unclear: bool = False
    mapped: list[str] = field(default_factory=list)  # the fingerprints of headers that an editor has said

    def tell_unclear(self, problems: Iterable[Problem]) -> None:
        found = list(problems)
        self.unclear = self.unclear or bool(found)
        self.problems += found


def recognise(sheets: list[Cells], meaning: Meaning, known: Known, *, is_folder: bool = False) -> Recognised:
    """What the `sheets` of a file are; blank ones take no part, nor does the one that explains the others.

    A folder is a workbook, and so is a file with a sheet of one; a matrix that is called Skills is none. In a
    file, Expectations alone are a list: they read the same, and a list may also name what does not exist yet.
    """
    filled = [
        cells
        for cells in sheets
        if first_filled(cells) is not None and not is_guide(cells.title, cells.merged)
    ]
    named = [(sheet, cells) for cells in filled if (sheet := sheet_titled(cells.title))]
    fitting = {
        sheet.title
        for sheet, cells in named
        if holds(sheet, cells, meaning) and not _has_levels_across(sheet, cells, meaning, known)
    }
    if is_folder or fitting - {EXPECTATIONS.title}:
        return _workbook(filled, named, meaning)
    found = _tables(filled, meaning, known)
    if named and not (found.pages or found.crosstabs):
        return _workbook(filled, named, meaning)
    if not (found.pages or found.crosstabs) and filled:
        _take_for_a_list(found, filled[0], meaning)
    return found


def _has_levels_across(sheet: Sheet, cells: Cells, meaning: Meaning, known: Known) -> bool:
    """Whether the header of a sheet that is called like one of a workbook has other columns, for levels."""
    understood, wrong = page(sheet, cells, meaning)
    return bool(wrong) and any(part.header == understood.header for part in crosstabs(cells, known, meaning))


def _workbook(filled: list[Cells], named: list[tuple[Sheet, Cells]], meaning: Meaning) -> Recognised:
    found = Recognised(Layout.WORKBOOK)
    strangers = [cells for cells in filled if not sheet_titled(cells.title)]
    found.problems += [*_misplaced(strangers, meaning), *_twice(named)]
    for sheet, cells in named:
        understood, wrong = page(sheet, cells, meaning)
        found.problems += [*wrong, *missing(understood)]
        found.pages.append(understood)
    return found


def _tables(filled: list[Cells], meaning: Meaning, known: Known) -> Recognised:
    """Each sheet as a list, or with skills down and levels or roles across."""
    found = Recognised(Layout.LIST)
    unread = []
    for cells in filled:
        if not (_as_said(found, cells, meaning, known) or _as_found(found, cells, meaning, known)):
            unread.append(cells.title)
    if found.crosstabs:
        found.layout = Layout.GRID
    found.unclear = found.unclear or any(map(_has_more, found.pages)) or any(map(_has_more, found.crosstabs))
    if unread and (found.pages or found.crosstabs):
        message = _("Not read, since no header was found there: %(sheets)s.")
        found.notices.append(message % {"sheets": enumerated(map(quoted, unread))})
    return found


def _has_more(part: Page | Crosstab) -> bool:
    """Whether cells are filled that no header is above: they are problems where their rows are read."""
    end = part.end if isinstance(part, Crosstab) else len(part.rows)
    rows = part.rows[part.header + 1 : end] if part.bare else []
    return any(index < len(row) and row[index].strip() for row in rows for index in part.bare)


def _as_said(found: Recognised, cells: Cells, meaning: Meaning, known: Known) -> bool:
    """Take a sheet as its editor has said, if so."""
    said = mapping_of(cells, meaning)
    if said is None:
        return False
    found.mapped.append(fingerprint(cells.rows[said[0]]))
    if is_left_out(said[1]):
        message = _("Sheet %(sheet)s is left out, as an editor said of its header.")
    else:
        message = _("The columns of sheet %(sheet)s are read as an editor said of this header.")
        if said[1].role and "role" not in said[1].columns:
            message = _(
                "The columns of sheet %(sheet)s are read as an editor said of this header, "
                "and as those of the role %(role)s."
            )
        _take(found, mapped(cells, *said, known))
        found.tell_unclear(beyond(cells, *said))
    found.notices.append(message % {"sheet": quoted(cells.title), "role": quoted(said[1].role)})
    return True


def _as_found(found: Recognised, cells: Cells, meaning: Meaning, known: Known) -> bool:
    """Take a sheet as its header says, if it can be told."""
    if is_ours(cells) or not holds(LIST, cells, meaning):
        if parts := crosstabs(cells, known, meaning):
            for part in parts:
                _take(found, part)
            return True
        understood, wrong = page(LIST, cells, meaning)
        role = role_of_tab(cells.title, known)
        if not (role and {"skill", "level"} <= understood.names and "role" not in understood.names):
            return False
        understood = _with_role(found, understood, role)
    else:
        understood, wrong = page(LIST, cells, meaning)
    found.tell_unclear(wrong)
    found.pages.append(understood)
    return True


def _with_role(found: Recognised, understood: Page, role: str) -> Page:
    message = _("The role of sheet %(sheet)s is taken from its name: %(role)s.")
    found.notices.append(message % {"sheet": quoted(understood.title), "role": quoted(role)})
    return Page(
        understood.sheet,
        understood.title,
        understood.header,
        understood.columns,
        understood.bare,
        understood.rows,
        {"role": role},
    )


def _take_for_a_list(found: Recognised, cells: Cells, meaning: Meaning) -> None:
    """Say what a list would need, where nothing is understood."""
    understood, wrong = page(LIST, cells, meaning)
    found.tell_unclear([*wrong, *missing(understood)])
    found.pages.append(understood)


def _take(found: Recognised, part: Page | Crosstab) -> None:
    if isinstance(part, Page):
        found.pages.append(part)
        found.tell_unclear(missing(part))
        return
    found.crosstabs.append(part)
    found.tell_unclear(_open_questions(part))
    if part.skill_guessed:
        header = part.rows[part.header]
        skill = next(index for index, column in part.down.items() if column.name == "skill")
        said = header[skill].strip() if skill < len(header) else ""
        message = _("In sheet %(sheet)s the column %(column)s is read as the skills.")
        found.notices.append(message % {"sheet": quoted(part.title), "column": quoted(said or "A")})


def _open_questions(part: Crosstab) -> Iterator[Problem]:
    """What a sheet with levels across leaves open."""
    row = part.header + 1
    header = part.rows[part.header]
    for index in part.unknown:
        text = header[index].strip() if index < len(header) else ""
        message = _("This column is not known. Rename it, or say that it may be ignored.")
        yield Problem(part.title, row, shown(text), "", message)
    if not part.has("skill"):
        message = _("No column says the skill. Name one “skill”, or say which it is.")
        yield Problem(part.title, row, "skill", "", message)
    if not part.has_role:
        message = _(
            "Nothing says which role this sheet is about. Write “role” and its name in the first row, "
            "or give the tab its name."
        )
        yield Problem(part.title, 1 if part.is_ours else row, "role", "", message)
    yield from open_levels(part)
    yield from clashes(part)


def _misplaced(strangers: list[Cells], meaning: Meaning) -> Iterator[Problem]:
    """Sheets of other names in a workbook that seem to be meant as part of it; all others are passed over."""
    for cells in strangers:
        if meant := sheet_meant(cells.title):
            message = _("No sheet has this name. Did you mean “%(name)s”? Rename it so, or remove it.")
            yield Problem(cells.title, None, "", "", message % {"name": meant})
        elif holds(LIST, cells, meaning):
            message = _("This is a list beside sheets of a workbook. Import it as a file of its own.")
            yield Problem(cells.title, None, "", "", message)


def _twice(named: list[tuple[Sheet, Cells]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for sheet, cells in named:
        other = first.setdefault(sheet.title, cells.title)
        if other != cells.title:
            message = _("This is the same sheet as “%(other)s”. Keep one of the two.")
            yield Problem(cells.title, None, "", "", message % {"other": other})
