"""List filters whose values in the address are slugs, as on the public pages: `?role=data-scientist`."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from skillmatrix.models.base import Named
from skillmatrix.rows import shown

NONE = "-"  # no slug is a lone hyphen: each has a letter or a digit


class BySlug(admin.SimpleListFilter):
    """By a named row that `path` leads to; with `none`, also by having none."""

    model: type[Named]
    path: str
    none: Any = None

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = list(self.model._default_manager.values_list("slug", "name"))
        return [*rows, (NONE, self.none)] if self.none and rows else rows

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        value = self.value()
        if value is None:
            return queryset
        if value == NONE:
            return queryset.filter(**{f"{self.path}__isnull": True})
        return queryset.filter(**{f"{self.path}__slug": value})


class Chosen(BySlug):
    """Shows only what is chosen: for kinds with too many rows to list, reached by a link or a search."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        value = self.value()
        if value is None:
            return []
        if "\0" in value:  # which PostgreSQL refuses to look for
            return [(value, shown(value))]
        named = self.model._default_manager.filter(slug=value).values_list("name", flat=True).first()
        return [(value, named or value)]


def by(model: type[Named], path: str = "", none: Any = None, kind: type[BySlug] = BySlug) -> type[BySlug]:
    """A filter by `model`, reached over `path` (by default the field of that name)."""
    name = model._meta.model_name or ""
    options = {
        "title": model._meta.verbose_name,
        "parameter_name": {"rolefamily": "family", "skillgroup": "group"}.get(name, name),
        "model": model,
        "path": path or name,
        "none": none,
    }
    return type(f"By{model.__name__}", (kind,), options)
