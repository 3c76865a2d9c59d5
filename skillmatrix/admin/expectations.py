"""Expectations, on pages of their own and on the page of a role's level."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import EditorsForms, FrameworkAdmin, list_address
from skillmatrix.admin.exchange import ExchangeMixin
from skillmatrix.admin.filters import Chosen, by
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


@admin.register(Expectation)
class ExpectationAdmin(ExchangeMixin, FrameworkAdmin):
    """Skill, role and level say which expectation it is: chosen when it is added, and then fixed."""

    list_display = ("skill", "role", "level", "proficiency", "weight", "beginning", "last_changed")
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


class PlaceForm(forms.ModelForm):
    """One expectation of a role at a level; its skill is asked for only when it is new."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "skill" in self.fields:
            self.initial["skill"] = self.instance.skill
            self.fields["skill"] = forms.Field(disabled=True, required=False, widget=forms.HiddenInput)

    def _get_validation_exclusions(self) -> set[str]:
        """The level is not in the form, yet a new row must be compared with what is there already."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | {"skill"} if self.instance.pk else excluded - {"level"}


class PlaceFormSet(BaseInlineFormSet):
    """All expectations of one role at one level. The parent is a RoleLevel, which they don't point at."""

    def __init__(self, **kwargs: Any) -> None:
        self.place: RoleLevel = kwargs["instance"]
        here = kwargs["queryset"].filter(level=self.place.level_id)
        super().__init__(**{**kwargs, "instance": self.place.role, "queryset": here})

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form: forms.ModelForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
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
        """Many rows: no icons beside a choice, and no help below each text."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        field.help_text = ""
        if isinstance(field.widget, RelatedFieldWidgetWrapper) and db_field.name == "proficiency":
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The short choice of proficiencies is read once for all rows, not once a row."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "proficiency" and field is not None:
            field.choices = list(cast(Any, field.choices))
        return field
