"""What the start page offers: the spreadsheets, new reports, and in an empty database what to do first."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from skillmatrix.admin.imports.rights import may_import
from skillmatrix.admin.scoping import may_add
from skillmatrix.applying import Refused, apply
from skillmatrix.models import Expectation, Feedback, Import, Level, Operation, Proficiency, Role, Skill
from skillmatrix.models.feedback import kept
from skillmatrix.planning import default_proficiencies
from skillmatrix.queries.framework import present
from skillmatrix.queries.history import Done, latest_of
from skillmatrix.queries.scopes import within
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import enumerated

MOST_DRAFTS = 5
_KINDS: dict[str, type[Model]] = {
    "proficiencies": Proficiency,
    "levels": Level,
    "roles": Role,
    "skills": Skill,
    "expectations": Expectation,
}


@dataclass(frozen=True, slots=True)
class Start:
    """What one person sees on the start page. `missing` names what the framework lacks.

    `drafts` are the files that they uploaded and neither applied nor discarded, the latest of them.
    `latest` is what they did last; None for those who may not see the history.
    """

    may_import: bool
    may_export: bool
    may_add_proficiencies: bool
    missing: frozenset[str]
    may_add: frozenset[str]
    new_reports: int
    drafts: tuple[Import, ...]
    more_drafts: bool
    latest: tuple[Done, ...] | None


def start(person: Any) -> Start:
    edits = person.has_perm("skillmatrix.view_expectation")
    missing = [name for name, model in _KINDS.items() if edits and not model._default_manager.exists()]
    drafts = drafts_of(person)
    reads_reports = person.has_perm("skillmatrix.view_feedback")
    return Start(
        may_import=may_import(person),
        may_export=person.has_perm("skillmatrix.export_expectation"),
        may_add_proficiencies=may_add(person, Proficiency),
        missing=frozenset(missing),
        may_add=frozenset(
            model._meta.model_name or "" for model in _KINDS.values() if may_add(person, model)
        ),
        new_reports=_new_reports(person) if reads_reports else 0,
        drafts=drafts[:MOST_DRAFTS],
        more_drafts=len(drafts) > MOST_DRAFTS,
        latest=latest_of(person.pk) if person.has_perm("skillmatrix.view_change") else None,
    )


def _new_reports(person: Any) -> int:
    """How many open reports are this person's to answer, in one query."""
    return kept().filter(within(Feedback, person.scope), state=Feedback.State.NEW).count()


def drafts_of(person: Any) -> tuple[Import, ...]:
    """One's own drafts, the latest first, each with how many comments it has; at most one more than shown."""
    if not may_import(person):
        return ()
    own = Import.objects.filter(person=person.pk, state=Import.State.DRAFT).order_by("-pk")
    return tuple(own.annotate(comment_count=Count("comments"))[: MOST_DRAFTS + 1])


@require_POST
def add_proficiencies(request: HttpRequest) -> HttpResponse:
    """The button that adds the default four, by the same code as the command of that name."""
    if not may_add(request.user, Proficiency):
        raise PermissionDenied
    plan = default_proficiencies(present())
    if not plan.changes:
        messages.info(request, gettext("There are proficiencies already. Nothing is added."))
        return redirect("admin:index")
    try:
        apply(plan, Cause(Operation.Kind.FORM, request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        names = enumerated(change.label for change in plan.changes)
        messages.success(request, gettext("Added: %(names)s.") % {"names": names})
    return redirect("admin:index")
