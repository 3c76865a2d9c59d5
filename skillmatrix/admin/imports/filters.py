"""By whom and by which days imports can be filtered."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.imports.rights import listed
from skillmatrix.models import Import

NOBODY = "-"


class ByDay(admin.DateFieldListFilter):
    """The filter of Django, by a title that reads well after “By”."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("day of upload")


class ByPerson(admin.SimpleListFilter):
    """Who uploaded it; offered to those who see more than their own."""

    title = _("person")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        names = listed(request.user).order_by("person_name").values_list("person_name", flat=True).distinct()
        found = [(name or NOBODY, name or _("No account")) for name in names]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Import]) -> QuerySet[Import]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(person_name="" if value == NOBODY else value)
