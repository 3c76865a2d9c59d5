"""The inbox of readers' reports: read and answered here, never written."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from skillmatrix import receiving
from skillmatrix.admin.base import EditorsAdmin, add_address, list_address
from skillmatrix.admin.filters import by
from skillmatrix.admin.merging import Merged
from skillmatrix.admin.scoping import Scoped, hold_all, may_add
from skillmatrix.applying import Refused
from skillmatrix.models import Change, Domain, Expectation, Feedback, Level, Role, Skill
from skillmatrix.models.feedback import deleted_on
from skillmatrix.queries import feedback as queries
from skillmatrix.queries import scopes
from skillmatrix.queries.history import address
from skillmatrix.rows import Table
from skillmatrix.text import name_key

_URGENCY = Case(
    When(state=Feedback.State.NEW, then=Value(0)),
    When(state=Feedback.State.HAND, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@admin.register(Feedback)
class FeedbackAdmin(Scoped, Merged, EditorsAdmin):
    list_display = ("about", "kind", "beginning", "state", "created_at", "answered_at")
    list_filter = (
        "state",
        "kind",
        by(Domain, "skill__domain", none=_("Not sorted yet")),
        by(Role, none=_("All roles")),
        by(Level, none=_("All levels")),
        "created_at",
    )
    list_select_related = ("skill", "role", "level")
    ordering = (_URGENCY.asc(), "-created_at")
    search_fields = ("words", "answer", "skill__name_key", "role__name_key", "skill_name", "role_name")
    search_help_text = _("Words of the report, of the answer, the skill or the role")
    readonly_fields = ("about", "kind", "repeated", "said", "received", "as_it_stands", "answered")
    actions = ("mark_as_in_hand", "mark_as_done", "mark_as_declined")

    # The list

    @admin.display(description=_("about"), ordering="skill_name")
    def about(self, row: Feedback) -> str:
        return row.about

    @admin.display(description=_("in the reader's words"))
    def beginning(self, row: Feedback) -> str:
        return Truncator(row.words).words(12)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feedback]:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What it repeats is asked of a duplicate only."""
        is_duplicate = obj is not None and obj.kind == Feedback.Kind.DUPLICATE
        said = ["about", "kind", *(["repeated"] if is_duplicate else []), "said", "received"]
        return (
            (_("What the reader says"), {"fields": said}),
            (_("What is written there now"), {"fields": ("as_it_stands",)}),
            (_("What you answer"), {"fields": ("state", "answer", "answered")}),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The inbox; what is to be deleted by now goes, unless somebody else is writing just then."""
        if self.has_view_or_change_permission(request):
            with suppress(Refused):
                receiving.expire()
        return super().changelist_view(request, extra_context)

    # One report

    def view_on_site(self, obj: Feedback) -> str | None:
        """The page that the reader had in view."""
        if obj.skill is None:
            return None
        place = {"role": obj.role and obj.role.slug, "level": obj.level and obj.level.slug}
        return reverse("skill", args=[obj.skill.slug], query={k: v for k, v in place.items() if v} or None)

    @admin.display(description=_("in the reader's words"))
    def said(self, row: Feedback) -> SafeString | str:
        return render_to_string("admin/skillmatrix/feedback/said.html", {"report": row})

    @admin.display(description=_("it repeats"))
    def repeated(self, row: Feedback) -> SafeString:
        """As the reader wrote it, and the skill of that name where there is one."""
        skill = Skill.objects.filter(name_key=name_key(row.repeats)).first() if row.repeats else None
        context = {"report": row, "skill": skill}
        return render_to_string("admin/skillmatrix/feedback/repeats.html", context)

    @admin.display(description=_("received"))
    def received(self, row: Feedback) -> SafeString:
        context = {
            "report": row,
            "times": row.links.count(),
            "deleted_on": deleted_on(row.created_at),
        }
        return render_to_string("admin/skillmatrix/feedback/received.html", context)

    @admin.display(description=_("text"))
    def as_it_stands(self, row: Feedback) -> SafeString:
        subject = queries.as_it_stands(row)
        context = {
            "subject": subject,
            "has_changed": queries.has_changed(row, subject),
            "links": [*_links(row, row.seen_by), *self._more_links(row, subject)],  # type: ignore[attr-defined]
        }
        return render_to_string("admin/skillmatrix/feedback/stands.html", context)

    def _more_links(self, row: Feedback, subject: queries.Subject) -> Iterator[tuple[str, str]]:
        if there := self.view_on_site(row):
            yield there, gettext("The page as the reader saw it")
        person: Any = row.seen_by  # type: ignore[attr-defined]
        if subject.is_one and person.has_perm("skillmatrix.view_change"):
            yield _history(subject), gettext("What was changed there")

    @admin.display(description=_("last answered"))
    def answered(self, row: Feedback) -> SafeString:
        return render_to_string("admin/skillmatrix/feedback/answered.html", {"report": row})

    def save_model(self, request: HttpRequest, obj: Feedback, form: Any, change: bool) -> None:
        """Who answered and when, unless it was saved as it stood."""
        stored = Feedback.objects.filter(pk=obj.pk).first()
        if stored is None or stored.version != obj.version:
            for name, value in _by(request).items():
                setattr(obj, name, value)
        super().save_model(request, obj, form, change)

    # Actions

    @admin.action(permissions=["change"], description=_("Mark as in hand"))
    def mark_as_in_hand(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = self._mark(request, queryset, Feedback.State.HAND)
        told = ngettext("%(count)d report is in hand.", "%(count)d reports are in hand.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)

    @admin.action(permissions=["change"], description=_("Mark as dealt with"))
    def mark_as_done(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = self._mark(request, queryset, Feedback.State.DONE)
        told = ngettext("%(count)d report is dealt with.", "%(count)d reports are dealt with.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)

    @admin.action(permissions=["change"], description=_("Decline"))
    def mark_as_declined(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = self._mark(request, queryset, Feedback.State.DECLINED)
        told = ngettext("%(count)d report is declined.", "%(count)d reports are declined.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Any], state: Feedback.State) -> int:
        hold_all(request, queryset)
        others = Feedback.objects.filter(pk__in=queryset.values("pk")).exclude(state=state)
        return others.update(state=state, **_by(request))


def _by(request: HttpRequest) -> dict[str, Any]:
    name = request.user.get_username()
    return {"answered_at": timezone.now(), "answered_by": request.user, "answered_by_name": name}


def _links(row: Feedback, person: Any) -> Iterator[tuple[str, str]]:
    """Where what a report is about is edited, by somebody who may."""
    place = {"skill": row.skill, "role": row.role, "level": row.level}
    expectation = Expectation.objects.filter(**place).first() if all(place.values()) else None
    if expectation and person.has_perm("skillmatrix.change_expectation"):
        if scopes.holds(person.scope, expectation):
            yield _form_of(expectation), gettext("Edit this expectation")
    elif all(place.values()) and not expectation and may_add(person, Expectation):
        yield (
            add_address(Expectation, **{name: known.pk for name, known in place.items() if known}),
            gettext("Write this expectation"),
        )
    elif row.skill and not all(place.values()) and person.has_perm("skillmatrix.view_skill"):
        yield _form_of(row.skill), gettext("The skill’s own page here")


def _form_of(row: Any) -> str:
    return reverse(f"admin:skillmatrix_{row._meta.model_name}_change", args=[row.pk])


def _history(subject: queries.Subject) -> str:
    """Where the changes of the one expectation are listed."""
    key = tuple(name.slug for name in (subject.skill, subject.role, subject.level) if name)
    return list_address(Change, row=address(Table.EXPECTATION, key))
