"""What the history can be filtered by, with slugs and numbers in the address."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.models import Change, Operation, Role
from skillmatrix.queries.history import as_rows, gone_roles, of_row
from skillmatrix.rows import Table, shown
from skillmatrix.text import is_number, name_key

NOBODY = "-"


class ChangeFilter(admin.SimpleListFilter):
    """Everything, or what matches the value that was chosen."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Change]) -> QuerySet[Change]:
        value = self.value()
        return queryset if value is None else self.matching(queryset, value)

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        raise NotImplementedError


class ByRole(ChangeFilter):
    """All that concerns a role: its own row, its levels and its expectations."""

    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        """Deleted ones as well, by the name that they had last, after those that are there."""
        gone = sorted(gone_roles().items(), key=lambda role: name_key(role[1]))
        deleted = ((slug, gettext("%(name)s (deleted)") % {"name": name}) for slug, name in gone)
        return [*Role.objects.values_list("slug", "name"), *deleted]

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        return changes.filter(role=value)


class ByPerson(ChangeFilter):
    title = _("person")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        people = Operation.objects.exclude(person_name="").order_by("person_name")
        names = people.values_list("person_name", flat=True).distinct()
        return [*((name, name) for name in names), (NOBODY, _("No account"))]

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        if value == NOBODY:
            return changes.exclude(operation__person_name__gt="")
        return changes.filter(operation__person_name=value)


class ByKind(ChangeFilter):
    title = _("kind of operation")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [*Operation.Kind.choices, (NOBODY, _("outside Skillmatrix"))]

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        if value == NOBODY:
            return changes.filter(operation=None)
        return changes.filter(operation__kind=value)


class OfOperation(ChangeFilter):
    """One operation, reached by a link."""

    title = _("operation")
    parameter_name = "operation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        value = self.value()
        if value is None:
            return []
        found = Operation.objects.filter(pk=int(value)).first() if is_number(value) else None
        return [(value, str(found) if found else shown(value))]

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        return changes.filter(operation=int(value)) if is_number(value) else changes.none()


class OfRow(ChangeFilter):
    """One row, reached by a link: `?row=expectation:sql:analyst:senior`."""

    title = _("row")
    parameter_name = "row"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        value = self.value()
        if value is None:
            return []
        if "\0" in value:  # which PostgreSQL refuses to look for
            return [(value, shown(value))]
        latest = self.matching(Change.objects.all(), value).first()
        [row] = as_rows([latest])[0] if latest else [None]
        return [(value, row.label if row else shown(value))]

    def matching(self, changes: QuerySet[Change], value: str) -> QuerySet[Change]:
        table, _colon, key = value.partition(":")
        known = {table.value: table for table in Table}
        return changes.filter(of_row(known[table], key)) if table in known else changes.none()
