"""The sheet beside a list or a grid that says how to fill it in, and holds the names that drop-downs offer.

Nothing on it is read back: `GUIDE` is the name of its tab, and no row of it can be taken for a header.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.exchange.drawing.ordering import ordered
from skillmatrix.exchange.drawing.xlsx import A4, BOLD, FIXED, TEXT, Book, Choice, Style, height, lay_out
from skillmatrix.rows import Layout, Present, Table
from skillmatrix.text import TEXT_LENGTH

GUIDE = "Guide"

type Cells = tuple[str, ...]
type Said = tuple[Style, Promise]

_TITLE: Style = {**TEXT, **BOLD, "font_size": 16}
_HEADING: Style = {**TEXT, **BOLD, "font_size": 12, "valign": "bottom"}
_GREY: Style = {**TEXT, **FIXED}
_WIDTHS = (36, 32, 32)
_HEADING_HEIGHT = 28  # points

_RULES: Mapping[Layout, tuple[Said, ...]] = {
    Layout.GRID: (
        (_HEADING, _("What stands where")),
        (TEXT, _("Each of the other sheets is about one role. Its name is in the cell beside “role”.")),
        (
            TEXT,
            _(
                "Each row is about one skill. Below the name of each level stand the skill’s proficiency, "
                "whether it is required, and the description."
            ),
        ),
        (_HEADING, _("Which cells to write in")),
        (
            _GREY,
            _(
                "Cells of this grey stay as they are. They say which role, level and skill a text is about. "
                "Another name there renames nothing: it means another role, level or skill, and makes a new "
                "one where there is none of that name. Rename in the admin, and move skills there, too."
            ),
        ),
    ),
    Layout.LIST: (
        (_HEADING, _("What stands where")),
        (TEXT, _("Each row of the other sheet says what one role, at one level, needs in one skill.")),
        (
            TEXT,
            _(
                "Domain and group belong to the skill, and the family to the role: they are the same in all "
                "rows of that skill or role."
            ),
        ),
        (_HEADING, _("Which cells to write in")),
        (
            _GREY,
            _(
                "Cells of this grey stay as they are. A column that you do not need may be deleted as a "
                "whole: what it would say stays as it is. Only skill, role and level must be there."
            ),
        ),
        (
            TEXT,
            _(
                "Skill, role and level say which expectation a row is about. Another name there renames "
                "nothing: it means another skill, role or level, and makes a new one where there is none of "
                "that name. Rename in the admin."
            ),
        ),
    ),
}
_CELLS: tuple[Said, ...] = (
    (TEXT, _("proficiency: one of those listed below, or empty.")),
    (TEXT, _("required: yes or no. Empty means no, so the skill is optional.")),
    (TEXT, _("description: at most %(limit)s characters. Alt+Enter begins a new line in a cell.")),
)
_EMPTY: Mapping[Layout, tuple[Said, ...]] = {
    Layout.GRID: (
        (_HEADING, _("Empty cells")),
        (
            TEXT,
            _(
                "Three empty cells below a level mean that nothing is expected there. They delete nothing: "
                "what the framework expects there already stays, also where you have just emptied the cells, "
                "and so does the expectation of a row that you delete."
            ),
        ),
        (
            TEXT,
            _(
                "To delete expectations, empty their cells and choose “%(replace)s” when you import. "
                "What the sheet of a role does not hold is then deleted. Roles without a sheet keep theirs."
            ),
        ),
        (
            TEXT,
            _(
                "Where one or two of the three cells are filled in, an empty one empties its field, unless "
                "you choose “%(keep)s”."
            ),
        ),
    ),
    Layout.LIST: (
        (_HEADING, _("Empty cells, and rows that are not there")),
        (TEXT, _("An empty cell empties its field, unless you choose “%(keep)s” when you import.")),
        (
            TEXT,
            _(
                "A row that you delete deletes nothing. To delete expectations, delete their rows and choose "
                "“%(replace)s”. Whatever the file does not have of a role in it is then deleted."
            ),
        ),
    ),
}
_ADDING: Mapping[Layout, tuple[Said, ...]] = {
    Layout.GRID: (
        (_HEADING, _("What you can add")),
        (
            TEXT,
            _(
                "A skill: write it into the first empty row, with its domain and group. The skills that "
                "exist are listed below; any other name makes a new one."
            ),
        ),
        (
            TEXT,
            _(
                "A level: add three columns at the right. Write its name in row 2 above the first of them, "
                "and proficiency, required and description in row 3."
            ),
        ),
        (
            TEXT,
            _("A role: begin with an empty template, or copy a sheet and write its name beside “role”."),
        ),
    ),
    Layout.LIST: (
        (_HEADING, _("What you can add")),
        (
            TEXT,
            _(
                "Write into the first empty row. The names that exist are listed below; any other makes a "
                "new skill, role, level, domain, group or family."
            ),
        ),
    ),
}
_IMPORTING: tuple[Said, ...] = (
    (_HEADING, _("Importing")),
    (
        TEXT,
        _(
            "In the admin, choose Expectations and Import, and send this file. You first see everything that "
            "it would change. Nothing is written before you confirm it."
        ),
    ),
)
_TITLES: Mapping[Table, Promise] = {
    Table.PROFICIENCY: _("Proficiencies, from the lowest to the highest, with their letters"),
    Table.LEVEL: _("Levels, from the lowest to the highest"),
    Table.DOMAIN: _("Domains"),
    Table.GROUP: _("Skill groups, with their domains"),
    Table.SKILL: _("Skills, with their domains and groups"),
    Table.FAMILY: _("Role families"),
    Table.ROLE: _("Roles, with their families"),
}
_BESIDE: Mapping[Table, tuple[str, ...]] = {
    Table.PROFICIENCY: ("letter",),
    Table.GROUP: ("domain",),
    Table.SKILL: ("domain", "group"),
    Table.ROLE: ("family",),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """Its lines from the first, and by the name of a column what its cells may be chosen from.

    A line of one cell is as wide as the sheet. `too_long` is said about a description that is longer than an
    import takes.
    """

    lines: tuple[tuple[Style, Cells], ...]
    choices: Mapping[str, Choice]
    too_long: str

    def draw(self, book: Book) -> None:
        tab = book.tab(GUIDE)
        for at, width in enumerate(_WIDTHS):
            tab.set_column(at, at, width, book.style(TEXT))
        for number, (style, cells) in enumerate(self.lines):
            if len(cells) == 1:
                needed = height(cells, [sum(_WIDTHS)])
                tab.set_row(number, _HEADING_HEIGHT if style in (_TITLE, _HEADING) else needed)
                tab.merge_range(number, 0, number, len(_WIDTHS) - 1, cells[0], book.style(style))
                continue
            tab.set_row(number, height(cells, _WIDTHS))
            for at, cell in enumerate(cells):
                tab.write_string(number, at, cell, book.style(style))
        tab.hide_gridlines(2)
        tab.set_tab_color("#0B5C6B")
        lay_out(tab, A4, 0, across=False)


def guide(framework: Present, layout: Layout) -> Guide:
    """How to fill in a list or a grid of this framework, in the language that is active."""
    words = {
        "limit": number_format(TEXT_LENGTH, use_l10n=True, force_grouping=True),
        "replace": gettext("Replace what the roles in the file expect"),
        "keep": gettext("Keep what empty cells leave out"),
    }
    rules = (*_RULES[layout], *_CELLS, *_EMPTY[layout], *_ADDING[layout], *_IMPORTING)
    lines: list[tuple[Style, Cells]] = [
        (_TITLE, (gettext("How to fill in this spreadsheet"),)),
        (TEXT, (gettext("This sheet explains and lists what there is. Nothing on it is imported."),)),
        *((style, (str(said) % words,)) for style, said in rules),
    ]
    choices = {}
    for column, title, names in _names(framework):
        lines.append((_HEADING, (title,)))
        first = len(lines) + 1
        lines += [(TEXT, cells) for cells in names]
        choices[column] = _choice(column, f"={GUIDE}!$A${first}:$A${len(lines)}")
    too_long = gettext("A description has at most %(limit)s characters. The import would refuse this one.")
    return Guide(tuple(lines), choices, too_long % words)


def _names(framework: Present) -> Iterator[tuple[str, str, list[Cells]]]:
    """What each column may hold, under a title and with what stands beside it. Without names, no column."""
    for table, title in _TITLES.items():
        names = [
            (values["name"], *(_beside(framework, field, values[field]) for field in _BESIDE.get(table, ())))
            for _slug, values in ordered(framework, table)
        ]
        if names:
            yield table.value, str(title), [_wide(cells) for cells in names]
        if table is Table.PROFICIENCY:
            yield "required", gettext("What “required” may say"), [_wide(("yes",)), _wide(("no",))]


def _beside(framework: Present, field: str, value: str) -> str:
    if field == "letter" or not value:
        return value
    return str(framework.named(Table(field))[value]["name"])


def _wide(cells: Cells) -> Cells:
    return (*cells, *[""] * (len(_WIDTHS) - len(cells)))


def _choice(column: str, source: str) -> Choice:
    match column:
        case "proficiency":
            told = gettext("Choose one of the proficiencies, or leave the cell empty.")
        case "required":
            told = gettext("Choose yes or no. Empty means no.")
        case _:
            told = gettext("Nothing has this name yet: the import would make it. Otherwise, choose a name.")
    return Choice(source, told, is_open=column not in ("proficiency", "required"))
