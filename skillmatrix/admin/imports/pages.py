"""The page of an import: a draft with its plan, to be confirmed; or a receipt."""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmatrix.admin.exchange_forms import CommentForm, HowForm
from skillmatrix.admin.imports.moved import Moved, moved
from skillmatrix.admin.imports.rights import may_act, may_have_file, may_list
from skillmatrix.admin.imports.tickets import Ticket
from skillmatrix.admin.imports.waiting import BUSY, Led, Shown, is_large
from skillmatrix.admin.plans.pages import plan_page
from skillmatrix.admin.restoring import may_undo, undone_in_words
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import hold_plan, limited_to
from skillmatrix.applying import Refused
from skillmatrix.importing import (
    Changed,
    Over,
    Planned,
    carry_out,
    how_it_ended,
    meaning_of,
    options_of,
    planned,
    summary_of,
)
from skillmatrix.models import Change, Import, ImportFile, Operation
from skillmatrix.plans import Action, Hold, unheld
from skillmatrix.progress import Progress
from skillmatrix.queries.framework import MODELS
from skillmatrix.queries.history import undone_by
from skillmatrix.remarks import Remark, remarks

DRAFT = "admin/skillmatrix/import/draft.html"
RECEIPT = "admin/skillmatrix/import/receipt.html"


def address_of(import_: Import) -> str:
    return reverse("admin:skillmatrix_import_change", args=[import_.pk])


def takes_long(import_: Import) -> bool:
    """Whether one has to wait for the plan of an import; a receipt is there at once."""
    return import_.is_draft and is_large(import_.file_name, import_.size)


def frame(site: AdminSite, request: HttpRequest, import_: Import) -> dict[str, Any]:
    """What surrounds the main part of an import's page."""
    return {
        **site.each_context(request),
        "opts": Import._meta,
        "title": import_.file_name,
        "crumb": import_.file_name,
        "may_list": may_list(request.user),
    }


def hold_for(request: HttpRequest, import_: Import) -> Hold:
    """What lies outside of what somebody edits is a problem for those who could confirm it."""
    return partial(hold_plan, request) if may_act(request.user, import_) else unheld


def shown(
    request: HttpRequest, import_: Import, progress: Progress, refused: str = "", **forms: Any
) -> Shown:
    """The page of an import as it is now; with `forms` filled in wrong, or why they were refused."""
    status = BUSY if refused else 200
    if import_.is_draft:
        with suppress(Over):
            found = planned(import_, hold_for(request, import_), progress)
            return replace(draft(request, import_, found, refused=refused, **forms), status=status)
    return replace(receipt(request, import_, **forms), status=status)


def confirmed(
    request: HttpRequest, import_: Import, ticket: Ticket, why: WhyForm, progress: Progress
) -> Led | Shown:
    """Carry out what `ticket` confirms. Where that can't be, the page says why, with the plan of now."""
    try:
        return _confirmed(request, import_, ticket, why, progress)
    except Over as over:
        return too_late(over.import_)


def _confirmed(
    request: HttpRequest, import_: Import, ticket: Ticket, why: WhyForm, progress: Progress
) -> Led | Shown:
    hold = partial(hold_plan, request)
    if not import_.is_draft:
        raise Over(import_)
    if not why.is_valid():
        return draft(request, import_, planned(import_, hold, progress), ticket, why=why)
    if not ticket.fits(import_):
        found = planned(import_, hold, progress)
        return draft(request, import_, found, moved=Moved(is_meaning=True), why=why)
    cause = replace(why.cause(Operation.Kind.IMPORT, request), source=import_.file_name)
    try:
        carry_out(import_, ticket.digest, cause, hold, progress)
    except Changed as changed:
        what = moved(import_, ticket.since, changed.found)
        return draft(request, import_, changed.found, refused=str(changed), moved=what, why=why)
    except Over:
        raise
    except Refused as refused:
        found = planned(import_, hold, progress)
        return draft(request, import_, found, ticket, refused=str(refused), why=why)
    return Led(address_of(import_))


def too_late(import_: Import) -> Led:
    """To the page of an import that was no draft any more, when somebody did something with it."""
    told = _("This was no draft any more, and nothing was written now.")
    return Led(address_of(import_), f"{told} {how_it_ended(import_)}", messages.WARNING)


