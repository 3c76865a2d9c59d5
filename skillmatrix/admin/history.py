"""The history: who changed what, when and why; to be read, downloaded, and to restore rows from."""

import operator
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import batched
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import EditorsAdmin, list_address
from skillmatrix.admin.history_filters import ByKind, ByPerson, ByRole, OfOperation, OfRow
from skillmatrix.admin.previews import ShownRow, preview, shown_row
from skillmatrix.applying import Refused, apply
from skillmatrix.exchange.writing import csv_lines
from skillmatrix.models import Change, Operation
from skillmatrix.models.history import NOTE_LENGTH
from skillmatrix.plans import Action, Plan
from skillmatrix.queries.framework import MODELS, present
from skillmatrix.queries.history import address, as_rows, row_before, row_of
from skillmatrix.recording.operations import Cause
from skillmatrix.restoring import restoration

_AT_ONCE = 1_000  # changes whose names are read in one go
_SHORT = 160  # characters of a value in the list


class RestoreForm(forms.Form):
    """Confirms what was shown: the digest of its plan comes back."""

    digest = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Optional. It is kept in the history."),
    )


class HistoryList(ChangeList):
    """A page of the history, each change in words: `change.shown`."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        for change, shown in zip(self.result_list, in_words(self.result_list, _SHORT), strict=True):
            change.shown = shown


@admin.register(Change)
class ChangeAdmin(EditorsAdmin):
    """Nobody adds, edits or deletes what happened."""

    list_display = ("what", "fields_changed", "when", "by_whom")
    list_display_links = None
    list_filter = (ByRole, "table", "action", ByPerson, ByKind, "at", OfRow, OfOperation)
    list_select_related = ("operation",)
    search_fields = ("key", "old", "new", "operation__note", "operation__source")
    search_help_text = _("Words of the texts before and after, of an address, a note or a file's name")
    show_full_result_count = False
    actions = None
    ordering = ("-pk",)
    sortable_by = ()
    change_list_template = "admin/skillmatrix/change/list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_restore(self, request: HttpRequest, change: Change) -> bool:
        """Whether this person may write the row of a change, or make it anew where it is gone."""
        model = MODELS[row_of(change)[0]]._meta.model_name
        return request.user.has_perms([f"skillmatrix.add_{model}", f"skillmatrix.change_{model}"])

    def get_urls(self) -> list[URLPattern]:
        admit = self.admin_site.admin_view
        return [
            path("download/", admit(self.download), name="skillmatrix_change_download"),
            path("<int:pk>/restore/", admit(self.restore), name="skillmatrix_change_restore"),
            *super().get_urls(),
        ]

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return HistoryList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Change], search_term: str
    ) -> tuple[QuerySet[Change], bool]:
        for word in search_term.replace("\0", "").split():
            found = (Q(**{f"{field}__icontains": word}) for field in self.search_fields)
            queryset = queryset.filter(reduce(operator.or_, found))
        return queryset, False

    @admin.display(description=_("what"))
    def what(self, change: Any) -> str:
        there = reverse("admin:skillmatrix_change_change", args=[change.pk])
        return render_to_string("admin/skillmatrix/change/what.html", {"row": change.shown, "address": there})

    @admin.display(description=_("from what to what"))
    def fields_changed(self, change: Any) -> str:
        return render_to_string("admin/skillmatrix/change/fields.html", {"row": change.shown})

    @admin.display(description=_("when"))
    def when(self, change: Change) -> Any:
        return change.at

    @admin.display(description=_("by whom and why"))
    def by_whom(self, change: Change) -> str:
        return render_to_string(
            "admin/skillmatrix/change/by_whom.html",
            {
                "operation": change.operation,
                "all_of_it": list_address(Change, operation=str(change.operation_id)),
            },
        )

    def download(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list shows under the same filters, all pages of it, as CSV: a line a field."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        changes = self.get_changelist_instance(request).get_queryset(request).select_related("operation")
        name = f"skillmatrix-history-{timezone.localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            (line.encode() for line in csv_lines(_lines(changes))),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    # One change

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        change = self._change(request, object_id)
        [shown] = in_words([change], None)
        context = {
            "title": _("What happened"),
            "change": change,
            "row": shown,
            "row_history": list_address(Change, row=address(*row_of(change))),
            "all_of_it": list_address(Change, operation=str(change.operation_id)),
            "restorable": change.action != Action.CREATE.value and self.may_restore(request, change),
        }
        return self._page(request, "detail.html", context)

    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What putting the row back would do, and with the confirmation of that, doing it."""
        change = self._change(request, str(pk))
        if not self.may_restore(request, change):
            raise PermissionDenied
        values, before = row_before(change), present()
        if values is None:
            raise Http404
        plan = restoration(before, *row_of(change), values)
        form = RestoreForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and not plan.problems:
            if form.cleaned_data["digest"] == plan.digest:
                return self._restore(request, change, plan, form.cleaned_data["note"])
            told = _("The framework has changed since. Nothing was written. This would happen now.")
            messages.warning(request, told)
        again = RestoreForm(initial={"digest": plan.digest, "note": request.POST.get("note", "")})
        [row] = in_words([change], None)
        context = {
            "title": _("Restore a row"),
            "change": change,
            "row": row,
            "plan": plan,
            "preview": preview(plan, before),
            "form": again,
        }
        return self._page(request, "restore.html", context)

    def _restore(self, request: HttpRequest, change: Change, plan: Plan, note: str) -> HttpResponse:
        history = list_address(Change, row=address(*row_of(change)))
        try:
            apply(plan, Cause(Operation.Kind.RESTORE, request.user, source=f"{change.pk}", note=note))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("admin:skillmatrix_change_restore", change.pk)
        messages.success(request, gettext("Restored: %(row)s.") % {"row": plan.changes[0]})
        return redirect(history)

    def _change(self, request: HttpRequest, pk: str) -> Change:
        """The change with this number, which the person may see. Raises PermissionDenied, Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found: Change | None = self.get_object(request, pk)
        if found is None:
            raise Http404
        return found

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        around = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/skillmatrix/change/{template}", {**around, **context})


def in_words(changes: Iterable[Change], longest: int | None) -> list[ShownRow]:
    """The changes as people read them, each value cut to `longest` characters."""
    rows, names = as_rows(changes)
    return [shown_row(row, names, names, longest) for row in rows]


def _lines(changes: QuerySet[Change]) -> Iterator[tuple[str, ...]]:
    """The header, and a line for each field of each change; one for a change without fields."""
    columns = ("when", "who", "operation", "why", "kind", "row", "what happened", "field", "before", "after")
    yield ("\ufeff" + columns[0], *columns[1:])
    for batch in batched(changes.iterator(), _AT_ONCE, strict=False):
        for change, shown in zip(batch, in_words(batch, None), strict=True):
            operation = change.operation
            about = (
                localtime(change.at).isoformat(timespec="seconds"),
                operation.person_name if operation else "",
                str(operation or ""),
                operation.note if operation else "",
                shown.kind,
                shown.label,
                shown.mark,
            )
            for field in shown.fields:
                yield (*about, field.name, field.old, field.new)
            if not shown.fields:
                yield (*about, "", "", "")
