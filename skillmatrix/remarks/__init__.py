"""What an editor should know of a plan besides what it changes. Pure.

Warnings: what reads wrong in the rows that the plan touches, though nothing forbids it. Sentences: what the
blank cells, absent columns and absent rows of the file mean here, in numbers.
"""

from skillmatrix.drafting import Options
from skillmatrix.plans import Plan
from skillmatrix.remarks.blanks import emptied, meant
from skillmatrix.remarks.kinds import Kind, Remark
from skillmatrix.remarks.warnings import warnings
from skillmatrix.rows import Present, Wanted

__all__ = ["Kind", "Remark", "remarks"]

_AS_MEANT = Options()
_ORDER = {kind: number for number, kind in enumerate(Kind)}


def remarks(
    plan: Plan, before: Present, wanted: Wanted | None = None, options: Options = _AS_MEANT
) -> tuple[Remark, ...]:
    """All there is to say of `plan`, made from `before`, in the order of Kind; without `wanted`, of no file.

    Of a plan with problems there is only how its file was read.
    """
    found = [Remark(Kind.READ, notice) for notice in wanted.notices] if wanted else []
    if not plan.problems:
        after = plan.result(before)
        found += [*warnings(plan, after), *emptied(plan)]
        if wanted:
            found += meant(plan, before, after, wanted, options)
    return tuple(sorted(found, key=lambda remark: _ORDER[remark.kind]))