def told_of(import_: Import, found: Planned) -> tuple[Remark, ...]:
    """What there is to say of a plan besides what it changes."""
    return remarks(found.plan, found.before, found.wanted, options_of(import_))


def draft(
    request: HttpRequest,
    import_: Import,
    found: Planned,
    ticket: Ticket | None = None,
    refused: str = "",
    moved: Moved | None = None,
    why: WhyForm | None = None,
    **forms: Any,
) -> Shown:
    """A draft with its plan, to be confirmed with `ticket`, by default for the plan as it is now."""
    acts = may_act(request.user, import_)
    may_confirm = acts and found.plan.changes and not found.plan.problems
    signed = (ticket or Ticket.of(import_, found)).signed_for(request.user) if may_confirm else None
    context = {
        "ticket": signed,
        "why": why or WhyForm(),
        "refused": refused,
        "moved": moved,
        "totals": totals(found.plan.summary),
        "changes": bool(found.plan.changes),
        "how": forms.get("how") or HowForm.of(options_of(import_), meaning_of(import_)),
        "how_is_open": bool(forms.get("how")),
        "limited_to": limited_to(request) if acts else "",
        "kept_until": import_.at + datetime.timedelta(days=settings.IMPORT_KEEP_DAYS),
        "plan_page": plan_page(
            found.plan, found.before, request.GET, told_of(import_, found), address_of(import_)
        ),
        "unclear": found.wanted.unclear and acts,
    }
    return Shown(DRAFT, {**context, **_about(request, import_, forms)})


def receipt(request: HttpRequest, import_: Import, **forms: Any) -> Shown:
    """What became of a draft; and what was done, where it was applied."""
    is_applied = import_.state == Import.State.APPLIED
    summary = summary_of(import_.done_counts if is_applied else import_.counts)
    context: dict[str, Any] = {
        "is_applied": is_applied,
        "totals": totals(summary),
        "counts_shown": {"counts": [_count(table, actions) for table, actions in summary.items()]},
        "ended": how_it_ended(import_),
    }
    operation = import_.operation
    if operation is not None:
        taken_back = undone_by(operation)
        there = taken_back or operation
        context |= {
            "all_of_it": reverse("admin:skillmatrix_change_changelist", query={"operation": operation.pk}),
            "undone": undone_in_words(taken_back) if taken_back else "",
            "undone_address": reverse("admin:skillmatrix_change_changelist", query={"operation": there.pk}),
            "may_undo": taken_back is None and may_undo(request.user, operation),
            "may_see_history": request.user.has_perm(f"skillmatrix.view_{Change._meta.model_name}"),
        }
    return Shown(RECEIPT, {**context, **_about(request, import_, forms)})


def totals(summary: Mapping[Any, Mapping[Action, int]]) -> dict[str, int]:
    """How many rows of all kinds are new, changed and deleted."""
    return {
        name: sum(actions.get(action, 0) for actions in summary.values())
        for name, action in (("new", Action.CREATE), ("changed", Action.CHANGE), ("deleted", Action.DELETE))
    }


def in_numbers(counts: Mapping[str, int]) -> str:
    return _("%(new)d new, %(changed)d changed, %(deleted)d deleted") % counts


def _count(table: Any, actions: Mapping[Action, int]) -> dict[str, Any]:
    """A line of `counts.html`."""
    return {
        "kind": capfirst(str(MODELS[table]._meta.verbose_name_plural)),
        **totals({table: actions}),
        "kept": actions.get(Action.KEEP, 0),
    }


def _about(request: HttpRequest, import_: Import, forms: Mapping[str, Any]) -> dict[str, Any]:
    """What stands beside a draft and a receipt alike."""
    has_file = ImportFile.objects.filter(of=import_.pk).exists()
    return {
        "kept": import_,
        "may_act": may_act(request.user, import_),
        "has_file": has_file,
        "meant": HowForm.of(options_of(import_), meaning_of(import_)).told,
        "is_text": not import_.file_name.lower().endswith(".xlsx"),
        "may_have_file": has_file and may_have_file(request.user, import_),
        "link": request.build_absolute_uri(address_of(import_)),
        "comments": list(import_.comments.all()),
        "comment": forms.get("comment") or CommentForm(),
    }
