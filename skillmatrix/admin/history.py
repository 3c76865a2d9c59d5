"""The history: who changed what, when and why; to be read and downloaded."""

import operator
from collections.abc import Iterator
from functools import reduce
from itertools import batched
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import EditorsAdmin, list_address
from skillmatrix.admin.history_filters import ByKind, ByPerson, ByRole, OfOperation, OfRow
from skillmatrix.admin.lists import EditorsList, searched_words
from skillmatrix.admin.restoring import RestoringMixin, in_words, may_undo, undone_in_words
from skillmatrix.exchange.writing import csv_lines
from skillmatrix.models import Change, Operation
from skillmatrix.queries.history import TEXTS, address, row_of, undone_by

_AT_ONCE = 1_000  # changes whose names are read in one go
_SHORT = 160  # characters of a value in the list
_COLUMNS = (
    *("when", "who", "operation", "operation kind", "source", "why"),
    *("kind", "row", "address", "what happened", "field", "before", "after"),
)
_LOOKUPS = {
    *(each.parameter_name for each in (ByRole, ByPerson, ByKind, OfRow, OfOperation)),
    *("table", "table__exact", "action", "action__exact", "at__gte", "at__lt"),
}


class HistoryList(EditorsList):
    """A page of the history, each change in words: `change.shown`."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        for change, shown in zip(self.result_list, in_words(self.result_list, _SHORT), strict=True):
            change.shown = shown


@admin.register(Change)
class ChangeAdmin(RestoringMixin, EditorsAdmin):
    """Nobody adds, edits or deletes what happened."""

    list_display = ("what", "fields_changed")
    list_display_links = None
    list_filter = (ByRole, "table", "action", ByPerson, ByKind, "at", OfRow, OfOperation)
    list_select_related = ("operation",)
    search_fields = (
        *(f"{side}__{field}" for side in ("old", "new") for field in TEXTS),
        "key",
        "operation__note",
        "operation__source",
        "operation__person_name",
    )
    search_help_text = _("Words of the texts before and after, of an address, a note, a file or a person")
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

    def get_urls(self) -> list[URLPattern]:
        admit = self.admin_site.admin_view
        return [
            path("download/", admit(self.download), name="skillmatrix_change_download"),
            path("<int:pk>/restore/", admit(self.restore), name="skillmatrix_change_restore"),
            path("operations/<int:pk>/undo/", admit(self.undo), name="skillmatrix_operation_undo"),
            *super().get_urls(),
        ]

    # The list

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("History"), **(extra_context or {})})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return HistoryList

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup in _LOOKUPS

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Change], search_term: str
    ) -> tuple[QuerySet[Change], bool]:
        """Each word somewhere in what people wrote, not in how it is kept.

        In any case as far as the database goes: SQLite's own comparison knows ASCII only.
        """
        for word in searched_words(search_term):
            found = (Q(**{f"{field}__icontains": word}) for field in self.search_fields)
            queryset = queryset.filter(reduce(operator.or_, found))
        return queryset, False

    @admin.display(description=_("what, when, by whom and why"))
    def what(self, change: Any) -> str:
        """In one column: beside what changed there is no room for more on a narrow screen."""
        context = {
            "row": change.shown,
            "change": change,
            "address": reverse("admin:skillmatrix_change_change", args=[change.pk]),
            "all_of_it": list_address(Change, operation=str(change.operation_id)),
        }
        return render_to_string("admin/skillmatrix/change/what.html", context)

    @admin.display(description=_("from what to what"))
    def fields_changed(self, change: Any) -> str:
        return render_to_string("admin/skillmatrix/change/fields.html", {"row": change.shown})

    def download(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows under the same filters, all pages of it, as CSV: a line a field."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(list_address(Change, **{ERROR_FLAG: "1"}))
        changes = listed.queryset.select_related("operation")
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
        if not self.has_view_permission(request):
            raise PermissionDenied
        change: Change | None = self.get_object(request, object_id)
        if change is None:
            raise Http404
        [shown] = in_words([change], None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": _("What happened"),
            "change": change,
            "row": shown,
            "row_history": list_address(Change, row=address(*row_of(change))),
            "all_of_it": list_address(Change, operation=str(change.operation_id)),
            "restorable": self.may_restore(request, change),
            **self._undoing(request, change.operation),
        }
        return TemplateResponse(request, "admin/skillmatrix/change/detail.html", context)

    def _undoing(self, request: HttpRequest, operation: Operation | None) -> dict[str, Any]:
        """Whether an operation can be undone; or how it was. What a migration recorded, nobody did."""
        if operation is None or operation.kind == Operation.Kind.MIGRATION:
            return {}
        if taken_back := undone_by(operation):
            there = list_address(Change, operation=str(taken_back.pk))
            return {"undone": undone_in_words(taken_back), "undone_address": there}
        return {"undoable": may_undo(request.user, operation)}


def _lines(changes: QuerySet[Change]) -> Iterator[tuple[str, ...]]:
    """The header, and a line for each field of each change; one for a change without fields."""
    yield ("\ufeff" + _COLUMNS[0], *_COLUMNS[1:])
    for batch in batched(changes.iterator(), _AT_ONCE, strict=False):
        for change, shown in zip(batch, in_words(batch, None), strict=True):
            operation = change.operation
            about = (
                localtime(change.at).isoformat(timespec="seconds"),
                operation.person_name if operation else "",
                str(operation or ""),
                str(operation.get_kind_display()) if operation else "",
                operation.source if operation else "",
                operation.note if operation else "",
                shown.kind,
                shown.label,
                change.key,
                shown.mark,
            )
            for field in shown.fields:
                yield (*about, field.name, field.old, field.new)
            if not shown.fields:
                yield (*about, "", "", "")
