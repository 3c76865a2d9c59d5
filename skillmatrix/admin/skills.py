"""Domains, skill groups and skills."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import (
    EditorsForms,
    NamedAdmin,
    add_address,
    count_column,
    count_of,
)
from skillmatrix.admin.filters import by
from skillmatrix.admin.formsets import RowsOfOneAsSent
from skillmatrix.admin.scoping import may_add
from skillmatrix.admin.versions import VersionedForm
from skillmatrix.models import Domain, Expectation, Role, Skill, SkillGroup

NOT_SORTED = _("Not sorted yet")


class GroupInline(EditorsForms, admin.TabularInline):
    """A domain's groups. They are deleted on their own page, which says what uses them."""

    model = SkillGroup
    form = VersionedForm
    formset = RowsOfOneAsSent
    fields = ("name",)
    extra = 0
    can_delete = False
    show_change_link = True


@admin.register(Domain)
class DomainAdmin(NamedAdmin):
    list_display = (
        "name",
        count_column(SkillGroup, "group_count", domain="slug"),
        count_column(Skill, "skill_count", domain="slug"),
        "last_changed",
    )
    list_filter = ("changed_at",)
    search_texts = ("summary",)
    fields = ("name", "summary", "slug", "changed_at", "see_also")
    inlines = (GroupInline,)
    counts = {
        "group_count": count_of(SkillGroup, domain="pk"),
        "skill_count": count_of(Skill, domain="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [self.counted_link(Skill, row.skill_count, domain=row.slug)]


@admin.register(SkillGroup)
class SkillGroupAdmin(NamedAdmin):
    list_display = ("name", "domain", count_column(Skill, "skill_count", group="slug"), "last_changed")
    list_filter = (by(Domain), "changed_at")
    list_select_related = ("domain",)
    autocomplete_fields = ("domain",)
    fields = ("name", "domain", "slug", "changed_at", "see_also")
    counts = {
        "skill_count": count_of(Skill, group="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [self.counted_link(Skill, row.skill_count, group=row.slug)]


class SkillForm(VersionedForm):
    class Meta:
        model = Skill
        fields = ("name", "domain", "group", "summary")

    def clean(self) -> dict[str, Any] | None:
        """A newly chosen group brings its domain along, unless another domain was chosen with it."""
        cleaned = super().clean()
        group = self.cleaned_data.get("group")
        if group and "group" in self.changed_data and "domain" not in self.changed_data:
            self.cleaned_data["domain"] = group.domain
        return cleaned


@admin.register(Skill)
class SkillAdmin(NamedAdmin):
    form = SkillForm
    list_display = (
        "name",
        "domain",
        "group",
        count_column(Role, "role_count"),
        count_column(Expectation, "expectation_count", skill="slug"),
        "last_changed",
    )
    list_filter = (by(Domain, none=NOT_SORTED), by(SkillGroup, "group", none=_("No group")), "changed_at")
    list_select_related = ("domain", "group")
    search_texts = ("summary",)
    search_help_text = _("Words of the name or the summary")
    autocomplete_fields = ("domain", "group")
    fields = ("name", "domain", "group", "summary", "slug", "changed_at", "see_also")
    counts = {
        "expectation_count": count_of(Expectation, skill="pk"),
        "role_count": count_of(Expectation, "role", skill="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        found = [self.counted_link(Expectation, row.expectation_count, skill=row.slug)]
        if may_add(row.seen_by, Expectation):
            add = add_address(Expectation, skill=row.pk)
            found.append((add, str(_("Add an expectation in this skill"))))
        return found
