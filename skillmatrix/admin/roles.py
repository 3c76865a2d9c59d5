"""Role families, roles and the levels of roles."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import (
    EditorsForms,
    FrameworkAdmin,
    NamedAdmin,
    add_address,
    count_column,
    count_of,
)
from skillmatrix.admin.expectations import PlaceInline
from skillmatrix.admin.filters import by
from skillmatrix.admin.formsets import RowsOfOneAsSent
from skillmatrix.admin.scoping import may_add
from skillmatrix.admin.uses import Use
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.models import Expectation, Level, Role, RoleFamily, RoleLevel, SideStep

# Beyond this many the form of a role's level would be too long to work in; it links to their list instead.
MOST_INLINE = 100


@admin.register(RoleFamily)
class RoleFamilyAdmin(NamedAdmin):
    list_display = ("name", count_column(Role, "role_count", family="slug"), "last_changed")
    list_filter = ("changed_at",)
    fields = ("name", "slug", "changed_at", "see_also")
    counts = {
        "role_count": count_of(Role, family="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [self.counted_link(Role, row.role_count, family=row.slug)]


class RoleLevelForm(VersionedForm):
    """Which level of a role this is stays what it was: its expectations would not follow."""

    once = ("level",)


class RoleLevelInline(EditorsForms, admin.StackedInline):
    """A role's levels. They are deleted on their own page, which says what uses them."""

    model = RoleLevel
    form = RoleLevelForm
    formset = RowsOfOneAsSent
    fields = ("level", "title", "focus", "stack")
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleLevel]:
        return super().get_queryset(request).select_related("role", "level")


@admin.register(Role)
class RoleAdmin(NamedAdmin):
    list_display = (
        "name",
        "family",
        count_column(RoleLevel, "role_level_count", role="slug"),
        "skill_count",
        count_column(Expectation, "expectation_count", role="slug"),
        "last_changed",
    )
    list_filter = (by(RoleFamily, "family", none=_("No family")), "changed_at")
    list_select_related = ("family",)
    search_texts = ("summary",)
    search_help_text = _("Words of the name or the summary")
    autocomplete_fields = ("family",)
    fields = ("name", "family", "summary", "slug", "changed_at", "see_also")
    inlines = (RoleLevelInline,)
    counts = {
        "role_level_count": count_of(RoleLevel, role="pk"),
        "skill_count": count_of(Expectation, "skill", role="pk"),
        "expectation_count": count_of(Expectation, role="pk"),
    }

    @admin.display(description=_("skills"), ordering="skill_count")
    def skill_count(self, row: Any) -> int:
        return int(row.skill_count)

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [
            self.counted_link(Expectation, row.expectation_count, role=row.slug),
            self.counted_link(RoleLevel, row.role_level_count, role=row.slug),
        ]

    def uses(self, rows: Sequence[Any]) -> list[Use]:
        """Its levels go with a role, unless a level of another role leads to one of them."""
        elsewhere = SideStep.objects.exclude(origin__role__in=rows).filter(destination__role__in=rows)
        totals = dict(elsewhere.values_list("destination__role").annotate(Count("pk")))
        steps = [
            Use(row, totals[row.pk], elsewhere.filter(destination__role=row))
            for row in rows
            if row.pk in totals
        ]
        return [*super().uses(rows), *steps]


class SideStepInline(EditorsForms, admin.TabularInline):
    """The steps sideways from one level of a role. They are added and deleted, never changed."""

    model = SideStep
    formset = RowsOfOneAsSent
    fk_name = "origin"
    fields = ("destination",)
    autocomplete_fields = ("destination",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[SideStep]:
        related = ("origin__role", "origin__level", "destination__role", "destination__level")
        return super().get_queryset(request).select_related(*related)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RoleLevel)
class RoleLevelAdmin(FrameworkAdmin):
    list_display = (
        "role",
        "level",
        "title",
        count_column(Expectation, "expectation_count", role="role.slug", level="level.slug"),
        count_column(SideStep, "step_count"),
        "last_changed",
    )
    list_filter = (by(RoleFamily, "role__family", none=_("No family")), by(Role), by(Level), "changed_at")
    search_fields = ("role__name_key", "level__name_key")
    search_texts = ("title", "focus", "stack")
    search_help_text = _("Words of the role, the level, the title, the focus or the stack")
    autocomplete_fields = ("role",)
    fields = ("role", "level", "title", "focus", "stack", "changed_at", "see_also")
    readonly_fields = ("changed_at", "see_also")
    fixed = ("role", "level")
    list_select_related = ("role", "level")
    list_display_links = ("role", "level")
    counts = {
        "expectation_count": count_of(Expectation, role="role", level="level"),
        "step_count": count_of(SideStep, origin="pk"),
        "step_here_count": count_of(SideStep, destination="pk"),
    }

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        if obj is None:
            return [SideStepInline]
        return [SideStepInline, PlaceInline] if obj.expectation_count <= MOST_INLINE else [SideStepInline]

    def links(self, row: Any) -> list[tuple[str, str]]:
        place = {"role": row.role.slug, "level": row.level.slug}
        found = [self.counted_link(Expectation, row.expectation_count, **place)]
        if may_add(row.seen_by, Expectation):
            add = add_address(Expectation, role=row.role_id, level=row.level_id)
            found.append((add, str(_("Add an expectation here"))))
        return found

    def uses(self, rows: Sequence[Any]) -> list[Use]:
        """The expectations of this role at this level, and the steps that lead here from elsewhere."""
        found = []
        for row in rows:
            if row.expectation_count:
                here = Expectation.objects.filter(role=row.role_id, level=row.level_id)
                found.append(Use(row, row.expectation_count, here))
            if row.step_here_count:
                steps = SideStep.objects.filter(destination=row).exclude(origin__in=rows)
                found.append(Use(row, steps.count(), steps))
        return [use for use in found if use.count]
