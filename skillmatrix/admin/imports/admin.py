"""Imports: their history as a list, and a page for each: a draft to review and confirm, or a receipt."""

from functools import partial
from pathlib import PurePath
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from skillmatrix.admin.base import EditorsAdmin
from skillmatrix.admin.exchange_forms import CommentForm, HowForm
from skillmatrix.admin.imports.columns import ColumnsMixin
from skillmatrix.admin.imports.filters import ByDay, ByPerson
from skillmatrix.admin.imports.pages import (
    address_of,
    frame,
    hold_for,
    in_numbers,
    shown,
    takes_long,
    told_of,
    too_late,
    totals,
)
from skillmatrix.admin.imports.rights import listed, may_have_file, may_list, opened, opened_to_act
from skillmatrix.admin.imports.waiting import Led, Shown, answered
from skillmatrix.admin.plans.sheets import plan_download
from skillmatrix.admin.restoring import undone_in_words
from skillmatrix.admin.saving import WhyForm
from skillmatrix.admin.scoping import hold_plan
from skillmatrix.applying import Refused, all_or_refused
from skillmatrix.importing import (
    Over,
    comment_on,
    discard,
    how_it_ended,
    mean,
    meaning_of,
    planned,
    summary_of,
)
from skillmatrix.models import Import, ImportFile
from skillmatrix.progress import Progress
from skillmatrix.queries.history import undone_by

CONTENT_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@admin.register(Import)
class ImportAdmin(ColumnsMixin, EditorsAdmin):
    """Nobody adds, edits or deletes an import here: a file that is uploaded makes one, and it stays."""

    list_display = ("file_name", "at", "person_name", "what", "outcome")
    change_list_template = "admin/skillmatrix/import/list.html"
    list_filter = ("state", ByPerson, ("at", ByDay))
    search_fields = ("file_name",)
    search_help_text = _("Part of a file's name")
    actions = None
    ordering = ("-pk",)
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_list(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Import]:
        undone = "operation__undone_by__undone_by"  # and what was undone of that
        return listed(request.user).select_related("operation").prefetch_related(undone)

    def get_urls(self) -> list[URLPattern]:
        admit = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{name}/", admit(view), name=f"skillmatrix_import_{name}")
            for name, view in {
                "how": self.how,
                "columns": self.columns,
                "discard": self.discard,
                "comment": self.comment,
                "file": self.file,
            }.items()
        ]
        return [*own, *super().get_urls()]

    # The list

    @admin.display(description=_("what it does"))
    def what(self, import_: Import) -> str:
        if import_.is_draft and import_.problems:
            told = ngettext("%(count)d problem", "%(count)d problems", import_.problems)
            return told % {"count": import_.problems}
        is_applied = import_.state == Import.State.APPLIED
        return in_numbers(totals(summary_of(import_.done_counts if is_applied else import_.counts)))

    @admin.display(description=_("outcome"))
    def outcome(self, import_: Import) -> str:
        taken_back = undone_by(import_.operation) if import_.operation else None
        if taken_back:
            return format_html("{}. {}", how_it_ended(import_), undone_in_words(taken_back))
        return how_it_ended(import_) or import_.get_state_display().capitalize()

    # One import

    @method_decorator(require_safe)
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a draft or a receipt; of a draft also its whole plan as a file."""
        import_ = opened(request, object_id)
        if "format" not in request.GET or not import_.is_draft:
            return self._page(request, import_)
        try:
            found = planned(import_, hold_for(request, import_))
        except Over:
            return redirect(address_of(import_))
        return plan_download(found.plan, found.before, told_of(import_, found), request.GET["format"])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What became of an import stands on its page."""
        return redirect(address_of(opened(request, object_id)))

    @method_decorator(require_POST)
    def how(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mean the file otherwise, which makes another plan of it."""
        import_ = opened_to_act(request, pk)
        form = HowForm(request.POST)
        if not form.is_valid():
            return self._page(request, import_, how=form)

        def work(progress: Progress) -> Led | Shown:
            meaning = form.meaning(meaning_of(import_))
            try:
                mean(import_, form.options, meaning, partial(hold_plan, request), progress)
            except Over as over:
                return too_late(over.import_)
            except Refused as refused:
                import_.refresh_from_db()
                return shown(request, import_, progress, str(refused), how=form)
            return Led(address_of(import_))

        return answered(request, frame(self.admin_site, request, import_), work, takes_long(import_))

    @method_decorator(require_POST)
    def discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        import_ = opened_to_act(request, pk)
        why = WhyForm(request.POST)
        if not why.is_valid():
            return self._page(request, import_, why=why)
        try:
            discard(import_, request.user, why.cleaned_data["why"])
        except Over as over:
            messages.warning(request, too_late(over.import_).told)
        except Refused as refused:
            return self._page(request, import_, refused=str(refused), why=why)
        return redirect(address_of(import_))

    @method_decorator(require_POST)
    def comment(self, request: HttpRequest, pk: int) -> HttpResponse:
        import_ = opened(request, pk)
        form = CommentForm(request.POST, instance=comment_on(import_, request.user))
        if not form.is_valid():
            return self._page(request, import_, comment=form)
        try:
            with all_or_refused():
                made = form.save()
        except Refused as refused:
            form.add_error("text", str(refused))
            return self._page(request, import_, refused=str(refused), comment=form)
        return redirect(f"{address_of(import_)}#comment-{made.pk}")

    @method_decorator(require_safe)
    def file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was uploaded, byte for byte."""
        import_ = opened(request, pk)
        if not may_have_file(request.user, import_):
            raise PermissionDenied
        kept = get_object_or_404(ImportFile, of=import_)
        suffix = PurePath(import_.file_name).suffix.lower()
        return HttpResponse(
            bytes(kept.data),
            content_type=CONTENT_TYPES.get(suffix, "application/octet-stream"),
            headers={
                "Content-Disposition": content_disposition_header(True, import_.file_name) or "attachment",
                "X-Content-Type-Options": "nosniff",
            },
        )

    def _page(self, request: HttpRequest, import_: Import, **forms: Any) -> HttpResponse:
        around = frame(self.admin_site, request, import_)
        work = partial(shown, request, import_, **forms)
        return answered(request, around, work, takes_long(import_))
