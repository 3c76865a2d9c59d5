"""The ladder's levels and the depth scale's proficiencies."""

from typing import Any

from django.contrib import admin

from skillmatrix.admin.base import NamedAdmin, count_column, count_of
from skillmatrix.models import Expectation, Level, Proficiency, RoleLevel


@admin.register(Level)
class LevelAdmin(NamedAdmin):
    list_display = (
        "name",
        "rank",
        count_column(RoleLevel, "role_level_count", level="slug"),
        count_column(Expectation, "expectation_count", level="slug"),
        "last_changed",
    )
    fields = ("name", "rank", "slug", "changed_at", "see_also")
    counts = {
        "role_level_count": count_of(RoleLevel, level="pk"),
        "expectation_count": count_of(Expectation, level="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [
            self.counted_link(RoleLevel, row.role_level_count, level=row.slug),
            self.counted_link(Expectation, row.expectation_count, level=row.slug),
        ]


@admin.register(Proficiency)
class ProficiencyAdmin(NamedAdmin):
    list_display = (
        "name",
        "letter",
        "rank",
        count_column(Expectation, "expectation_count", proficiency="slug"),
        "last_changed",
    )
    fields = ("name", "letter", "rank", "slug", "changed_at", "see_also")
    counts = {
        "expectation_count": count_of(Expectation, proficiency="pk"),
    }

    def links(self, row: Any) -> list[tuple[str, str]]:
        return [self.counted_link(Expectation, row.expectation_count, proficiency=row.slug)]
