"""What the pages of all framework models share."""

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.deletions import DeletedByPlan
from skillmatrix.admin.lists import EditorsList, searched_words
from skillmatrix.admin.saving import SavedUnderLock
from skillmatrix.admin.scoping import Scoped
from skillmatrix.admin.words import counted
from skillmatrix.models import Change
from skillmatrix.models.fields import NameField, PlainTextField
from skillmatrix.queries.history import address_of
from skillmatrix.text import is_number, name_key

_CONTENT = {"dir": "auto", "lang": settings.CONTENT_LANGUAGE}


class TextFormField(forms.CharField):
    """Browsers send `\\r\\n` for each line break: that alone is no change."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


FIELD_FORMS: dict[Any, dict[str, Any]] = {
    PlainTextField: {
        "form_class": TextFormField,
        "widget": AdminTextareaWidget(attrs={"rows": 4, **_CONTENT}),
    },
    NameField: {"widget": AdminTextInputWidget(attrs=_CONTENT)},
}


def count_of(model: type[Model], distinct: str = "pk", **match: str) -> Coalesce:
    """How many rows of `model` belong to the outer row, each field in `match` equal to the outer one.

    A subquery of its own: two joined counts would multiply each other.
    """
    outer = {field: OuterRef(of_outer) for field, of_outer in match.items()}
    rows = model._default_manager.filter(**outer).order_by().values(*match)
    totals = rows.annotate(total=Count(distinct, distinct=distinct != "pk"))
    return Coalesce(Subquery(totals.values("total")), 0)


def list_address(model: type[Model], **filters: str) -> str:
    """The address of a model's list, filtered."""
    return reverse(f"admin:skillmatrix_{model._meta.model_name}_changelist", query=filters or None)


def add_address(model: type[Model], **initial: Any) -> str:
    """The address of a model's empty form, with first values."""
    return reverse(f"admin:skillmatrix_{model._meta.model_name}_add", query=initial or None)


def count_column(model: type[Model], field: str, **filters: str) -> Callable[[Any], Any]:
    """A list column with the annotated count `field`; with `filters`, linked to the list of what was counted.

    `filters` maps parameters of that list to attributes of the row: `role="role.slug"`.
    """

    @admin.display(description=model._meta.verbose_name_plural, ordering=field)
    def column(row: Any) -> Any:
        count = getattr(row, field)
        if not count or not filters:
            return count
        values = {name: operator.attrgetter(path)(row) for name, path in filters.items()}
        return format_html('<a href="{}">{}</a>', list_address(model, **values), count)

    return column


def _with_possible_keys(sent: QueryDict) -> QueryDict:
    """What was sent to a list, with "0", the key of no row, for each selected key that no row can have."""
    chosen = [key if is_number(key) else "0" for key in sent.getlist(ACTION_CHECKBOX_NAME)]
    changed = sent.copy()
    if chosen:
        changed.setlist(ACTION_CHECKBOX_NAME, chosen)
    return changed


class EditorsForms(admin.options.BaseModelAdmin):
    """Forms whose texts are the framework's, and whose choices are not deleted in passing."""

    formfield_overrides = FIELD_FORMS

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class EditorsAdmin(EditorsForms, admin.ModelAdmin):
    """A list is called by what it lists."""

    list_per_page = 50

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        if request.method == "POST":
            request.POST = _with_possible_keys(request.POST)  # type: ignore[assignment]
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EditorsList


class FrameworkAdmin(Scoped, SavedUnderLock, DeletedByPlan, EditorsAdmin):
    """A model of the framework.

    `search_fields` are folded names, `search_texts` are as written. `counts` are annotated to every row.
    `fixed` are chosen when a row is added, and only shown afterwards.
    """

    search_texts: ClassVar[tuple[str, ...]] = ()
    counts: ClassVar[dict[str, Coalesce]] = {}
    fixed: ClassVar[tuple[str, ...]] = ()

    @admin.display(description=_("last changed"), ordering="changed_at")
    def last_changed(self, row: Any) -> str:
        return date_format(localtime(row.changed_at))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = self.list_select_related
        rows: QuerySet[Any] = super().get_queryset(request).annotate(**self.counts)
        return rows.select_related(*related) if isinstance(related, tuple) else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is only shown, such as the address, has nothing to show before the row exists."""
        fields = super().get_fields(request, obj)
        return fields if obj else [field for field in fields if field not in self.readonly_fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fixed, *self.readonly_fields) if obj else self.readonly_fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Each word somewhere, in any case and width: a database's own comparison knows ASCII only."""
        for word in searched_words(search_term):
            found = [Q(**{f"{field}__icontains": name_key(word)}) for field in self.search_fields]
            found += [Q(**{f"{field}__icontains": word}) for field in self.search_texts]
            queryset = queryset.filter(reduce(operator.or_, found))
        return queryset, False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The row's part of the history, which is one list for all rows."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        return redirect(list_address(Change, row=address_of(row)))

    # Where a row is used

    def links(self, row: Any) -> list[tuple[str, str]]:
        """Where the row's page leads: (address, text)."""
        return []

    @admin.display(description=_("see also"))
    def see_also(self, row: Any) -> SafeString:
        items = format_html_join("", '<li><a href="{}">{} →</a></li>', self.links(row))
        return format_html('<ul class="see-also">{}</ul>', items)

    def counted_link(self, model: type[Model], count: int, **filters: str) -> tuple[str, str]:
        return list_address(model, **filters), counted(model, count)


class NamedAdmin(FrameworkAdmin):
    """A row with a name and an address."""

    search_fields = ("name_key",)
    search_help_text = _("Words of the name")
    readonly_fields = ("slug", "changed_at", "see_also")
