"""Saving the framework's forms: under the lock, recorded with its why, and never over a newer change."""

from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.conflicts import conflicts
from skillmatrix.admin.formsets import RowsAsSent
from skillmatrix.admin.merging import CONFLICT, Merged, typed_rows
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.locking import is_collision
from skillmatrix.models import Operation
from skillmatrix.models.history import NOTE_LENGTH
from skillmatrix.recording.operations import Cause, recorded
from skillmatrix.text import clean_line, is_number


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


class SavedUnderLock(Merged):
    """Pages that save one form of the framework, or a list of them."""

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

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = cast(type[VersionedForm], super().get_form(request, obj, change, **kwargs))
        form.trouble = getattr(request, "trouble", "")
        return form

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
            except PermissionDenied as refused:
                found = typed_rows(request, self.get_changelist_formset(request))
                return self._refused_page(request, found, refused)
        request.trouble = trouble  # type: ignore[attr-defined]
        return _as_sent(request, super().changelist_view(request, context))

    def _get_edited_object_pks(self, request: HttpRequest, prefix: str) -> list[str]:
        """A key that no row can have is that of a row which is gone."""
        sent: list[str] = super()._get_edited_object_pks(request, prefix)
        return [key for key in sent if is_number(key)]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(
            request, **{"form": VersionedForm, "fields": self.list_editable, **kwargs}
        )

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        formset: Any = super().get_changelist_formset(request, **{"formset": RowsAsSent, **kwargs})
        formset.trouble = getattr(request, "trouble", "")
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


def _as_sent(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """A list that was not saved, with the rows that were sent: Django would pair them with those of now."""
    context = getattr(page, "context_data", None) or {}
    cl = context.get("cl")
    if cl is None or not (cl.formset and cl.formset.is_bound):
        return page
    cl.result_list = [form.instance for form in cl.formset.forms]
    context["conflicts"], is_refused = conflicts(None, [cl.formset], request.POST)
    if is_refused:
        page.status_code = CONFLICT
    return page
