"""Who may sign in here, and who edits. Only administrators see these pages."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.base import EditorsAdmin
from skillmatrix.models import User

_HOW = _(
    "To let someone edit the framework, tick “staff status” and choose the group “HR editors”. "
    "An administrator (“superuser status”) may do everything, also here. Readers need no account."
)


@admin.register(User)
class PersonAdmin(EditorsAdmin, UserAdmin):
    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    autocomplete_fields = ("groups",)
    filter_horizontal = ("user_permissions",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("What this person may do"),
            {"description": _HOW, "fields": ("is_active", "is_staff", "groups", "is_superuser")},
        ),
        (_("Single permissions"), {"classes": ("collapse",), "fields": ("user_permissions",)}),
        (_("Dates"), {"classes": ("collapse",), "fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (
            _("What this person may do"),
            {"description": _HOW, "fields": ("is_staff", "groups", "is_superuser")},
        ),
    )
