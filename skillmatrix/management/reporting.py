"""What the commands say about a plan, as lines of text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmatrix.plans import Action, Plan, RowChange
from skillmatrix.remarks import Remark
from skillmatrix.rows import Problem, Value, quoted, shown

LISTED = 20  # rows that are named before the rest is only counted


def report(plan: Plan, most: int | None = LISTED, remarks: Iterable[Remark] = ()) -> Iterator[str]:
    """The counts of a plan, what there is to say of it and its new names; of each kind of warning, of the
    changes and of the deletions at most `most`."""
    yield from counted(plan)
    yield from _remarked(remarks, most)
    if plan.new_names:
        yield ""
        yield _("New names, each beside the likest that exists:")
        for new in plan.new_names:
            beside = " " + _("(there is “%(name)s”)") % {"name": new.nearest} if new.nearest else ""
            yield f"  {new.table.label} {quoted(new.name)}{beside}"
    for action, heading in ((Action.CHANGE, _("Changed:")), (Action.DELETE, _("Deleted:"))):
        rows = [change for change in plan.changes if change.action is action]
        if rows:
            yield ""
            yield heading
            yield from listed(rows, most, _told)


def _remarked(remarks: Iterable[Remark], most: int | None) -> Iterator[str]:
    """All sentences, and the warnings below how many of their kind there are."""
    said = list(remarks)
    if sentences := [remark.sentence for remark in said if not remark.kind.is_warning]:
        yield ""
        yield from sentences
    for kind, found in groupby(said, key=lambda remark: remark.kind):
        if kind.is_warning:
            warnings = [remark.sentence for remark in found]
            yield ""
            yield f"{kind.counted(len(warnings))}:"
            yield from listed(warnings, most)


def counted(plan: Plan) -> Iterator[str]:
    """A line a table: how many rows are new, changed, deleted or as before."""
    for table, counts in plan.summary.items():
        said = ", ".join(f"{count} {action.label}" for action, count in counts.items())
        yield f"{str(table.label).capitalize()}: {said}"


def refusal(problems: Iterable[Problem]) -> str:
    """All problems, a line each, below the sentence that nothing is written."""
    lines = [str(problem) for problem in problems]
    head = ngettext(
        "%(count)d problem. Nothing is written.", "%(count)d problems. Nothing is written.", len(lines)
    )
    return "\n".join([head % {"count": len(lines)}, *lines])


def listed[T](rows: Sequence[T], most: int | None = LISTED, told: Callable[[T], str] = str) -> Iterator[str]:
    """The first rows, a line each, and how many more there are."""
    for row in rows[:most]:
        yield f"  {told(row)}"
    rest = len(rows) - len(rows[:most])
    if rest:
        yield "  " + ngettext("and %(count)d more", "and %(count)d more", rest) % {"count": rest}


def _told(change: RowChange) -> str:
    """A row; where it is changed, each field with what it was and what it becomes."""
    if change.action is not Action.CHANGE:
        return str(change)
    fields = (f"{field} {quoted(_cell(old))} → {quoted(_cell(new))}" for field, old, new in change.fields)
    return f"{change}: {', '.join(fields)}"


def _cell(value: Value | None) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case tuple():
            return shown(" ".join(value))
        case _:
            return shown(str(value))
