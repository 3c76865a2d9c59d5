"""An editor's rights hold for a scope: what lies outside is shown, and neither changed nor deleted.

Lists, choices and forms say so beforehand; `hold` is passed by every row that is saved or deleted, so that
nothing slips by.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, lazy
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.applying import apply
from skillmatrix.models import Expectation, Role, RoleLevel, Skill, SkillGroup, User
from skillmatrix.plans import Plan
from skillmatrix.queries import scopes
from skillmatrix.recording.operations import Cause
from skillmatrix.rows import Present, Problem, enumerated, quoted, shown
from skillmatrix.scopes import NOTHING, Scope
from skillmatrix.text import is_number

MOST_NAMED = 10
_CHOOSE: Mapping[type[Model], tuple[str, Promise]] = {
    SkillGroup: ("domain", _("Choose a domain of yours.")),
    Skill: ("domain", _("Choose a domain of yours.")),
    Role: ("family", _("Choose a role family of yours.")),
    RoleLevel: ("role", _("Choose a role of your role families.")),
    Expectation: ("", _("Choose a skill of your domains, or a role of your role families.")),
}


def scope_of(request: HttpRequest) -> Scope:
    return request.user.scope if isinstance(request.user, User) else NOTHING


def may_add(person: Any, model: type[Model]) -> bool:
    """Whether a person has the right to add rows of `model`, and may have one of their own."""
    has_right = person.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    return has_right and scopes.may_grow(person.scope, model)


def you_edit(scope: Scope) -> str:
    """What a person with a limited scope edits, as a sentence."""
    names = scopes.names(scope)
    if not names:
        return gettext("You have the right to edit, and no domain or role family to edit is listed for you.")
    return gettext("You edit %(names)s.") % {"names": get_text_list(names, gettext("and"))}


def limited_to(request: HttpRequest) -> str:
    """The same of whoever asks; "" where everything is theirs."""
    scope = scope_of(request)
    return you_edit(scope) if scope.is_limited else ""


def what_is_right(scope: Scope, model: type[Model]) -> str:
    return f"{you_edit(scope)} {_CHOOSE[model][1]}" if model in _CHOOSE else you_edit(scope)


def hold(request: HttpRequest, row: Model) -> None:
    """Raise PermissionDenied unless `row` lies within, as it is in memory and as it is stored."""
    scope = scope_of(request)
    if not scope.is_limited:
        return
    stored = type(row)._base_manager.filter(pk=row.pk)
    if not scopes.holds(scope, row) or stored.exclude(scopes.within(type(row), scope)).exists():
        raise PermissionDenied(you_edit(scope))


def hold_plan(request: HttpRequest, plan: Plan, before: Present) -> Plan:
    """The plan, made from `before`; each row of it that lies outside is a problem of its own."""
    scope = scope_of(request)
    if plan.problems or not (outside := scope.outside(plan, before)):
        return plan
    told = f"{gettext('This lies outside of what you edit.')} {you_edit(scope)}"
    return replace(plan, problems=tuple(Problem("", None, "", shown(str(row)), told) for row in outside))


def apply_within(request: HttpRequest, plan: Plan, cause: Cause) -> None:
    """Carry out a plan, unless by now it reaches outside: rows may have moved since it was shown.

    Raises Refused, as `apply` does.
    """
    apply(plan, cause, partial(hold_plan, request))


def hold_all(request: HttpRequest, rows: QuerySet[Any]) -> None:
    scope = scope_of(request)
    if scope.is_limited and _outside(rows, scope).exists():
        raise PermissionDenied(you_edit(scope))


def _outside(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    inside = rows.model._base_manager.filter(scopes.within(rows.model, scope))
    return rows.exclude(pk__in=inside.values("pk"))


class WithinScope(forms.ModelForm):
    """A form that refuses a row which would land outside `scope`, and says what is right."""

    scope: Scope

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        stays = self.instance.pk is not None and not self.has_changed()
        if self.errors or stays or scopes.holds(self.scope, self.instance):
            return
        model = type(self.instance)
        field = _CHOOSE[model][0] if model in _CHOOSE else None
        self.add_error(field if field in self.fields else None, what_is_right(self.scope, model))


def within_scope(form: type[forms.ModelForm], scope: Scope) -> type[forms.ModelForm]:
    return type(form.__name__, (WithinScope, form), {"scope": scope}) if scope.is_limited else form


class Yours(admin.SimpleListFilter):
    """What a limited editor may edit, unless all is asked for. Offered only where there is something."""

    title = _("right to edit")
    parameter_name = "whose"
    ALL = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(self.ALL, _("All"))]

    def choices(self, changelist: ChangeList) -> Any:
        for value, said in ((None, _("Yours")), (self.ALL, _("All"))):
            yield {
                "selected": (self.value() == self.ALL) == (value == self.ALL),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": said,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.ALL:
            return queryset
        return queryset.filter(scopes.within(queryset.model, scope_of(request)))


class Scoped(admin.ModelAdmin):
    """The pages of a model whose rows are edited within a scope and seen by whoever may see them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and scopes.may_grow(scope_of(request), self.model)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_yours(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_yours(request, obj)

    def _is_yours(self, request: HttpRequest, obj: Any) -> bool:
        """As the row was read: a form that was filled in wrong stays one that can be filled in."""
        scope = scope_of(request)
        if obj is None:
            return scopes.reaches(scope, self.model)
        return obj.is_yours if hasattr(obj, "is_yours") else scopes.holds(scope, obj)

    # What is offered

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """For a limited editor each row says whether it lies within."""
        rows: QuerySet[Any] = super().get_queryset(request)
        scope = scope_of(request)
        if not scope.is_limited:
            return rows
        inside = ExpressionWrapper(scopes.within(self.model, scope), BooleanField())
        return cast(QuerySet[Any], rows.annotate(is_yours=inside))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """A row that knows who looks at it, so that it offers only what they may do."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.seen_by = request.user
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A row outside says why it can only be read."""
        row = context["original"]
        may_edit = super().has_change_permission(request, row)
        context["limited_to"] = (
            limited_to(request) if row and may_edit and not self._is_yours(request, row) else ""
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def get_list_filter(self, request: HttpRequest) -> Any:
        found, scope = super().get_list_filter(request), scope_of(request)
        return (Yours, *found) if scope.is_limited and scopes.reaches(scope, self.model) else found

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        scope = scope_of(request)
        choices = scopes.offered(self.model, db_field.name, scope)
        if choices:
            every = db_field.remote_field.model._default_manager.all()
            kwargs["queryset"] = kwargs.get("queryset", every).filter(choices)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if choices and field is not None:
            field.error_messages["invalid_choice"] = lazy(what_is_right, str)(scope, self.model)
        return field

    # Nothing is written outside

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return within_scope(super().get_form(request, obj, change, **kwargs), scope_of(request))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return within_scope(super().get_changelist_form(request, **kwargs), scope_of(request))

    def _get_formset_with_permissions(self, *args: Any, **kwargs: Any) -> Any:
        """What was sent for a row that is not to be edited is left out, and told where it could be before."""
        formset = super()._get_formset_with_permissions(*args, **kwargs)  # type: ignore[misc]
        for form in formset.forms:
            if not set(self.list_editable) & form.fields.keys():
                formset.leave_out(form)
        return formset

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        hold(request, obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in _written(formset):
            hold(request, row)
        super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        hold(request, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        hold_all(request, queryset)
        super().delete_queryset(request, queryset)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """All that is selected or nothing, also where the list as it is filtered does not show it."""
        scope = scope_of(request)
        outside = _outside(self._selected(request, queryset), scope) if scope.is_limited else None
        if outside is not None and (rows := list(outside[: MOST_NAMED + 1])):
            told = gettext("Nothing was done: you may not edit %(rows)s.")
            named = enumerated((quoted(str(row)) for row in rows), MOST_NAMED)
            self.message_user(request, f"{told % {'rows': named}} {you_edit(scope)}", messages.ERROR)
            return None
        return super().response_action(request, queryset, *args, **kwargs)

    def _selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if request.POST.get("select_across") == "1":
            return queryset
        chosen = [pk for pk in request.POST.getlist(ACTION_CHECKBOX_NAME) if is_number(pk)]
        return self.get_queryset(request).filter(pk__in=chosen)


def _written(formset: Any) -> Iterable[Model]:
    """The rows that saving a formset would write or delete."""
    return [form.instance for form in formset.forms if form.has_changed() or form in formset.deleted_forms]


class OfferedChoices(AutocompleteJsonView):
    """A limited editor is offered only what could be valid."""

    def get_queryset(self) -> QuerySet[Any]:
        field = self.source_field
        choices = scopes.offered(field.model, field.name, scope_of(self.request))
        found: QuerySet[Any] = super().get_queryset()
        return found.filter(choices)
