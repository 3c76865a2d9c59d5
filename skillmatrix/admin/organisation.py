"""The one organisation: its list address leads to its one form."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import DateField
from django.forms import DateInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from skillmatrix.admin.base import EditorsForms
from skillmatrix.admin.merging import Merged
from skillmatrix.admin.scoping import Scoped
from skillmatrix.models import Organisation

ONLY = 1


@admin.register(Organisation)
class OrganisationAdmin(Scoped, Merged, EditorsForms, admin.ModelAdmin):
    fields = ("name", "contact", "in_force_since", "about")
    actions = None
    formfield_overrides = {
        **EditorsForms.formfield_overrides,
        DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Organisation) -> str:
        return reverse("about")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return redirect("admin:skillmatrix_organisation_change", ONLY)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Organisation | None:
        """The row, or before the first save an empty one that the save creates: looking writes nothing."""
        found = super().get_object(request, object_id, from_field)
        return Organisation(pk=ONLY) if found is None and object_id == str(ONLY) else found
