"""People who sign in: editors and administrators. Readers need no account."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from skillmatrix.models.base import Versioned
from skillmatrix.scopes import EVERYTHING, Scope

if TYPE_CHECKING:
    from skillmatrix.models.framework import Domain, RoleFamily


class User(Versioned, AbstractUser):
    """Someone who signs in. Demo accounts have no password of their own (see `skillmatrix.demo`).

    Where `is_limited`, whatever right to edit this person has is for the listed domains and role families
    alone; with none listed, for nothing.
    """

    EDITABLE = (
        "username",
        "first_name",
        "last_name",
        "email",
        "is_active",
        "groups",
        "is_limited",
        "domains",
        "families",
        "is_superuser",
        "user_permissions",
    )

    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    is_limited = models.BooleanField(
        _("only these domains and role families"),
        default=False,
        help_text=_("Otherwise the rights above hold for the whole framework."),
    )
    domains: "models.ManyToManyField[Domain, Any]" = models.ManyToManyField(
        "Domain", related_name="+", blank=True, verbose_name=_("domains")
    )
    families: "models.ManyToManyField[RoleFamily, Any]" = models.ManyToManyField(
        "RoleFamily", related_name="+", blank=True, verbose_name=_("role families")
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @cached_property
    def scope(self) -> Scope:
        """What this person's rights to edit hold for; asked for once in a request, as permissions are."""
        if self.is_superuser or not self.is_limited:
            return EVERYTHING
        return Scope(
            frozenset(self.domains.values_list("slug", flat=True)),
            frozenset(self.families.values_list("slug", flat=True)),
        )
