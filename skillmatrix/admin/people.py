"""Who may sign in here, and what each may do.

Nobody gives more than they have, manages somebody who has more, or changes their own rights.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin import rights
from skillmatrix.admin.base import EditorsAdmin
from skillmatrix.admin.merging import Merged
from skillmatrix.admin.people_forms import GroupsField, NewPersonForm, PersonForm, in_order
from skillmatrix.admin.scoping import scope_of
from skillmatrix.models import User

_HOW = _(
    "Tick what this person is to do; without a tick, an account can only sign in. Readers of the pages need "
    "no account."
)
_WHERE = _(
    "HR editors and importers may be kept to some domains and role families. The rest of the framework they "
    "see and do not change. With the limit, and nothing ticked below, there is nothing that they may change."
)
_OWN = _(
    "This is your own account. So that nobody locks themselves out or gives themselves rights, only somebody "
    "else changes what you may do, deactivates this account or deletes it."
)
_SUPERUSER = _(
    "“Superuser status” allows everything, also changing what the groups give. Single permissions are for "
    "what no group fits."
)


def permissions_of(person: Any) -> QuerySet[Permission]:
    """What a person was given, by a group or singly, also while the account is not active."""
    return Permission.objects.filter(Q(user=person.pk) | Q(group__user=person.pk))


def has_more_than(person: Any, other: Any) -> bool:
    """Whether `person` may do something that `other` may not."""
    if other.is_superuser:
        return False
    more = permissions_of(person).exclude(pk__in=permissions_of(other).values("pk"))
    return bool(person.is_superuser) or more.exists()


def to_give(person: Any) -> QuerySet[Group]:
    """The groups that `person` may give: those with no right that they lack."""
    if person.is_superuser:
        return Group.objects.all()
    lacking = Permission.objects.exclude(pk__in=permissions_of(person).values("pk"))
    return Group.objects.exclude(pk__in=Group.objects.filter(permissions__in=lacking).values("pk"))


class ByGroup(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(group.pk, rights.label(group.name)) for group in in_order(Group.objects.all())]


@admin.register(User)
class PersonAdmin(Merged, EditorsAdmin, UserAdmin):
    form = PersonForm
    add_form_template = "admin/skillmatrix/user/add_form.html"
    add_form = NewPersonForm
    list_display = ("username", "first_name", "last_name", "email", "is_active", "may_do", "edits_only")
    list_filter = ("is_active", ("groups", ByGroup), "is_superuser")
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("may_do", "edits_only", "last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        people: QuerySet[Any] = super().get_queryset(request)
        return people.prefetch_related("groups", "domains", "families")

    @admin.display(description=_("may do"))
    def may_do(self, person: User) -> str:
        if person.is_superuser:
            return gettext("Everything")
        places = [kind.name for kind in rights.KINDS]
        names = sorted(
            (group.name for group in person.groups.all()),
            key=lambda name: (places.index(name) if name in places else len(places), name),
        )
        return ", ".join(rights.label(name) for name in names)

    @admin.display(description=_("edits only"))
    def edits_only(self, person: User) -> str:
        if not person.is_limited or person.is_superuser:
            return ""
        listed = [str(row) for row in (*person.domains.all(), *person.families.all())]
        return ", ".join(listed) or gettext("nothing")

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        account = (
            ("username", "password") if obj else ("username", "usable_password", "password1", "password2")
        )
        name = (_("Person"), {"fields": ("first_name", "last_name", "email")})
        dates = (_("Dates"), {"classes": ("collapse",), "fields": ("last_login", "date_joined")})
        rest = [name, *self._rights(request, obj), dates] if obj else [name, *self._rights(request, obj)]
        return [(None, {"fields": account}), *rest]

    def form_without_row(self, request: HttpRequest) -> Any:
        """The form of somebody who is there: a new person's asks for other fields."""
        return self.get_form(request, None, form=self.form, fields=User.EDITABLE)

    def _rights(self, request: HttpRequest, obj: Any) -> list[Any]:
        if obj is not None and obj.pk == request.user.pk:
            fields = ("may_do", "edits_only") if obj.is_limited else ("may_do",)
            return [(_("What you may do"), {"description": _OWN, "fields": fields})]
        given = ("is_active", "groups") if obj else ("groups",)
        where = ("is_limited", "domains", "families")
        found = [
            (_("What this person may do"), {"description": _HOW, "fields": given}),
            (_("In which part of the framework"), {"description": _WHERE, "fields": where}),
        ]
        if request.user.is_superuser:
            beyond = {"classes": ("collapse",), "description": _SUPERUSER}
            fields = ("is_superuser", "user_permissions") if obj else ("is_superuser",)
            found.append((_("Beyond the groups"), {**beyond, "fields": fields}))
        return found

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Plain boxes to tick: they are few, and work without scripts."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            groups = in_order(to_give(request.user))
            return db_field.formfield(form_class=GroupsField, queryset=groups, help_text="")
        if db_field.name in ("domains", "families"):
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who has any right enters the admin, and nobody else."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        person.is_staff = person.is_superuser or permissions_of(person).exists() or person.groups.exists()
        person.save(update_fields=["is_staff"])

    # Nobody rises above themselves

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and self._may_manage(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj.pk == request.user.pk
        return super().has_delete_permission(request, obj) and self._may_manage(request, obj) and not is_own

    def _may_manage(self, request: HttpRequest, obj: Any) -> bool:
        if scope_of(request).is_limited:
            return False
        return obj is None or not has_more_than(obj, request.user)


admin.site.unregister(Group)


@admin.register(Group)
class RightsAdmin(EditorsAdmin, GroupAdmin):
    """The groups and what each gives; what that is exactly, superusers change."""

    list_display = ("shown", "gives", "member_count")
    fields = ("name", "gives", "permissions")
    readonly_fields = ("gives",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        groups: QuerySet[Any] = super().get_queryset(request).annotate(member_count=Count("user"))
        return groups

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """One of our four keeps its name: under another, the next update would make it anew."""
        ours = obj is not None and any(obj.name == kind.name for kind in rights.KINDS)
        return ("name", *self.readonly_fields) if ours else self.readonly_fields

    @admin.display(description=_("name"), ordering="name")
    def shown(self, group: Group) -> str:
        return rights.label(group.name)

    @admin.display(description=_("what it gives"))
    def gives(self, group: Group) -> str:
        return rights.gives(group.name)

    @admin.display(description=_("people"), ordering="member_count")
    def member_count(self, group: Any) -> int:
        return int(group.member_count)
