"""What is asked about a person: the groups, each with what it gives, and for what of the framework."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from skillmatrix.admin.rights import KINDS, gives, label
from skillmatrix.admin.versions import VersionedForm

_MANAGING = ("add_user", "change_user", "delete_user")


def in_order(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Our four first, from the fewest rights to the most."""
    places = [When(name=kind.name, then=Value(place)) for place, kind in enumerate(KINDS)]
    return groups.order_by(Case(*places, default=Value(len(KINDS))), "name")


class GroupsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def in_words(self, group: Group) -> str:
        return label(group.name)

    def label_from_instance(self, obj: Any) -> str:
        return format_html(
            '<strong dir="auto">{}</strong> <span class="gives">{}</span>', label(obj.name), gives(obj.name)
        )


class RightsForm(forms.ModelForm):
    """Refuses a list that would limit nothing, and a limit that would limit nobody."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "is_limited" in self.fields:
            self._check_the_limit()
        return cleaned

    def _check_the_limit(self) -> None:
        given = self.cleaned_data
        if not given.get("is_limited"):
            if given.get("domains") or given.get("families"):
                told = _("You ticked domains or role families below. Tick this as well, or none of them.")
                self.add_error("is_limited", told)
            return
        if given.get("is_superuser") or self._rights_given().filter(codename__in=_MANAGING).exists():
            told = _(
                "Whoever says what people may do could take this limit away. Give this person other groups, "
                "or no limit."
            )
            self.add_error("is_limited", told)

    def _rights_given(self) -> QuerySet[Permission]:
        """What this person will have, by a group or singly; what is not asked for here stays as it is."""
        by_group, singly = self.cleaned_data.get("groups"), self.cleaned_data.get("user_permissions")
        person = self.instance.pk or 0  # None would be all that nobody has
        return Permission.objects.filter(
            (Q(group__user=person) if by_group is None else Q(group__in=by_group))
            | (Q(user=person) if singly is None else Q(pk__in=singly))
        )


class PersonForm(RightsForm, VersionedForm, UserChangeForm):
    """Gives nothing back that somebody else took away while it was open."""


class NewPersonForm(RightsForm, AdminUserCreationForm):
    pass
