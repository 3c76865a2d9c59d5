"""Readers' reports: read, dealt with, deleted; never written here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from skillmatrix.admin.base import EditorsAdmin
from skillmatrix.admin.filters import by
from skillmatrix.admin.scoping import Scoped
from skillmatrix.models import Feedback, Level, Role


@admin.register(Feedback)
class FeedbackAdmin(Scoped, EditorsAdmin):
    list_display = ("created_at", "skill", "role", "level", "kind", "beginning", "state")
    list_filter = ("state", "kind", by(Role), by(Level), "created_at")
    list_select_related = ("skill", "role", "level")
    search_fields = ("words", "skill__name_key", "role__name_key")
    search_help_text = _("Words of the report, the skill or the role")
    fields = ("skill", "role", "level", "kind", "words", "created_at", "state")
    readonly_fields = ("skill", "role", "level", "kind", "words", "created_at")
    actions = ("mark_as_done",)

    @admin.display(description=_("in the reader's words"))
    def beginning(self, row: Feedback) -> str:
        return Truncator(row.words).words(12)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def view_on_site(self, obj: Feedback) -> str:
        """The page that the reader had in view."""
        place = {"role": obj.role and obj.role.slug, "level": obj.level and obj.level.slug}
        return reverse("skill", args=[obj.skill.slug], query={k: v for k, v in place.items() if v} or None)

    @admin.action(permissions=["change"], description=_("Mark as dealt with"))
    def mark_as_done(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = queryset.exclude(state=Feedback.State.DONE).update(state=Feedback.State.DONE)
        told = ngettext("%(count)d report is dealt with.", "%(count)d reports are dealt with.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)
