"""Saving the framework's forms: under the lock, recorded with its why, and never over a newer change."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import IntegrityError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.conflicts import conflicts
from skillmatrix.admin.formsets import RowsAsSent, Typed, typed
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.locking import is_collision
from skillmatrix.models import Change, Operation
from skillmatrix.models.history import NOTE_LENGTH
from skillmatrix.queries.framework import table_of
from skillmatrix.queries.history import deletion_of
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.text import clean_line

CONFLICT = 409
GONE = 410


class WhyForm(forms.Form):
    """Why something is done; for the history."""

    why = forms.CharField(
        label=_("Why"),
        help_text=_("Optional. It is kept in the history."),
        max_length=NOTE_LENGTH,
        required=False,
        widget=AdminTextInputWidget(attrs={"dir": "auto"}),
    )

    def clean_why(self) -> str:
        return clean_line(self.cleaned_data["why"], NOTE_LENGTH)

    @classmethod
    def of(cls, request: HttpRequest) -> "WhyForm":
        return cls(request.POST if request.method == "POST" else None)

    def cause(self, kind: Operation.Kind, request: HttpRequest) -> Cause:
        return Cause(kind, request.user, note=self.cleaned_data["why"])


class SavedUnderLock(admin.ModelAdmin):
    """Pages that save one form of the framework, or a list of them."""

    form = VersionedForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        why = WhyForm.of(request)
        context = {"why": why, **(extra_context or {})}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, context)
        trouble = _trouble_with(why)
        if not trouble:
            try:
                with recorded(why.cause(Operation.Kind.FORM, request)):
                    return super().changeform_view(request, object_id, form_url, context)
            except (IntegrityError, OperationalError) as error:
                trouble = _told(error)
        request.trouble = trouble  # type: ignore[attr-defined]
        shown: HttpResponse = self._changeform_view(request, object_id, form_url, context)  # type: ignore[attr-defined]
        return shown

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """To be saved, the row is locked as well: other programs that write may not ask for our lock."""
        found = super().get_object(request, object_id, from_field)
        locks = connection.features.has_select_for_update and connection.in_atomic_block
        if found is None or request.method != "POST" or not locks:
            return found
        list(self.model._base_manager.select_for_update().filter(pk=found.pk).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.trouble = getattr(request, "trouble", "")  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        form = context["adminform"].form
        shown, is_refused = conflicts(form, formsets, request.POST.getlist("lost"))
        opened = [form, *(row for formset in formsets for row in formset.initial_forms)]
        context |= {"conflicts": shown, "opened": [row["opened"] for row in opened if "opened" in row.fields]}
        page = super().render_change_form(request, context, *args, **kwargs)
        if is_refused:
            page.status_code = CONFLICT
        return page

    # A row that is gone

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Who had its form open is shown what they typed; everybody else is led away, as always."""
        if request.method == "POST" and str(request.resolver_match.url_name).endswith("_change"):  # type: ignore[union-attr]
            return self._gone_page(request, object_id)
        led: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        return led

    def _gone_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        of_row = self.get_form(request)(request.POST, request.FILES)
        found = [typed(of_row, everything=True)] if isinstance(of_row, VersionedForm) else []
        for inline in self.get_inline_instances(request):
            found += _typed_inline(request, inline)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Not saved: deleted in the meantime"),
            "opts": self.opts,
            "media": self.media,
            "deletion": self._deletion(request, object_id),
            "lost": [text for text in found if text.fields],
            "lost_before": request.POST.getlist("lost"),
        }
        return TemplateResponse(request, "admin/gone.html", context, status=GONE)

    def _deletion(self, request: HttpRequest, object_id: str) -> Change | None:
        """How the row went, for those who may see the history."""
        may_see = request.user.has_perm("skillmatrix.view_change")
        return deletion_of(table_of(self.model), object_id) if may_see else None

    # Lists

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not (request.method == "POST" and self.list_editable and "_save" in request.POST):
            return super().changelist_view(request, {"why": WhyForm(), **(extra_context or {})})
        why = WhyForm.of(request)
        context = {"why": why, **(extra_context or {})}
        trouble = _trouble_with(why)
        if not trouble:
            try:
                with recorded(why.cause(Operation.Kind.FORM, request)):
                    return _as_sent(request, super().changelist_view(request, context))
            except (IntegrityError, OperationalError) as error:
                trouble = _told(error)
        request.trouble = trouble  # type: ignore[attr-defined]
        return _as_sent(request, super().changelist_view(request, context))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(
            request, **{"form": VersionedForm, "fields": self.list_editable, **kwargs}
        )

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        formset = super().get_changelist_formset(request, **{"formset": RowsAsSent, **kwargs})
        formset.trouble = getattr(request, "trouble", "")  # type: ignore[attr-defined]
        return formset

    # The history is kept by the database (see `skillmatrix.recording`), not by the admin's log.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return None


def _trouble_with(why: WhyForm) -> str:
    if why.is_valid():
        return ""
    return gettext("Nothing is saved yet: correct “Why”, at the end of the form.")


def _told(error: IntegrityError | OperationalError) -> str:
    """What to tell where somebody else was quicker; any other failure is raised again."""
    if isinstance(error, OperationalError) and not is_collision(error):
        raise error
    return gettext("Somebody else was writing at the same moment. Nothing is saved yet; save again.")


def _typed_inline(request: HttpRequest, inline: Any) -> list[Typed]:
    """What was changed in the rows of an inline whose page is gone."""
    rows = inline.get_formset(request)
    prefix = rows.get_default_prefix()
    try:
        count = min(int(request.POST.get(f"{prefix}-TOTAL_FORMS", 0)), rows.absolute_max)
    except ValueError:
        return []
    sent = (rows.form(request.POST, request.FILES, prefix=f"{prefix}-{at}") for at in range(count))
    return [typed(form) for form in sent if isinstance(form, VersionedForm)]


def _as_sent(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """A list that was not saved, with the rows that were sent: Django would pair them with those of now."""
    context = getattr(page, "context_data", None) or {}
    cl = context.get("cl")
    if cl is None or not (cl.formset and cl.formset.is_bound):
        return page
    cl.result_list = [form.instance for form in cl.formset.forms]
    context["conflicts"], is_refused = conflicts(None, [cl.formset], request.POST.getlist("lost"))
    if is_refused:
        page.status_code = CONFLICT
    return page
