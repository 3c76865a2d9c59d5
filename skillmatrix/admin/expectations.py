"""Expectations, on pages of their own and on the page of a role's level."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import EditorsForms, FrameworkAdmin, list_address
from skillmatrix.admin.exchange import ExchangeMixin
from skillmatrix.admin.filters import Chosen, by
from skillmatrix.admin.formsets import RowsOfOneAsSent
from skillmatrix.admin.templates import template
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.models import (
    Domain,
    Expectation,
    Level,
    Proficiency,
    Role,
    RoleFamily,
    RoleLevel,
    Skill,
)

_IDENTITY = ("skill", "role", "level")


def many_times(field: Any) -> Any:
    """A short choice for many rows of one page: read once, not once a row, and without icons beside it."""
    if isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    field.choices = list(iter(field.choices))  # asked for their number, choices would count the rows
    return field


class RowForm(VersionedForm):
    """A row of the list: its fields have no labels there but the heads of columns, so each names its row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.versioned if self.instance.pk else ():
            asked = self.fields[name]
            asked.widget.attrs["aria-label"] = f"{capfirst(str(asked.label))}: {self.instance}"


@admin.register(Expectation)
class ExpectationAdmin(ExchangeMixin, FrameworkAdmin):
    """Skill, role and level say which expectation it is: chosen when it is added, and then fixed."""

    list_display = ("skill", "role", "level", "proficiency", "required", "beginning", "last_changed")
    list_editable = ("proficiency", "required")
    list_filter = (
        by(Skill, kind=Chosen),
        by(RoleFamily, "role__family", none=_("No family")),
        by(Role),
        by(Level),
        by(Domain, "skill__domain", none=_("Not sorted yet")),
        "required",
        by(Proficiency, none=_("None")),
        "changed_at",
    )
    list_select_related = ("skill", "role", "level", "proficiency")
    search_fields = ("skill__name_key", "role__name_key", "level__name_key")
    search_texts = ("description",)
    search_help_text = _("Words of the skill, the role, the level or the description")
    autocomplete_fields = ("skill", "role")
    fields = ("skill", "role", "level", "proficiency", "required", "description", "changed_at", "see_also")
    readonly_fields = ("changed_at", "see_also")
    fixed = _IDENTITY

    def get_urls(self) -> list[URLPattern]:
        empty = self.admin_site.admin_view(template)
        return [path("template/", empty, name="skillmatrix_expectation_template"), *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Who may not change anything reads words instead of Django's icons for yes and no."""
        columns = super().get_list_display(request)
        if self.has_change_permission(request):
            return list(columns)
        return ["weight" if column == "required" else column for column in columns]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        formset = super().get_changelist_formset(request, **kwargs)
        many_times(formset.form.base_fields["proficiency"])
        return formset

    @admin.display(description=_("required"), ordering="required")
    def weight(self, row: Expectation) -> str:
        return gettext("Required") if row.required else gettext("Optional")

    @admin.display(description=_("description"))
    def beginning(self, row: Expectation) -> str:
        return Truncator(row.description).words(10)

    def links(self, row: Any) -> list[tuple[str, str]]:
        skill, role, level = row.skill, row.role, row.level
        return [
            (
                list_address(Expectation, skill=skill.slug, role=role.slug),
                gettext("%(skill)s for %(role)s, all levels") % {"skill": skill, "role": role},
            ),
            (
                list_address(Expectation, role=role.slug, level=level.slug),
                gettext("All skills for %(role)s · %(level)s") % {"role": role, "level": level},
            ),
        ]


class PlaceForm(VersionedForm):
    """One expectation of a role at a level; its skill is asked for only when it is new."""

    once = ("skill",)

    def _get_validation_exclusions(self) -> set[str]:
        """The level is not in the form, yet a new row must be compared with what is there already."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"skill"} if self.instance.pk else excluded - {"level"}


class PlaceFormSet(RowsOfOneAsSent):
    """All expectations of one role at one level. The parent is a RoleLevel, which they don't point at."""

    def __init__(self, **kwargs: Any) -> None:
        self.place: RoleLevel = kwargs["instance"]
        here = kwargs["queryset"].filter(level=self.place.level_id)
        super().__init__(**{**kwargs, "instance": self.place.role, "queryset": here})

    def _construct_form(self, i: int, **kwargs: Any) -> ModelForm:
        form: ModelForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if form.instance.pk is None:
            form.instance.level = self.place.level
        return form

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return gettext("Each skill can be listed once for a role at a level.")


class PlaceInline(EditorsForms, admin.StackedInline):
    """The expectations on the page of a role's level."""

    model = Expectation
    form = PlaceForm
    formset = PlaceFormSet
    fk_name = "role"
    fields = ("skill", ("proficiency", "required"), "description")
    autocomplete_fields = ("skill",)
    extra = 0
    show_change_link = True

    def __init__(self, parent_model: type[Model], admin_site: admin.AdminSite) -> None:
        super().__init__(Role, admin_site)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Expectation]:
        return super().get_queryset(request).select_related(*_IDENTITY).order_by("skill__name_key")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Many rows: no help below each text."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        field.help_text = ""
        return many_times(field) if db_field.name == "proficiency" else field
