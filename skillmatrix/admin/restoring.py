"""Putting back what was: one row, or all that an operation did; shown first, and then done by a plan."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import list_address
from skillmatrix.admin.plans.pages import plan_page
from skillmatrix.admin.plans.sheets import plan_download
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import apply_within, hold_plan, scope_of
from skillmatrix.admin.shown_rows import ShownRow, shown_row
from skillmatrix.applying import Refused
from skillmatrix.models import Change, Import, Operation, SideStep
from skillmatrix.plans import Action, Plan
from skillmatrix.queries.framework import MODELS
from skillmatrix.queries.history import (
    address,
    as_rows,
    done_by,
    lies_within,
    row_of,
    since,
    undone_by,
)
from skillmatrix.recording.operations import Cause
from skillmatrix.remarks import remarks
from skillmatrix.restoring import restoration, rewound, undoing
from skillmatrix.rows import Present, Table, quoted


class ConfirmForm(WhyForm):
    """Confirms what was shown: the digest of its plan comes back."""

    digest = forms.CharField(widget=forms.HiddenInput)


class RestoringMixin(admin.ModelAdmin):
    """The pages of the history that put something back."""

    def may_restore(self, request: HttpRequest, change: Change) -> bool:
        """Whether there is something to put back, in what this person edits."""
        if change.action == Action.CREATE.value or not may_write(request.user, [change.table]):
            return False
        return lies_within(change, scope_of(request))

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What putting a row back would do, and with the confirmation of that, doing it."""
        change = get_object_or_404(self._visible(request), pk=pk)
        if not may_write(request.user, [change.table]):
            raise PermissionDenied
        table, key = row_of(change)
        before, later = since(change)
        values = rewound(table, before[table].get(key), later)
        if values is None:
            raise Http404
        [row] = in_words([change], None)
        about = {
            "title": _("Restore a row"),
            "row": row,
            "button": _("Restore it"),
            "nothing": _("The row is as it was then: there is nothing to restore."),
            "back": list_address(Change, row=address(table, key)),
        }
        plan = restoration(before, table, key, values)
        return self._confirmed(request, plan, before, Cause(Operation.Kind.RESTORE, request.user), about)

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What taking an operation back would do, and with the confirmation of that, doing it."""
        sees_history = self.has_view_permission(request)
        if not (sees_history or request.user.has_perm("skillmatrix.import_expectation")):
            raise PermissionDenied
        operation = get_object_or_404(Operation.objects.exclude(kind=Operation.Kind.MIGRATION), pk=pk)
        if not may_undo(request.user, operation):
            raise PermissionDenied
        (before, done), taken_back = done_by(operation), undone_by(operation)
        nothing = _("Nothing of it is left: there is nothing to undo.")
        about = {
            "title": _undo_title(operation),
            "button": _("Undo all of it"),
            "nothing": undone_in_words(taken_back) if taken_back else nothing,
            "back": _history_of(operation) if sees_history else list_address(Import),
        }
        cause = Cause(Operation.Kind.UNDO, request.user, source=str(operation), undoes=operation)
        plan = Plan() if taken_back else undoing(before, done)
        return self._confirmed(request, plan, before, cause, about)

    def _visible(self, request: HttpRequest) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_queryset(request)

    def _confirmed(
        self, request: HttpRequest, plan: Plan, before: Present, cause: Cause, about: dict[str, Any]
    ) -> HttpResponse:
        """The page that shows a plan; where that very plan is confirmed, it is written."""
        plan = hold_plan(request, plan, before)
        said = remarks(plan, before)
        if request.method == "GET" and (fmt := request.GET.get("format")):
            return plan_download(plan, before, said, fmt)
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and plan.changes and not plan.problems:
            if form.cleaned_data["digest"] != plan.digest:
                told = _("The framework has changed since. Nothing was written. This would happen now.")
                messages.warning(request, told)
            elif self._write(request, plan, replace(cause, note=form.cleaned_data["why"])):
                return redirect(about["back"])
        again = {**request.POST.dict(), "digest": plan.digest}
        context = {
            **self.admin_site.each_context(request),
            **about,
            "opts": self.opts,
            "media": self.media,
            "plan_page": plan_page(plan, before, request.GET, said),
            "form": ConfirmForm(again if form.is_bound else None, initial=again),
        }
        return TemplateResponse(request, "admin/skillmatrix/change/restore.html", context)

    def _write(self, request: HttpRequest, plan: Plan, cause: Cause) -> bool:
        """Whether it was written. Where not, the page comes again, and what was typed stays."""
        try:
            apply_within(request, plan, cause)
        except Refused as refused:
            messages.error(request, str(refused))
            return False
        messages.success(request, _("Done, and kept in the history as an operation of its own."))
        return True


def may_write(person: Any, tables: Iterable[str]) -> bool:
    """Whether a person may add, change and delete rows of these tables; of none, nobody may."""
    models = {SideStep if table == Change.SIDE_STEP else MODELS[Table(table)] for table in tables}
    return bool(models) and person.has_perms(
        f"skillmatrix.{action}_{model._meta.model_name}"
        for model in models
        for action in ("add", "change", "delete")
    )


def may_undo(person: Any, operation: Operation) -> bool:
    """Whoever may edit what it wrote; and who may import, what they imported themselves."""
    is_own_import = operation.kind == Operation.Kind.IMPORT and operation.person_id == person.pk
    if is_own_import and person.has_perm("skillmatrix.import_expectation"):
        return True
    tables = operation.changes.order_by("table").values_list("table", flat=True).distinct()
    return may_write(person, tables)


def undone_in_words(taken_back: Operation) -> str:
    """By which operation another one was undone, by whom and when."""
    about = _said_of(taken_back)
    if taken_back.person_name:
        return gettext("Undone by %(operation)s, by %(person)s on %(time)s.") % about
    return gettext("Undone by %(operation)s on %(time)s.") % about


def _history_of(operation: Operation) -> str:
    return list_address(Change, operation=str(operation.pk))


def _undo_title(operation: Operation) -> str:
    about = _said_of(operation)
    if operation.source and operation.kind == Operation.Kind.IMPORT:
        about["operation"] = f"{about['operation']} {quoted(operation.source)}"
    if operation.person_name:
        return gettext("Undo %(operation)s of %(person)s, %(time)s") % about
    return gettext("Undo %(operation)s, %(time)s") % about


def _said_of(operation: Operation) -> dict[str, str]:
    time = date_format(localtime(operation.at), "DATETIME_FORMAT")
    return {"operation": str(operation), "person": operation.person_name, "time": time}


def in_words(changes: Iterable[Change], longest: int | None) -> list[ShownRow]:
    """The changes as people read them, each value cut to `longest` characters."""
    rows, names = as_rows(changes)
    return [shown_row(row, names, names, longest) for row in rows]
