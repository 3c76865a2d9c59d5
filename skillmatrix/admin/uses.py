"""What uses a row, so that it can't be deleted: told to the editor in counts and a few names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT, Count, Model, QuerySet
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, ngettext

from skillmatrix.admin.words import counted
from skillmatrix.models import Feedback
from skillmatrix.models.feedback import protect_open

MOST_NAMES = 3
MOST_REFUSALS = 10


@dataclass(frozen=True, slots=True)
class Use:
    """`count` rows of `rows.model` rely on `subject`; `rows` is only asked for their first few names."""

    subject: Model
    count: int
    rows: QuerySet[Any]


def protecting_uses(subjects: Sequence[Model]) -> list[Use]:
    """What the database would protect `subjects` for: one query for each kind of row that points at them."""
    if not subjects:
        return []
    by_pk = {subject.pk: subject for subject in subjects}
    found = []
    for relation in subjects[0]._meta.related_objects:
        field = relation.field.attname
        rows = relation.related_model._default_manager.all()
        if relation.on_delete is protect_open:
            rows = rows.filter(state__in=Feedback.OPEN)
        elif relation.on_delete is not PROTECT:
            continue
        totals = rows.filter(**{f"{field}__in": by_pk}).order_by().values_list(field).annotate(Count("pk"))
        for pk, count in sorted(totals, key=lambda total: -total[1]):
            found.append(Use(by_pk[pk], count, rows.filter(**{field: pk})))
    return found


def refusals(uses: Iterable[Use]) -> list[str]:
    """One sentence for each row that can't be deleted; beyond ten, a last one that says how many more."""
    by_subject: dict[Model, list[Use]] = {}
    for use in uses:
        by_subject.setdefault(use.subject, []).append(use)
    told = [_refusal(subject, found) for subject, found in list(by_subject.items())[:MOST_REFUSALS]]
    if more := len(by_subject) - len(told):
        told.append(
            ngettext("%(count)d more is in use.", "%(count)d more are in use.", more) % {"count": more}
        )
    return told


def _refusal(subject: Model, uses: list[Use]) -> str:
    sentence = ngettext(
        "%(kind)s “%(name)s” can't be deleted: %(uses)s uses it.",
        "%(kind)s “%(name)s” can't be deleted: %(uses)s use it.",
        sum(use.count for use in uses),
    )
    told = get_text_list([_use_in_words(use) for use in uses], gettext("and"))
    return sentence % {"kind": capfirst(subject._meta.verbose_name), "name": subject, "uses": told}


def _use_in_words(use: Use) -> str:
    to_one = [field.name for field in use.rows.model._meta.fields if field.many_to_one and not field.null]
    rows = use.rows.select_related(*to_one) if to_one else use.rows
    names = [str(row) for row in rows[:MOST_NAMES]]
    if use.count > len(names):
        names.append("…")
    return gettext("%(count)s (%(names)s)") % {
        "count": counted(use.rows.model, use.count),
        "names": ", ".join(names),
    }
