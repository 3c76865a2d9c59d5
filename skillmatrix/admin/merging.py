"""Pages whose form is compared with what is stored by then, and what they say when it can't be saved."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from skillmatrix.admin.conflicts import conflicts
from skillmatrix.admin.formsets import Typed, typed
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.models import Change
from skillmatrix.models.base import Row
from skillmatrix.queries.framework import table_of
from skillmatrix.queries.history import deletion_of

FORBIDDEN = 403
CONFLICT = 409
GONE = 410


class Merged(admin.ModelAdmin):
    """Saves no form over a newer change, and throws nothing away that was typed."""

    form = VersionedForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who may not save any more, since their rights or the row went elsewhere, keeps what they typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied as refused:
            if "opened" not in request.POST:
                raise
            return self._refused_page(request, self._typed_form(request, object_id), refused)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """To be saved, the row is locked as well: other programs that write may not ask for our lock."""
        found = super().get_object(request, object_id, from_field)
        locks = connection.features.has_select_for_update and connection.in_atomic_block
        if found is None or request.method != "POST" or not locks:
            return found
        list(self.model._base_manager.select_for_update().filter(pk=found.pk).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        form = context["adminform"].form
        shown, is_refused = conflicts(form, formsets, request.POST)
        opened = [form, *(row for formset in formsets for row in formset.initial_forms)]
        context |= {"conflicts": shown, "opened": [row["opened"] for row in opened if "opened" in row.fields]}
        page = super().render_change_form(request, context, *args, **kwargs)
        if is_refused:
            page.status_code = CONFLICT
        return page

    # What can't be saved at all: the row is gone, or no longer theirs to change

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Who had its form open is shown what they typed; everybody else is led away, as always."""
        if request.method == "POST" and str(request.resolver_match.url_name).endswith("_change"):  # type: ignore[union-attr]
            return self._gone_page(request, object_id)
        led: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        return led

    def _gone_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Not saved: deleted in the meantime")
        more = {"deletion": self._deletion(request, object_id)}
        return self._to_be_copied(request, title, self._typed_form(request, None), GONE, more)

    def _refused_page(
        self, request: HttpRequest, found: Iterator[Typed], refused: PermissionDenied
    ) -> HttpResponse:
        title = gettext("Not saved: you may no longer change this")
        more = {"is_refused": True, "refused": str(refused)}
        return self._to_be_copied(request, title, found, FORBIDDEN, more)

    def _to_be_copied(
        self, request: HttpRequest, title: str, found: Iterator[Typed], status: int, more: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **more,
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "lost": [text for text in found if text.fields],
            "lost_before": request.POST.getlist("lost") + request.POST.getlist("outside"),
            "note": request.POST.get("why", "").strip(),
            "may_see": self.has_view_permission(request),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=status)

    def _deletion(self, request: HttpRequest, object_id: str) -> Change | None:
        """How the row went, for those who may see the history."""
        may_see = issubclass(self.model, Row) and request.user.has_perm("skillmatrix.view_change")
        return deletion_of(table_of(self.model), object_id) if may_see else None

    # What was typed

    def form_without_row(self, request: HttpRequest) -> type[forms.ModelForm]:
        """A form that can read what was sent for a row that is not there to be asked."""
        return self.get_form(request)

    def late_page(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """What somebody is shown who had a form open here, and may not even enter the admin by now."""
        return self._refused_page(request, self._typed_form(request, object_id), PermissionDenied())

    def _typed_form(self, request: HttpRequest, object_id: str | None) -> Iterator[Typed]:
        """All that was sent in the form, and what was changed in its inlines."""
        of_row = self.form_without_row(request)(request.POST, request.FILES)
        if isinstance(of_row, VersionedForm):
            yield typed(of_row, everything=True)
        row = None if object_id is None else self.get_object(request, unquote(object_id))
        for inline in self.get_inlines(request, row):
            yield from typed_rows(request, inline(self.model, self.admin_site).get_formset(request, row))


def typed_rows(request: HttpRequest, rows: Any) -> Iterator[Typed]:
    """What was changed in several rows, of a list or an inline, that can't be saved."""
    prefix = rows.get_default_prefix()
    try:
        count = min(int(request.POST.get(f"{prefix}-TOTAL_FORMS", 0)), rows.absolute_max)
    except ValueError:
        return
    for at in range(count):
        form = rows.form(request.POST, request.FILES, prefix=f"{prefix}-{at}")
        if isinstance(form, VersionedForm):
            yield typed(form)
