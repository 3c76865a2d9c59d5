"""A sheet with skills down and levels across -> rows of a list: one for each skill and level it speaks of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix.exchange import limits
from skillmatrix.exchange.columns import LIST
from skillmatrix.exchange.limits import too_many_rows
from skillmatrix.exchange.understanding.crosstabs import Crosstab
from skillmatrix.exchange.understanding.parsing import Parser
from skillmatrix.rows import Problem, Value, WantedRow, enumerated, quoted, same_name

_KINDS = {column.name: column.kind for column in LIST.columns}

type Place = tuple[str, str]
"""The role and the level that cells are about; "" for what a column of the row says."""


@dataclass(slots=True)
class Unrolled:
    """The rows of a list that a sheet stands for, and what is to be said about them."""

    rows: list[WantedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def unroll(crosstab: Crosstab, parse: Parser) -> Unrolled:
    """What each row of the sheet says of its skill, at each role and level of which it says anything.

    Raises Unreadable where that is more than a list may have rows.
    """
    return _Unroller(crosstab, parse).unroll()


class _Unroller:
    def __init__(self, crosstab: Crosstab, parse: Parser) -> None:
        self.crosstab = crosstab
        self.parse = parse
        self.found = Unrolled()
        self.headings = {} if crosstab.is_ours else _headings(crosstab)
        self.down = sorted(crosstab.down.items(), key=lambda each: each[1].name != "domain")
        self.places: dict[Place, list[int]] = {}
        for index, cell in crosstab.across.items():
            self.places.setdefault((cell.role, cell.level), []).append(index)
        self.lone = 0

    def unroll(self) -> Unrolled:
        headed: dict[str, str] = {}
        said: dict[str, str] = {}
        for at in range(self.crosstab.header + 1, self.crosstab.end):
            row = self.crosstab.rows[at]
            if not any(cell.strip() for cell in row):
                continue
            if at in self.headings:
                text, is_domain = self.headings[at]
                headed = {"domain": text} if is_domain else {**headed, "group": text}
                said.pop("group", None)
                continue
            self._row(at, row, headed, said)
            if len(self.found.rows) > limits.MOST_ROWS:
                raise too_many_rows(self.crosstab.title)
            if len(self.found.problems) >= limits.MOST_PROBLEMS:
                self.found.problems.append(limits.too_many_problems(self.crosstab.title, at + 1))
                break
        self._tell()
        return self.found

    def _row(self, at: int, row: list[str], headed: dict[str, str], said: dict[str, str]) -> None:
        about: dict[str, Value] = {}
        wanted = WantedRow(self.crosstab.title, at + 1, about)
        for name, text in {**self.crosstab.fixed, **headed}.items():
            about[name] = self._value(wanted, name, name, text)
        for index, column in self.down:
            text = row[index] if index < len(row) else ""
            if column.name in ("domain", "group") and not self.crosstab.is_ours:
                text = _carried(column.name, text, said)
            about[column.name] = self._value(wanted, column.name, column.name, text)
        for index in self.crosstab.bare:
            if index < len(row) and row[index].strip():
                message = _("No header is above this cell. Give it one, or empty it.")
                self.found.problems.append(wanted.problem("", row[index], message))
                break
        rows = list(self._expectations(wanted, row))
        self.lone += not rows
        self.found.rows += rows
        for name in ("skill", "role", "level") if rows else ():
            if not rows[0].values.get(name):
                message = _("This cell must not be empty.")
                self.found.problems.append(wanted.problem(name, "", message))

    def _expectations(self, wanted: WantedRow, row: list[str]) -> Iterator[WantedRow]:
        """One for each place of which the row says anything: empty cells mean that nothing is expected."""
        for (role, level), indices in self.places.items():
            texts = {index: row[index] if index < len(row) else "" for index in indices}
            if not any(text.strip() for text in texts.values()):
                continue
            values = dict(wanted.values)
            for name, text in (("role", role), ("level", level)):
                if text:
                    values[name] = self._value(wanted, name, name, text)
            for index, text in texts.items():
                part = self.crosstab.across[index].column
                where = " · ".join(filter(None, (role, level, part)))
                values[part] = self._value(wanted, part, where, text)
            yield WantedRow(wanted.sheet, wanted.row, values)

    def _value(self, row: WantedRow, name: str, where: str, text: str) -> Value:
        """A cell as the value of a column of the list; what is wrong with it is noted."""
        value, wrong = self.parse(_KINDS[name], text)
        if wrong:
            self.found.problems.append(row.problem(where, text, wrong))
        return value

    # What its editor should know

    def _tell(self) -> None:
        crosstab, tell = self.crosstab, self.found.notices.append
        sheet = quoted(crosstab.title)
        if crosstab.role_from_tab:
            tell(
                _("The role of sheet %(sheet)s is taken from its name: %(role)s.")
                % {"sheet": sheet, "role": quoted(crosstab.fixed["role"])}
            )
        holds = Counter(cell.column for cell in crosstab.across.values())
        if set(holds) == {"proficiency"}:
            tell(
                _("The cells of sheet %(sheet)s are all proficiencies, and are read as such.")
                % {"sheet": sheet}
            )
        elif set(holds) == {"required"}:
            tell(
                _("The cells of sheet %(sheet)s are all marks, and are read as “required”.")
                % {"sheet": sheet}
            )
        for is_domain, message in (
            (True, _("Read as domains of the rows below them in sheet %(sheet)s: %(names)s.")),
            (False, _("Read as groups of the rows below them in sheet %(sheet)s: %(names)s.")),
        ):
            names = [text for text, of_domain in self.headings.values() if of_domain is is_domain]
            if names:
                tell(message % {"sheet": sheet, "names": enumerated(map(quoted, dict.fromkeys(names)))})
        if self.lone:
            message = ngettext(
                "%(count)d row of sheet %(sheet)s has a skill and nothing else; it makes nothing.",
                "%(count)d rows of sheet %(sheet)s have a skill and nothing else; they make nothing.",
                self.lone,
            )
            tell(message % {"count": self.lone, "sheet": sheet})


def _carried(name: str, text: str, said: dict[str, str]) -> str:
    """A domain or group, or else the last one above; another domain begins without any group."""
    if not text.strip():
        return said.get(name, "")
    if name == "domain" and same_name(text.strip()) != same_name(said.get(name, "").strip()):
        said.pop("group", None)
    said[name] = text
    return text


def _headings(crosstab: Crosstab) -> dict[int, tuple[str, bool]]:
    """The rows that are headings of those below: position -> text, and whether it names a domain.

    A heading is one text over merged cells. Where none is, and no column says the domain, it is a text alone
    in its row; such headings begin right below the header, and a skill that is known is none. Of two on top
    of each other the second is a group, and where there are such, so is each other one.
    """
    body = range(crosstab.header + 1, crosstab.end)
    merged = {at: text for at in body if at in crosstab.wide and (text := _alone(crosstab, at))}
    if merged:
        alone = merged
    elif crosstab.has("domain"):
        return {}
    else:
        lone = ((at, text) for at in body if (text := _alone(crosstab, at)))
        alone = {at: text for at, text in lone if same_name(text) not in crosstab.skills}
        first = next((at for at in body if any(cell.strip() for cell in crosstab.rows[at])), None)
        if first not in alone:
            return {}
    above = {at for at in alone if at + 1 in alone}
    return {at: (text, at in above or (not above)) for at, text in alone.items()}


def _alone(crosstab: Crosstab, at: int) -> str:
    """The one text of a row, where it stands at or left of the skill; "" otherwise."""
    row = crosstab.rows[at] if at < len(crosstab.rows) else []
    texts = dict.fromkeys(text.strip() for text in row if text.strip())
    skill = next((index for index, column in crosstab.down.items() if column.name == "skill"), 0)
    first = next((index for index, text in enumerate(row) if text.strip()), skill + 1)
    return next(iter(texts)) if len(texts) == 1 and first <= skill else ""
